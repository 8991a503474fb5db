/* Runs the layout check (layout.h) in its own process; see wbcc/layout_tool.c for the reason. */
#ifndef WBCC_GUEST_LAYOUT_RUN_H
#define WBCC_GUEST_LAYOUT_RUN_H

#include <stdbool.h>

#include "base/proc.h"
#include "guest/layout.h"

#define LAYOUT_TOOL "wbcc-layout"	/* in libexec/, beside bin/ */
#define LAYOUT_OVERLAY "layout.overlay" /* in the work folder */

struct layout_job {
	const char *work, *dir;
	enum layout_mode mode;
	const struct args *objects; /* paths of the objects */
	const struct args *sources, *flags;
	const struct args *bpf_sources, *bpf_flags;
};

/*
 * False when a difference stands, after it was reported.  *overlay: what clang's -ivfsoverlay
 * gets, or NULL; allocated.
 */
bool layout_run(const struct layout_job *job, char **overlay);

#endif

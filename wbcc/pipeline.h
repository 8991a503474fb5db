/*
 * The seven stages from sources to a program, as data.  A command fills a struct build and
 * runs the stages from one to another; each reads what the former ones left in it.
 */
#ifndef WBCC_PIPELINE_H
#define WBCC_PIPELINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/proc.h"
#include "guest/layout.h"
#include "lower/lower.h"
#include "native/native.h"

struct project;
struct model;

enum stage_id {
	STAGE_BPF,
	STAGE_MODEL,
	STAGE_SKEL,
	STAGE_GUEST,
	STAGE_PACK,
	STAGE_LOWER,
	STAGE_NATIVE,
	STAGE_COUNT,
};

/* One BPF object of the build. */
struct build_object {
	const char *name;    /* "bootstrap" */
	const char *source;  /* DIR/bootstrap.bpf.c */
	char *file;	     /* the finished object, in the work folder */
	struct model *model; /* from stage 2 on */
};

struct build {
	const struct project *project; /* NULL when the build starts from a package */
	const char *name;	       /* of the package and the program */
	const char *out;	       /* folder of the results; NULL: only *exe* is wanted */
	const char *work;	       /* folder for all that is not a result yet */
	const char *exe;	       /* where the program goes; NULL: OUT/NAME */
	enum stage_id last;	       /* --stop-after */
	enum layout_mode layout;
	enum lower_shape shape;
	const char *symbol; /* of shape "module" */
	struct native_options native;

	struct build_object *objects;
	size_t n_objects;
	char *module;	     /* the linked guest, without our sections (stage 4) */
	char *wasm;	     /* the package (stage 5, or the input of `wbcc aot`) */
	const char *shown;   /* how messages call the package */
	struct args c_files; /* stage 6 */
};

struct stage {
	const char *name;
	const char *reads, *writes; /* as --help shows them */
	bool (*run)(struct build *b);
	const char *help;
};

extern const struct stage stages[STAGE_COUNT];

/* The stage of this name, or -1. */
int stage_by_name(const char *name);
/* Runs the stages from *first* to b->last; false when one failed (and said why). */
bool pipeline_run(struct build *b, enum stage_id first);

#endif

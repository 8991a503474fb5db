/* Commands that do not depend on each other, run side by side: one for each processor. */
#ifndef WBCC_BASE_JOBS_H
#define WBCC_BASE_JOBS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/proc.h"

struct job {
	struct args command;
	const char *file;    /* the source that a failure is reported for */
	const char *failure; /* "clang could not compile this BPF program" */
};

struct jobs {
	struct job *v;
	size_t n, cap;
};

/* A new job, whose command the caller fills. */
struct job *jobs_add(struct jobs *j, const char *file, const char *failure);
/*
 * Runs all of them and frees the list.  After a failure no further command is started, those
 * that run are waited for, and the failures are reported; false then.
 */
bool jobs_run(struct jobs *j);

#endif

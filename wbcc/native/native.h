/*
 * Stage 7: C text in, one static program out.  Calls cc, with the runtime and the loader.
 */
#ifndef WBCC_NATIVE_NATIVE_H
#define WBCC_NATIVE_NATIVE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/proc.h"

struct package;

/* How much the C compiler is asked to do: `wbcc run` starts a program early with TIER_FAST. */
enum native_tier {
	TIER_BEST, /* -O2 */
	TIER_FAST, /* as soon as possible */
};

struct native_options {
	const char *cc;	    /* NULL: the newest clang found, else gcc */
	const char *march;  /* NULL: the target's baseline */
	const char *target; /* triple; NULL: this machine */
	const char
		*sysroot; /* where the target's libraries are; NULL: Debian's multiarch folders */
	bool lines;	  /* -g: keep debug information */
	bool explicit_bounds;
	enum native_tier tier;
	struct args cflags; /* more, for the lowered C */
};

/*
 * Compiles and links *c_files* into the static program *exe*, with *package* inside; *work* is
 * a folder for intermediate files.  Reports and returns false on failure; *exe* appears whole
 * or not at all.
 */
bool native_build(const struct native_options *o, const struct args *c_files,
	const struct package *package, const char *work, const char *exe);
/* Only compiles, for outputs of shape "module": OBJ for one C file. */
bool native_compile(const struct native_options *o, const struct args *c_files, const char *work,
	struct args *objects);

/* The C compiler that will be used; NULL after reporting that there is none. */
const char *native_cc(const struct native_options *o);

#endif

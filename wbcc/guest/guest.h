/*
 * Stage 4: the guest's C sources in, one linked Wasm module out.  Calls clang for each source
 * and for the link; the sdk is compiled once for each clang and kept in the cache.
 */
#ifndef WBCC_GUEST_GUEST_H
#define WBCC_GUEST_GUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/proc.h"

struct guest_options {
	const char *dir;	    /* the project's folder */
	const char *include;	    /* folder with the generated headers */
	const char *work;	    /* folder for objects */
	const struct args *sources; /* paths of .c files */
	const struct args *cflags;  /* the user's, after ours */
	const struct args *ldflags; /* objects, archives and options for the linker */
	bool debug;		    /* keep DWARF */
	bool small;		    /* size counts for more than speed: the sdk */
};

/* Compiles and links; the module goes to *wasm*.  Reports and returns false on failure. */
bool guest_build(const struct guest_options *o, const char *wasm);

/* The flags that each source of a guest is compiled with: target, features, headers. */
void guest_add_flags(struct args *a, const struct guest_options *o);

/* The archive with the compiled sdk; made when the cache has none.  NULL after reporting. */
char *sdk_archive(const char *work);

/* What clang needs beside itself to make a guest. */
struct guest_part {
	const char *name;
	const char *package;
	const char *option; /* asks clang for its path, e.g. "-print-libgcc-file-name"; NULL: */
	const char *file;   /* the path itself */
};

extern const struct guest_part guest_parts[3];
bool guest_has_part(const struct guest_part *p);
/* After clang failed: names the parts that are missing, if any are. */
void guest_explain_missing(void);

#endif

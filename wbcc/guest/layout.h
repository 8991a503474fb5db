/*
 * The layout check of stage 4: what the guest's compiler makes of a struct must be what the BPF
 * side made of it.  BPF is LP64, wasm32 is ILP32: `long`, pointers and size_t differ, and C
 * says nothing.  Reads the guest's sources with libclang, with the flags that they are compiled
 * with; reports each difference with both layouts and the change that mends it.
 */
#ifndef WBCC_GUEST_LAYOUT_H
#define WBCC_GUEST_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/proc.h"
#include "model/model.h"

enum layout_mode {
	LAYOUT_ERROR, /* a difference is an error */
	LAYOUT_FIX,   /* --fix-layout: the object's layout stands in for the user's definition */
	LAYOUT_WARN,  /* --warn-layout: say it and go on */
};

struct layout_input {
	const struct model *const *models; /* the objects that the guest works with */
	size_t n_models;
	const struct args *clang_args; /* of stage 4 without inputs, outputs and -c:
					* "--target=wasm32-wasi", "-I...", "-D..." */
	const char *const *sources;    /* the guest's .c files */
	size_t n_sources;
	const struct args *bpf_args; /* of stage 1, in the same way; NULL: no BPF sources at hand */
	const char *const *bpf_sources;
	size_t n_bpf_sources;
	const char *project_dir; /* files below it are the user's own and may be mended */
	enum layout_mode mode;
};

struct layout_result {
	unsigned n_structs;	/* compared, that exist on both sides under one name */
	unsigned n_differences; /* found: 0 when all is well */
	unsigned n_fixed;	/* of them, mended by the overlay */
	char *overlay; /* LAYOUT_FIX: a file in temp_dir() for clang's -ivfsoverlay; NULL: not
			* needed */
};

/*
 * False after reporting when a difference stands (never in LAYOUT_WARN), or when the sources
 * cannot be parsed (the compiler's own messages are left to the compiler: then true, with
 * n_structs as far as it came).
 */
bool layout_check(const struct layout_input *in, struct layout_result *out);

#endif

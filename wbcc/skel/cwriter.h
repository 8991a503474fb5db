/*
 * C text of types.  Two views of one BTF type:
 *
 *   - as the program's author wrote it, for the machine that the object is made for:
 *     `unsigned long *p[4]`, used in comments and in vmlinux.h;
 *   - as wasm32 must see it to have the same layout: `__u64 p[4]; / * unsigned long *[4] * /`.
 */
#ifndef WBCC_SKEL_CWRITER_H
#define WBCC_SKEL_CWRITER_H

#include "base/buf.h"
#include "model/model.h"

struct accessor { /* of a bitfield that C cannot place */
	char *name;
	uint64_t bit;
	uint32_t bits;
	uint32_t type;
};

struct cwriter {
	const struct btf *btf;
	struct buf *out;
	const char *const *names;	/* [n_types] unique tags and typedefs; NULL: BTF's own */
	const char *const *value_names; /* the same for enumerators */
	bool uses_cxx_name;		/* WB_CXX() was written */
	bool inline_reserved; /* structs that system headers define are written out, untagged */
	struct accessor *accessors; /* collected for the struct that is being written */
	size_t n_accessors, cap_accessors;
	uint64_t base_bit;	 /* where in it the anonymous struct stands that is being written */
	unsigned in_array;	 /* inside an array of anonymous structs: no accessors there */
	unsigned nesting;	 /* of bodies */
	unsigned n_pads, n_runs; /* __padN and __bitsN, unique in the outermost body */
	/* How the author's view writes an anonymous record or enum; NULL: as "{...}". */
	void (*anonymous)(struct cwriter *w, struct buf *out, uint32_t id);
	unsigned depth; /* of the indentation, for anonymous() */
};

/* The name of a type, made fit for C and unique. */
const char *cw_type_name(const struct cwriter *w, uint32_t id);
/* A member, variable or enumerator: WB_CXX(new) where C++ has a keyword. */
void cw_name(struct cwriter *w, const char *name);
void cw_indent(struct cwriter *w, unsigned depth);

/* The author's view: `unsigned long *name[4]`; *name* may be "". */
void cw_original(struct cwriter *w, struct buf *out, uint32_t id, const char *name);
/* What a modified scalar is called in wasm32: "__u64", "int"; NULL when it is no scalar. */
const char *cw_scalar(const struct cwriter *w, uint32_t id, bool *changed);

/*
 * The wasm view.  cw_member() writes a whole line, `TYPE NAME[N];` and a comment with the
 * original where they differ; cw_body() writes `{ ... }` of a struct or union with explicit
 * padding, and `__attribute__((packed))` where needed; cw_enum_body() `{ A, B = 5 }`.
 */
void cw_member(struct cwriter *w, uint32_t id, const char *name, unsigned depth);
void cw_body(struct cwriter *w, uint32_t id, unsigned depth);
void cw_enum_body(struct cwriter *w, uint32_t id, unsigned depth);

/* Where C++ needs other words: `#define WB_CXX`, `_Static_assert`. */
extern const char cw_cxx_macro[];

#endif

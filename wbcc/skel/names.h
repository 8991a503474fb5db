/* Names: words that C and C++ keep for themselves, and types that share a name. */
#ifndef WBCC_SKEL_NAMES_H
#define WBCC_SKEL_NAMES_H

#include "base/buf.h"
#include "model/btf.h"

bool is_c_keyword(const char *name);
bool is_cxx_keyword(const char *name); /* of C++ and not of C */
/* The name with '_' for each character that C does not allow, and behind a keyword of C. */
void add_identifier(struct buf *out, const char *name);
/* The same for names of several words: "unsigned long". */
void add_words(struct buf *out, const char *name);
/* "u32" or "__u32" -> "__u32", "uint8_t" -> itself, when the size fits; NULL for others. */
const char *fixed_width_name(const char *name, unsigned size);
/* A typedef of the C library or the kernel's headers, which generated code must not define. */
bool is_reserved_typedef(const char *name);
/* A struct or union of theirs, which a program that includes them has already. */
bool is_reserved_tag(const char *name);

/*
 * A name for each type id, unique among tags, or among typedefs and enumerators: the second
 * `struct event` of an object is `event___2`, as libbpf has it.  NULL where the type has none.
 */
struct names {
	const char **name;  /* [n_types] */
	const char **value; /* one for each enumerator, as in btf->values */
	char **owned;
	size_t n_owned, cap_owned;
};

void names_read(struct names *n, const struct btf *btf);
void names_free(struct names *n);

#endif

/*
 * A record as a row of fields without holes, for languages that have no bitfields or no way to
 * say where a member stands: what is between members becomes padding, neighbouring bitfields
 * become their bytes, and each field has a name.
 */
#ifndef WBCC_SKEL_FIELDS_H
#define WBCC_SKEL_FIELDS_H

#include "model/btf.h"

enum field_kind { FIELD_MEMBER, FIELD_PAD, FIELD_BITS };

struct field {
	enum field_kind kind;
	char *name;    /* of members: BTF's, or "anon0"; of bytes: "pad0", "bits0" */
	uint32_t type; /* of members */
	uint64_t offset, size;
	uint32_t first_bit, n_bits; /* of FIELD_BITS: members of the record, by index */
};

struct fields {
	struct field *v;
	size_t n, cap;
	bool packed; /* alignment alone would not lead to these offsets */
};

/* Of a STRUCT.  Of a UNION: its members, all at offset 0, and no padding. */
void fields_read(struct fields *f, const struct btf *btf, uint32_t record);
void fields_free(struct fields *f);

/*
 * The type behind modifiers and typedefs, for languages that write typedefs of scalars out; but
 * a typedef that gives an anonymous record or enum its only name is returned itself.
 */
uint32_t named_base(const struct btf *btf, uint32_t id);
/* The anonymous record that a member is made of, also through arrays; 0: none. */
uint32_t anonymous_in(const struct btf *btf, uint32_t id);

#endif

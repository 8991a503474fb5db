/*
 * BTF (the types of a BPF object or of a kernel), decoded into arrays that are indexed by type
 * id.  Everything is checked while reading: every id names a type, every string ends inside the
 * string section, no type contains itself, sizes do not overflow, members lie inside their
 * struct.  Code that gets a struct btf may therefore follow ids without a check of its own.
 */
#ifndef WBCC_MODEL_BTF_H
#define WBCC_MODEL_BTF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"

enum btf_kind {
	BTF_VOID, /* only id 0 */
	BTF_INT,
	BTF_PTR,
	BTF_ARRAY,
	BTF_STRUCT,
	BTF_UNION,
	BTF_ENUM,
	BTF_FWD,
	BTF_TYPEDEF,
	BTF_VOLATILE,
	BTF_CONST,
	BTF_RESTRICT,
	BTF_FUNC,
	BTF_FUNC_PROTO,
	BTF_VAR,
	BTF_DATASEC,
	BTF_FLOAT,
	BTF_DECL_TAG,
	BTF_TYPE_TAG,
	BTF_ENUM64,
	BTF_N_KINDS
};

enum btf_int_encoding { BTF_INT_SIGNED = 1, BTF_INT_CHAR = 2, BTF_INT_BOOL = 4 };
enum btf_linkage { BTF_STATIC, BTF_GLOBAL, BTF_EXTERN }; /* of VAR and FUNC */

struct btf_member {	  /* of a STRUCT or UNION */
	const char *name; /* "" when anonymous */
	uint32_t type;
	uint32_t bit;  /* offset in bits; counted as the object's endianness counts them */
	uint32_t bits; /* width of a bitfield; 0: not a bitfield */
};

struct btf_value { /* of an ENUM or ENUM64 */
	const char *name;
	uint64_t value; /* sign-extended when the enum is signed */
};

struct btf_param { /* of a FUNC_PROTO */
	const char *name;
	uint32_t type; /* 0 as the last one: variadic */
};

struct btf_var {       /* of a DATASEC */
	uint32_t type; /* a VAR, or a FUNC in .ksyms */
	uint32_t offset, size;
};

struct btf_type {
	const char *name; /* "" when anonymous */
	enum btf_kind kind : 8;
	unsigned flag : 1;	  /* FWD: union; ENUM, ENUM64: signed */
	unsigned encoding : 4;	  /* INT: enum btf_int_encoding */
	unsigned linkage : 2;	  /* VAR, FUNC */
	unsigned align_shift : 5; /* by value: log2 of the alignment that the ABI gives */
	uint32_t ref;	 /* PTR, TYPEDEF, VAR, FUNC ...: what it refers to; ARRAY: element */
	uint32_t n;	 /* members, enumerators, parameters, variables; ARRAY: elements */
	uint32_t first;	 /* index of the first of them; INT: offset << 8 | bits; DECL_TAG: component
			  */
	uint32_t parts;	 /* how many words it takes to write it out, anonymous records included */
	uint32_t offset; /* of its record in the section, for diagnostics */
	uint64_t size;	 /* in bytes, of every kind that has one (also through TYPEDEF, VAR ...) */
};

struct btf {
	struct btf_type *types; /* [n_types]; types[0] is void */
	uint32_t n_types;
	struct btf_member *members;
	struct btf_value *values;
	struct btf_param *params;
	struct btf_var *vars;
	bool big_endian;
	unsigned ptr_size; /* of the machine that the types are of: 8 for BPF */
	char *strings;	   /* own copy; names point into it */
};

/*
 * Decodes the .BTF section (or the file /sys/kernel/btf/vmlinux).  *at* says where the bytes
 * stand: its offset is that of the first byte.  NULL after reporting.  btf_free() frees it.
 */
struct btf *btf_read(struct place at, const uint8_t *bytes, size_t len);
void btf_free(struct btf *btf);

static inline const struct btf_type *btf_type(const struct btf *btf, uint32_t id)
{
	return &btf->types[id];
}

static inline const struct btf_member *btf_members(const struct btf *btf, const struct btf_type *t)
{
	return btf->members + t->first;
}

static inline const struct btf_value *btf_values(const struct btf *btf, const struct btf_type *t)
{
	return btf->values + t->first;
}

static inline const struct btf_param *btf_params(const struct btf *btf, const struct btf_type *t)
{
	return btf->params + t->first;
}

static inline struct btf_var *btf_vars(const struct btf *btf, const struct btf_type *t)
{
	return btf->vars + t->first;
}

/* CONST, VOLATILE, RESTRICT and TYPE_TAG say something about a type without changing it. */
bool btf_is_modifier(enum btf_kind kind);
/* The type behind modifiers. */
uint32_t btf_skip_modifiers(const struct btf *btf, uint32_t id);
/* The type behind modifiers and typedefs. */
uint32_t btf_resolve(const struct btf *btf, uint32_t id);
/* STRUCT or UNION; ENUM or ENUM64. */
bool btf_is_record(const struct btf_type *t);
bool btf_is_enum(const struct btf_type *t);
/* The first type of that kind and name; 0: none. */
uint32_t btf_find(const struct btf *btf, enum btf_kind kind, const char *name);
/* "STRUCT", ... for messages and JSON. */
const char *btf_kind_name(enum btf_kind kind);

#endif

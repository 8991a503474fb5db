/*
 * Decodes BTF: reads the bytes of a .BTF section, writes a struct btf.
 *
 * The format: a header (magic 0xeb9f in the byte order of all that follows, version, flags, the
 * header's length, then offset and length of the types and of the strings, both counted from the
 * header's end); types, numbered from 1 in the order in which they stand; NUL-terminated
 * strings, the first of them empty.  A type is { name, info, size or type }, where info holds
 * kind, count and one flag, followed by what the kind asks for.
 */
#include "model/btf.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/btf_internal.h"
#include "model/bytes.h"

#define MAGIC 0xeb9f
#define HEADER_SIZE 24u
#define MAX_KIND BTF_ENUM64

struct reader {
	struct place at; /* of the header */
	const uint8_t *bytes;
	bool big;
	uint32_t types, types_len; /* from the header's start */
	uint32_t strings, strings_len;
	uint32_t pos; /* the next byte to read, from the header's start */
	struct btf *btf;
	uint32_t cap_types, n_members, cap_members, n_values, cap_values;
	uint32_t n_params, cap_params, n_vars, cap_vars;
};

/* What follows the three words of each kind: bytes once, and bytes for each of its n items. */
static const struct {
	const char *name;
	uint8_t fixed, each;
} kinds[BTF_N_KINDS] = {
	[BTF_VOID] = {"VOID", 0, 0},
	[BTF_INT] = {"INT", 4, 0},
	[BTF_PTR] = {"PTR", 0, 0},
	[BTF_ARRAY] = {"ARRAY", 12, 0},
	[BTF_STRUCT] = {"STRUCT", 0, 12},
	[BTF_UNION] = {"UNION", 0, 12},
	[BTF_ENUM] = {"ENUM", 0, 8},
	[BTF_FWD] = {"FWD", 0, 0},
	[BTF_TYPEDEF] = {"TYPEDEF", 0, 0},
	[BTF_VOLATILE] = {"VOLATILE", 0, 0},
	[BTF_CONST] = {"CONST", 0, 0},
	[BTF_RESTRICT] = {"RESTRICT", 0, 0},
	[BTF_FUNC] = {"FUNC", 0, 0},
	[BTF_FUNC_PROTO] = {"FUNC_PROTO", 0, 8},
	[BTF_VAR] = {"VAR", 4, 0},
	[BTF_DATASEC] = {"DATASEC", 0, 12},
	[BTF_FLOAT] = {"FLOAT", 0, 0},
	[BTF_DECL_TAG] = {"DECL_TAG", 4, 0},
	[BTF_TYPE_TAG] = {"TYPE_TAG", 0, 0},
	[BTF_ENUM64] = {"ENUM64", 0, 12},
};

const char *btf_kind_name(enum btf_kind kind)
{
	return kind < BTF_N_KINDS ? kinds[kind].name : "?";
}

struct place btf_place(struct place at, uint32_t offset)
{
	at.offset += offset;
	return at;
}

static uint32_t word(struct reader *r)
{
	uint32_t v = get_u32(r->bytes + r->pos, r->big);
	r->pos += 4;
	return v;
}

static bool read_name(struct reader *r, uint32_t offset, const char **name)
{
	if (offset >= r->strings_len)
		return fail(btf_place(r->at, r->pos),
			"string offset 0x%x is beyond the end of the strings (0x%x bytes)", offset,
			r->strings_len);
	*name = r->btf->strings + offset;
	return true;
}

static bool read_members(struct reader *r, struct btf_type *t, bool has_bits)
{
	t->first = r->n_members;
	for (uint32_t i = 0; i < t->n; i++) {
		struct btf_member m = {0};
		if (!read_name(r, word(r), &m.name))
			return false;
		m.type = word(r);
		uint32_t offset = word(r);
		m.bit = has_bits ? offset & 0xffffff : offset;
		m.bits = has_bits ? offset >> 24 : 0;
		vec_push(r->btf->members, r->n_members, r->cap_members) = m;
	}
	return true;
}

static bool read_values(struct reader *r, struct btf_type *t, bool wide)
{
	t->first = r->n_values;
	for (uint32_t i = 0; i < t->n; i++) {
		struct btf_value v = {0};
		if (!read_name(r, word(r), &v.name))
			return false;
		uint32_t low = word(r);
		if (wide)
			v.value = (uint64_t)word(r) << 32 | low;
		else
			v.value = t->flag ? (uint64_t)(int32_t)low : low;
		vec_push(r->btf->values, r->n_values, r->cap_values) = v;
	}
	return true;
}

static bool read_params(struct reader *r, struct btf_type *t)
{
	t->first = r->n_params;
	for (uint32_t i = 0; i < t->n; i++) {
		struct btf_param p = {0};
		if (!read_name(r, word(r), &p.name))
			return false;
		p.type = word(r);
		vec_push(r->btf->params, r->n_params, r->cap_params) = p;
	}
	return true;
}

static bool read_vars(struct reader *r, struct btf_type *t)
{
	t->first = r->n_vars;
	for (uint32_t i = 0; i < t->n; i++) {
		struct btf_var v = {.type = word(r)};
		v.offset = word(r);
		v.size = word(r);
		vec_push(r->btf->vars, r->n_vars, r->cap_vars) = v;
	}
	return true;
}

static bool read_int(struct reader *r, struct btf_type *t)
{
	uint32_t v = word(r);
	t->encoding = v >> 24 & 0xf;
	t->first = v & 0xffffff;
	unsigned bits = v & 0xff;
	if (t->size == 0 || t->size > 16 || (t->size & (t->size - 1)) || bits > t->size * 8)
		return fail(btf_place(r->at, t->offset), "an integer of %llu bytes and %u bits",
			(unsigned long long)t->size, bits);
	return true;
}

/* An enum or a float of a size that no machine has would mislead who computes with it. */
static bool check_size(const struct reader *r, const struct btf_type *t)
{
	bool ok = true;
	if (t->kind == BTF_ENUM || t->kind == BTF_ENUM64)
		ok = t->size == 1 || t->size == 2 || t->size == 4 || t->size == 8;
	else if (t->kind == BTF_FLOAT)
		ok = t->size == 2 || t->size == 4 || t->size == 8 || t->size == 12 || t->size == 16;
	return ok || fail(btf_place(r->at, t->offset), "%s of %llu bytes", kinds[t->kind].name,
			     (unsigned long long)t->size);
}

/* What stands behind the three words. */
static bool read_rest(struct reader *r, struct btf_type *t, bool kind_flag)
{
	switch (t->kind) {
	case BTF_INT: return read_int(r, t);
	case BTF_ARRAY:
		t->ref = word(r);
		t->first = word(r);
		t->n = word(r);
		return true;
	case BTF_STRUCT:
	case BTF_UNION: return read_members(r, t, kind_flag);
	case BTF_ENUM: return read_values(r, t, false);
	case BTF_ENUM64: return read_values(r, t, true);
	case BTF_FUNC_PROTO: return read_params(r, t);
	case BTF_DATASEC: return read_vars(r, t);
	case BTF_VAR: t->linkage = word(r) & 3; return true;
	case BTF_DECL_TAG: t->first = word(r); return true;
	default: return true;
	}
}

static bool has_size(enum btf_kind k)
{
	return k == BTF_INT || k == BTF_STRUCT || k == BTF_UNION || k == BTF_ENUM ||
	       k == BTF_ENUM64 || k == BTF_FLOAT || k == BTF_DATASEC;
}

static bool read_type(struct reader *r)
{
	struct place at = btf_place(r->at, r->pos);
	uint32_t start = r->pos, end = r->types + r->types_len;
	if (end - r->pos < 12)
		return fail(at, "the types end inside a type");
	uint32_t name = word(r), info = word(r), last = word(r);
	unsigned kind = info >> 24 & 0x1f;
	uint32_t n = info & 0xffff;
	if (kind == BTF_VOID || kind > MAX_KIND)
		return fail(at, "unknown kind of type %u", kind);
	uint64_t need = kinds[kind].fixed + (uint64_t)n * kinds[kind].each;
	if (end - r->pos < need)
		return fail(at, "%s with %u items is cut short: %u bytes are left",
			kinds[kind].name, n, end - r->pos);

	struct btf_type t = {.kind = kind, .offset = start, .flag = info >> 31};
	if (!read_name(r, name, &t.name))
		return false;
	t.n = kinds[kind].each ? n : 0;
	if (kind == BTF_FUNC)
		t.linkage = n & 3;
	if (has_size(kind))
		t.size = last;
	else if (kind != BTF_FWD)
		t.ref = last;
	if (!check_size(r, &t) || !read_rest(r, &t, info >> 31))
		return false;
	vec_push(r->btf->types, r->btf->n_types, r->cap_types) = t;
	return true;
}

static bool read_header(struct reader *r, size_t len)
{
	if (len < HEADER_SIZE)
		return fail(r->at, "BTF of %zu bytes is shorter than its header", len);
	r->big = get_u16(r->bytes, true) == MAGIC;
	if (get_u16(r->bytes, r->big) != MAGIC)
		return fail(r->at, "this is not BTF: wrong magic number");
	if (r->bytes[2] != 1)
		return fail(btf_place(r->at, 2), "BTF version %u is not supported", r->bytes[2]);
	r->pos = 4;
	uint32_t header = word(r), types = word(r);
	r->types_len = word(r);
	uint32_t strings = word(r);
	r->strings_len = word(r);
	if (header < HEADER_SIZE || header > len || len > UINT32_MAX)
		return fail(
			btf_place(r->at, 4), "BTF header of %u bytes in %zu bytes", header, len);
	size_t body = len - header;
	if (types > body || r->types_len > body - types)
		return fail(btf_place(r->at, 8),
			"the types go beyond the end: 0x%x + 0x%x of 0x%zx", types, r->types_len,
			body);
	if (strings > body || r->strings_len > body - strings)
		return fail(btf_place(r->at, 16),
			"the strings go beyond the end: 0x%x + 0x%x of 0x%zx", strings,
			r->strings_len, body);
	if (types < strings + r->strings_len && strings < types + r->types_len)
		return fail(btf_place(r->at, 8), "types and strings overlap");
	r->types = header + types;
	r->strings = header + strings;
	return true;
}

static bool read_strings(struct reader *r)
{
	const char *s = (const char *)r->bytes + r->strings;
	struct place at = btf_place(r->at, r->strings);
	if (!r->strings_len || s[0] || s[r->strings_len - 1])
		return fail(at, "the strings do not begin and end with NUL");
	r->btf->strings = xmemdup(s, r->strings_len);
	return true;
}

/* Arrays that stay empty are arrays all the same: accessors add an offset of 0 to them. */
static void make_arrays(struct reader *r)
{
	r->cap_members = r->cap_values = r->cap_params = r->cap_vars = 16;
	r->btf->members = xcalloc(r->cap_members, sizeof *r->btf->members);
	r->btf->values = xcalloc(r->cap_values, sizeof *r->btf->values);
	r->btf->params = xcalloc(r->cap_params, sizeof *r->btf->params);
	r->btf->vars = xcalloc(r->cap_vars, sizeof *r->btf->vars);
}

static bool read_all(struct reader *r, size_t len)
{
	make_arrays(r);
	if (!read_header(r, len) || !read_strings(r))
		return false;
	r->btf->big_endian = r->big;
	vec_push(r->btf->types, r->btf->n_types, r->cap_types) = (struct btf_type){.name = "void"};
	for (r->pos = r->types; r->pos < r->types + r->types_len;)
		if (!read_type(r))
			return false;
	return btf_check(r->btf, r->at);
}

struct btf *btf_read(struct place at, const uint8_t *bytes, size_t len)
{
	struct reader r = {.at = at, .bytes = bytes, .btf = xcalloc(1, sizeof(struct btf))};
	if (read_all(&r, len))
		return r.btf;
	btf_free(r.btf);
	return NULL;
}

void btf_free(struct btf *btf)
{
	if (!btf)
		return;
	free(btf->types);
	free(btf->members);
	free(btf->values);
	free(btf->params);
	free(btf->vars);
	free(btf->strings);
	free(btf);
}

bool btf_is_modifier(enum btf_kind k)
{
	return k == BTF_CONST || k == BTF_VOLATILE || k == BTF_RESTRICT || k == BTF_TYPE_TAG;
}

uint32_t btf_skip_modifiers(const struct btf *btf, uint32_t id)
{
	while (btf_is_modifier(btf->types[id].kind))
		id = btf->types[id].ref;
	return id;
}

uint32_t btf_resolve(const struct btf *btf, uint32_t id)
{
	while (btf_is_modifier(btf->types[id].kind) || btf->types[id].kind == BTF_TYPEDEF)
		id = btf->types[id].ref;
	return id;
}

bool btf_is_record(const struct btf_type *t)
{
	return t->kind == BTF_STRUCT || t->kind == BTF_UNION;
}

bool btf_is_enum(const struct btf_type *t)
{
	return t->kind == BTF_ENUM || t->kind == BTF_ENUM64;
}

uint32_t btf_find(const struct btf *btf, enum btf_kind kind, const char *name)
{
	for (uint32_t id = 1; id < btf->n_types; id++)
		if (btf->types[id].kind == kind && strcmp(btf->types[id].name, name) == 0)
			return id;
	return 0;
}

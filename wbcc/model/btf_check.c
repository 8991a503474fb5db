/*
 * Proves what struct btf promises to its readers: reads decoded types, fills in their sizes and
 * alignments, refuses what no compiler writes.
 *
 * Three passes.  The first looks at each type alone: are its ids in range and of a kind that may
 * stand there.  The second walks the types that are contained by value and computes sizes from
 * the inside out; a type that is reached again while it is still open contains itself.  The
 * third walks the parts of a declarator (pointers, arrays, parameters, typedefs), which may not
 * form a ring either: who prints a type may recurse.
 */
#include "model/btf_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define MAX_DEPTH 256u
#define MAX_SIZE (1ull << 48)
#define MAX_PARTS (1u << 16) /* of an anonymous type; sixteen times as many of a named one */

static bool bad(const struct btf *btf, struct place at, uint32_t id, const char *what, uint32_t ref)
{
	const struct btf_type *t = &btf->types[id];
	return fail(btf_place(at, t->offset), "type %u (%s%s%s): %s %u", id, btf_kind_name(t->kind),
		*t->name ? " " : "", t->name, what, ref);
}

/* May a member, an element, a parameter be of that kind? */
static bool is_value_kind(enum btf_kind k)
{
	return k != BTF_FUNC && k != BTF_VAR && k != BTF_DATASEC && k != BTF_DECL_TAG;
}

static bool check_ref(const struct btf *btf, struct place at, uint32_t id, uint32_t ref)
{
	if (ref >= btf->n_types)
		return bad(btf, at, id, "refers to a type that does not exist:", ref);
	if (!is_value_kind(btf->types[ref].kind))
		return bad(btf, at, id, "refers to something that is not a type:", ref);
	return true;
}

static bool check_datasec(const struct btf *btf, struct place at, uint32_t id)
{
	const struct btf_type *t = &btf->types[id];
	for (uint32_t i = 0; i < t->n; i++) {
		uint32_t ref = btf->vars[t->first + i].type;
		if (ref >= btf->n_types)
			return bad(btf, at, id, "refers to a type that does not exist:", ref);
		enum btf_kind k = btf->types[ref].kind;
		if (k != BTF_VAR && k != BTF_FUNC)
			return bad(btf, at, id, "holds what is not a variable: type", ref);
	}
	return true;
}

static bool check_refs(const struct btf *btf, struct place at, uint32_t id)
{
	const struct btf_type *t = &btf->types[id];
	switch (t->kind) {
	case BTF_STRUCT:
	case BTF_UNION:
		for (uint32_t i = 0; i < t->n; i++)
			if (!check_ref(btf, at, id, btf->members[t->first + i].type))
				return false;
		return true;
	case BTF_FUNC_PROTO:
		for (uint32_t i = 0; i < t->n; i++)
			if (!check_ref(btf, at, id, btf->params[t->first + i].type))
				return false;
		return check_ref(btf, at, id, t->ref);
	case BTF_DATASEC: return check_datasec(btf, at, id);
	case BTF_FUNC:
		if (t->ref >= btf->n_types || btf->types[t->ref].kind != BTF_FUNC_PROTO)
			return bad(btf, at, id, "has no prototype: type", t->ref);
		return true;
	case BTF_DECL_TAG:
		if (t->ref >= btf->n_types)
			return bad(btf, at, id, "refers to a type that does not exist:", t->ref);
		return true;
	case BTF_TYPEDEF:
		if (!*t->name)
			return bad(btf, at, id, "has no name; it is of type", t->ref);
		return check_ref(btf, at, id, t->ref);
	case BTF_PTR:
	case BTF_ARRAY:
	case BTF_VOLATILE:
	case BTF_CONST:
	case BTF_RESTRICT:
	case BTF_TYPE_TAG:
	case BTF_VAR: return check_ref(btf, at, id, t->ref);
	default: return true;
	}
}

/* How many types this one is made of by value, and the i-th of them. */
static uint32_t n_parts(const struct btf_type *t)
{
	switch (t->kind) {
	case BTF_STRUCT:
	case BTF_UNION:
	case BTF_DATASEC: return t->n;
	case BTF_ARRAY:
	case BTF_TYPEDEF:
	case BTF_VOLATILE:
	case BTF_CONST:
	case BTF_RESTRICT:
	case BTF_TYPE_TAG:
	case BTF_VAR: return 1;
	default: return 0;
	}
}

static uint32_t part(const struct btf *btf, const struct btf_type *t, uint32_t i)
{
	if (btf_is_record(t))
		return btf->members[t->first + i].type;
	return t->kind == BTF_DATASEC ? btf->vars[t->first + i].type : t->ref;
}

static bool is_anonymous_record(const struct btf_type *t)
{
	return btf_is_record(t) && !*t->name;
}

/*
 * The same for the parts of a declarator: what must be printed to name the type.  An anonymous
 * record has no name, so its members must.
 */
static uint32_t n_declarators(const struct btf_type *t)
{
	switch (t->kind) {
	case BTF_FUNC_PROTO: return t->n + 1;
	case BTF_PTR:
	case BTF_FUNC: return 1;
	case BTF_STRUCT:
	case BTF_UNION: return is_anonymous_record(t) ? t->n : 0;
	case BTF_DATASEC: return 0;
	default: return n_parts(t);
	}
}

static uint32_t declarator(const struct btf *btf, const struct btf_type *t, uint32_t i)
{
	if (btf_is_record(t))
		return btf->members[t->first + i].type;
	return t->kind == BTF_FUNC_PROTO && i < t->n ? btf->params[t->first + i].type : t->ref;
}

/* A kilobyte of BTF may be a terabyte of C: ten structs in ten structs in ten ... */
static bool count_parts(struct btf *btf, struct place at, uint32_t id)
{
	struct btf_type *t = &btf->types[id];
	uint64_t n = 1;
	for (uint32_t i = 0; t->kind != BTF_TYPEDEF && i < n_declarators(t); i++)
		n += btf->types[declarator(btf, t, i)].parts;
	if (n > MAX_PARTS)
		return bad(btf, at, id, "is absurdly large when written out: parts", (uint32_t)n);
	t->parts = (uint32_t)n;
	return true;
}

static unsigned shift_of(uint64_t align)
{
	unsigned s = 0;
	while (1ull << s < align && s < 16)
		s++;
	return s;
}

static uint64_t min_u64(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

/* Older compilers put the width of a bitfield into its integer: say it as newer ones do. */
static void modernise(const struct btf *btf, struct btf_member *m)
{
	const struct btf_type *t = &btf->types[btf_resolve(btf, m->type)];
	unsigned bits = t->first & 0xff, offset = t->first >> 16 & 0xff;
	if (m->bits || t->kind != BTF_INT || (bits == t->size * 8 && !offset && m->bit % 8 == 0))
		return;
	m->bits = bits;
	m->bit += offset;
}

static bool check_member(struct btf *btf, struct place at, uint32_t id, uint32_t i)
{
	const struct btf_type *t = &btf->types[id];
	struct btf_member *m = &btf->members[t->first + i];
	const struct btf_type *mt = &btf->types[m->type];
	enum btf_kind k = btf->types[btf_resolve(btf, m->type)].kind;
	if (k == BTF_VOID || k == BTF_FUNC_PROTO || k == BTF_FWD)
		return bad(btf, at, id, "has a member without a size: type", m->type);
	modernise(btf, m);
	if (!m->bits && m->bit % 8)
		return bad(btf, at, id, "has a member that begins inside a byte: number", i);
	if (m->bits && k != BTF_INT && k != BTF_ENUM && k != BTF_ENUM64)
		return bad(btf, at, id, "has a bitfield that is not an integer: member", i);
	if (m->bits > mt->size * 8)
		return bad(btf, at, id, "has a bitfield wider than its type: member", i);
	uint64_t bits = m->bits ? m->bits : mt->size * 8;
	if (m->bit > t->size * 8 || bits > t->size * 8 - m->bit)
		return bad(btf, at, id, "ends before its member number", i);
	return true;
}

/* Would C place it there without __attribute__((packed))? */
static bool is_natural(const struct btf *btf, const struct btf_member *m)
{
	const struct btf_type *t = &btf->types[m->type];
	if (!m->bits)
		return m->bit % (8u << t->align_shift) == 0;
	uint64_t unit = t->size * 8;
	return m->bit / unit == (m->bit + m->bits - 1) / unit;
}

/* Bounds of members; the alignment that their types ask for, or 1 when the struct is packed. */
static bool size_record(struct btf *btf, struct place at, uint32_t id)
{
	struct btf_type *t = &btf->types[id];
	unsigned shift = 0;
	uint64_t parts = 0;
	bool packed = false;
	for (uint32_t i = 0; i < t->n; i++) {
		if (!check_member(btf, at, id, i))
			return false;
		const struct btf_member *m = &btf->members[t->first + i];
		if (btf->types[m->type].align_shift > shift)
			shift = btf->types[m->type].align_shift;
		if (!is_natural(btf, m))
			packed = true;
		parts += btf->types[m->type].parts;
	}
	if (parts > 16 * MAX_PARTS)
		return bad(btf, at, id, "is absurdly large when written out: members", t->n);
	if (t->size & ((1ull << shift) - 1))
		packed = true;
	t->align_shift = packed ? 0 : shift;
	return true;
}

/* Called when all parts of the type have their sizes. */
static bool size_type(struct btf *btf, struct place at, uint32_t id)
{
	struct btf_type *t = &btf->types[id];
	const struct btf_type *r = &btf->types[t->ref];
	switch (t->kind) {
	case BTF_STRUCT:
	case BTF_UNION: return size_record(btf, at, id);
	case BTF_INT:
	case BTF_ENUM:
	case BTF_ENUM64:
	case BTF_FLOAT: t->align_shift = shift_of(min_u64(t->size, 16)); return true;
	case BTF_PTR:
		t->size = btf->ptr_size;
		t->align_shift = shift_of(t->size);
		return true;
	case BTF_ARRAY:
		if (btf->types[btf_resolve(btf, t->ref)].kind == BTF_VOID)
			return bad(btf, at, id, "is an array of void: type", t->ref);
		if (r->size && t->n > MAX_SIZE / r->size)
			return bad(btf, at, id, "is absurdly large: elements", t->n);
		t->size = r->size * t->n;
		t->align_shift = r->align_shift;
		return true;
	case BTF_TYPEDEF:
	case BTF_VOLATILE:
	case BTF_CONST:
	case BTF_RESTRICT:
	case BTF_TYPE_TAG:
	case BTF_VAR:
		t->size = r->size;
		t->align_shift = r->align_shift;
		return true;
	default: return true;
	}
}

struct walk {
	struct btf *btf;
	struct place at;
	uint8_t *state; /* [n_types] */
	uint32_t (*count)(const struct btf_type *t);
	uint32_t (*child)(const struct btf *btf, const struct btf_type *t, uint32_t i);
	bool (*done)(struct btf *btf, struct place at, uint32_t id); /* NULL: nothing to do */
};

enum { NEW, OPEN, DONE };

/* Depth first with a stack of our own: a hostile file must not exhaust the machine's. */
static bool walk_from(struct walk *w, uint32_t root)
{
	struct {
		uint32_t id, next;
	} stack[MAX_DEPTH];
	unsigned depth = 0;
	stack[depth].id = root;
	stack[depth++].next = 0;
	w->state[root] = OPEN;
	while (depth) {
		uint32_t id = stack[depth - 1].id;
		const struct btf_type *t = &w->btf->types[id];
		if (stack[depth - 1].next == w->count(t)) {
			if (w->done && !w->done(w->btf, w->at, id))
				return false;
			w->state[id] = DONE;
			depth--;
			continue;
		}
		uint32_t child = w->child(w->btf, t, stack[depth - 1].next++);
		if (w->state[child] == DONE)
			continue;
		if (w->state[child] == OPEN)
			return bad(w->btf, w->at, id, "contains itself through type", child);
		if (depth == MAX_DEPTH)
			return bad(w->btf, w->at, id, "is nested more deeply than", MAX_DEPTH);
		w->state[child] = OPEN;
		stack[depth].id = child;
		stack[depth++].next = 0;
	}
	return true;
}

static bool walk_all(struct walk *w)
{
	w->state = xcalloc(w->btf->n_types, 1);
	bool ok = true;
	for (uint32_t id = 0; ok && id < w->btf->n_types; id++)
		if (w->state[id] == NEW)
			ok = walk_from(w, id);
	free(w->state);
	return ok;
}

/* The size of `long` is that of a pointer; libbpf finds it in the same way. */
static unsigned find_ptr_size(const struct btf *btf)
{
	static const char *const names[] = {
		"long", "long int", "unsigned long", "long unsigned int"};
	for (uint32_t id = 1; id < btf->n_types; id++) {
		const struct btf_type *t = &btf->types[id];
		if (t->kind != BTF_INT || (t->size != 4 && t->size != 8))
			continue;
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			if (strcmp(t->name, names[i]) == 0)
				return (unsigned)t->size;
	}
	return 8;
}

/*
 * Compilers older than LLVM 16 do not say that an enum is signed: -1 comes as 4294967295.
 * Where nothing in the file says it of any enum, small negative numbers are taken for such.
 */
static void guess_signs(struct btf *btf)
{
	for (uint32_t id = 1; id < btf->n_types; id++)
		if (btf->types[id].kind == BTF_ENUM64 ||
			(btf->types[id].kind == BTF_ENUM && btf->types[id].flag))
			return;
	for (uint32_t id = 1; id < btf->n_types; id++) {
		struct btf_type *t = &btf->types[id];
		bool negative = false;
		for (uint32_t i = 0; t->kind == BTF_ENUM && i < t->n; i++)
			negative |= btf->values[t->first + i].value >= 0xffff8000u;
		t->flag |= negative;
		for (uint32_t i = 0; negative && i < t->n; i++) {
			uint64_t *v = &btf->values[t->first + i].value;
			*v = (uint64_t)(int64_t)(int32_t)*v;
		}
	}
}

bool btf_check(struct btf *btf, struct place at)
{
	for (uint32_t id = 1; id < btf->n_types; id++)
		if (!check_refs(btf, at, id))
			return false;
	btf->ptr_size = find_ptr_size(btf);
	guess_signs(btf);
	struct walk declarators = {btf, at, NULL, n_declarators, declarator, count_parts};
	struct walk parts = {btf, at, NULL, n_parts, part, size_type};
	return walk_all(&declarators) && walk_all(&parts);
}

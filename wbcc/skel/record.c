/*
 * Structs, unions and enums as wasm32 must see them: reads BTF, writes `{ ... }`.
 *
 * Every hole is a member of its own (`__pad0`), so that the offsets which the object has come
 * out on any machine; the generated asserts prove it.  A struct becomes packed where a member
 * stands at an offset that its type's alignment does not allow.  Bitfields are written as such;
 * in objects of the other byte order, where C counts bits from the other end, their bytes are
 * written and functions that read and write them.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "skel/cwriter.h"
#include "skel/names.h"

struct body {
	struct cwriter *w;
	const struct btf_type *record;
	unsigned depth;
	uint64_t bit; /* where the next member would stand */
};

/* The layers between a member's name and its base: arrays, also inside typedefs. */
struct dims {
	uint32_t n[16];
	unsigned count;
	bool through_typedef;
};

static uint32_t peel(const struct btf *btf, uint32_t id, struct dims *d)
{
	for (;;) {
		uint32_t inner = btf_resolve(btf, id);
		const struct btf_type *t = btf_type(btf, inner);
		if (t->kind != BTF_ARRAY || d->count == sizeof d->n / sizeof *d->n)
			return btf_skip_modifiers(btf, id);
		d->through_typedef |= btf_skip_modifiers(btf, id) != inner;
		d->n[d->count++] = t->n;
		id = t->ref;
	}
}

static void add_dims(struct cwriter *w, const struct dims *d)
{
	for (unsigned i = 0; i < d->count; i++)
		buf_printf(w->out, "[%u]", d->n[i]);
}

/* A comment must not end early: names were made fit, so "* /" can only come from our own text. */
static void add_comment(struct cwriter *w, uint32_t id)
{
	buf_puts(w->out, " /* ");
	cw_original(w, w->out, id, "");
	buf_puts(w->out, " */");
}

/* `struct event`, `struct { ... }`, `event_t`. */
static void add_spec(struct cwriter *w, uint32_t id, unsigned depth)
{
	const struct btf_type *t = btf_type(w->btf, id);
	if (t->kind == BTF_TYPEDEF) {
		buf_puts(w->out, cw_type_name(w, id));
		return;
	}
	const char *word = btf_is_enum(t) ? "enum" : t->kind == BTF_UNION ? "union" : "struct";
	buf_puts(w->out, word);
	if (*t->name && !(w->inline_reserved && btf_is_record(t) && is_reserved_tag(t->name))) {
		buf_printf(w->out, " %s", cw_type_name(w, id));
		return;
	}
	buf_putc(w->out, ' ');
	if (btf_is_enum(t))
		cw_enum_body(w, id, depth);
	else
		cw_body(w, id, depth);
}

static void add_declaration(
	struct cwriter *w, uint32_t id, const char *name, unsigned depth, bool *changed)
{
	struct dims dims = {0};
	uint32_t base = peel(w->btf, id, &dims);
	*changed = dims.through_typedef;
	const char *scalar = cw_scalar(w, base, changed);
	if (scalar)
		buf_puts(w->out, scalar);
	else
		add_spec(w, base, depth);
	if (*name) {
		buf_putc(w->out, ' ');
		cw_name(w, name);
	}
	add_dims(w, &dims);
}

void cw_member(struct cwriter *w, uint32_t id, const char *name, unsigned depth)
{
	bool changed = false;
	cw_indent(w, depth);
	add_declaration(w, id, name, depth, &changed);
	buf_putc(w->out, ';');
	if (changed)
		add_comment(w, id);
	buf_putc(w->out, '\n');
}

static void add_pad(struct body *b, uint64_t bytes)
{
	cw_indent(b->w, b->depth);
	buf_printf(b->w->out, "__u8 __pad%u[%llu];\n", b->w->n_pads++, (unsigned long long)bytes);
}

static void add_bit_gap(struct body *b, uint64_t bits)
{
	cw_indent(b->w, b->depth);
	buf_printf(b->w->out, "__u8 : %llu;\n", (unsigned long long)bits);
}

/* Fills the hole up to *bit* in front of a bitfield. */
static void pad_bits(struct body *b, uint64_t bit)
{
	if (bit > b->bit && b->bit % 8) {
		uint64_t left = 8 - b->bit % 8, gap = bit - b->bit;
		add_bit_gap(b, gap < left ? gap : left);
		b->bit += gap < left ? gap : left;
	}
	if (bit / 8 > b->bit / 8) {
		add_pad(b, bit / 8 - b->bit / 8);
		b->bit = bit / 8 * 8;
	}
	if (bit > b->bit)
		add_bit_gap(b, bit - b->bit);
	b->bit = bit;
}

static void pad_bytes(struct body *b, uint64_t bit)
{
	b->bit = (b->bit + 7) / 8 * 8;
	if (bit > b->bit)
		add_pad(b, (bit - b->bit) / 8);
	b->bit = bit;
}

static void add_bitfield(struct body *b, const struct btf_member *m)
{
	struct cwriter *w = b->w;
	bool changed = false;
	pad_bits(b, m->bit);
	cw_indent(w, b->depth);
	add_declaration(w, m->type, m->name, b->depth, &changed);
	buf_printf(w->out, " : %u;", m->bits);
	if (changed)
		add_comment(w, m->type);
	buf_putc(w->out, '\n');
	b->bit += m->bits;
}

static void note_accessor(struct cwriter *w, const struct btf_member *m)
{
	if (!*m->name || w->in_array)
		return;
	struct accessor a = {xstrdup(m->name), w->base_bit + m->bit, m->bits, m->type};
	vec_push(w->accessors, w->n_accessors, w->cap_accessors) = a;
}

/*
 * Bitfields that C would count from the other end: their bytes, and an accessor for each.
 * Takes the members from *i* on as far as they are bitfields, at most to *limit*.
 */
static uint32_t add_bit_run(struct body *b, uint32_t i, uint32_t limit)
{
	const struct btf_member *m = btf_members(b->w->btf, b->record);
	uint64_t start = m[i].bit / 8, end = start;
	for (; i < limit && m[i].bits && m[i].bit / 8 >= start; i++) {
		if ((m[i].bit + m[i].bits + 7) / 8 > end)
			end = (m[i].bit + m[i].bits + 7) / 8;
		note_accessor(b->w, &m[i]);
	}
	pad_bytes(b, start * 8);
	cw_indent(b->w, b->depth);
	buf_printf(b->w->out, "__u8 __bits%u[%llu];\n", b->w->n_runs++,
		(unsigned long long)(end - start));
	b->bit = end * 8;
	return i;
}

/* Two members of one name: another language's, or a fault; the second gets a number. */
static const char *unique_member(const struct body *b, uint32_t i, char **owned)
{
	const struct btf_member *m = btf_members(b->w->btf, b->record);
	unsigned count = 1;
	if (*m[i].name && b->record->n <= 1024)
		for (uint32_t j = 0; j < i; j++)
			count += strcmp(m[i].name, m[j].name) == 0;
	if (count == 1)
		return m[i].name;
	return *owned = xasprintf("%s___%u", m[i].name, count);
}

static bool is_anonymous_scalar(const struct btf *btf, const struct btf_member *m)
{
	return !*m->name && !btf_is_record(btf_type(btf, btf_resolve(btf, m->type)));
}

static void add_plain(struct body *b, uint32_t i)
{
	const struct btf_member *m = &btf_members(b->w->btf, b->record)[i];
	char *owned = NULL;
	if (is_anonymous_scalar(b->w->btf, m))
		return; /* nothing that C could reach; the padding keeps its room */
	bool is_array = btf_type(b->w->btf, btf_resolve(b->w->btf, m->type))->kind == BTF_ARRAY;
	pad_bytes(b, m->bit);
	b->w->base_bit += m->bit;
	b->w->in_array += is_array;
	cw_member(b->w, m->type, unique_member(b, i, &owned), b->depth);
	b->w->in_array -= is_array;
	b->w->base_bit -= m->bit;
	b->bit = m->bit + btf_type(b->w->btf, m->type)->size * 8;
	free(owned);
}

static void add_struct_members(struct body *b)
{
	const struct btf *btf = b->w->btf;
	const struct btf_member *m = btf_members(btf, b->record);
	for (uint32_t i = 0; i < b->record->n;) {
		if (m[i].bit < b->bit) {
			cw_indent(b->w, b->depth);
			buf_puts(b->w->out, "/* ");
			add_identifier(b->w->out, m[i].name);
			buf_printf(b->w->out, " at bit %u overlaps what stands before it */\n",
				m[i].bit);
			i++;
		} else if (m[i].bits && btf->big_endian) {
			i = add_bit_run(b, i, b->record->n);
		} else if (m[i].bits) {
			add_bitfield(b, &m[i++]);
		} else {
			add_plain(b, i++);
		}
	}
	uint64_t end = b->record->size * 8;
	if ((b->bit + 7) / 8 * 8 < end)
		pad_bytes(b, end);
	if (!b->record->size && !b->record->n) {
		cw_indent(b->w, b->depth);
		buf_puts(b->w->out, "__u8 __empty[0];\n");
	}
}

static void add_union_members(struct body *b)
{
	const struct btf *btf = b->w->btf;
	const struct btf_member *m = btf_members(btf, b->record);
	uint64_t largest = 0;
	for (uint32_t i = 0; i < b->record->n; i++) {
		b->bit = 0;
		if (m[i].bits && (btf->big_endian || m[i].bit)) {
			add_bit_run(b, i, i + 1);
		} else if (m[i].bits) {
			add_bitfield(b, &m[i]);
		} else {
			add_plain(b, i);
		}
		if (b->bit > largest)
			largest = b->bit;
	}
	if ((largest + 7) / 8 < b->record->size || !b->record->n) {
		b->bit = 0;
		add_pad(b, b->record->size);
	}
}

/* Would C give the struct a larger alignment than the object's? */
static bool needs_packed(const struct btf *btf, const struct btf_type *t)
{
	for (uint32_t i = 0; i < t->n; i++)
		if (btf_type(btf, btf_members(btf, t)[i].type)->align_shift > t->align_shift)
			return true;
	return false;
}

void cw_body(struct cwriter *w, uint32_t id, unsigned depth)
{
	const struct btf_type *t = btf_type(w->btf, id);
	struct body b = {.w = w, .record = t, .depth = depth + 1};
	if (!w->nesting++)
		w->n_pads = w->n_runs = 0;
	buf_puts(w->out, "{\n");
	if (t->kind == BTF_UNION)
		add_union_members(&b);
	else
		add_struct_members(&b);
	w->nesting--;
	cw_indent(w, depth);
	buf_puts(w->out, needs_packed(w->btf, t) ? "} __attribute__((packed))" : "}");
}

static bool is_wide(uint64_t v, bool is_signed)
{
	return is_signed ? (int64_t)v != (int32_t)v : v > UINT32_MAX;
}

/* An enum of another size than int says so: its values alone do not decide in C. */
static void add_enum_mode(struct cwriter *w, const struct btf_type *t)
{
	if (t->size == 1)
		buf_puts(w->out, " __attribute__((mode(QI)))");
	else if (t->size == 2)
		buf_puts(w->out, " __attribute__((mode(HI)))");
	else if (t->size == 8)
		buf_puts(w->out, " __attribute__((mode(DI)))");
}

void cw_enum_body(struct cwriter *w, uint32_t id, unsigned depth)
{
	const struct btf_type *t = btf_type(w->btf, id);
	const struct btf_value *v = btf_values(w->btf, t);
	buf_puts(w->out, "{\n");
	for (uint32_t i = 0; i < t->n; i++) {
		cw_indent(w, depth + 1);
		cw_name(w, w->value_names && w->value_names[t->first + i]
				   ? w->value_names[t->first + i]
				   : v[i].name);
		if (!t->flag)
			buf_printf(w->out, " = %llu%s,\n", (unsigned long long)v[i].value,
				is_wide(v[i].value, false) ? "ULL" : "");
		else if (v[i].value == (uint64_t)INT64_MIN)
			buf_puts(w->out, " = -9223372036854775807LL - 1,\n");
		else
			buf_printf(w->out, " = %lld%s,\n", (long long)v[i].value,
				is_wide(v[i].value, true) ? "LL" : "");
	}
	if (!t->n)
		cw_indent(w, depth + 1), buf_puts(w->out, "__EMPTY_ENUM,\n");
	cw_indent(w, depth);
	buf_putc(w->out, '}');
	add_enum_mode(w, t);
}

/*
 * Writes vmlinux.h: all types of a kernel's BTF as C, for BPF programs.
 *
 * C wants a name declared before it is used, and a struct defined before it is contained; BTF
 * has no order.  declare() makes sure that a type can be named (behind a pointer, a forward
 * declaration is enough), define() that it is complete; each first serves what it depends on.
 * Layout is left to the compiler where C's rules lead to the kernel's; elsewhere unnamed
 * bitfields fill holes, and structs are packed.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "skel/cwriter.h"
#include "skel/names.h"
#include "skel/skel.h"

enum { FORWARD = 1, DECLARED = 2, OPEN = 4, DEFINED = 8, REFERRED = 16 };

struct header {
	struct cwriter w; /* the first member: anonymous() gets at the rest through it */
	uint8_t *state;	  /* [n_types] of the flags above */
};

static void define(struct header *h, uint32_t id);

static const char *record_word(const struct btf_type *t)
{
	bool is_union = t->kind == BTF_UNION || (t->kind == BTF_FWD && t->flag);
	return is_union ? "union" : "struct";
}

static uint64_t round_up(uint64_t n, uint64_t to)
{
	return to ? (n + to - 1) / to * to : n;
}

/* Where C puts the member when nothing is done about it. */
static uint64_t natural_bit(
	const struct btf *btf, const struct btf_member *m, uint64_t bit, bool packed)
{
	const struct btf_type *t = btf_type(btf, m->type);
	uint64_t unit = t->size * 8;
	if (!m->bits)
		return round_up(bit, packed ? 8 : 8ull << t->align_shift);
	if (packed || bit / unit == (bit + m->bits - 1) / unit)
		return bit;
	return round_up(bit, unit);
}

#define LARGE_GAP 4096 /* bits */

/*
 * `long : N` reaches at most to the end of its 64 bits, and takes no room of its own.  A gap of
 * many of them is an array.
 */
static void add_gap(struct header *h, uint64_t from, uint64_t to, unsigned depth)
{
	if (to > from + LARGE_GAP) {
		from = (from + 7) / 8 * 8;
		cw_indent(&h->w, depth);
		buf_printf(h->w.out, "char __gap_at_%llu[%llu];\n", (unsigned long long)from / 8,
			(unsigned long long)(to - from) / 8);
		from = to / 8 * 8;
	}
	while (from < to) {
		uint64_t n = 64 - from % 64;
		if (n > to - from)
			n = to - from;
		cw_indent(&h->w, depth);
		buf_printf(h->w.out, "long : %llu;\n", (unsigned long long)n);
		from += n;
	}
}

static bool is_packed(const struct btf *btf, const struct btf_type *t)
{
	for (uint32_t i = 0; i < t->n; i++)
		if (btf_type(btf, btf_members(btf, t)[i].type)->align_shift > t->align_shift)
			return true;
	return false;
}

static void add_members(struct header *h, const struct btf_type *t, unsigned depth, bool packed)
{
	const struct btf *btf = h->w.btf;
	uint64_t end = 0;
	for (uint32_t i = 0; i < t->n; i++) {
		const struct btf_member *m = &btf_members(btf, t)[i];
		if (t->kind == BTF_UNION)
			end = 0;
		if (natural_bit(btf, m, end, packed) < m->bit)
			add_gap(h, end, m->bit, depth);
		cw_indent(&h->w, depth);
		h->w.depth = depth;
		cw_original(&h->w, h->w.out, m->type, m->name);
		if (m->bits)
			buf_printf(h->w.out, " : %u", m->bits);
		buf_puts(h->w.out, ";\n");
		end = m->bit + (m->bits ? m->bits : btf_type(btf, m->type)->size * 8);
	}
	if (t->kind == BTF_STRUCT && t->n &&
		round_up(end, packed ? 8 : 8ull << t->align_shift) < t->size * 8)
		add_gap(h, end, t->size * 8, depth);
}

static void add_record(struct header *h, uint32_t id, unsigned depth)
{
	const struct btf_type *t = btf_type(h->w.btf, id);
	bool packed = is_packed(h->w.btf, t);
	buf_puts(h->w.out, "{\n");
	add_members(h, t, depth + 1, packed);
	cw_indent(&h->w, depth);
	buf_puts(h->w.out, packed ? "} __attribute__((packed))" : "}");
}

/* An anonymous enum is written where it is used first; after that its values are known. */
static void add_anonymous(struct cwriter *w, struct buf *out, uint32_t id)
{
	struct header *h = (struct header *)w;
	const struct btf_type *t = btf_type(w->btf, id);
	unsigned depth = w->depth;
	struct buf *before = w->out;
	w->out = out;
	if (btf_is_record(t)) {
		add_record(h, id, depth);
	} else if (btf_is_enum(t)) {
		cw_enum_body(w, id, depth);
		h->state[id] |= DECLARED;
	} else {
		buf_puts(out, "void");
	}
	w->out = before;
	w->depth = depth;
}

static void forward(struct header *h, uint32_t id)
{
	const struct btf_type *t = btf_type(h->w.btf, id);
	if (h->state[id] & (FORWARD | DEFINED) || !*t->name)
		return;
	h->state[id] |= FORWARD;
	buf_printf(h->w.out, "%s %s;\n\n", record_word(t), cw_type_name(&h->w, id));
}

static void define_members(struct header *h, const struct btf_type *t)
{
	for (uint32_t i = 0; i < t->n; i++)
		define(h, btf_members(h->w.btf, t)[i].type);
}

static void add_typedef(struct header *h, uint32_t id)
{
	const struct btf_type *t = btf_type(h->w.btf, id);
	buf_puts(h->w.out, "typedef ");
	h->w.depth = 0;
	cw_original(&h->w, h->w.out, t->ref, cw_type_name(&h->w, id));
	buf_puts(h->w.out, ";\n\n");
}

static void add_enum(struct header *h, uint32_t id)
{
	const struct btf_type *t = btf_type(h->w.btf, id);
	if (!t->n)
		return;
	buf_printf(h->w.out, "enum %s%s", *t->name ? cw_type_name(&h->w, id) : "",
		*t->name ? " " : "");
	cw_enum_body(&h->w, id, 0);
	buf_puts(h->w.out, ";\n\n");
}

/* Makes the type's name usable, as behind a pointer. */
static void declare(struct header *h, uint32_t id)
{
	const struct btf_type *t = btf_type(h->w.btf, id);
	bool done = h->state[id] & DECLARED;
	switch (t->kind) {
	case BTF_FWD: forward(h, id); return;
	case BTF_STRUCT:
	case BTF_UNION:
		if (*t->name)
			forward(h, id);
		else
			define_members(h, t);
		return;
	case BTF_ENUM:
	case BTF_ENUM64:
		if (!done && *t->name) {
			h->state[id] |= DECLARED;
			add_enum(h, id);
		}
		return;
	case BTF_TYPEDEF:
		if (done)
			return;
		h->state[id] |= DECLARED;
		declare(h, t->ref);
		add_typedef(h, id);
		return;
	case BTF_ARRAY: define(h, t->ref); return;
	case BTF_FUNC_PROTO:
		for (uint32_t i = 0; i < t->n; i++)
			declare(h, btf_params(h->w.btf, t)[i].type);
		declare(h, t->ref);
		return;
	case BTF_PTR:
	case BTF_CONST:
	case BTF_VOLATILE:
	case BTF_RESTRICT:
	case BTF_TYPE_TAG: declare(h, t->ref); return;
	default: return;
	}
}

/* Makes the type complete, as a member of another asks. */
static void define(struct header *h, uint32_t id)
{
	const struct btf_type *t = btf_type(h->w.btf, id);
	switch (t->kind) {
	case BTF_STRUCT:
	case BTF_UNION:
		if (h->state[id] & OPEN)
			return;
		h->state[id] |= *t->name ? OPEN : 0;
		define_members(h, t);
		if (!*t->name)
			return;
		buf_printf(h->w.out, "%s %s ", record_word(t), cw_type_name(&h->w, id));
		add_record(h, id, 0);
		buf_puts(h->w.out, ";\n\n");
		h->state[id] |= DEFINED;
		return;
	case BTF_TYPEDEF:
		define(h, t->ref);
		declare(h, id);
		return;
	case BTF_ARRAY:
	case BTF_CONST:
	case BTF_VOLATILE:
	case BTF_RESTRICT:
	case BTF_TYPE_TAG: define(h, t->ref); return;
	default: declare(h, id); return;
	}
}

/* Anonymous enums that nothing refers to still have their constants. */
static void mark_referred(struct header *h)
{
	const struct btf *btf = h->w.btf;
	for (uint32_t id = 1; id < btf->n_types; id++) {
		const struct btf_type *t = btf_type(btf, id);
		for (uint32_t i = 0; btf_is_record(t) && i < t->n; i++)
			h->state[btf_members(btf, t)[i].type] |= REFERRED;
		for (uint32_t i = 0; t->kind == BTF_FUNC_PROTO && i < t->n; i++)
			h->state[btf_params(btf, t)[i].type] |= REFERRED;
		if (t->kind != BTF_INT && !btf_is_record(t) && !btf_is_enum(t))
			h->state[t->ref] |= REFERRED;
	}
}

static void add_all(struct header *h)
{
	const struct btf *btf = h->w.btf;
	mark_referred(h);
	for (uint32_t id = 1; id < btf->n_types; id++) {
		const struct btf_type *t = btf_type(btf, id);
		if (btf_is_enum(t) && !*t->name && !(h->state[id] & REFERRED))
			add_enum(h, id);
		else if (*t->name && t->kind != BTF_FUNC && t->kind != BTF_VAR &&
			 t->kind != BTF_DATASEC && t->kind != BTF_DECL_TAG)
			define(h, id);
	}
}

/* The compiler has its own idea of __builtin_va_list, which is not the kernel's. */
static void rename_builtin(const struct btf *btf, struct names *names)
{
	uint32_t id = btf_find(btf, BTF_TYPEDEF, "__builtin_va_list");
	if (id)
		names->name[id] = "__kernel_va_list";
}

bool vmlinux_write(const struct model *m, struct buf *out)
{
	struct names names;
	names_read(&names, m->btf);
	rename_builtin(m->btf, &names);
	struct header h = {.w = {.btf = m->btf,
				   .out = out,
				   .names = names.name,
				   .value_names = names.value,
				   .anonymous = add_anonymous}};
	h.state = xcalloc(m->btf->n_types, 1);
	buf_puts(out, "#ifndef __VMLINUX_H__\n#define __VMLINUX_H__\n\n"
		      "#ifndef BPF_NO_PRESERVE_ACCESS_INDEX\n"
		      "#pragma clang attribute push (__attribute__((preserve_access_index)), "
		      "apply_to = record)\n#endif\n\n");
	add_all(&h);
	buf_puts(out,
		"#ifndef BPF_NO_PRESERVE_ACCESS_INDEX\n#pragma clang attribute pop\n#endif\n\n"
		"#endif /* __VMLINUX_H__ */\n");
	free(h.state);
	names_free(&names);
	return true;
}

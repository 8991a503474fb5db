/*
 * Writes the shared types for Rust: #[repr(C)] structs without a hidden hole, so that the
 * assert of each one's size proves the place of every field; enums as constants, because a
 * value that Rust does not know must not be undefined behaviour; bitfields as methods.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "skel/fields.h"
#include "skel/names.h"
#include "skel/order.h"
#include "skel/skel.h"

struct rust {
	const struct btf *btf;
	struct buf *out;
	const struct names *names;
};

static bool is_keyword(const char *name)
{
	static const char *const words[] = {"as", "async", "await", "box", "const", "crate", "dyn",
		"enum", "extern", "false", "fn", "impl", "in", "let", "loop", "match", "mod",
		"move", "mut", "priv", "pub", "ref", "static", "super", "trait", "true", "type",
		"unsafe", "use", "virtual", "where", "yield", "abstract", "become", "final",
		"macro", "override", "self", "Self", "try", "gen"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(name, words[i]) == 0)
			return true;
	return is_c_keyword(name);
}

static void add_name(struct rust *r, const char *name)
{
	add_identifier(r->out, name);
	if (is_keyword(name) && !is_c_keyword(name))
		buf_putc(r->out, '_');
}

static const char *int_type(uint64_t size, bool is_signed)
{
	switch (size) {
	case 1: return is_signed ? "i8" : "u8";
	case 2: return is_signed ? "i16" : "u16";
	case 4: return is_signed ? "i32" : "u32";
	case 8: return is_signed ? "i64" : "u64";
	default: return is_signed ? "i128" : "u128";
	}
}

static const char *float_type(uint64_t size)
{
	return size == 4 ? "f32" : size == 8 ? "f64" : "u128";
}

/* *path* names anonymous records: "event__in". */
static void add_type(struct rust *r, uint32_t id, const char *path)
{
	uint32_t base = named_base(r->btf, id);
	const struct btf_type *t = btf_type(r->btf, base);
	switch (t->kind) {
	case BTF_INT: buf_puts(r->out, int_type(t->size, t->encoding & BTF_INT_SIGNED)); break;
	case BTF_ENUM:
	case BTF_ENUM64: buf_puts(r->out, int_type(t->size, t->flag)); break;
	case BTF_FLOAT: buf_puts(r->out, float_type(t->size)); break;
	case BTF_PTR: buf_puts(r->out, "u64"); break;
	case BTF_ARRAY:
		buf_putc(r->out, '[');
		add_type(r, t->ref, path);
		buf_printf(r->out, "; %u]", t->n);
		break;
	default:
		if (*t->name)
			add_name(r, r->names->name[base]);
		else
			buf_puts(r->out, path);
	}
}

static void add_record(struct rust *r, uint32_t id, const char *name);

static char *inner_path(const char *name, const char *field)
{
	struct buf b = {0};
	buf_printf(&b, "%s__", name);
	add_identifier(&b, field);
	return buf_take(&b);
}

static void add_field(struct rust *r, const struct field *f, const char *name)
{
	buf_puts(r->out, f->kind == FIELD_MEMBER ? "    pub " : "    pub _");
	add_name(r, f->name);
	buf_puts(r->out, ": ");
	if (f->kind == FIELD_MEMBER) {
		char *path = inner_path(name, f->name);
		add_type(r, f->type, path);
		free(path);
	} else {
		buf_printf(r->out, "[u8; %llu]", (unsigned long long)f->size);
	}
	buf_puts(r->out, ",\n");
}

/* Bit *i* of the object's numbering, as an expression over the bytes. */
static void add_bit_methods(struct rust *r, const struct btf_member *m, const struct field *f)
{
	const struct btf_type *t = btf_type(r->btf, btf_resolve(r->btf, m->type));
	bool is_signed = t->kind == BTF_INT ? t->encoding & BTF_INT_SIGNED : t->flag;
	uint64_t start = m->bit - f->offset * 8;
	const char *step = r->btf->big_endian ? "(7 - i % 8)" : "(i % 8)";
	const char *order = r->btf->big_endian ? "" : ".rev()";
	struct buf name = {0};
	add_identifier(&name, m->name);
	buf_printf(r->out,
		"    pub fn %s(&self) -> %s {\n"
		"        let mut v: u64 = 0;\n"
		"        for i in (%llu..%llu)%s {\n"
		"            v = v << 1 | (self._%s[i / 8] >> %s & 1) as u64;\n"
		"        }\n",
		name.data, is_signed ? "i64" : "u64", (unsigned long long)start,
		(unsigned long long)(start + m->bits), order, f->name, step);
	if (is_signed)
		buf_printf(r->out, "        ((v << %u) as i64) >> %u\n    }\n", 64 - m->bits,
			64 - m->bits);
	else
		buf_puts(r->out, "        v\n    }\n");
	buf_printf(r->out,
		"    pub fn set_%s(&mut self, v: u64) {\n"
		"        for (n, i) in (%llu..%llu)%s.enumerate() {\n"
		"            let bit = 1u8 << %s;\n"
		"            let on = v >> n & 1 != 0;\n"
		"            self._%s[i / 8] = if on { self._%s[i / 8] | bit } else { self._%s[i / "
		"8] & "
		"!bit };\n"
		"        }\n"
		"    }\n",
		name.data, (unsigned long long)start, (unsigned long long)(start + m->bits),
		r->btf->big_endian ? ".rev()" : "", step, f->name, f->name, f->name);
	buf_free(&name);
}

static void add_methods(
	struct rust *r, const struct btf_type *t, const struct fields *fields, const char *name)
{
	bool open = false;
	for (size_t i = 0; i < fields->n; i++) {
		const struct field *f = &fields->v[i];
		for (uint32_t j = 0; f->kind == FIELD_BITS && j < f->n_bits; j++) {
			const struct btf_member *m = &btf_members(r->btf, t)[f->first_bit + j];
			if (!*m->name || m->bits > 64)
				continue;
			if (!open)
				buf_printf(r->out, "impl %s {\n", name);
			open = true;
			add_bit_methods(r, m, f);
		}
	}
	buf_puts(r->out, open ? "}\n" : "");
}

static void add_record(struct rust *r, uint32_t id, const char *name)
{
	const struct btf_type *t = btf_type(r->btf, id);
	struct fields fields;
	fields_read(&fields, r->btf, id);
	for (size_t i = 0; i < fields.n; i++) {
		uint32_t inner = fields.v[i].kind == FIELD_MEMBER
					 ? anonymous_in(r->btf, fields.v[i].type)
					 : 0;
		char *path = inner_path(name, fields.v[i].name);
		if (inner)
			add_record(r, inner, path);
		free(path);
	}
	buf_printf(r->out, "#[repr(C%s)]\n#[derive(Clone, Copy)]\npub %s %s {\n",
		fields.packed ? ", packed" : "",
		t->kind == BTF_UNION && fields.n ? "union" : "struct", name);
	for (size_t i = 0; i < fields.n; i++)
		add_field(r, &fields.v[i], name);
	if (t->kind == BTF_UNION && fields.n)
		buf_printf(r->out, "    pub _bytes: [u8; %llu],\n", (unsigned long long)t->size);
	buf_puts(r->out, "}\n");
	if (t->kind == BTF_STRUCT)
		add_methods(r, t, &fields, name);
	buf_printf(r->out, "const _: () = assert!(core::mem::size_of::<%s>() == %llu);\n\n", name,
		(unsigned long long)t->size);
	fields_free(&fields);
}

static void add_enum(struct rust *r, uint32_t id, const char *name)
{
	const struct btf_type *t = btf_type(r->btf, id);
	buf_puts(r->out, "pub type ");
	add_name(r, name);
	buf_printf(r->out, " = %s;\n", int_type(t->size, t->flag));
	for (uint32_t i = 0; i < t->n; i++) {
		const struct btf_value *v = &btf_values(r->btf, t)[i];
		buf_puts(r->out, "pub const ");
		add_name(r, r->names->value[t->first + i]);
		buf_printf(r->out, t->flag ? ": %s = %lld;\n" : ": %s = %llu;\n",
			int_type(t->size, t->flag), (unsigned long long)v->value);
	}
	buf_putc(r->out, '\n');
}

/* `typedef struct { ... } event_t` gives the record its name; others are plain aliases. */
static void add_typedef(struct rust *r, uint32_t id)
{
	uint32_t base = named_base(r->btf, btf_type(r->btf, id)->ref);
	const struct btf_type *t = btf_type(r->btf, base);
	const char *name = r->names->name[id];
	if (fixed_width_name(btf_type(r->btf, id)->name, (unsigned)t->size) || !t->size ||
		(btf_is_record(t) && *t->name && strcmp(r->names->name[base], name) == 0))
		return;
	if (btf_is_record(t) && !*t->name) {
		struct buf b = {0};
		add_identifier(&b, name);
		add_record(r, base, b.data);
		buf_free(&b);
	} else if (btf_is_enum(t) && !*t->name) {
		add_enum(r, base, name);
	} else {
		buf_puts(r->out, "pub type ");
		add_name(r, name);
		buf_puts(r->out, " = ");
		add_type(r, btf_type(r->btf, id)->ref, "");
		buf_puts(r->out, ";\n\n");
	}
}

bool rust_write(const struct model *m, const char *name, struct buf *out)
{
	struct names names;
	struct order order;
	names_read(&names, m->btf);
	order_read(&order, m);
	struct rust r = {m->btf, out, &names};
	buf_printf(out,
		"// Types of the BPF object %s, in its layout.  Written by wbcc " WBCC_VERSION
		": do not edit.\n"
		"// Every hole is a field, so the assert of a size proves the place of each "
		"field.\n"
		"#![allow(non_camel_case_types, non_snake_case, non_upper_case_globals, "
		"dead_code)]\n\n",
		name);
	for (size_t i = 0; i < order.n; i++) {
		const struct btf_type *t = btf_type(m->btf, order.ids[i]);
		if (btf_is_record(t))
			add_record(&r, order.ids[i], names.name[order.ids[i]]);
		else if (btf_is_enum(t))
			add_enum(&r, order.ids[i], names.name[order.ids[i]]);
		else
			add_typedef(&r, order.ids[i]);
	}
	order_free(&order);
	names_free(&names);
	return true;
}

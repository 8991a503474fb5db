/*
 * Writes the shared types as WIT, the interface language of the component model: a record for
 * each struct, an enum for each enum whose values count from 0.  WIT says what a value is, not
 * where it lies: arrays are lists, unions are their bytes, bitfields are whole numbers, padding
 * is gone.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "skel/fields.h"
#include "skel/names.h"
#include "skel/order.h"
#include "skel/skel.h"

struct wit {
	const struct btf *btf;
	struct buf *out;
	const struct names *names;
};

static bool is_keyword(const char *name)
{
	static const char *const words[] = {"use", "type", "resource", "func", "u8", "u16", "u32",
		"u64", "s8", "s16", "s32", "s64", "f32", "f64", "float32", "float64", "char",
		"record", "flags", "variant", "enum", "bool", "string", "option", "result", "list",
		"tuple", "future", "stream", "static", "interface", "world", "import", "export",
		"package", "include", "as", "from", "with", "own", "borrow", "constructor", "async",
		"map", "error-context"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(name, words[i]) == 0)
			return true;
	return false;
}

/* "Ret_code2" -> "ret-code2": words of small letters, each beginning with one. */
static char *kebab(const char *name)
{
	struct buf b = {0};
	bool gap = false;
	for (; *name; name++) {
		if (!isalnum((unsigned char)*name)) {
			gap = b.len > 0;
			continue;
		}
		if (isdigit((unsigned char)*name) && !b.len)
			buf_putc(&b, 'n');
		else if (gap && !isdigit((unsigned char)*name))
			buf_putc(&b, '-');
		buf_putc(&b, (char)tolower((unsigned char)*name));
		gap = false;
	}
	if (!b.len)
		buf_puts(&b, "x");
	if (is_keyword(b.data))
		buf_insert(&b, 0, "%", 1);
	return buf_take(&b);
}

static void add_kebab(struct wit *w, const char *name)
{
	char *s = kebab(name);
	buf_puts(w->out, s);
	free(s);
}

static const char *int_type(uint64_t size, bool is_signed)
{
	switch (size) {
	case 1: return is_signed ? "s8" : "u8";
	case 2: return is_signed ? "s16" : "u16";
	case 4: return is_signed ? "s32" : "u32";
	case 8: return is_signed ? "s64" : "u64";
	default: return "tuple<u64, u64>";
	}
}

/* WIT's enums have no numbers of their own. */
static bool is_counted(const struct btf *btf, const struct btf_type *t)
{
	for (uint32_t i = 0; i < t->n; i++)
		if (btf_values(btf, t)[i].value != i)
			return false;
	return t->n;
}

static bool has_fields(const struct btf *btf, uint32_t record)
{
	struct fields f;
	bool any = false;
	fields_read(&f, btf, record);
	for (size_t i = 0; i < f.n; i++)
		any |= f.v[i].kind != FIELD_PAD;
	fields_free(&f);
	return any && btf_type(btf, record)->kind == BTF_STRUCT;
}

static void add_typedef_name(struct wit *w, uint32_t id)
{
	uint32_t target = btf_resolve(w->btf, id);
	const struct btf_type *t = btf_type(w->btf, target);
	if (btf_is_enum(t) ? is_counted(w->btf, t) : has_fields(w->btf, target))
		add_kebab(w, w->names->name[id]);
	else
		buf_puts(w->out, btf_is_enum(t) ? int_type(t->size, t->flag) : "list<u8>");
}

/* *path* names anonymous records. */
static void add_type(struct wit *w, uint32_t id, const char *path)
{
	uint32_t base = named_base(w->btf, id);
	const struct btf_type *t = btf_type(w->btf, base);
	if (t->kind == BTF_TYPEDEF) { /* of an anonymous record or enum */
		add_typedef_name(w, base);
		return;
	}
	switch (t->kind) {
	case BTF_INT:
		buf_puts(w->out, t->encoding & BTF_INT_BOOL
					 ? "bool"
					 : int_type(t->size, t->encoding & BTF_INT_SIGNED));
		break;
	case BTF_ENUM:
	case BTF_ENUM64:
		if (*t->name && is_counted(w->btf, t))
			add_kebab(w, w->names->name[base]);
		else
			buf_puts(w->out, int_type(t->size, t->flag));
		break;
	case BTF_FLOAT: buf_puts(w->out, t->size == 4 ? "f32" : "f64"); break;
	case BTF_PTR: buf_puts(w->out, "u64"); break;
	case BTF_ARRAY:
		buf_puts(w->out, "list<");
		add_type(w, t->ref, path);
		buf_putc(w->out, '>');
		break;
	default:
		if (!has_fields(w->btf, base))
			buf_puts(w->out, "list<u8>");
		else
			add_kebab(w, *t->name ? w->names->name[base] : path);
	}
}

static void add_bits(struct wit *w, const struct btf_type *t, const struct field *f)
{
	for (uint32_t i = 0; i < f->n_bits; i++) {
		const struct btf_member *m = &btf_members(w->btf, t)[f->first_bit + i];
		if (!*m->name)
			continue;
		buf_puts(w->out, "    ");
		add_kebab(w, m->name);
		buf_puts(w->out, ": ");
		add_type(w, m->type, "");
		buf_printf(w->out, ", // %u bits\n", m->bits);
	}
}

static void add_record(struct wit *w, uint32_t id, const char *name)
{
	const struct btf_type *t = btf_type(w->btf, id);
	struct fields f;
	if (!has_fields(w->btf, id))
		return;
	fields_read(&f, w->btf, id);
	for (size_t i = 0; i < f.n; i++) {
		uint32_t inner =
			f.v[i].kind == FIELD_MEMBER ? anonymous_in(w->btf, f.v[i].type) : 0;
		char *path = xasprintf("%s_%s", name, f.v[i].name);
		if (inner)
			add_record(w, inner, path);
		free(path);
	}
	buf_puts(w->out, "  record ");
	add_kebab(w, name);
	buf_puts(w->out, " {\n");
	for (size_t i = 0; i < f.n; i++) {
		if (f.v[i].kind == FIELD_BITS)
			add_bits(w, t, &f.v[i]);
		if (f.v[i].kind != FIELD_MEMBER)
			continue;
		char *path = xasprintf("%s_%s", name, f.v[i].name);
		const struct btf_type *m = btf_type(w->btf, btf_resolve(w->btf, f.v[i].type));
		buf_puts(w->out, "    ");
		add_kebab(w, f.v[i].name);
		buf_puts(w->out, ": ");
		add_type(w, f.v[i].type, path);
		if (m->kind == BTF_ARRAY)
			buf_printf(w->out, ", // %u elements\n", m->n);
		else
			buf_puts(w->out, ",\n");
		free(path);
	}
	buf_puts(w->out, "  }\n\n");
	fields_free(&f);
}

static void add_enum(struct wit *w, uint32_t id, const char *name)
{
	const struct btf_type *t = btf_type(w->btf, id);
	bool counted = is_counted(w->btf, t);
	if (counted) {
		buf_puts(w->out, "  enum ");
		add_kebab(w, name);
		buf_puts(w->out, " {\n");
	} else {
		buf_printf(w->out, "  // The numbers of enum ");
		add_identifier(w->out, name);
		buf_puts(w->out, ":\n");
	}
	for (uint32_t i = 0; i < t->n; i++) {
		buf_puts(w->out, counted ? "    " : "  //   ");
		add_kebab(w, w->names->value[t->first + i]);
		if (counted)
			buf_puts(w->out, ",\n");
		else
			buf_printf(w->out, t->flag ? " = %lld\n" : " = %llu\n",
				(unsigned long long)btf_values(w->btf, t)[i].value);
	}
	buf_puts(w->out, counted ? "  }\n\n" : "\n");
}

static void add_typedef(struct wit *w, uint32_t id)
{
	uint32_t base = named_base(w->btf, btf_type(w->btf, id)->ref);
	const struct btf_type *t = btf_type(w->btf, base);
	const char *name = w->names->name[id];
	if (t->kind == BTF_TYPEDEF) {
		buf_puts(w->out, "  type ");
		add_kebab(w, name);
		buf_puts(w->out, " = ");
		add_typedef_name(w, base);
		buf_puts(w->out, ";\n\n");
	}
	if (*t->name)
		return;
	if (btf_is_record(t))
		add_record(w, base, name);
	else if (btf_is_enum(t) && is_counted(w->btf, t))
		add_enum(w, base, name);
}

bool wit_write(const struct model *m, const char *name, struct buf *out)
{
	struct names names;
	struct order order;
	names_read(&names, m->btf);
	order_read(&order, m);
	struct wit w = {m->btf, out, &names};
	buf_printf(out,
		"// Types of the BPF object %s.  Written by wbcc " WBCC_VERSION
		": do not edit.\npackage wbcc:",
		name);
	add_kebab(&w, name);
	buf_puts(out, ";\n\ninterface types {\n");
	for (size_t i = 0; i < order.n; i++) {
		const struct btf_type *t = btf_type(m->btf, order.ids[i]);
		if (btf_is_record(t))
			add_record(&w, order.ids[i], names.name[order.ids[i]]);
		else if (btf_is_enum(t))
			add_enum(&w, order.ids[i], names.name[order.ids[i]]);
		else
			add_typedef(&w, order.ids[i]);
	}
	buf_puts(out, "}\n");
	order_free(&order);
	names_free(&names);
	return true;
}

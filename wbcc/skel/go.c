/*
 * Writes the shared types for Go: structs with exported names and every hole as a blank field,
 * with array lengths that are negative, and so do not compile, where a size or an offset is not
 * the object's.  Go has no unions and no packed structs: those are their bytes, with a comment
 * that says what is in them.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "skel/fields.h"
#include "skel/names.h"
#include "skel/order.h"
#include "skel/skel.h"

struct go {
	const struct btf *btf;
	struct buf *out;
	const struct names *names;
	unsigned depth; /* of nested structs */
};

/* "ret_code" -> "RetCode": Go exports what begins with a capital. */
static char *exported(const char *name)
{
	struct buf b = {0};
	bool up = true;
	for (; *name; name++) {
		if (!isalnum((unsigned char)*name)) {
			up = true;
			continue;
		}
		if (isdigit((unsigned char)*name) && !b.len)
			buf_putc(&b, 'N');
		buf_putc(&b, up ? (char)toupper((unsigned char)*name) : *name);
		up = false;
	}
	if (!b.len)
		buf_puts(&b, "X");
	return buf_take(&b);
}

static const char *int_type(uint64_t size, bool is_signed)
{
	switch (size) {
	case 1: return is_signed ? "int8" : "uint8";
	case 2: return is_signed ? "int16" : "uint16";
	case 4: return is_signed ? "int32" : "uint32";
	case 8: return is_signed ? "int64" : "uint64";
	default: return "[16]byte";
	}
}

static bool is_bytes(const struct btf *btf, uint32_t record)
{
	struct fields f;
	bool plain = btf_type(btf, record)->kind == BTF_STRUCT;
	fields_read(&f, btf, record);
	plain = plain && !f.packed;
	fields_free(&f);
	return !plain;
}

static void add_type(struct go *g, uint32_t id);

static void add_named(struct go *g, uint32_t id)
{
	char *name = exported(g->names->name[id]);
	buf_puts(g->out, name);
	free(name);
}

/* Words rather than bytes where the alignment must be kept: Go aligns an array as its element. */
static void add_words_of(struct go *g, const struct btf_type *t)
{
	static const char *const word[] = {"byte", "uint16", "uint32", "uint64"};
	unsigned shift = t->align_shift > 3 ? 3 : t->align_shift;
	buf_printf(g->out, "[%llu]%s", (unsigned long long)(t->size >> shift), word[shift]);
}

static void indent(struct go *g)
{
	for (unsigned i = 0; i < g->depth; i++)
		buf_putc(g->out, '\t');
}

static void add_fields(struct go *g, uint32_t record)
{
	struct fields f;
	fields_read(&f, g->btf, record);
	buf_puts(g->out, "struct {\n");
	g->depth++;
	for (size_t i = 0; i < f.n; i++) {
		char *name = exported(f.v[i].name);
		indent(g);
		if (f.v[i].kind == FIELD_MEMBER) {
			buf_printf(g->out, "%s ", name);
			add_type(g, f.v[i].type);
			buf_putc(g->out, '\n');
		} else {
			buf_printf(g->out, "%s [%llu]byte\n", f.v[i].kind == FIELD_PAD ? "_" : name,
				(unsigned long long)f.v[i].size);
		}
		free(name);
	}
	g->depth--;
	indent(g);
	buf_putc(g->out, '}');
	fields_free(&f);
}

static void add_type(struct go *g, uint32_t id)
{
	uint32_t base = named_base(g->btf, id);
	const struct btf_type *t = btf_type(g->btf, base);
	switch (t->kind) {
	case BTF_INT:
		if (t->encoding & BTF_INT_BOOL)
			buf_puts(g->out, "bool");
		else
			buf_puts(g->out, int_type(t->size, t->encoding & BTF_INT_SIGNED));
		break;
	case BTF_ENUM:
	case BTF_ENUM64:
		if (*t->name)
			add_named(g, base);
		else
			buf_puts(g->out, int_type(t->size, t->flag));
		break;
	case BTF_FLOAT:
		buf_puts(g->out, t->size == 4 ? "float32" : t->size == 8 ? "float64" : "[16]byte");
		break;
	case BTF_PTR: buf_puts(g->out, "uint64"); break;
	case BTF_ARRAY:
		buf_printf(g->out, "[%u]", t->n);
		add_type(g, t->ref);
		break;
	default:
		if (*t->name)
			add_named(g, base);
		else if (is_bytes(g->btf, base))
			add_words_of(g, t);
		else
			add_fields(g, base);
	}
}

static void add_size_check(struct go *g, const char *name, uint64_t size)
{
	unsigned long long n = size;
	buf_printf(g->out, "var _ [unsafe.Sizeof(*(*%s)(nil)) - %llu]byte\n", name, n);
	buf_printf(g->out, "var _ [%llu - unsafe.Sizeof(*(*%s)(nil))]byte\n", n, name);
}

static void add_offset_checks(struct go *g, uint32_t record, const char *name)
{
	struct fields f;
	fields_read(&f, g->btf, record);
	for (size_t i = 0; i < f.n; i++) {
		if (f.v[i].kind != FIELD_MEMBER)
			continue;
		char *field = exported(f.v[i].name);
		unsigned long long n = f.v[i].offset;
		buf_printf(g->out, "var _ [unsafe.Offsetof((*%s)(nil).%s) - %llu]byte\n", name,
			field, n);
		buf_printf(g->out, "var _ [%llu - unsafe.Offsetof((*%s)(nil).%s)]byte\n", n, name,
			field);
		free(field);
	}
	fields_free(&f);
}

/* What is in a union or a packed struct, for who reads its bytes. */
static void add_contents(struct go *g, uint32_t record)
{
	const struct btf_type *t = btf_type(g->btf, record);
	for (uint32_t i = 0; i < t->n; i++) {
		const struct btf_member *m = &btf_members(g->btf, t)[i];
		buf_printf(g->out, "//   bit %u: ", m->bit);
		add_identifier(g->out, m->name);
		buf_printf(g->out, ", %llu bytes\n",
			(unsigned long long)btf_type(g->btf, m->type)->size);
	}
}

static void add_record(struct go *g, uint32_t record, const char *c_name)
{
	const struct btf_type *t = btf_type(g->btf, record);
	char *name = exported(c_name);
	bool bytes = is_bytes(g->btf, record);
	if (bytes) {
		buf_printf(g->out, "// %s is a %s of C:\n", name,
			t->kind == BTF_UNION ? "union" : "packed struct");
		add_contents(g, record);
	}
	buf_printf(g->out, "type %s ", name);
	if (bytes)
		add_words_of(g, t);
	else
		add_fields(g, record);
	buf_puts(g->out, "\n\n");
	add_size_check(g, name, t->size);
	if (!bytes)
		add_offset_checks(g, record, name);
	buf_putc(g->out, '\n');
	free(name);
}

static void add_enum(struct go *g, uint32_t id, const char *c_name)
{
	const struct btf_type *t = btf_type(g->btf, id);
	char *name = exported(c_name);
	buf_printf(g->out, "type %s %s\n\nconst (\n", name, int_type(t->size, t->flag));
	for (uint32_t i = 0; i < t->n; i++) {
		char *value = exported(g->names->value[t->first + i]);
		buf_printf(g->out, t->flag ? "\t%s%s %s = %lld\n" : "\t%s%s %s = %llu\n", name,
			value, name, (unsigned long long)btf_values(g->btf, t)[i].value);
		free(value);
	}
	buf_puts(g->out, ")\n\n");
	free(name);
}

static void add_typedef(struct go *g, uint32_t id)
{
	uint32_t base = named_base(g->btf, btf_type(g->btf, id)->ref);
	const struct btf_type *t = btf_type(g->btf, base);
	if (t->kind == BTF_TYPEDEF) {
		char *name = exported(g->names->name[id]);
		buf_printf(g->out, "type %s = ", name);
		add_named(g, base);
		buf_puts(g->out, "\n\n");
		free(name);
	}
	if (*t->name)
		return; /* a tag is its name in Go; scalars are written by width */
	if (btf_is_record(t))
		add_record(g, base, g->names->name[id]);
	else if (btf_is_enum(t))
		add_enum(g, base, g->names->name[id]);
}

bool go_write(const struct model *m, const char *name, struct buf *out)
{
	struct names names;
	struct order order;
	names_read(&names, m->btf);
	order_read(&order, m);
	struct go g = {m->btf, out, &names, 0};
	buf_printf(out,
		"// Types of the BPF object %s, in its layout.\n"
		"//\n"
		"// Code generated by wbcc " WBCC_VERSION "; DO NOT EDIT.\n\n"
		"package %s\n\nimport \"unsafe\"\n\nvar _ = unsafe.Sizeof(0)\n\n",
		name, name);
	for (size_t i = 0; i < order.n; i++) {
		const struct btf_type *t = btf_type(m->btf, order.ids[i]);
		if (btf_is_record(t))
			add_record(&g, order.ids[i], names.name[order.ids[i]]);
		else if (btf_is_enum(t))
			add_enum(&g, order.ids[i], names.name[order.ids[i]]);
		else
			add_typedef(&g, order.ids[i]);
	}
	order_free(&order);
	names_free(&names);
	return true;
}

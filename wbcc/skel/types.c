/*
 * Writes NAME.types.h: the types that the BPF program shares with user space, in its layout on
 * any machine, each behind what it contains, with asserts of its size and of every field.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "skel/cwriter.h"
#include "skel/names.h"
#include "skel/order.h"
#include "skel/skel.h"
#include "skel/skel_internal.h"

static const char assert_macros[] =
	"#ifdef __cplusplus\n"
	"#define WB_ASSERT(what, text) static_assert(what, text)\n"
	"#else\n"
	"#define WB_ASSERT(what, text) _Static_assert(what, text)\n"
	"#endif\n"
	"#define WB_SIZE(type, size) \\\n"
	"	WB_ASSERT(sizeof(type) == (size), #type \" has another size in the BPF object\")\n"
	"#define WB_FIELD(type, field, offset, size) \\\n"
	"	WB_ASSERT(__builtin_offsetof(type, field) == (offset) && \\\n"
	"			  sizeof(((type *)0)->field) == (size), \\\n"
	"		#type \".\" #field \" has another place or size in the BPF object\")\n\n";

static const char assert_undefs[] = "#undef WB_FIELD\n#undef WB_SIZE\n#undef WB_ASSERT\n\n";

/* Asserts of the fields of a record; *path* is "" or "in.", *base* where the record stands. */
static void add_field_asserts(
	struct cwriter *w, uint32_t id, const char *type, const char *path, uint64_t base)
{
	const struct btf_type *t = btf_type(w->btf, id);
	uint64_t end = 0;
	for (uint32_t i = 0; i < t->n; i++) {
		const struct btf_member *m = &btf_members(w->btf, t)[i];
		uint32_t inner = btf_resolve(w->btf, m->type);
		const struct btf_type *it = btf_type(w->btf, inner);
		uint64_t offset = base + m->bit / 8, size = btf_type(w->btf, m->type)->size;
		bool overlaps = t->kind == BTF_STRUCT && m->bit < end;
		end = m->bit + (m->bits ? m->bits : size * 8);
		if (m->bits || overlaps)
			continue;
		if (*m->name) {
			buf_printf(w->out, "WB_FIELD(%s, %s", type, path);
			cw_name(w, m->name);
			buf_printf(w->out, ", %llu, %llu);\n", (unsigned long long)offset,
				(unsigned long long)size);
		}
		if (!btf_is_record(it) || *it->name)
			continue;
		char *deeper = *m->name ? xasprintf("%s%s.", path, m->name) : xstrdup(path);
		add_field_asserts(w, inner, type, deeper, offset);
		free(deeper);
	}
}

static void add_asserts(struct cwriter *w, uint32_t record, const char *type)
{
	buf_printf(w->out, "WB_SIZE(%s, %llu);\n", type,
		(unsigned long long)btf_type(w->btf, record)->size);
	add_field_asserts(w, record, type, "", 0);
	buf_putc(w->out, '\n');
}

/*
 * Functions for bitfields of an object of the other byte order: the value is read from, and
 * written to, the bytes that the bits are in, most significant first.
 */
static void add_accessors(struct cwriter *w, const char *type, const char *prefix)
{
	for (size_t i = 0; i < w->n_accessors; i++) {
		const struct accessor *a = &w->accessors[i];
		const struct btf_type *t = btf_type(w->btf, btf_resolve(w->btf, a->type));
		bool is_signed = t->kind == BTF_INT ? t->encoding & BTF_INT_SIGNED : t->flag;
		buf_printf(w->out,
			"static inline %s %s_get_%s(const %s *s)\n"
			"{\n"
			"\tconst __u8 *p = (const __u8 *)s;\n"
			"\t__u64 v = 0;\n"
			"\tfor (unsigned i = %llu; i < %llu; i++)\n"
			"\t\tv = v << 1 | (p[i / 8] >> (7 - i %% 8) & 1);\n",
			is_signed ? "__s64" : "__u64", prefix, a->name, type,
			(unsigned long long)a->bit, (unsigned long long)(a->bit + a->bits));
		if (is_signed)
			buf_printf(w->out, "\treturn (__s64)(v << %u) >> %u;\n}\n", 64 - a->bits,
				64 - a->bits);
		else
			buf_puts(w->out, "\treturn v;\n}\n");
		buf_printf(w->out,
			"static inline void %s_set_%s(%s *s, __u64 v)\n"
			"{\n"
			"\t__u8 *p = (__u8 *)s;\n"
			"\tfor (unsigned i = %llu; i > %llu; v >>= 1) {\n"
			"\t\t__u8 bit;\n"
			"\t\ti--;\n"
			"\t\tbit = (__u8)(1 << (7 - i %% 8));\n"
			"\t\tp[i / 8] = (__u8)(v & 1 ? p[i / 8] | bit : p[i / 8] & ~bit);\n"
			"\t}\n}\n\n",
			prefix, a->name, type, (unsigned long long)(a->bit + a->bits),
			(unsigned long long)a->bit);
	}
}

static void forget_accessors(struct cwriter *w)
{
	for (size_t i = 0; i < w->n_accessors; i++)
		free(w->accessors[i].name);
	w->n_accessors = 0;
}

static void add_record(struct cwriter *w, uint32_t id)
{
	const struct btf_type *t = btf_type(w->btf, id);
	if (is_reserved_tag(t->name))
		return;
	char *type =
		xasprintf("%s %s", t->kind == BTF_UNION ? "union" : "struct", cw_type_name(w, id));
	buf_printf(w->out, "%s ", type);
	cw_body(w, id, 0);
	buf_puts(w->out, ";\n");
	add_asserts(w, id, type);
	add_accessors(w, type, cw_type_name(w, id));
	forget_accessors(w);
	free(type);
}

static void add_enum(struct cwriter *w, uint32_t id)
{
	buf_printf(w->out, "enum %s ", cw_type_name(w, id));
	cw_enum_body(w, id, 0);
	buf_printf(w->out, ";\nWB_SIZE(enum %s, %llu);\n\n", cw_type_name(w, id),
		(unsigned long long)btf_type(w->btf, id)->size);
}

/* Typedefs of pointers and functions are not written: members of such types are numbers. */
static void add_typedef(struct cwriter *w, uint32_t id)
{
	uint32_t target = btf_resolve(w->btf, id);
	const struct btf_type *t = btf_type(w->btf, target);
	if (is_reserved_typedef(btf_type(w->btf, id)->name) || t->kind == BTF_PTR ||
		t->kind == BTF_FUNC_PROTO || t->kind == BTF_VOID || t->kind == BTF_FWD ||
		(btf_is_record(t) && is_reserved_tag(t->name)))
		return;
	buf_puts(w->out, "typedef ");
	cw_member(w, btf_type(w->btf, id)->ref, cw_type_name(w, id), 0);
	if (btf_is_record(t) && !*t->name) {
		add_asserts(w, target, cw_type_name(w, id));
		add_accessors(w, cw_type_name(w, id), cw_type_name(w, id));
	} else {
		buf_putc(w->out, '\n');
	}
	forget_accessors(w);
}

static void add_type(struct cwriter *w, uint32_t id)
{
	const struct btf_type *t = btf_type(w->btf, id);
	if (btf_is_record(t))
		add_record(w, id);
	else if (btf_is_enum(t))
		add_enum(w, id);
	else
		add_typedef(w, id);
}

/*
 * A lookup in a per-CPU map fills an array: an element for each possible CPU, each as long as
 * the value rounded up to eight bytes.
 */
static void add_percpu(struct cwriter *w, const struct model_map *map, const char *name)
{
	const struct btf_type *value = btf_type(w->btf, map->value_type);
	uint64_t stride = (map->value_size + 7ull) / 8 * 8;
	if (map->kind != MODEL_MAP_USER || !model_map_is_percpu(map->type) || !map->value_type)
		return;
	char *type = xasprintf("struct %s__%s__percpu", name, map->ident);
	buf_printf(w->out, "/* What a lookup in '%s' gives for each possible CPU. */\n%s {\n",
		map->ident, type);
	cw_member(w, map->value_type, "value", 1);
	if (stride > value->size)
		buf_printf(w->out, "\t__u8 __pad0[%llu];\n",
			(unsigned long long)(stride - value->size));
	buf_puts(w->out, "};\n");
	buf_printf(w->out, "WB_SIZE(%s, %llu);\nWB_FIELD(%s, value, 0, %llu);\n\n", type,
		(unsigned long long)stride, type, (unsigned long long)value->size);
	free(type);
}

static void add_head(struct buf *out, const struct model *m, const char *name)
{
	buf_printf(out,
		"/*\n"
		" * Types of the BPF object %s, for user space on any machine.  Written by "
		"wbcc " WBCC_VERSION ":\n * do not edit.\n"
		" *\n"
		" * The layout is the object's (%u-bit pointers, %s-endian): pointers and long are "
		"64-bit\n"
		" * numbers here, holes are members, and the asserts prove each size and offset.\n"
		" */\n",
		name, m->ptr_size * 8, m->big_endian ? "big" : "little");
	buf_puts(out, "#ifndef ");
	add_guard(out, name, "_TYPES_H__\n#define ");
	add_guard(out, name, "_TYPES_H__\n\n");
	buf_puts(out, "#include <stdbool.h>\n#include <linux/types.h>\n\n");
}

bool types_write(const struct model *m, const char *name, struct buf *out)
{
	struct names names;
	struct order order;
	names_read(&names, m->btf);
	order_read(&order, m);
	struct cwriter w = {.btf = m->btf,
		.out = out,
		.names = names.name,
		.value_names = names.value,
		.inline_reserved = true};
	add_head(out, m, name);
	size_t macros = out->len;
	buf_puts(out, assert_macros);
	for (size_t i = 0; i < order.n; i++)
		add_type(&w, order.ids[i]);
	for (uint32_t i = 0; i < m->n_maps; i++)
		add_percpu(&w, &m->maps[i], name);
	buf_puts(out, assert_undefs);
	buf_puts(out, "#endif /* ");
	add_guard(out, name, "_TYPES_H__ */\n");
	if (w.uses_cxx_name)
		buf_insert(out, macros, cw_cxx_macro, strlen(cw_cxx_macro));
	free(w.accessors);
	order_free(&order);
	names_free(&names);
	return true;
}

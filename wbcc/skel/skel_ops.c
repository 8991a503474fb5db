/*
 * struct_ops in the skeleton: reads the type of each struct_ops variable, writes a shadow struct
 * `struct NAME__MAP__TYPE { ... } *MAP;` under skel->struct_ops, through which user code sets
 * scalars and chooses programs between open and load.
 *
 * A pointer to a program has eight bytes in the object and four in wasm32: it shares a union
 * with the eight, and the loader looks the program up by its handle.
 */
#include <stdlib.h>

#include "skel/names.h"
#include "skel/skel_internal.h"

bool has_struct_ops(const struct model *m)
{
	for (uint32_t i = 0; i < m->n_maps; i++)
		if (m->maps[i].kind == MODEL_MAP_STRUCT_OPS)
			return true;
	return false;
}

static bool is_function_pointer(const struct btf *btf, uint32_t id)
{
	const struct btf_type *t = btf_type(btf, btf_resolve(btf, id));
	return t->kind == BTF_PTR &&
	       btf_type(btf, btf_resolve(btf, t->ref))->kind == BTF_FUNC_PROTO;
}

static bool is_scalar(const struct btf *btf, uint32_t id)
{
	const struct btf_type *t = btf_type(btf, btf_resolve(btf, id));
	return t->kind == BTF_INT || t->kind == BTF_FLOAT || btf_is_enum(t);
}

/* Members that user code has no business with (data pointers, nested structs) are padding. */
static bool is_shown(const struct btf *btf, const struct btf_member *m)
{
	return *m->name && !m->bits &&
	       (is_scalar(btf, m->type) || is_function_pointer(btf, m->type));
}

static void add_pad(struct cwriter *w, unsigned *n, uint64_t bytes)
{
	if (bytes)
		buf_printf(w->out, "\t\t\tchar __padding_%u[%llu];\n", (*n)++,
			(unsigned long long)bytes);
}

static void add_member(struct cwriter *w, const struct btf_member *m)
{
	if (!is_function_pointer(w->btf, m->type)) {
		cw_member(w, m->type, m->name, 3);
		return;
	}
	buf_puts(w->out, "\t\t\tunion {\n\t\t\t\tstruct bpf_program *");
	cw_name(w, m->name);
	buf_puts(w->out, ";\n\t\t\t\t__u64 __slot_of_");
	add_identifier(w->out, m->name);
	buf_puts(w->out, ";\n\t\t\t};\n");
}

static void add_shadow(struct cwriter *w, const struct model_map *map, const char *name)
{
	const struct btf_type *t = btf_type(w->btf, map->value_type);
	uint64_t end = 0;
	unsigned n_pads = 0;
	buf_printf(w->out, "\t\tstruct %s__%s__", name, map->ident);
	add_identifier(w->out, t->name);
	buf_puts(w->out, " {\n");
	for (uint32_t i = 0; i < t->n; i++) {
		const struct btf_member *m = &btf_members(w->btf, t)[i];
		if (!is_shown(w->btf, m) || m->bit / 8 < end)
			continue;
		add_pad(w, &n_pads, m->bit / 8 - end);
		add_member(w, m);
		end = m->bit / 8 + btf_type(w->btf, m->type)->size;
	}
	add_pad(w, &n_pads, t->size - end);
	buf_puts(w->out, "\t\t} *");
	cw_name(w, map->ident);
	buf_puts(w->out, ";\n");
}

void add_struct_ops(struct cwriter *w, const struct model *m, const char *name)
{
	if (!has_struct_ops(m))
		return;
	buf_puts(w->out, "\tstruct {\n");
	for (uint32_t i = 0; i < m->n_maps; i++)
		if (m->maps[i].kind == MODEL_MAP_STRUCT_OPS)
			add_shadow(w, &m->maps[i], name);
	buf_puts(w->out, "\t} struct_ops;\n");
}

void add_struct_ops_links(struct cwriter *w, const struct model *m)
{
	for (uint32_t i = 0; i < m->n_maps; i++) {
		if (m->maps[i].kind != MODEL_MAP_STRUCT_OPS)
			continue;
		buf_puts(w->out, "\t\tstruct bpf_link *");
		cw_name(w, m->maps[i].ident);
		buf_puts(w->out, ";\n");
	}
}

void add_struct_ops_entry(struct cwriter *w, const struct model_map *map, unsigned index)
{
	buf_printf(w->out, "\ts->maps[%u].mmaped = (void **)&obj->struct_ops.", index);
	cw_name(w, map->ident);
	buf_puts(w->out, ";\n");
}

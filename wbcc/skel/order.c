/* Walks from the roots through what is contained by value, and lists types inside out. */
#include "skel/order.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Depth is bounded: the reader refuses types that nest deeply. */
static void visit(struct order *o, uint32_t id)
{
	const struct btf_type *t = btf_type(o->btf, id);
	if (o->seen[id])
		return;
	o->seen[id] = true;
	switch (t->kind) {
	case BTF_STRUCT:
	case BTF_UNION:
		for (uint32_t i = 0; i < t->n; i++)
			visit(o, btf_members(o->btf, t)[i].type);
		break;
	case BTF_ARRAY:
	case BTF_TYPEDEF:
	case BTF_VOLATILE:
	case BTF_CONST:
	case BTF_RESTRICT:
	case BTF_TYPE_TAG:
	case BTF_VAR: visit(o, t->ref); break;
	default: break;
	}
	bool named = btf_is_record(t) || btf_is_enum(t) || t->kind == BTF_TYPEDEF;
	if (named && *t->name)
		vec_push(o->ids, o->n, o->cap) = id;
}

/* What a global pointer points to: its author wants the type, not the pointer. */
static void visit_pointee(struct order *o, uint32_t id)
{
	const struct btf_type *t = btf_type(o->btf, btf_resolve(o->btf, id));
	if (t->kind != BTF_PTR)
		return;
	t = btf_type(o->btf, btf_resolve(o->btf, t->ref));
	if (btf_is_record(t) || btf_is_enum(t))
		visit(o, btf_type(o->btf, btf_resolve(o->btf, id))->ref);
}

static void visit_map(struct order *o, const struct model_map *map)
{
	if (map->kind != MODEL_MAP_USER)
		return;
	visit(o, map->key_type);
	visit(o, map->value_type);
	if (map->inner)
		visit_map(o, map->inner);
}

static void visit_section(struct order *o, const struct model_section *s)
{
	for (uint32_t i = 0; i < s->n_vars; i++) {
		if (s->vars[i].is_hidden)
			continue;
		visit(o, s->vars[i].type);
		visit_pointee(o, s->vars[i].type);
	}
}

static bool is_raw(const struct model *m)
{
	return !m->n_maps && !m->n_programs && !m->n_sections;
}

void order_read(struct order *o, const struct model *m)
{
	*o = (struct order){.btf = m->btf};
	o->seen = xcalloc(m->btf->n_types, sizeof *o->seen);
	o->seen[0] = true;
	for (uint32_t id = 1; is_raw(m) && id < m->btf->n_types; id++)
		if (*btf_type(m->btf, id)->name)
			visit(o, id);
	for (uint32_t i = 0; i < m->n_maps; i++)
		visit_map(o, &m->maps[i]);
	for (uint32_t i = 0; i < m->n_sections; i++)
		visit_section(o, &m->sections[i]);
}

void order_free(struct order *o)
{
	free(o->ids);
	free(o->seen);
	*o = (struct order){0};
}

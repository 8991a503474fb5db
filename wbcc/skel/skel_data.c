/*
 * Data sections of the skeleton: reads model sections, writes `struct NAME__bss { ... } *bss;`
 * with a member for each variable at the offset that it has in the map, and static asserts of
 * each one's offset and size.  Static variables have members too, where libbpf maps the section.
 */
#include <stdlib.h>

#include "skel/names.h"
#include "skel/skel_internal.h"

/* Has the variable a type that C can declare a member of? */
static bool is_shown(const struct cwriter *w, const struct model_var *v)
{
	const struct btf_type *t = btf_type(w->btf, btf_resolve(w->btf, v->type));
	return !v->is_hidden && t->kind != BTF_VOID && t->kind != BTF_FWD &&
	       t->kind != BTF_FUNC_PROTO;
}

static const struct model_map *section_map(const struct model *m, const struct model_section *s)
{
	return &m->maps[s->map];
}

/* The type's own size: a variable that ends in an initialised flexible array is larger. */
static uint64_t type_size(const struct cwriter *w, const struct model_var *v)
{
	return btf_type(w->btf, v->type)->size;
}

/* Would C put the variable there, behind what ends at *end*, without a word? */
static bool needs_packed_section(const struct cwriter *w, const struct model_section *s)
{
	for (uint32_t i = 0; i < s->n_vars; i++)
		if (is_shown(w, &s->vars[i]) &&
			s->vars[i].offset % (1u << btf_type(w->btf, s->vars[i].type)->align_shift))
			return true;
	return false;
}

void add_data_section(
	struct cwriter *w, const struct model *m, const struct model_section *s, const char *name)
{
	if (!section_map(m, s)->is_mmapable)
		return;
	uint64_t end = 0;
	unsigned n_pads = 0;
	buf_printf(w->out, "\tstruct %s__%s {\n", name, s->ident);
	for (uint32_t i = 0; i < s->n_vars; i++) {
		const struct model_var *v = &s->vars[i];
		if (!is_shown(w, v))
			continue;
		if (v->offset > end)
			buf_printf(w->out, "\t\tchar __pad%u[%llu];\n", n_pads++,
				(unsigned long long)(v->offset - end));
		cw_member(w, v->type, v->ident, 2);
		end = v->offset + type_size(w, v);
	}
	buf_printf(w->out, "\t}%s *%s;\n",
		needs_packed_section(w, s) ? " __attribute__((packed))" : "", s->ident);
}

static void add_assert(struct cwriter *w, const struct model_section *s, const struct model_var *v)
{
	buf_printf(w->out, "\t_Static_assert(sizeof(s->%s->", s->ident);
	cw_name(w, v->ident);
	buf_printf(w->out, ") == %llu, \"unexpected size of '%s'\");\n",
		(unsigned long long)type_size(w, v), v->ident);
	buf_printf(w->out, "\t_Static_assert(__builtin_offsetof(__typeof__(*s->%s), ", s->ident);
	cw_name(w, v->ident);
	buf_printf(w->out, ") == %u, \"unexpected offset of '%s'\");\n", v->offset, v->ident);
}

void add_data_asserts(struct cwriter *w, const struct model *m, const char *name)
{
	buf_printf(w->out,
		"__attribute__((unused)) static void\n%s__assert(struct %s *s "
		"__attribute__((unused)))\n{\n",
		name, name);
	buf_puts(w->out, "#ifdef __cplusplus\n#define _Static_assert static_assert\n#endif\n");
	for (uint32_t i = 0; i < m->n_sections; i++) {
		const struct model_section *s = &m->sections[i];
		for (uint32_t j = 0; section_map(m, s)->is_mmapable && j < s->n_vars; j++)
			if (is_shown(w, &s->vars[j]))
				add_assert(w, s, &s->vars[j]);
	}
	buf_puts(w->out, "#ifdef __cplusplus\n#undef _Static_assert\n#endif\n}\n\n");
}

/*
 * Data sections and their variables: reads the DATASECs of BTF and the symbols of ELF, appends
 * to model.sections and, as libbpf does, one map for each section to model.maps.
 *
 * The compiler leaves the offsets of global variables to the linker, so they come from the
 * symbol table; those of static variables stand in BTF.  .kconfig is in no ELF section: its
 * layout was made by read_externs().
 */
#include <elf.h>
#include <linux/bpf.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/model_internal.h"

static int by_offset(const void *a, const void *b)
{
	const struct btf_var *x = a, *y = b;
	if (x->offset != y->offset)
		return x->offset < y->offset ? -1 : 1;
	return x->type < y->type ? -1 : x->type > y->type;
}

/* Sorted by offset; within one offset (externs) in the order in which they stood. */
static void sort_vars(struct btf *btf, const struct btf_type *t)
{
	qsort(btf_vars(btf, t), t->n, sizeof(struct btf_var), by_offset);
}

static bool fix_var(struct building *b, const char *section, uint32_t index, struct btf_var *v)
{
	const struct btf_type *var = btf_type(b->m->btf, v->type);
	const struct elf_section *s = &b->elf->sections[index];
	struct place at = AT_SECTION(b->m->file, section, 0);
	if (var->kind == BTF_VAR && var->linkage == BTF_GLOBAL) {
		const struct elf_symbol *sym = find_symbol(b->elf, var->name);
		if (!sym || sym->section != index)
			return fail(at, "BTF has a variable '%s' that the symbol table has not",
				var->name);
		if (sym->value > UINT32_MAX)
			return fail(at, "symbol '%s' has the absurd offset 0x%llx", var->name,
				(unsigned long long)sym->value);
		v->offset = (uint32_t)sym->value;
	}
	at.offset = v->offset;
	if (v->offset > s->size || v->size > s->size - v->offset)
		return fail(at, "variable '%s' (%u bytes) ends beyond the section (0x%llx)",
			var->name, v->size, (unsigned long long)s->size);
	return true;
}

static bool check_vars(struct building *b, const struct btf_type *sec)
{
	const struct btf_var *v = btf_vars(b->m->btf, sec);
	for (uint32_t i = 0; i < sec->n; i++) {
		const struct btf_type *var = btf_type(b->m->btf, v[i].type);
		struct place at = AT_SECTION(b->m->file, sec->name, v[i].offset);
		if (var->kind != BTF_VAR)
			return fail(at, "'%s' is a function among variables", var->name);
		if (var->size > v[i].size)
			return fail(at, "variable '%s' has %u bytes, its type %llu", var->name,
				v[i].size, (unsigned long long)var->size);
		if (i && v[i].offset < v[i - 1].offset + v[i - 1].size)
			return fail(at, "variable '%s' overlaps '%s'", var->name,
				btf_type(b->m->btf, v[i - 1].type)->name);
	}
	return true;
}

bool fix_datasecs(struct building *b)
{
	struct btf *btf = b->m->btf;
	for (uint32_t id = 1; id < btf->n_types; id++) {
		const struct btf_type *t = btf_type(btf, id);
		if (t->kind != BTF_DATASEC || strcmp(t->name, ".ksyms") == 0 ||
			strcmp(t->name, ".kconfig") == 0)
			continue;
		if (btf_find(btf, BTF_DATASEC, t->name) != id)
			return fail(type_place(b->m, id), "a second DATASEC '%s'", t->name);
		uint32_t index;
		if (!elf_find(b->elf, t->name, &index))
			return fail(type_place(b->m, id), "there is no section '%s' in the object",
				t->name);
		for (uint32_t i = 0; i < t->n; i++)
			if (!fix_var(b, t->name, index, &btf_vars(btf, t)[i]))
				return false;
		sort_vars(btf, t);
		if (!check_vars(b, t))
			return false;
	}
	return true;
}

/* "_2", "_3" ... behind a name that was taken by a variable before it. */
static const char *unique_ident(struct model *m, const struct model_section *s, const char *name)
{
	char *base = c_identifier(name);
	char *ident = xstrdup(base);
	for (uint32_t i = 0, n = 2; i < s->n_vars; i++) {
		if (strcmp(s->vars[i].ident, ident) != 0)
			continue;
		free(ident);
		ident = xasprintf("%s_%u", base, n++);
		i = UINT32_MAX; /* from the beginning: the new name may be taken too */
	}
	free(base);
	return model_keep(m, ident);
}

/* The format strings of bpf_printk() are static arrays; nobody wants them as members. */
static bool is_format_string(const char *name)
{
	return strstr(name, "____fmt") || has_prefix(name, "__func__") ||
	       has_prefix(name, "__PRETTY_FUNCTION__") || has_prefix(name, ".str") ||
	       has_prefix(name, ".L");
}

static bool read_section_vars(struct building *b, struct model_section *s)
{
	struct model *m = b->m;
	const struct btf_type *sec = btf_type(m->btf, s->datasec);
	s->vars = model_alloc(m, sec->n, sizeof *s->vars);
	for (uint32_t i = 0; i < sec->n; i++) {
		const struct btf_var *bv = &btf_vars(m->btf, sec)[i];
		const struct btf_type *var = btf_type(m->btf, bv->type);
		for (uint32_t j = 0; j < s->n_vars; j++)
			if (var->linkage != BTF_STATIC && !s->vars[j].is_static &&
				strcmp(s->vars[j].name, var->name) == 0)
				return fail(AT_SECTION(m->file, s->name, bv->offset),
					"a second variable with the name '%s'", var->name);
		const struct elf_symbol *sym = find_symbol(b->elf, var->name);
		struct model_var v = {
			.name = var->name,
			.ident = unique_ident(m, s, var->name),
			.type = var->ref,
			.offset = bv->offset,
			.size = bv->size,
			.is_static = var->linkage == BTF_STATIC,
			.is_weak = sym && sym->bind == STB_WEAK,
			.is_hidden = is_format_string(var->name),
		};
		s->vars[s->n_vars++] = v;
	}
	return true;
}

static bool has_global(const struct model_section *s)
{
	for (uint32_t i = 0; i < s->n_vars; i++)
		if (!s->vars[i].is_static)
			return true;
	return false;
}

/* ".data.foo" -> "data_foo" */
static const char *section_ident(struct model *m, const char *name)
{
	return model_keep(m, c_identifier(name + 1));
}

static bool add_section(struct building *b, const char *name, enum model_map_kind kind,
	uint64_t size, const uint8_t *data)
{
	struct model *m = b->m;
	struct model_section s = {.name = model_keep(m, xstrdup(name)),
		.map = m->n_maps,
		.size = (uint32_t)size,
		.data = data};
	s.ident = section_ident(m, name);
	s.datasec = btf_find(m->btf, BTF_DATASEC, name);
	if (s.datasec && !read_section_vars(b, &s))
		return false;
	bool constant = kind == MODEL_MAP_RODATA || kind == MODEL_MAP_KCONFIG;
	struct model_map map = {
		.name = s.name,
		.ident = s.ident,
		.kind = kind,
		.section = s.name,
		.type = BPF_MAP_TYPE_ARRAY,
		.key_size = 4,
		.value_size = (uint32_t)size,
		.max_entries = 1,
		.flags = constant ? BPF_F_RDONLY_PROG : 0,
		.value_type = s.datasec,
		.is_mmapable = has_global(&s),
	};
	if (map.is_mmapable)
		map.flags |= BPF_F_MMAPABLE;
	if (model_find_map(m, s.name))
		return fail(AT_SECTION(m->file, name, 0), "a second map with the name '%s'", name);
	vec_push(m->maps, m->n_maps, b->cap_maps) = map;
	vec_push(m->sections, m->n_sections, b->cap_sections) = s;
	return true;
}

/* Which of libbpf's data maps a section becomes, or -1. */
static int section_kind(const struct elf_section *s)
{
	if (s->type == SHT_NOBITS)
		return strcmp(s->name, ".bss") == 0 || has_prefix(s->name, ".bss.") ? MODEL_MAP_BSS
										    : -1;
	if (s->type != SHT_PROGBITS || (s->flags & SHF_EXECINSTR))
		return -1;
	if (strcmp(s->name, ".data") == 0 || has_prefix(s->name, ".data."))
		return MODEL_MAP_DATA;
	if (strcmp(s->name, ".rodata") == 0 || has_prefix(s->name, ".rodata."))
		return MODEL_MAP_RODATA;
	return -1;
}

bool read_data_sections(struct building *b)
{
	for (uint32_t i = 1; i < b->elf->n_sections; i++) {
		const struct elf_section *s = &b->elf->sections[i];
		int kind = section_kind(s);
		if (kind < 0 || !s->size)
			continue;
		if (!add_section(b, s->name, (enum model_map_kind)kind, s->size, s->data))
			return false;
	}
	uint32_t id = btf_find(b->m->btf, BTF_DATASEC, ".kconfig");
	if (!id || !btf_type(b->m->btf, id)->n)
		return true;
	return add_section(b, ".kconfig", MODEL_MAP_KCONFIG, btf_type(b->m->btf, id)->size, NULL);
}

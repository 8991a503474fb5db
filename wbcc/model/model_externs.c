/*
 * What the object leaves to the kernel: externs in .kconfig (values of the kernel's
 * configuration, which libbpf writes into a map) and .ksyms (kernel functions and variables),
 * and the struct_ops that it offers.  Reads BTF and symbols; gives .kconfig its layout.
 */
#include <elf.h>
#include <linux/bpf.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/model_internal.h"

/*
 * libbpf's order of .kconfig: larger alignment first, within one alignment the smaller first,
 * then by name.
 */
static int by_layout(const void *a, const void *b, void *btf)
{
	const struct btf_var *x = a, *y = b;
	const struct btf_type *s = btf_type(btf, x->type), *t = btf_type(btf, y->type);
	if (s->align_shift != t->align_shift)
		return s->align_shift > t->align_shift ? -1 : 1;
	if (s->size != t->size)
		return s->size < t->size ? -1 : 1;
	return strcmp(s->name, t->name);
}

static bool is_config_type(const struct btf *btf, uint32_t id)
{
	const struct btf_type *t = btf_type(btf, btf_resolve(btf, id));
	if (t->kind == BTF_ARRAY) {
		const struct btf_type *e = btf_type(btf, btf_resolve(btf, t->ref));
		return t->n && e->kind == BTF_INT && e->size == 1;
	}
	if (t->kind == BTF_INT)
		return t->size <= 8;
	return btf_is_enum(t) && t->size == 4 && strcmp(t->name, "libbpf_tristate") == 0;
}

static bool lay_out_kconfig(struct model *m, uint32_t id)
{
	struct btf_type *sec = &m->btf->types[id];
	struct btf_var *v = btf_vars(m->btf, sec);
	uint64_t end = 0;
	for (uint32_t i = 0; i < sec->n; i++) {
		const struct btf_type *var = btf_type(m->btf, v[i].type);
		if (var->kind != BTF_VAR || !is_config_type(m->btf, var->ref)) {
			fail(type_place(m, v[i].type),
				"extern '%s' has a type that no value of the "
				"kernel's configuration has",
				var->name);
			note("an integer, bool, char, enum libbpf_tristate, or an array of char");
			return false;
		}
	}
	qsort_r(v, sec->n, sizeof *v, by_layout, m->btf);
	for (uint32_t i = 0; i < sec->n; i++) {
		const struct btf_type *var = btf_type(m->btf, v[i].type);
		uint64_t align = 1ull << var->align_shift;
		end = (end + align - 1) / align * align;
		v[i].offset = (uint32_t)end;
		v[i].size = (uint32_t)var->size;
		end += var->size;
		if (end > UINT32_MAX)
			return fail(type_place(m, id), ".kconfig is absurdly large");
	}
	sec->size = end;
	return true;
}

static bool read_ksyms(struct building *b, uint32_t id)
{
	struct model *m = b->m;
	const struct btf_type *sec = btf_type(m->btf, id);
	for (uint32_t i = 0; i < sec->n; i++) {
		const struct btf_type *t = btf_type(m->btf, btf_vars(m->btf, sec)[i].type);
		const struct elf_symbol *sym = find_symbol(b->elf, t->name);
		struct model_ksym k = {
			.name = t->name,
			.is_func = t->kind == BTF_FUNC,
			.is_weak = sym && sym->bind == STB_WEAK,
			.type = t->ref,
		};
		vec_push(m->ksyms, m->n_ksyms, b->cap_ksyms) = k;
	}
	return true;
}

bool read_externs(struct building *b)
{
	const struct btf *btf = b->m->btf;
	uint32_t kconfig = btf_find(btf, BTF_DATASEC, ".kconfig");
	uint32_t ksyms = btf_find(btf, BTF_DATASEC, ".ksyms");
	return (!kconfig || lay_out_kconfig(b->m, kconfig)) && (!ksyms || read_ksyms(b, ksyms));
}

static bool add_struct_ops(struct building *b, const char *section, const struct btf_var *v)
{
	struct model *m = b->m;
	const struct btf_type *var = btf_type(m->btf, v->type);
	struct place at = AT_SECTION(m->file, section, v->offset);
	uint32_t type = btf_resolve(m->btf, var->ref);
	if (btf_type(m->btf, type)->kind != BTF_STRUCT)
		return fail(at, "struct_ops '%s' is not a struct", var->name);
	if (model_find_map(m, var->name))
		return fail(at, "a second map with the name '%s'", var->name);
	struct model_map map = {
		.name = var->name,
		.ident = model_keep(m, c_identifier(var->name)),
		.kind = MODEL_MAP_STRUCT_OPS,
		.section = section,
		.offset = v->offset,
		.type = BPF_MAP_TYPE_STRUCT_OPS,
		.key_size = 4,
		.value_size = v->size,
		.max_entries = 1,
		.value_type = type,
	};
	vec_push(m->maps, m->n_maps, b->cap_maps) = map;
	return true;
}

static struct model_program *find_program(struct model *m, const char *name)
{
	for (uint32_t i = 0; i < m->n_programs; i++)
		if (strcmp(m->programs[i].name, name) == 0)
			return &m->programs[i];
	return NULL;
}

/* Which member of its struct each program is: the relocations of the variable say so. */
static void place_programs(struct building *b, const struct model_map *map, uint32_t section)
{
	const struct btf_type *t = btf_type(b->m->btf, map->value_type);
	uint32_t n;
	struct elf_reloc *relocs = elf_relocs(b->elf, section, &n);
	for (uint32_t i = 0; i < n; i++) {
		uint64_t bit = (relocs[i].offset - map->offset) * 8;
		struct model_program *p = NULL;
		if (relocs[i].offset >= map->offset && relocs[i].symbol < b->elf->n_symbols)
			p = find_program(b->m, b->elf->symbols[relocs[i].symbol].name);
		for (uint32_t j = 0; p && j < t->n; j++)
			if (btf_members(b->m->btf, t)[j].bit == bit)
				p->expected_attach_type = j;
	}
	free(relocs);
}

bool read_struct_ops(struct building *b)
{
	static const char *const names[] = {
		".struct_ops", ".struct_ops.link", "?.struct_ops", "?.struct_ops.link"};
	const struct btf *btf = b->m->btf;
	for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
		uint32_t id = btf_find(btf, BTF_DATASEC, names[n]);
		const struct btf_type *sec = btf_type(btf, id);
		uint32_t index = 0;
		elf_find(b->elf, names[n], &index);
		for (uint32_t i = 0; id && i < sec->n; i++) {
			if (!add_struct_ops(b, names[n], &btf_vars(btf, sec)[i]))
				return false;
			place_programs(b, &b->m->maps[b->m->n_maps - 1], index);
		}
	}
	return true;
}

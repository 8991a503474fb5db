/*
 * The maps that the program declares: reads DATASEC .maps, appends to model.maps.
 *
 * A map is a variable whose type encodes its attributes:
 *
 *     int (*type)[BPF_MAP_TYPE_HASH];     a number, as the length of an array (__uint)
 *     enum { u = 1 } map_extra;           a number beyond 32 bits (__ulong)
 *     struct event *value;                a type (__type)
 *     struct inner *values[];             maps or programs in the slots (__array), the last
 */
#include <elf.h>
#include <linux/bpf.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/model_internal.h"

struct field {
	struct building *b;
	struct model_map *map;
	const struct btf_member *member;
	uint32_t owner; /* BTF id of the struct that declares the map */
};

static bool read_definition(struct building *b, struct model_map *map, uint32_t type);

static bool bad_field(const struct field *f, const char *what)
{
	return fail(type_place(f->b->m, f->owner), "map '%s': '%s' %s", f->map->name,
		f->member->name, what);
}

static bool read_number(const struct field *f, uint64_t *out)
{
	const struct btf *btf = f->b->m->btf;
	const struct btf_type *t = btf_type(btf, btf_resolve(btf, f->member->type));
	if (btf_is_enum(t) && t->n == 1) {
		*out = btf_values(btf, t)->value;
		return true;
	}
	if (t->kind == BTF_PTR && btf_type(btf, t->ref)->kind == BTF_ARRAY) {
		*out = btf_type(btf, t->ref)->n;
		return true;
	}
	return bad_field(f, "is not a number: write __uint() or __ulong()");
}

static bool read_u32(const struct field *f, uint32_t *out)
{
	uint64_t v = 0;
	if (!read_number(f, &v))
		return false;
	if (v > UINT32_MAX)
		return bad_field(f, "does not fit into 32 bits");
	*out = (uint32_t)v;
	return true;
}

/* __type(key, int): a pointer to the type; its size must agree with a key_size given before. */
static bool read_typed(const struct field *f, uint32_t *type, uint32_t *size)
{
	const struct btf *btf = f->b->m->btf;
	const struct btf_type *t = btf_type(btf, btf_skip_modifiers(btf, f->member->type));
	if (t->kind != BTF_PTR)
		return bad_field(f, "is not a type: write __type()");
	uint64_t bytes = btf_type(btf, t->ref)->size;
	if (bytes > UINT32_MAX)
		return bad_field(f, "is of an absurd size");
	if (*size && *size != bytes)
		return bad_field(f, "and its explicit size disagree");
	*type = t->ref;
	*size = (uint32_t)bytes;
	return true;
}

static bool read_sized(const struct field *f, uint32_t *size)
{
	uint32_t v = 0;
	if (!read_u32(f, &v))
		return false;
	if (*size && *size != v)
		return bad_field(f, "and the size of its type disagree");
	*size = v;
	return true;
}

static bool is_map_of_maps(uint32_t type)
{
	return type == BPF_MAP_TYPE_ARRAY_OF_MAPS || type == BPF_MAP_TYPE_HASH_OF_MAPS;
}

/* __array(values, struct inner): what the slots hold. */
static bool read_values(const struct field *f)
{
	struct model_map *map = f->map;
	const struct btf *btf = f->b->m->btf;
	const struct btf_type *t = btf_type(btf, btf_resolve(btf, f->member->type));
	if (t->kind != BTF_ARRAY)
		return bad_field(f, "is not an array: write __array()");
	const struct btf_type *e = btf_type(btf, btf_skip_modifiers(btf, t->ref));
	if (e->kind != BTF_PTR)
		return bad_field(f, "is not an array of pointers");
	uint32_t what = btf_resolve(btf, e->ref);
	if (map->is_inner)
		return bad_field(f, "stands in an inner map: maps nest once");
	if (map->type == BPF_MAP_TYPE_PROG_ARRAY) {
		map->is_prog_array = true;
		if (btf_type(btf, what)->kind != BTF_FUNC_PROTO)
			return bad_field(f, "of a program array holds no functions");
	} else if (is_map_of_maps(map->type)) {
		if (btf_type(btf, what)->kind != BTF_STRUCT)
			return bad_field(f, "of a map of maps holds no map definitions");
		map->inner = model_alloc(f->b->m, 1, sizeof *map->inner);
		map->inner->name = model_keep(f->b->m, xasprintf("%s.inner", map->name));
		map->inner->section = map->section;
		map->inner->is_inner = true;
		if (!read_definition(f->b, map->inner, what))
			return false;
	} else {
		return bad_field(f, "is for maps of maps and program arrays only");
	}
	if (map->value_size && map->value_size != 4)
		return bad_field(f, "asks for a value size of 4");
	map->value_size = 4;
	return true;
}

static bool read_field(const struct field *f)
{
	const char *name = f->member->name;
	struct model_map *map = f->map;
	if (strcmp(name, "type") == 0)
		return read_u32(f, &map->type);
	if (strcmp(name, "max_entries") == 0)
		return read_u32(f, &map->max_entries);
	if (strcmp(name, "map_flags") == 0)
		return read_u32(f, &map->flags);
	if (strcmp(name, "numa_node") == 0)
		return read_u32(f, &map->numa_node);
	if (strcmp(name, "pinning") == 0)
		return read_u32(f, &map->pinning);
	if (strcmp(name, "map_extra") == 0)
		return read_number(f, &map->map_extra);
	if (strcmp(name, "key_size") == 0)
		return read_sized(f, &map->key_size);
	if (strcmp(name, "value_size") == 0)
		return read_sized(f, &map->value_size);
	if (strcmp(name, "key") == 0)
		return read_typed(f, &map->key_type, &map->key_size);
	if (strcmp(name, "value") == 0)
		return read_typed(f, &map->value_type, &map->value_size);
	if (strcmp(name, "values") == 0)
		return read_values(f);
	return bad_field(f, "is not an attribute of a map");
}

static bool read_definition(struct building *b, struct model_map *map, uint32_t type)
{
	const struct btf *btf = b->m->btf;
	const struct btf_type *t = btf_type(btf, type);
	for (uint32_t i = 0; i < t->n; i++) {
		struct field f = {b, map, &btf_members(btf, t)[i], type};
		if (!read_field(&f))
			return false;
	}
	if (!map->type)
		return fail(type_place(b->m, type), "map '%s' has no type", map->name);
	return true;
}

/*
 * Which maps or programs stand in the slots.  The array has no length in BTF: the variable's
 * size says how many slots there are, and the relocations of .maps name what is in them.
 */
static void read_slots(struct building *b, struct model_map *map, uint32_t type, uint32_t size,
	const struct elf_reloc *relocs, uint32_t n)
{
	const struct btf *btf = b->m->btf;
	const struct btf_type *t = btf_type(btf, type);
	uint32_t start = btf_members(btf, t)[t->n - 1].bit / 8;
	if (start > size)
		return;
	map->n_slots = (size - start) / 8;
	map->slots = model_alloc(b->m, map->n_slots, sizeof *map->slots);
	for (uint32_t i = 0; i < n; i++) {
		uint64_t at = relocs[i].offset - map->offset;
		if (relocs[i].offset < map->offset || at < start ||
			at - start >= map->n_slots * 8ull)
			continue;
		if (relocs[i].symbol < b->elf->n_symbols)
			map->slots[(at - start) / 8] =
				model_keep(b->m, xstrdup(b->elf->symbols[relocs[i].symbol].name));
	}
}

static bool read_map(struct building *b, const struct btf_var *v, const struct elf_reloc *relocs,
	uint32_t n_relocs)
{
	struct model *m = b->m;
	const struct btf_type *var = btf_type(m->btf, v->type);
	struct model_map map = {.name = var->name, .kind = MODEL_MAP_USER, .section = ".maps"};
	struct place at = AT_SECTION(m->file, ".maps", v->offset);
	if (!*var->name)
		return fail(at, "a map without a name");
	if (model_find_map(m, var->name))
		return fail(at, "a second map with the name '%s'", var->name);
	if (var->kind != BTF_VAR || var->linkage != BTF_GLOBAL)
		return fail(at, "map '%s' is static or extern; libbpf wants it global", var->name);
	uint32_t type = btf_resolve(m->btf, var->ref);
	const struct btf_type *t = btf_type(m->btf, type);
	if (t->kind != BTF_STRUCT)
		return fail(
			at, "map '%s' is a %s, not a struct", var->name, btf_kind_name(t->kind));
	if (t->size > v->size)
		return fail(at, "map '%s' is larger than its variable (%llu of %u bytes)",
			var->name, (unsigned long long)t->size, v->size);
	map.offset = v->offset;
	map.ident = model_keep(m, c_identifier(var->name));
	if (!read_definition(b, &map, type))
		return false;
	if (map.inner || map.is_prog_array)
		read_slots(b, &map, type, v->size, relocs, n_relocs);
	vec_push(m->maps, m->n_maps, b->cap_maps) = map;
	return true;
}

bool read_maps(struct building *b)
{
	const struct btf *btf = b->m->btf;
	uint32_t section = 0, n_relocs;
	const struct elf_section *s = elf_find(b->elf, ".maps", &section);
	if (!s || !s->size)
		return true;
	uint32_t id = btf_find(btf, BTF_DATASEC, ".maps");
	if (!id)
		return fail(AT_SECTION(b->m->file, ".maps", 0), "BTF says nothing about the maps");
	struct elf_reloc *relocs = elf_relocs(b->elf, section, &n_relocs);
	const struct btf_type *t = btf_type(btf, id);
	bool ok = true;
	for (uint32_t i = 0; ok && i < t->n; i++)
		ok = read_map(b, &btf_vars(btf, t)[i], relocs, n_relocs);
	free(relocs);
	return ok;
}

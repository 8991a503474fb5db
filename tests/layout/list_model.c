/*
 * What our model says of a BPF object, one fact a line, for differential.sh: the same lines as
 * list_libbpf.c writes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "model/model.h"

static void list_types(const struct btf *btf)
{
	for (uint32_t id = 1; id < btf->n_types; id++) {
		const struct btf_type *t = btf_type(btf, id);
		if (t->size && t->kind != BTF_DATASEC)
			printf("type %u kind %u %s %llu bytes\n", id, t->kind, t->name,
				(unsigned long long)t->size);
		for (uint32_t i = 0; btf_is_record(t) && i < t->n; i++) {
			const struct btf_member *m = &btf_members(btf, t)[i];
			printf("field %u %s.%s bit %u of %u, %llu bytes\n", id, t->name, m->name,
				m->bit, m->bits, (unsigned long long)btf_type(btf, m->type)->size);
		}
	}
}

static void list_sections(const struct model *m)
{
	for (uint32_t i = 0; i < m->n_sections; i++)
		for (uint32_t j = 0; j < m->sections[i].n_vars; j++)
			printf("variable %s %s at %u, %u bytes\n", m->sections[i].name,
				m->sections[i].vars[j].name, m->sections[i].vars[j].offset,
				m->sections[i].vars[j].size);
}

static void list_maps(const struct model *m, const char *object)
{
	for (uint32_t i = 0; i < m->n_maps; i++) {
		const struct model_map *map = &m->maps[i];
		char *name = model_map_name(map, object);
		/* libbpf learns the size of a struct_ops value from the kernel. */
		bool ops = map->kind == MODEL_MAP_STRUCT_OPS;
		printf("map %u %s type %u key %u value %u entries %u flags %x extra %llx\n", i,
			name, map->type, map->key_size, ops ? 0 : map->value_size, map->max_entries,
			map->flags, (unsigned long long)map->map_extra);
		free(name);
	}
}

static void list_programs(const struct model *m)
{
	unsigned n = 0;
	for (uint32_t i = 0; i < m->n_programs; i++) {
		const struct model_program *p = &m->programs[i];
		if (!p->is_subprog)
			printf("program %u %s in %s type %u attach %u, %llu instructions, autoload "
			       "%d\n",
				n++, p->name, p->section, p->prog_type, p->expected_attach_type,
				(unsigned long long)p->size / 8, p->autoload);
	}
}

int main(int argc, char **argv)
{
	struct bytes b;
	if (argc != 2 || !file_read(argv[1], 0, &b))
		return 1;
	struct model *m = model_read(argv[1], b.data, b.len);
	char *object = model_object_name(argv[1]);
	if (!m)
		return 1;
	list_types(m->btf);
	list_sections(m);
	list_maps(m, object);
	list_programs(m);
	free(object);
	model_free(m);
	free(b.data);
	return 0;
}

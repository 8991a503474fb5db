/*
 * What libbpf says of a BPF object, one fact a line, for differential.sh: the same lines as
 * list_model.c writes.  Nothing is loaded.
 */
#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <ctype.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int silent(enum libbpf_print_level level, const char *fmt, va_list ap)
{
	return level == LIBBPF_WARN ? vfprintf(stderr, fmt, ap) : 0;
}

static void list_types(const struct btf *btf)
{
	for (__u32 id = 1; id < btf__type_cnt(btf); id++) {
		const struct btf_type *t = btf__type_by_id(btf, id);
		const char *name = btf__name_by_offset(btf, t->name_off);
		long long size = btf__resolve_size(btf, id);
		if (size > 0 && !btf_is_datasec(t) && !btf_is_decl_tag(t))
			printf("type %u kind %u %s %lld bytes\n", id, btf_kind(t), name, size);
		for (int i = 0; btf_is_composite(t) && i < btf_vlen(t); i++) {
			const struct btf_member *m = &btf_members(t)[i];
			printf("field %u %s.%s bit %u of %u, %lld bytes\n", id, name,
				btf__name_by_offset(btf, m->name_off), btf_member_bit_offset(t, i),
				btf_member_bitfield_size(t, i),
				(long long)btf__resolve_size(btf, m->type));
		}
	}
}

/* The sections that libbpf makes maps of. */
static int is_data(const char *name)
{
	static const char *const starts[] = {".data", ".rodata", ".bss", ".kconfig"};
	for (int i = 0; i < 4; i++)
		if (strncmp(name, starts[i], strlen(starts[i])) == 0)
			return 1;
	return 0;
}

static void list_sections(const struct btf *btf)
{
	for (__u32 id = 1; id < btf__type_cnt(btf); id++) {
		const struct btf_type *t = btf__type_by_id(btf, id);
		const char *name = btf__name_by_offset(btf, t->name_off);
		if (!btf_is_datasec(t) || !is_data(name))
			continue;
		for (int i = 0; i < btf_vlen(t); i++) {
			const struct btf_var_secinfo *v = &btf_var_secinfos(t)[i];
			const struct btf_type *var = btf__type_by_id(btf, v->type);
			printf("variable %s %s at %u, %u bytes\n", name,
				btf__name_by_offset(btf, var->name_off), v->offset, v->size);
		}
	}
}

static void list_maps(struct bpf_object *obj)
{
	struct bpf_map *map;
	unsigned i = 0;
	bpf_object__for_each_map(map, obj)
	{
		int ops = bpf_map__type(map) == BPF_MAP_TYPE_STRUCT_OPS;
		printf("map %u %s type %u key %u value %u entries %u flags %x extra %llx\n", i++,
			bpf_map__name(map), bpf_map__type(map), bpf_map__key_size(map),
			ops ? 0 : bpf_map__value_size(map), bpf_map__max_entries(map),
			bpf_map__map_flags(map), (unsigned long long)bpf_map__map_extra(map));
	}
}

static void list_programs(struct bpf_object *obj)
{
	struct bpf_program *p;
	unsigned i = 0;
	bpf_object__for_each_program(p, obj)
		printf("program %u %s in %s type %u attach %u, %zu instructions, autoload %d\n",
			i++, bpf_program__name(p), bpf_program__section_name(p),
			bpf_program__type(p), bpf_program__expected_attach_type(p),
			bpf_program__insn_cnt(p), bpf_program__autoload(p));
}

/* As bpftool derives it from the file's name. */
static void object_name(char *out, size_t size, char *path)
{
	snprintf(out, size, "%s", basename(path));
	out[strlen(out) - 2] = '\0';
	for (; *out; out++)
		if (!isalnum((unsigned char)*out))
			*out = '_';
}

int main(int argc, char **argv)
{
	char name[64];
	if (argc != 2 || strlen(argv[1]) < 3)
		return 1;
	libbpf_set_print(silent);
	char *copy = strdup(argv[1]);
	object_name(name, sizeof name, copy);
	LIBBPF_OPTS(bpf_object_open_opts, opts, .object_name = name);
	struct bpf_object *obj = bpf_object__open_file(argv[1], &opts);
	if (!obj)
		return 1;
	list_types(bpf_object__btf(obj));
	list_sections(bpf_object__btf(obj));
	list_maps(obj);
	list_programs(obj);
	bpf_object__close(obj);
	free(copy);
	return 0;
}

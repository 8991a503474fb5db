/*
 * bpf_object__*_subskeleton(): the maps, programs and variables that a library knows of an
 * object that somebody else opened.
 */
#include "libbpf_guest.h"

static int find_maps(const struct bpf_object_subskeleton *s)
{
	for (int i = 0; i < s->map_cnt; i++) {
		struct bpf_map_skeleton *m = (void *)((char *)s->maps + i * s->map_skel_sz);
		*m->map = bpf_object__find_map_by_name(s->obj, m->name);
		if (!*m->map)
			return -ESRCH;
		if (m->mmaped)
			*m->mmaped = map_data(*m->map, NULL);
	}
	return 0;
}

static int find_programs(const struct bpf_object_subskeleton *s)
{
	for (int i = 0; i < s->prog_cnt; i++) {
		struct bpf_prog_skeleton *p = (void *)((char *)s->progs + i * s->prog_skel_sz);
		*p->prog = bpf_object__find_program_by_name(s->obj, p->name);
		if (!*p->prog)
			return -ESRCH;
	}
	return 0;
}

/* The offset of a variable in its section, or -1: the object's BTF says. */
static int32_t variable_offset(const struct btf *btf, const char *section, const char *name)
{
	const struct btf_type *t =
		btf__type_by_id(btf, btf__find_by_name_kind(btf, section, BTF_KIND_DATASEC));
	if (!t || !btf_is_datasec(t))
		return -1;
	for (int i = 0; i < btf_vlen(t); i++) {
		const struct btf_var_secinfo *v = &btf_var_secinfos(t)[i];
		const struct btf_type *var = btf__type_by_id(btf, v->type);
		const char *found = var ? btf__name_by_offset(btf, var->name_off) : NULL;
		if (found && !strcmp(found, name))
			return (int32_t)v->offset;
	}
	return -1;
}

/* libbpf's names of data maps end in the section's: "object.bss" is ".bss". */
static const char *section_of(const char *map_name)
{
	const char *dot = strchr(map_name, '.');
	return dot ? dot : map_name;
}

static int find_variables(const struct bpf_object_subskeleton *s)
{
	const struct btf *btf = bpf_object__btf(s->obj);
	if (!btf)
		return -errno;
	for (int i = 0; i < s->var_cnt; i++) {
		struct bpf_var_skeleton *v = (void *)((char *)s->vars + i * s->var_skel_sz);
		char *data = map_data(*v->map, NULL);
		const char *section = section_of(bpf_map__name(*v->map));
		int32_t offset = data ? variable_offset(btf, section, v->name) : -1;
		if (offset < 0)
			return -ESRCH;
		*v->addr = data + offset;
	}
	return 0;
}

int bpf_object__open_subskeleton(struct bpf_object_subskeleton *s)
{
	if (!s->obj || s->var_skel_sz < (int)sizeof(struct bpf_var_skeleton))
		return ret(-EINVAL);
	int err = find_maps(s);
	err = err ? err : find_programs(s);
	return ret(err ? err : find_variables(s));
}

void bpf_object__destroy_subskeleton(struct bpf_object_subskeleton *s)
{
	if (!s)
		return;
	free(s->maps);
	free(s->progs);
	free(s->vars);
	free(s);
}

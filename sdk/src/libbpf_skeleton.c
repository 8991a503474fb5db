/*
 * bpf_object__*_skeleton(): what generated skeletons call.  With s->data == NULL the object is
 * the package's, by the skeleton's name; otherwise it is in the guest's memory.
 *
 * A data section lives in page-aligned memory of the guest's from open to destroy: initial
 * values first, the map's own pages once it is loaded.
 */
#include <stdio.h>
#include <unistd.h>

#include "libbpf_guest.h"

/* The entries of a skeleton have the size that its generator knew. */
static struct bpf_map_skeleton *map_entry(const struct bpf_object_skeleton *s, int i)
{
	return (void *)((char *)s->maps + i * s->map_skel_sz);
}

static struct bpf_prog_skeleton *prog_entry(const struct bpf_object_skeleton *s, int i)
{
	return (void *)((char *)s->progs + i * s->prog_skel_sz);
}

static struct bpf_object *open_object(
	const struct bpf_object_skeleton *s, const struct bpf_object_open_opts *opts)
{
	if (s->data) {
		struct bpf_object_open_opts o = {.sz = sizeof o};
		if (opts)
			memcpy(&o, opts, opts->sz < sizeof o ? opts->sz : sizeof o);
		o.sz = sizeof o;
		o.object_name = o.object_name ?: s->name;
		return bpf_object__open_mem(s->data, s->data_sz, &o);
	}
	int btf = open_btf_path(opts);
	if (btf < -1)
		return NULL;
	struct bpf_object *obj = handle(libbpf__bpf_object__open_package(s->name, opts, btf));
	if (btf >= 0)
		close(btf);
	return obj;
}

static int find_maps(const struct bpf_object_skeleton *s)
{
	for (int i = 0; i < s->map_cnt; i++) {
		struct bpf_map_skeleton *m = map_entry(s, i);
		*m->map = bpf_object__find_map_by_name(*s->obj, m->name);
		if (!*m->map)
			return -ESRCH;
		if (m->mmaped && !(*m->mmaped = map_data(*m->map, NULL)) && errno == ENOMEM)
			return -ENOMEM;
	}
	return 0;
}

static int find_programs(const struct bpf_object_skeleton *s)
{
	for (int i = 0; i < s->prog_cnt; i++) {
		struct bpf_prog_skeleton *p = prog_entry(s, i);
		*p->prog = bpf_object__find_program_by_name(*s->obj, p->name);
		if (!*p->prog)
			return -ESRCH;
	}
	return 0;
}

int bpf_object__open_skeleton(
	struct bpf_object_skeleton *s, const struct bpf_object_open_opts *opts)
{
	*s->obj = open_object(s, opts);
	if (!*s->obj)
		return -errno;
	int err = find_maps(s);
	return ret(err ? err : find_programs(s));
}

int bpf_object__load_skeleton(struct bpf_object_skeleton *s)
{
	return bpf_object__load(*s->obj);
}

int bpf_object__attach_skeleton(struct bpf_object_skeleton *s)
{
	for (int i = 0; i < s->prog_cnt; i++) {
		struct bpf_prog_skeleton *p = prog_entry(s, i);
		if (*p->link || !bpf_program__autoload(*p->prog) ||
			!bpf_program__autoattach(*p->prog))
			continue;
		int32_t link = (int32_t)(uintptr_t)libbpf__bpf_program__auto_attach(*p->prog);
		if (ret(link) < 0)
			return link;
		*p->link = (void *)(uintptr_t)link;
	}
	return 0;
}

void bpf_object__detach_skeleton(struct bpf_object_skeleton *s)
{
	for (int i = 0; i < s->prog_cnt; i++) {
		struct bpf_prog_skeleton *p = prog_entry(s, i);
		bpf_link__destroy(*p->link);
		*p->link = NULL;
	}
}

/* The skeleton's arrays are freed here and the skeleton itself by its generated code. */
void bpf_object__destroy_skeleton(struct bpf_object_skeleton *s)
{
	if (!s)
		return;
	if (s->progs)
		bpf_object__detach_skeleton(s);
	if (s->obj)
		bpf_object__close(*s->obj);
	free(s->maps);
	free(s->progs);
	free(s);
}

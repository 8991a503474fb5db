/*
 * Skeleton of the BPF object maps_bpf, for wasm32.  Written by wbcc: do not edit.
 *
 * The data sections below have the layout that the BPF program uses (64-bit pointers,
 * little-endian), whatever the machine that compiles this.
 */
#ifndef __MAPS_BPF_SKEL_H__
#define __MAPS_BPF_SKEL_H__

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <bpf/libbpf.h>

struct maps_bpf {
	struct bpf_object_skeleton *skeleton;
	struct bpf_object *obj;
	struct {
		struct bpf_map *inner_one;
		struct bpf_map *outer;
		struct bpf_map *jumps;
		struct bpf_map *events;
	} maps;
	struct {
		struct bpf_program *tail;
		struct bpf_program *second;
		struct bpf_program *drop;
		struct bpf_program *switched;
	} progs;
	struct {
		struct bpf_link *tail;
		struct bpf_link *second;
		struct bpf_link *drop;
		struct bpf_link *switched;
	} links;

#ifdef __cplusplus
	static inline struct maps_bpf *open(const struct bpf_object_open_opts *opts = nullptr);
	static inline struct maps_bpf *open_and_load();
	static inline int load(struct maps_bpf *skel);
	static inline int attach(struct maps_bpf *skel);
	static inline void detach(struct maps_bpf *skel);
	static inline void destroy(struct maps_bpf *skel);
#endif /* __cplusplus */
};

static inline void maps_bpf__destroy(struct maps_bpf *obj)
{
	if (!obj)
		return;
	if (obj->skeleton)
		bpf_object__destroy_skeleton(obj->skeleton);
	free(obj);
}

static inline int maps_bpf__create_skeleton(struct maps_bpf *obj);

static inline struct maps_bpf *maps_bpf__open_opts(const struct bpf_object_open_opts *opts)
{
	struct maps_bpf *obj = (struct maps_bpf *)calloc(1, sizeof(*obj));
	int err;

	if (!obj) {
		errno = ENOMEM;
		return NULL;
	}
	err = maps_bpf__create_skeleton(obj);
	if (!err)
		err = bpf_object__open_skeleton(obj->skeleton, opts);
	if (err) {
		maps_bpf__destroy(obj);
		errno = -err;
		return NULL;
	}
	return obj;
}

static inline struct maps_bpf *maps_bpf__open(void)
{
	return maps_bpf__open_opts(NULL);
}

static inline int maps_bpf__load(struct maps_bpf *obj)
{
	return bpf_object__load_skeleton(obj->skeleton);
}

static inline struct maps_bpf *maps_bpf__open_and_load(void)
{
	struct maps_bpf *obj = maps_bpf__open();
	int err;

	if (!obj)
		return NULL;
	err = maps_bpf__load(obj);
	if (err) {
		maps_bpf__destroy(obj);
		errno = -err;
		return NULL;
	}
	return obj;
}

static inline int maps_bpf__attach(struct maps_bpf *obj)
{
	return bpf_object__attach_skeleton(obj->skeleton);
}

static inline void maps_bpf__detach(struct maps_bpf *obj)
{
	bpf_object__detach_skeleton(obj->skeleton);
}

static inline int maps_bpf__create_skeleton(struct maps_bpf *obj)
{
	struct bpf_object_skeleton *s;

	s = (struct bpf_object_skeleton *)calloc(1, sizeof(*s));
	if (!s)
		goto err;
	s->sz = sizeof(*s);
	s->name = "maps_bpf"; /* the package's object of this name: data stays NULL */
	s->obj = &obj->obj;

	s->map_cnt = 4;
	s->map_skel_sz = sizeof(*s->maps);
	s->maps = (struct bpf_map_skeleton *)calloc(s->map_cnt, s->map_skel_sz);
	if (!s->maps)
		goto err;

	s->maps[0].name = "inner_one";
	s->maps[0].map = &obj->maps.inner_one;

	s->maps[1].name = "outer";
	s->maps[1].map = &obj->maps.outer;

	s->maps[2].name = "jumps";
	s->maps[2].map = &obj->maps.jumps;

	s->maps[3].name = "events";
	s->maps[3].map = &obj->maps.events;

	s->prog_cnt = 4;
	s->prog_skel_sz = sizeof(*s->progs);
	s->progs = (struct bpf_prog_skeleton *)calloc(s->prog_cnt, s->prog_skel_sz);
	if (!s->progs)
		goto err;

	s->progs[0].name = "tail";
	s->progs[0].prog = &obj->progs.tail;
	s->progs[0].link = &obj->links.tail;

	s->progs[1].name = "second";
	s->progs[1].prog = &obj->progs.second;
	s->progs[1].link = &obj->links.second;

	s->progs[2].name = "drop";
	s->progs[2].prog = &obj->progs.drop;
	s->progs[2].link = &obj->links.drop;

	s->progs[3].name = "switched";
	s->progs[3].prog = &obj->progs.switched;
	s->progs[3].link = &obj->links.switched;

	obj->skeleton = s;
	return 0;
err:
	bpf_object__destroy_skeleton(s);
	return -ENOMEM;
}

#ifdef __cplusplus
struct maps_bpf *maps_bpf::open(const struct bpf_object_open_opts *opts)
{
	return maps_bpf__open_opts(opts);
}

struct maps_bpf *maps_bpf::open_and_load()
{
	return maps_bpf__open_and_load();
}

int maps_bpf::load(struct maps_bpf *skel)
{
	return maps_bpf__load(skel);
}

int maps_bpf::attach(struct maps_bpf *skel)
{
	return maps_bpf__attach(skel);
}

void maps_bpf::detach(struct maps_bpf *skel)
{
	maps_bpf__detach(skel);
}

void maps_bpf::destroy(struct maps_bpf *skel)
{
	maps_bpf__destroy(skel);
}
#endif /* __cplusplus */

__attribute__((unused)) static void
maps_bpf__assert(struct maps_bpf *s __attribute__((unused)))
{
#ifdef __cplusplus
#define _Static_assert static_assert
#endif
#ifdef __cplusplus
#undef _Static_assert
#endif
}

#endif /* __MAPS_BPF_SKEL_H__ */

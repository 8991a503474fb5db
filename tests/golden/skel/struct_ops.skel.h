/*
 * Skeleton of the BPF object struct_ops_bpf, for wasm32.  Written by wbcc: do not edit.
 *
 * The data sections below have the layout that the BPF program uses (64-bit pointers,
 * little-endian), whatever the machine that compiles this.
 */
#ifndef __STRUCT_OPS_BPF_SKEL_H__
#define __STRUCT_OPS_BPF_SKEL_H__

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <bpf/libbpf.h>

struct struct_ops_bpf {
	struct bpf_object_skeleton *skeleton;
	struct bpf_object *obj;
	struct {
		struct bpf_map *gentle;
	} maps;
	struct {
		struct struct_ops_bpf__gentle__tcp_congestion_ops {
			char __padding_0[16];
			unsigned int flags;
			char __padding_1[4];
			union {
				struct bpf_program *init;
				__u64 __slot_of_init;
			};
			union {
				struct bpf_program *ssthresh;
				__u64 __slot_of_ssthresh;
			};
			__u64 max; /* unsigned long */
			char __padding_2[16];
		} *gentle;
	} struct_ops;
	struct {
		struct bpf_program *start;
		struct bpf_program *threshold;
	} progs;
	struct {
		struct bpf_link *start;
		struct bpf_link *threshold;
		struct bpf_link *gentle;
	} links;

#ifdef __cplusplus
	static inline struct struct_ops_bpf *open(const struct bpf_object_open_opts *opts = nullptr);
	static inline struct struct_ops_bpf *open_and_load();
	static inline int load(struct struct_ops_bpf *skel);
	static inline int attach(struct struct_ops_bpf *skel);
	static inline void detach(struct struct_ops_bpf *skel);
	static inline void destroy(struct struct_ops_bpf *skel);
#endif /* __cplusplus */
};

static inline void struct_ops_bpf__destroy(struct struct_ops_bpf *obj)
{
	if (!obj)
		return;
	if (obj->skeleton)
		bpf_object__destroy_skeleton(obj->skeleton);
	free(obj);
}

static inline int struct_ops_bpf__create_skeleton(struct struct_ops_bpf *obj);

static inline struct struct_ops_bpf *struct_ops_bpf__open_opts(const struct bpf_object_open_opts *opts)
{
	struct struct_ops_bpf *obj = (struct struct_ops_bpf *)calloc(1, sizeof(*obj));
	int err;

	if (!obj) {
		errno = ENOMEM;
		return NULL;
	}
	err = struct_ops_bpf__create_skeleton(obj);
	if (!err)
		err = bpf_object__open_skeleton(obj->skeleton, opts);
	if (err) {
		struct_ops_bpf__destroy(obj);
		errno = -err;
		return NULL;
	}
	return obj;
}

static inline struct struct_ops_bpf *struct_ops_bpf__open(void)
{
	return struct_ops_bpf__open_opts(NULL);
}

static inline int struct_ops_bpf__load(struct struct_ops_bpf *obj)
{
	return bpf_object__load_skeleton(obj->skeleton);
}

static inline struct struct_ops_bpf *struct_ops_bpf__open_and_load(void)
{
	struct struct_ops_bpf *obj = struct_ops_bpf__open();
	int err;

	if (!obj)
		return NULL;
	err = struct_ops_bpf__load(obj);
	if (err) {
		struct_ops_bpf__destroy(obj);
		errno = -err;
		return NULL;
	}
	return obj;
}

static inline int struct_ops_bpf__attach(struct struct_ops_bpf *obj)
{
	return bpf_object__attach_skeleton(obj->skeleton);
}

static inline void struct_ops_bpf__detach(struct struct_ops_bpf *obj)
{
	bpf_object__detach_skeleton(obj->skeleton);
}

static inline int struct_ops_bpf__create_skeleton(struct struct_ops_bpf *obj)
{
	struct bpf_object_skeleton *s;

	s = (struct bpf_object_skeleton *)calloc(1, sizeof(*s));
	if (!s)
		goto err;
	s->sz = sizeof(*s);
	s->name = "struct_ops_bpf"; /* the package's object of this name: data stays NULL */
	s->obj = &obj->obj;

	s->map_cnt = 1;
	s->map_skel_sz = sizeof(*s->maps);
	s->maps = (struct bpf_map_skeleton *)calloc(s->map_cnt, s->map_skel_sz);
	if (!s->maps)
		goto err;

	s->maps[0].name = "gentle";
	s->maps[0].map = &obj->maps.gentle;
	s->maps[0].mmaped = (void **)&obj->struct_ops.gentle;

	s->prog_cnt = 2;
	s->prog_skel_sz = sizeof(*s->progs);
	s->progs = (struct bpf_prog_skeleton *)calloc(s->prog_cnt, s->prog_skel_sz);
	if (!s->progs)
		goto err;

	s->progs[0].name = "start";
	s->progs[0].prog = &obj->progs.start;
	s->progs[0].link = &obj->links.start;

	s->progs[1].name = "threshold";
	s->progs[1].prog = &obj->progs.threshold;
	s->progs[1].link = &obj->links.threshold;

	obj->skeleton = s;
	return 0;
err:
	bpf_object__destroy_skeleton(s);
	return -ENOMEM;
}

#ifdef __cplusplus
struct struct_ops_bpf *struct_ops_bpf::open(const struct bpf_object_open_opts *opts)
{
	return struct_ops_bpf__open_opts(opts);
}

struct struct_ops_bpf *struct_ops_bpf::open_and_load()
{
	return struct_ops_bpf__open_and_load();
}

int struct_ops_bpf::load(struct struct_ops_bpf *skel)
{
	return struct_ops_bpf__load(skel);
}

int struct_ops_bpf::attach(struct struct_ops_bpf *skel)
{
	return struct_ops_bpf__attach(skel);
}

void struct_ops_bpf::detach(struct struct_ops_bpf *skel)
{
	struct_ops_bpf__detach(skel);
}

void struct_ops_bpf::destroy(struct struct_ops_bpf *skel)
{
	struct_ops_bpf__destroy(skel);
}
#endif /* __cplusplus */

__attribute__((unused)) static void
struct_ops_bpf__assert(struct struct_ops_bpf *s __attribute__((unused)))
{
#ifdef __cplusplus
#define _Static_assert static_assert
#endif
#ifdef __cplusplus
#undef _Static_assert
#endif
}

#endif /* __STRUCT_OPS_BPF_SKEL_H__ */

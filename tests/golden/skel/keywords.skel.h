/*
 * Skeleton of the BPF object keywords_bpf, for wasm32.  Written by wbcc: do not edit.
 *
 * The data sections below have the layout that the BPF program uses (64-bit pointers,
 * little-endian), whatever the machine that compiles this.
 */
#ifndef __KEYWORDS_BPF_SKEL_H__
#define __KEYWORDS_BPF_SKEL_H__

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <bpf/libbpf.h>

/* Members whose names are words of C++ have a '_' behind them there. */
#ifndef WB_CXX
#ifdef __cplusplus
#define WB_CXX(name) name##_
#else
#define WB_CXX(name) name
#endif
#endif

struct keywords_bpf {
	struct bpf_object_skeleton *skeleton;
	struct bpf_object *obj;
	struct {
		struct bpf_map *WB_CXX(class);
		struct bpf_map *bss;
	} maps;
	struct {
		struct bpf_program *WB_CXX(delete);
	} progs;
	struct {
		struct bpf_link *WB_CXX(delete);
	} links;
	struct keywords_bpf__bss {
		int WB_CXX(new);
	} *bss;

#ifdef __cplusplus
	static inline struct keywords_bpf *open(const struct bpf_object_open_opts *opts = nullptr);
	static inline struct keywords_bpf *open_and_load();
	static inline int load(struct keywords_bpf *skel);
	static inline int attach(struct keywords_bpf *skel);
	static inline void detach(struct keywords_bpf *skel);
	static inline void destroy(struct keywords_bpf *skel);
#endif /* __cplusplus */
};

static inline void keywords_bpf__destroy(struct keywords_bpf *obj)
{
	if (!obj)
		return;
	if (obj->skeleton)
		bpf_object__destroy_skeleton(obj->skeleton);
	free(obj);
}

static inline int keywords_bpf__create_skeleton(struct keywords_bpf *obj);

static inline struct keywords_bpf *keywords_bpf__open_opts(const struct bpf_object_open_opts *opts)
{
	struct keywords_bpf *obj = (struct keywords_bpf *)calloc(1, sizeof(*obj));
	int err;

	if (!obj) {
		errno = ENOMEM;
		return NULL;
	}
	err = keywords_bpf__create_skeleton(obj);
	if (!err)
		err = bpf_object__open_skeleton(obj->skeleton, opts);
	if (err) {
		keywords_bpf__destroy(obj);
		errno = -err;
		return NULL;
	}
	return obj;
}

static inline struct keywords_bpf *keywords_bpf__open(void)
{
	return keywords_bpf__open_opts(NULL);
}

static inline int keywords_bpf__load(struct keywords_bpf *obj)
{
	return bpf_object__load_skeleton(obj->skeleton);
}

static inline struct keywords_bpf *keywords_bpf__open_and_load(void)
{
	struct keywords_bpf *obj = keywords_bpf__open();
	int err;

	if (!obj)
		return NULL;
	err = keywords_bpf__load(obj);
	if (err) {
		keywords_bpf__destroy(obj);
		errno = -err;
		return NULL;
	}
	return obj;
}

static inline int keywords_bpf__attach(struct keywords_bpf *obj)
{
	return bpf_object__attach_skeleton(obj->skeleton);
}

static inline void keywords_bpf__detach(struct keywords_bpf *obj)
{
	bpf_object__detach_skeleton(obj->skeleton);
}

static inline int keywords_bpf__create_skeleton(struct keywords_bpf *obj)
{
	struct bpf_object_skeleton *s;

	s = (struct bpf_object_skeleton *)calloc(1, sizeof(*s));
	if (!s)
		goto err;
	s->sz = sizeof(*s);
	s->name = "keywords_bpf"; /* the package's object of this name: data stays NULL */
	s->obj = &obj->obj;

	s->map_cnt = 2;
	s->map_skel_sz = sizeof(*s->maps);
	s->maps = (struct bpf_map_skeleton *)calloc(s->map_cnt, s->map_skel_sz);
	if (!s->maps)
		goto err;

	s->maps[0].name = "class";
	s->maps[0].map = &obj->maps.WB_CXX(class);

	s->maps[1].name = "keywords.bss";
	s->maps[1].map = &obj->maps.bss;
	s->maps[1].mmaped = (void **)&obj->bss;

	s->prog_cnt = 1;
	s->prog_skel_sz = sizeof(*s->progs);
	s->progs = (struct bpf_prog_skeleton *)calloc(s->prog_cnt, s->prog_skel_sz);
	if (!s->progs)
		goto err;

	s->progs[0].name = "delete";
	s->progs[0].prog = &obj->progs.WB_CXX(delete);
	s->progs[0].link = &obj->links.WB_CXX(delete);

	obj->skeleton = s;
	return 0;
err:
	bpf_object__destroy_skeleton(s);
	return -ENOMEM;
}

#ifdef __cplusplus
struct keywords_bpf *keywords_bpf::open(const struct bpf_object_open_opts *opts)
{
	return keywords_bpf__open_opts(opts);
}

struct keywords_bpf *keywords_bpf::open_and_load()
{
	return keywords_bpf__open_and_load();
}

int keywords_bpf::load(struct keywords_bpf *skel)
{
	return keywords_bpf__load(skel);
}

int keywords_bpf::attach(struct keywords_bpf *skel)
{
	return keywords_bpf__attach(skel);
}

void keywords_bpf::detach(struct keywords_bpf *skel)
{
	keywords_bpf__detach(skel);
}

void keywords_bpf::destroy(struct keywords_bpf *skel)
{
	keywords_bpf__destroy(skel);
}
#endif /* __cplusplus */

__attribute__((unused)) static void
keywords_bpf__assert(struct keywords_bpf *s __attribute__((unused)))
{
#ifdef __cplusplus
#define _Static_assert static_assert
#endif
	_Static_assert(sizeof(s->bss->WB_CXX(new)) == 4, "unexpected size of 'new'");
	_Static_assert(__builtin_offsetof(__typeof__(*s->bss), WB_CXX(new)) == 0, "unexpected offset of 'new'");
#ifdef __cplusplus
#undef _Static_assert
#endif
}

#endif /* __KEYWORDS_BPF_SKEL_H__ */

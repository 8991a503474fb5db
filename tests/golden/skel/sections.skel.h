/*
 * Skeleton of the BPF object sections_bpf, for wasm32.  Written by wbcc: do not edit.
 *
 * The data sections below have the layout that the BPF program uses (64-bit pointers,
 * little-endian), whatever the machine that compiles this.
 */
#ifndef __SECTIONS_BPF_SKEL_H__
#define __SECTIONS_BPF_SKEL_H__

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <bpf/libbpf.h>

struct sections_bpf {
	struct bpf_object_skeleton *skeleton;
	struct bpf_object *obj;
	struct {
		struct bpf_map *rodata;
		struct bpf_map *data;
		struct bpf_map *data_custom;
		struct bpf_map *rodata_settings;
		struct bpf_map *bss;
	} maps;
	struct {
		struct bpf_program *first;
	} progs;
	struct {
		struct bpf_link *first;
	} links;
	struct sections_bpf__rodata {
		__s64 min_size; /* const volatile long */
		char name[8];
		char __pad0[8];
		int hidden;
	} *rodata;
	struct sections_bpf__data {
		char flag;
		char __pad0[3];
		struct pair pairs[2];
		int first_calls;
		int count_one_calls;
	} *data;
	struct sections_bpf__data_custom {
		int custom;
	} *data_custom;
	struct sections_bpf__rodata_settings {
		int settings;
	} *rodata_settings;
	struct sections_bpf__bss {
		int counter;
		char __pad0[4];
		__u64 pointer; /* void * */
		struct {
			int q;
			__u8 __pad0[4];
			struct {
				short a;
				__u8 __pad1[6];
				__s64 b; /* long */
			} in;
		} anonymous;
		__s64 total; /* long */
	} *bss;

#ifdef __cplusplus
	static inline struct sections_bpf *open(const struct bpf_object_open_opts *opts = nullptr);
	static inline struct sections_bpf *open_and_load();
	static inline int load(struct sections_bpf *skel);
	static inline int attach(struct sections_bpf *skel);
	static inline void detach(struct sections_bpf *skel);
	static inline void destroy(struct sections_bpf *skel);
#endif /* __cplusplus */
};

static inline void sections_bpf__destroy(struct sections_bpf *obj)
{
	if (!obj)
		return;
	if (obj->skeleton)
		bpf_object__destroy_skeleton(obj->skeleton);
	free(obj);
}

static inline int sections_bpf__create_skeleton(struct sections_bpf *obj);

static inline struct sections_bpf *sections_bpf__open_opts(const struct bpf_object_open_opts *opts)
{
	struct sections_bpf *obj = (struct sections_bpf *)calloc(1, sizeof(*obj));
	int err;

	if (!obj) {
		errno = ENOMEM;
		return NULL;
	}
	err = sections_bpf__create_skeleton(obj);
	if (!err)
		err = bpf_object__open_skeleton(obj->skeleton, opts);
	if (err) {
		sections_bpf__destroy(obj);
		errno = -err;
		return NULL;
	}
	return obj;
}

static inline struct sections_bpf *sections_bpf__open(void)
{
	return sections_bpf__open_opts(NULL);
}

static inline int sections_bpf__load(struct sections_bpf *obj)
{
	return bpf_object__load_skeleton(obj->skeleton);
}

static inline struct sections_bpf *sections_bpf__open_and_load(void)
{
	struct sections_bpf *obj = sections_bpf__open();
	int err;

	if (!obj)
		return NULL;
	err = sections_bpf__load(obj);
	if (err) {
		sections_bpf__destroy(obj);
		errno = -err;
		return NULL;
	}
	return obj;
}

static inline int sections_bpf__attach(struct sections_bpf *obj)
{
	return bpf_object__attach_skeleton(obj->skeleton);
}

static inline void sections_bpf__detach(struct sections_bpf *obj)
{
	bpf_object__detach_skeleton(obj->skeleton);
}

static inline int sections_bpf__create_skeleton(struct sections_bpf *obj)
{
	struct bpf_object_skeleton *s;

	s = (struct bpf_object_skeleton *)calloc(1, sizeof(*s));
	if (!s)
		goto err;
	s->sz = sizeof(*s);
	s->name = "sections_bpf"; /* the package's object of this name: data stays NULL */
	s->obj = &obj->obj;

	s->map_cnt = 5;
	s->map_skel_sz = sizeof(*s->maps);
	s->maps = (struct bpf_map_skeleton *)calloc(s->map_cnt, s->map_skel_sz);
	if (!s->maps)
		goto err;

	s->maps[0].name = "sections.rodata";
	s->maps[0].map = &obj->maps.rodata;
	s->maps[0].mmaped = (void **)&obj->rodata;

	s->maps[1].name = "sections.data";
	s->maps[1].map = &obj->maps.data;
	s->maps[1].mmaped = (void **)&obj->data;

	s->maps[2].name = ".data.custom";
	s->maps[2].map = &obj->maps.data_custom;
	s->maps[2].mmaped = (void **)&obj->data_custom;

	s->maps[3].name = ".rodata.settings";
	s->maps[3].map = &obj->maps.rodata_settings;
	s->maps[3].mmaped = (void **)&obj->rodata_settings;

	s->maps[4].name = "sections.bss";
	s->maps[4].map = &obj->maps.bss;
	s->maps[4].mmaped = (void **)&obj->bss;

	s->prog_cnt = 1;
	s->prog_skel_sz = sizeof(*s->progs);
	s->progs = (struct bpf_prog_skeleton *)calloc(s->prog_cnt, s->prog_skel_sz);
	if (!s->progs)
		goto err;

	s->progs[0].name = "first";
	s->progs[0].prog = &obj->progs.first;
	s->progs[0].link = &obj->links.first;

	obj->skeleton = s;
	return 0;
err:
	bpf_object__destroy_skeleton(s);
	return -ENOMEM;
}

#ifdef __cplusplus
struct sections_bpf *sections_bpf::open(const struct bpf_object_open_opts *opts)
{
	return sections_bpf__open_opts(opts);
}

struct sections_bpf *sections_bpf::open_and_load()
{
	return sections_bpf__open_and_load();
}

int sections_bpf::load(struct sections_bpf *skel)
{
	return sections_bpf__load(skel);
}

int sections_bpf::attach(struct sections_bpf *skel)
{
	return sections_bpf__attach(skel);
}

void sections_bpf::detach(struct sections_bpf *skel)
{
	sections_bpf__detach(skel);
}

void sections_bpf::destroy(struct sections_bpf *skel)
{
	sections_bpf__destroy(skel);
}
#endif /* __cplusplus */

__attribute__((unused)) static void
sections_bpf__assert(struct sections_bpf *s __attribute__((unused)))
{
#ifdef __cplusplus
#define _Static_assert static_assert
#endif
	_Static_assert(sizeof(s->rodata->min_size) == 8, "unexpected size of 'min_size'");
	_Static_assert(__builtin_offsetof(__typeof__(*s->rodata), min_size) == 0, "unexpected offset of 'min_size'");
	_Static_assert(sizeof(s->rodata->name) == 8, "unexpected size of 'name'");
	_Static_assert(__builtin_offsetof(__typeof__(*s->rodata), name) == 8, "unexpected offset of 'name'");
	_Static_assert(sizeof(s->rodata->hidden) == 4, "unexpected size of 'hidden'");
	_Static_assert(__builtin_offsetof(__typeof__(*s->rodata), hidden) == 24, "unexpected offset of 'hidden'");
	_Static_assert(sizeof(s->data->flag) == 1, "unexpected size of 'flag'");
	_Static_assert(__builtin_offsetof(__typeof__(*s->data), flag) == 0, "unexpected offset of 'flag'");
	_Static_assert(sizeof(s->data->pairs) == 16, "unexpected size of 'pairs'");
	_Static_assert(__builtin_offsetof(__typeof__(*s->data), pairs) == 4, "unexpected offset of 'pairs'");
	_Static_assert(sizeof(s->data->first_calls) == 4, "unexpected size of 'first_calls'");
	_Static_assert(__builtin_offsetof(__typeof__(*s->data), first_calls) == 20, "unexpected offset of 'first_calls'");
	_Static_assert(sizeof(s->data->count_one_calls) == 4, "unexpected size of 'count_one_calls'");
	_Static_assert(__builtin_offsetof(__typeof__(*s->data), count_one_calls) == 24, "unexpected offset of 'count_one_calls'");
	_Static_assert(sizeof(s->data_custom->custom) == 4, "unexpected size of 'custom'");
	_Static_assert(__builtin_offsetof(__typeof__(*s->data_custom), custom) == 0, "unexpected offset of 'custom'");
	_Static_assert(sizeof(s->rodata_settings->settings) == 4, "unexpected size of 'settings'");
	_Static_assert(__builtin_offsetof(__typeof__(*s->rodata_settings), settings) == 0, "unexpected offset of 'settings'");
	_Static_assert(sizeof(s->bss->counter) == 4, "unexpected size of 'counter'");
	_Static_assert(__builtin_offsetof(__typeof__(*s->bss), counter) == 0, "unexpected offset of 'counter'");
	_Static_assert(sizeof(s->bss->pointer) == 8, "unexpected size of 'pointer'");
	_Static_assert(__builtin_offsetof(__typeof__(*s->bss), pointer) == 8, "unexpected offset of 'pointer'");
	_Static_assert(sizeof(s->bss->anonymous) == 24, "unexpected size of 'anonymous'");
	_Static_assert(__builtin_offsetof(__typeof__(*s->bss), anonymous) == 16, "unexpected offset of 'anonymous'");
	_Static_assert(sizeof(s->bss->total) == 8, "unexpected size of 'total'");
	_Static_assert(__builtin_offsetof(__typeof__(*s->bss), total) == 40, "unexpected offset of 'total'");
#ifdef __cplusplus
#undef _Static_assert
#endif
}

#endif /* __SECTIONS_BPF_SKEL_H__ */

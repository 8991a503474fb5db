/*
 * Skeleton of the BPF object kconfig_bpf, for wasm32.  Written by wbcc: do not edit.
 *
 * The data sections below have the layout that the BPF program uses (64-bit pointers,
 * little-endian), whatever the machine that compiles this.
 */
#ifndef __KCONFIG_BPF_SKEL_H__
#define __KCONFIG_BPF_SKEL_H__

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <bpf/libbpf.h>

struct kconfig_bpf {
	struct bpf_object_skeleton *skeleton;
	struct bpf_object *obj;
	struct {
		struct bpf_map *kconfig;
	} maps;
	struct {
		struct bpf_program *use_all;
	} progs;
	struct {
		struct bpf_link *use_all;
	} links;
	struct kconfig_bpf__kconfig {
		__u64 CONFIG_HZ; /* unsigned long */
		enum libbpf_tristate CONFIG_IKCONFIG;
		int LINUX_KERNEL_VERSION;
		bool CONFIG_BPF;
		char CONFIG_LOCALVERSION[16];
	} *kconfig;

#ifdef __cplusplus
	static inline struct kconfig_bpf *open(const struct bpf_object_open_opts *opts = nullptr);
	static inline struct kconfig_bpf *open_and_load();
	static inline int load(struct kconfig_bpf *skel);
	static inline int attach(struct kconfig_bpf *skel);
	static inline void detach(struct kconfig_bpf *skel);
	static inline void destroy(struct kconfig_bpf *skel);
#endif /* __cplusplus */
};

static inline void kconfig_bpf__destroy(struct kconfig_bpf *obj)
{
	if (!obj)
		return;
	if (obj->skeleton)
		bpf_object__destroy_skeleton(obj->skeleton);
	free(obj);
}

static inline int kconfig_bpf__create_skeleton(struct kconfig_bpf *obj);

static inline struct kconfig_bpf *kconfig_bpf__open_opts(const struct bpf_object_open_opts *opts)
{
	struct kconfig_bpf *obj = (struct kconfig_bpf *)calloc(1, sizeof(*obj));
	int err;

	if (!obj) {
		errno = ENOMEM;
		return NULL;
	}
	err = kconfig_bpf__create_skeleton(obj);
	if (!err)
		err = bpf_object__open_skeleton(obj->skeleton, opts);
	if (err) {
		kconfig_bpf__destroy(obj);
		errno = -err;
		return NULL;
	}
	return obj;
}

static inline struct kconfig_bpf *kconfig_bpf__open(void)
{
	return kconfig_bpf__open_opts(NULL);
}

static inline int kconfig_bpf__load(struct kconfig_bpf *obj)
{
	return bpf_object__load_skeleton(obj->skeleton);
}

static inline struct kconfig_bpf *kconfig_bpf__open_and_load(void)
{
	struct kconfig_bpf *obj = kconfig_bpf__open();
	int err;

	if (!obj)
		return NULL;
	err = kconfig_bpf__load(obj);
	if (err) {
		kconfig_bpf__destroy(obj);
		errno = -err;
		return NULL;
	}
	return obj;
}

static inline int kconfig_bpf__attach(struct kconfig_bpf *obj)
{
	return bpf_object__attach_skeleton(obj->skeleton);
}

static inline void kconfig_bpf__detach(struct kconfig_bpf *obj)
{
	bpf_object__detach_skeleton(obj->skeleton);
}

static inline int kconfig_bpf__create_skeleton(struct kconfig_bpf *obj)
{
	struct bpf_object_skeleton *s;

	s = (struct bpf_object_skeleton *)calloc(1, sizeof(*s));
	if (!s)
		goto err;
	s->sz = sizeof(*s);
	s->name = "kconfig_bpf"; /* the package's object of this name: data stays NULL */
	s->obj = &obj->obj;

	s->map_cnt = 1;
	s->map_skel_sz = sizeof(*s->maps);
	s->maps = (struct bpf_map_skeleton *)calloc(s->map_cnt, s->map_skel_sz);
	if (!s->maps)
		goto err;

	s->maps[0].name = "kconfig.kconfig";
	s->maps[0].map = &obj->maps.kconfig;
	s->maps[0].mmaped = (void **)&obj->kconfig;

	s->prog_cnt = 1;
	s->prog_skel_sz = sizeof(*s->progs);
	s->progs = (struct bpf_prog_skeleton *)calloc(s->prog_cnt, s->prog_skel_sz);
	if (!s->progs)
		goto err;

	s->progs[0].name = "use_all";
	s->progs[0].prog = &obj->progs.use_all;
	s->progs[0].link = &obj->links.use_all;

	obj->skeleton = s;
	return 0;
err:
	bpf_object__destroy_skeleton(s);
	return -ENOMEM;
}

#ifdef __cplusplus
struct kconfig_bpf *kconfig_bpf::open(const struct bpf_object_open_opts *opts)
{
	return kconfig_bpf__open_opts(opts);
}

struct kconfig_bpf *kconfig_bpf::open_and_load()
{
	return kconfig_bpf__open_and_load();
}

int kconfig_bpf::load(struct kconfig_bpf *skel)
{
	return kconfig_bpf__load(skel);
}

int kconfig_bpf::attach(struct kconfig_bpf *skel)
{
	return kconfig_bpf__attach(skel);
}

void kconfig_bpf::detach(struct kconfig_bpf *skel)
{
	kconfig_bpf__detach(skel);
}

void kconfig_bpf::destroy(struct kconfig_bpf *skel)
{
	kconfig_bpf__destroy(skel);
}
#endif /* __cplusplus */

__attribute__((unused)) static void
kconfig_bpf__assert(struct kconfig_bpf *s __attribute__((unused)))
{
#ifdef __cplusplus
#define _Static_assert static_assert
#endif
	_Static_assert(sizeof(s->kconfig->CONFIG_HZ) == 8, "unexpected size of 'CONFIG_HZ'");
	_Static_assert(__builtin_offsetof(__typeof__(*s->kconfig), CONFIG_HZ) == 0, "unexpected offset of 'CONFIG_HZ'");
	_Static_assert(sizeof(s->kconfig->CONFIG_IKCONFIG) == 4, "unexpected size of 'CONFIG_IKCONFIG'");
	_Static_assert(__builtin_offsetof(__typeof__(*s->kconfig), CONFIG_IKCONFIG) == 8, "unexpected offset of 'CONFIG_IKCONFIG'");
	_Static_assert(sizeof(s->kconfig->LINUX_KERNEL_VERSION) == 4, "unexpected size of 'LINUX_KERNEL_VERSION'");
	_Static_assert(__builtin_offsetof(__typeof__(*s->kconfig), LINUX_KERNEL_VERSION) == 12, "unexpected offset of 'LINUX_KERNEL_VERSION'");
	_Static_assert(sizeof(s->kconfig->CONFIG_BPF) == 1, "unexpected size of 'CONFIG_BPF'");
	_Static_assert(__builtin_offsetof(__typeof__(*s->kconfig), CONFIG_BPF) == 16, "unexpected offset of 'CONFIG_BPF'");
	_Static_assert(sizeof(s->kconfig->CONFIG_LOCALVERSION) == 16, "unexpected size of 'CONFIG_LOCALVERSION'");
	_Static_assert(__builtin_offsetof(__typeof__(*s->kconfig), CONFIG_LOCALVERSION) == 17, "unexpected offset of 'CONFIG_LOCALVERSION'");
#ifdef __cplusplus
#undef _Static_assert
#endif
}

#endif /* __KCONFIG_BPF_SKEL_H__ */

/*
 * bpf_object__*: open, load, close, and the walk over maps and programs.  Reads the package's
 * objects or bytes in guest memory; writes handles.
 */
#include "object.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "handle.h"
#include "opts.h"

#if defined(__x86_64__)
#define HOST_ARCH "x86"
#elif defined(__aarch64__)
#define HOST_ARCH "arm64"
#elif defined(__riscv)
#define HOST_ARCH "riscv"
#elif defined(__s390x__)
#define HOST_ARCH "s390"
#elif defined(__powerpc64__)
#define HOST_ARCH "powerpc"
#elif defined(__arm__)
#define HOST_ARCH "arm"
#elif defined(__loongarch__)
#define HOST_ARCH "loongarch"
#else
#define HOST_ARCH "unknown"
#endif

static bool is_ident(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

/* Skeletons ask by their own name: "my_tool_bpf" is the object "my-tool". */
static bool is_named(const struct wb_bpf_object *o, const char *name)
{
	if (!strcmp(o->name, name))
		return true;
	size_t n = strlen(o->name);
	for (size_t i = 0; i < n; i++)
		if (name[i] != (is_ident(o->name[i]) ? o->name[i] : '_'))
			return false;
	return !strcmp(name + n, "_bpf");
}

const struct wb_bpf_object *package_object(const char *name)
{
	const struct wb_bpf_object *any = NULL;
	for (uint32_t i = 0; i < wb_package.n_objects; i++) {
		const struct wb_bpf_object *o = &wb_package.objects[i];
		if (!is_named(o, name))
			continue;
		if (!o->arch)
			any = o;
		else if (!strcmp(o->arch, HOST_ARCH))
			return o;
	}
	return any;
}

/* ---- open -------------------------------------------------------------------------------- */

static void close_object(struct loader *l, void *host)
{
	bpf_object__close(host);
}

int32_t object_open(
	struct loader *l, const void *bytes, uint32_t len, const struct bpf_object_open_opts *opts)
{
	struct bpf_object *o = bpf_object__open_mem(bytes, len, opts);
	return o ? handle_new(l, H_OBJECT, o, close_object, 0) : null_err();
}

/* *btf*: a guest descriptor of the file that btf_custom_path names, or -1. */
static int read_open_opts(
	struct loader *l, uint32_t addr, uint32_t btf, struct bpf_object_open_opts *out)
{
	struct guest_open_opts g;
	const char *name, *pin_root, *kconfig;
	int err = opts_in(l, addr, &g, sizeof g);
	if (err)
		return err;
	if (!text_in(l, g.object_name, &name) || !text_in(l, g.pin_root_path, &pin_root) ||
		!text_in(l, g.kconfig, &kconfig))
		return -EFAULT;
	char *log = g.kernel_log_buf ? wb_at(l->in, g.kernel_log_buf, g.kernel_log_size) : NULL;
	if (g.kernel_log_buf && !log)
		return -EFAULT;
	*out = (struct bpf_object_open_opts){.sz = sizeof *out,
		.object_name = name,
		.relaxed_maps = g.relaxed_maps,
		.pin_root_path = pin_root,
		.kconfig = kconfig,
		.kernel_log_buf = log,
		.kernel_log_size = g.kernel_log_size,
		.kernel_log_level = g.kernel_log_level};
	if (btf != UINT32_MAX) {
		int host = wb_fd_host(l->in, btf, WB_FD_FILE, NULL);
		if (host < 0)
			return host;
		char *path = scratch(l, 64);
		snprintf(path, 64, "/proc/self/fd/%d", host);
		out->btf_custom_path = path;
	}
	return 0;
}

uint32_t libbpf__bpf_object__open_package(
	struct wb_instance *in, uint32_t name, uint32_t opts, uint32_t btf_fd)
{
	struct loader *l = loader_of(in);
	struct bpf_object_open_opts o;
	const char *want;
	int err = text_in(l, name, &want) && want ? 0 : -EFAULT;
	err = err ?: read_open_opts(l, opts, btf_fd, &o);
	if (err)
		return (uint32_t)done(l, err);
	const struct wb_bpf_object *obj = package_object(want);
	if (!obj) {
		warn(l, "wbcc: the package %s has no BPF object '%s'", wb_package.name, want);
		return (uint32_t)done(l, -ENOENT);
	}
	o.object_name = o.object_name ?: want;
	return (uint32_t)done(l, object_open(l, obj->data, (uint32_t)obj->size, &o));
}

uint32_t libbpf__bpf_object__open_mem(
	struct wb_instance *in, uint32_t data, uint32_t len, uint32_t opts, uint32_t btf_fd)
{
	struct loader *l = loader_of(in);
	struct bpf_object_open_opts o;
	void *bytes = data && len ? bytes_in(l, data, len) : NULL;
	int err = bytes ? 0 : data && len ? -EFAULT : -EINVAL;
	err = err ?: read_open_opts(l, opts, btf_fd, &o);
	if (!err && !o.object_name) /* as libbpf names it, with the guest's address */
		snprintf((char *)(o.object_name = scratch(l, 32)), 32, "%x-%x", data, len);
	return (uint32_t)done(l, err ?: object_open(l, bytes, len, &o));
}

/* ---- load and close ------------------------------------------------------------------------ */

static void forget_inner(struct loader *l, struct handle *slot, void *ctx)
{
	forget_inner_map(l, handle_of(l, H_MAP, slot->host));
}

int object_load(struct loader *l, uint32_t handle)
{
	struct bpf_object *o = handle_host(l, handle, H_OBJECT);
	if (!o)
		return -EINVAL;
	data_before_load(l, handle);
	handle_each(l, handle, H_MAP, forget_inner, NULL);
	int err = bpf_object__load(o);
	if (err)
		explain_load(l, bpf_object__name(o), err);
	else
		data_after_load(l, handle);
	return err;
}

int32_t libbpf__bpf_object__load(struct wb_instance *in, uint32_t obj)
{
	struct loader *l = loader_of(in);
	return done(l, object_load(l, obj));
}

void libbpf__bpf_object__close(struct wb_instance *in, uint32_t obj)
{
	struct loader *l = loader_of(in);
	if (handle_slot(l, obj, H_OBJECT))
		handle_close(l, obj);
	finish(l);
}

/* ---- what an object holds -------------------------------------------------------------------- */

static int32_t child_handle(struct loader *l, enum handle_type type, uint32_t object, void *host)
{
	if (!host)
		return null_err();
	uint32_t h = handle_of(l, type, host);
	return h ? (int32_t)h : handle_new(l, type, host, NULL, object);
}

int32_t map_handle(struct loader *l, uint32_t object, struct bpf_map *map)
{
	return child_handle(l, H_MAP, object, map);
}

int32_t program_handle(struct loader *l, uint32_t object, struct bpf_program *prog)
{
	return child_handle(l, H_PROGRAM, object, prog);
}

uint32_t libbpf__bpf_object__find_map_by_name(struct wb_instance *in, uint32_t obj, uint32_t name)
{
	struct loader *l = loader_of(in);
	struct bpf_object *o = handle_host(l, obj, H_OBJECT);
	const char *s;
	if (!o || !text_in(l, name, &s) || !s)
		return (uint32_t)done(l, -EINVAL);
	return (uint32_t)done(l, map_handle(l, obj, bpf_object__find_map_by_name(o, s)));
}

uint32_t libbpf__bpf_object__find_program_by_name(
	struct wb_instance *in, uint32_t obj, uint32_t name)
{
	struct loader *l = loader_of(in);
	struct bpf_object *o = handle_host(l, obj, H_OBJECT);
	const char *s;
	if (!o || !text_in(l, name, &s) || !s)
		return (uint32_t)done(l, -EINVAL);
	return (uint32_t)done(l, program_handle(l, obj, bpf_object__find_program_by_name(o, s)));
}

typedef struct bpf_map *map_step(const struct bpf_object *, const struct bpf_map *);
typedef struct bpf_program *program_step(const struct bpf_object *, struct bpf_program *);

/* 0 at the end of the walk and for what is no object, as libbpf's NULL. */
static uint32_t walk_maps(struct wb_instance *in, uint32_t obj, uint32_t from, map_step *step)
{
	struct loader *l = loader_of(in);
	struct bpf_object *o = handle_host(l, obj, H_OBJECT);
	struct handle *prev = handle_slot(l, from, H_MAP);
	if (!o || (from && (!prev || prev->owner != obj)))
		return 0;
	struct bpf_map *next = step(o, prev ? prev->host : NULL);
	int32_t h = next ? map_handle(l, obj, next) : 0;
	finish(l);
	return h > 0 ? (uint32_t)h : 0;
}

static uint32_t walk_programs(
	struct wb_instance *in, uint32_t obj, uint32_t from, program_step *step)
{
	struct loader *l = loader_of(in);
	struct bpf_object *o = handle_host(l, obj, H_OBJECT);
	struct handle *prev = handle_slot(l, from, H_PROGRAM);
	if (!o || (from && (!prev || prev->owner != obj)))
		return 0;
	struct bpf_program *next = step(o, prev ? prev->host : NULL);
	int32_t h = next ? program_handle(l, obj, next) : 0;
	finish(l);
	return h > 0 ? (uint32_t)h : 0;
}

uint32_t libbpf__bpf_object__next_map(struct wb_instance *in, uint32_t obj, uint32_t from)
{
	return walk_maps(in, obj, from, bpf_object__next_map);
}

uint32_t libbpf__bpf_object__prev_map(struct wb_instance *in, uint32_t obj, uint32_t from)
{
	return walk_maps(in, obj, from, bpf_object__prev_map);
}

uint32_t libbpf__bpf_object__next_program(struct wb_instance *in, uint32_t obj, uint32_t from)
{
	return walk_programs(in, obj, from, bpf_object__next_program);
}

uint32_t libbpf__bpf_object__prev_program(struct wb_instance *in, uint32_t obj, uint32_t from)
{
	return walk_programs(in, obj, from, bpf_object__prev_program);
}

/* ---- properties and pinning ------------------------------------------------------------------ */

int32_t libbpf__bpf_object__name(struct wb_instance *in, uint32_t obj, uint32_t buf, uint32_t cap)
{
	struct loader *l = loader_of(in);
	struct bpf_object *o = handle_host(l, obj, H_OBJECT);
	return guest_err(o ? text_out(l, bpf_object__name(o), buf, cap) : -EINVAL);
}

uint32_t libbpf__bpf_object__kversion(struct wb_instance *in, uint32_t obj)
{
	struct bpf_object *o = handle_host(loader_of(in), obj, H_OBJECT);
	return o ? bpf_object__kversion(o) : 0;
}

int32_t libbpf__bpf_object__set_kversion(struct wb_instance *in, uint32_t obj, uint32_t version)
{
	struct loader *l = loader_of(in);
	struct bpf_object *o = handle_host(l, obj, H_OBJECT);
	return done(l, o ? bpf_object__set_kversion(o, version) : -EINVAL);
}

uint32_t libbpf__bpf_object__btf(struct wb_instance *in, uint32_t obj)
{
	struct loader *l = loader_of(in);
	struct bpf_object *o = handle_host(l, obj, H_OBJECT);
	struct btf *btf = o ? bpf_object__btf(o) : NULL;
	if (!btf)
		return (uint32_t)done(l, o ? -ENOENT : -EINVAL);
	return (uint32_t)done(l, btf_handle(l, btf, false, obj));
}

typedef int pin_function(struct bpf_object *, const char *);

static int32_t pin(struct wb_instance *in, uint32_t obj, uint32_t path, pin_function *f)
{
	struct loader *l = loader_of(in);
	struct bpf_object *o = handle_host(l, obj, H_OBJECT);
	const char *s;
	if (!o || !text_in(l, path, &s))
		return done(l, o ? -EFAULT : -EINVAL);
	return done(l, f(o, s));
}

int32_t libbpf__bpf_object__pin_maps(struct wb_instance *in, uint32_t obj, uint32_t path)
{
	return pin(in, obj, path, bpf_object__pin_maps);
}

int32_t libbpf__bpf_object__unpin_maps(struct wb_instance *in, uint32_t obj, uint32_t path)
{
	return pin(in, obj, path, bpf_object__unpin_maps);
}

/* Programs have no default path, and libbpf would read through NULL. */
static int32_t pin_programs(struct wb_instance *in, uint32_t obj, uint32_t path, pin_function *f)
{
	return path ? pin(in, obj, path, f) : guest_err(-EINVAL);
}

int32_t libbpf__bpf_object__pin_programs(struct wb_instance *in, uint32_t obj, uint32_t path)
{
	return pin_programs(in, obj, path, bpf_object__pin_programs);
}

int32_t libbpf__bpf_object__unpin_programs(struct wb_instance *in, uint32_t obj, uint32_t path)
{
	return pin_programs(in, obj, path, bpf_object__unpin_programs);
}

int32_t libbpf__bpf_object__pin(struct wb_instance *in, uint32_t obj, uint32_t path)
{
	return pin_programs(in, obj, path, bpf_object__pin);
}

/*
 * bpf_object__*.
 */
#include <fcntl.h>
#include <unistd.h>

#include "libbpf_guest.h"

/* The host opens what this descriptor stands for: the path is the guest's, not the host's. */
int open_btf_path(const struct bpf_object_open_opts *opts)
{
	size_t end = offsetof(struct bpf_object_open_opts, btf_custom_path) + sizeof(char *);
	if (!opts || opts->sz < end || !opts->btf_custom_path)
		return -1;
	int fd = open(opts->btf_custom_path, O_RDONLY);
	return fd < 0 ? -2 : fd;
}

struct bpf_object *bpf_object__open_mem(
	const void *data, size_t size, const struct bpf_object_open_opts *opts)
{
	int btf = open_btf_path(opts);
	if (btf < -1)
		return NULL;
	struct bpf_object *o = handle(libbpf__bpf_object__open_mem(data, size, opts, btf));
	if (btf >= 0) {
		int err = errno;
		close(btf);
		errno = err;
	}
	return o;
}

/* libbpf's name of a file's object: what stands between the last '/' and the first '.'. */
static void name_of_path(const char *path, char *name, size_t size)
{
	const char *base = strrchr(path, '/');
	base = base ? base + 1 : path;
	size_t len = strcspn(base, ".");
	if (len >= size)
		len = size - 1;
	memcpy(name, base, len);
	name[len] = 0;
}

/* The file is read through WASI, so only what the program may read can be opened. */
struct bpf_object *bpf_object__open_file(const char *path, const struct bpf_object_open_opts *opts)
{
	struct bpf_object_open_opts o = {.sz = sizeof o};
	char name[64];
	size_t size;
	if (!path)
		return fail_null(EINVAL);
	if (opts)
		memcpy(&o, opts, opts->sz < sizeof o ? opts->sz : sizeof o);
	void *data = read_file(path, &size);
	if (!data)
		return NULL;
	name_of_path(path, name, sizeof name);
	o.sz = sizeof o;
	if (!o.object_name)
		o.object_name = name;
	struct bpf_object *obj = bpf_object__open_mem(data, size, &o);
	free(data);
	return obj;
}

struct bpf_object *bpf_object__open(const char *path)
{
	return bpf_object__open_file(path, NULL);
}

int bpf_object__load(struct bpf_object *obj)
{
	return ret(libbpf__bpf_object__load(obj));
}

void bpf_object__close(struct bpf_object *obj)
{
	if (!obj)
		return;
	libbpf__bpf_object__close(obj);
	free_map_data();
}

const char *bpf_object__name(const struct bpf_object *obj)
{
	return kept_text(obj, libbpf__bpf_object__name);
}

unsigned int bpf_object__kversion(const struct bpf_object *obj)
{
	return libbpf__bpf_object__kversion(obj);
}

int bpf_object__set_kversion(struct bpf_object *obj, __u32 version)
{
	return ret(libbpf__bpf_object__set_kversion(obj, version));
}

struct bpf_map *bpf_object__find_map_by_name(const struct bpf_object *obj, const char *name)
{
	return handle(libbpf__bpf_object__find_map_by_name(obj, name));
}

int bpf_object__find_map_fd_by_name(const struct bpf_object *obj, const char *name)
{
	struct bpf_map *map = bpf_object__find_map_by_name(obj, name);
	return map ? bpf_map__fd(map) : -errno;
}

struct bpf_program *bpf_object__find_program_by_name(const struct bpf_object *obj, const char *name)
{
	return handle(libbpf__bpf_object__find_program_by_name(obj, name));
}

struct bpf_map *bpf_object__next_map(const struct bpf_object *obj, const struct bpf_map *map)
{
	return (void *)libbpf__bpf_object__next_map(obj, map);
}

struct bpf_map *bpf_object__prev_map(const struct bpf_object *obj, const struct bpf_map *map)
{
	return (void *)libbpf__bpf_object__prev_map(obj, map);
}

struct bpf_program *bpf_object__next_program(const struct bpf_object *obj, struct bpf_program *prog)
{
	return (void *)libbpf__bpf_object__next_program(obj, prog);
}

struct bpf_program *bpf_object__prev_program(const struct bpf_object *obj, struct bpf_program *prog)
{
	return (void *)libbpf__bpf_object__prev_program(obj, prog);
}

int bpf_object__pin_maps(struct bpf_object *obj, const char *path)
{
	return ret(libbpf__bpf_object__pin_maps(obj, path));
}

int bpf_object__unpin_maps(struct bpf_object *obj, const char *path)
{
	return ret(libbpf__bpf_object__unpin_maps(obj, path));
}

int bpf_object__pin_programs(struct bpf_object *obj, const char *path)
{
	return ret(libbpf__bpf_object__pin_programs(obj, path));
}

int bpf_object__unpin_programs(struct bpf_object *obj, const char *path)
{
	return ret(libbpf__bpf_object__unpin_programs(obj, path));
}

int bpf_object__pin(struct bpf_object *obj, const char *path)
{
	return ret(libbpf__bpf_object__pin(obj, path));
}

/*
 * bpf_map__*: a map as its object knows it.
 */
#include "libbpf_guest.h"

int bpf_map__fd(const struct bpf_map *map)
{
	return ret(libbpf__bpf_map__fd(map));
}

const char *bpf_map__name(const struct bpf_map *map)
{
	return kept_text(map, libbpf__bpf_map__name);
}

enum bpf_map_type bpf_map__type(const struct bpf_map *map)
{
	return (enum bpf_map_type)libbpf__bpf_map__type(map);
}

__u32 bpf_map__max_entries(const struct bpf_map *map)
{
	return libbpf__bpf_map__max_entries(map);
}

__u32 bpf_map__map_flags(const struct bpf_map *map)
{
	return libbpf__bpf_map__map_flags(map);
}

__u32 bpf_map__numa_node(const struct bpf_map *map)
{
	return libbpf__bpf_map__numa_node(map);
}

__u32 bpf_map__key_size(const struct bpf_map *map)
{
	return libbpf__bpf_map__key_size(map);
}

__u32 bpf_map__value_size(const struct bpf_map *map)
{
	return libbpf__bpf_map__value_size(map);
}

__u32 bpf_map__btf_key_type_id(const struct bpf_map *map)
{
	return libbpf__bpf_map__btf_key_type_id(map);
}

__u32 bpf_map__btf_value_type_id(const struct bpf_map *map)
{
	return libbpf__bpf_map__btf_value_type_id(map);
}

__u32 bpf_map__ifindex(const struct bpf_map *map)
{
	return libbpf__bpf_map__ifindex(map);
}

__u64 bpf_map__map_extra(const struct bpf_map *map)
{
	return libbpf__bpf_map__map_extra(map);
}

bool bpf_map__autocreate(const struct bpf_map *map)
{
	return libbpf__bpf_map__autocreate(map);
}

bool bpf_map__is_internal(const struct bpf_map *map)
{
	return libbpf__bpf_map__is_internal(map);
}

bool bpf_map__is_pinned(const struct bpf_map *map)
{
	return libbpf__bpf_map__is_pinned(map);
}

int bpf_map__set_type(struct bpf_map *map, enum bpf_map_type type)
{
	return ret(libbpf__bpf_map__set_type(map, type));
}

int bpf_map__set_key_size(struct bpf_map *map, __u32 size)
{
	return ret(libbpf__bpf_map__set_key_size(map, size));
}

int bpf_map__set_value_size(struct bpf_map *map, __u32 size)
{
	return ret(libbpf__bpf_map__set_value_size(map, size));
}

int bpf_map__set_max_entries(struct bpf_map *map, __u32 max_entries)
{
	return ret(libbpf__bpf_map__set_max_entries(map, max_entries));
}

int bpf_map__set_autocreate(struct bpf_map *map, bool autocreate)
{
	return ret(libbpf__bpf_map__set_autocreate(map, autocreate));
}

int bpf_map__set_autoattach(struct bpf_map *map, bool autoattach)
{
	return ret(libbpf__bpf_map__set_autoattach(map, autoattach));
}

bool bpf_map__autoattach(const struct bpf_map *map)
{
	return libbpf__bpf_map__autoattach(map);
}

int bpf_map__set_map_flags(struct bpf_map *map, __u32 flags)
{
	return ret(libbpf__bpf_map__set_map_flags(map, flags));
}

int bpf_map__set_numa_node(struct bpf_map *map, __u32 numa_node)
{
	return ret(libbpf__bpf_map__set_numa_node(map, numa_node));
}

int bpf_map__set_ifindex(struct bpf_map *map, __u32 ifindex)
{
	return ret(libbpf__bpf_map__set_ifindex(map, ifindex));
}

int bpf_map__set_map_extra(struct bpf_map *map, __u64 map_extra)
{
	return ret(libbpf__bpf_map__set_map_extra(map, map_extra));
}

int bpf_map__reuse_fd(struct bpf_map *map, int fd)
{
	return ret(libbpf__bpf_map__reuse_fd(map, fd));
}

int bpf_map__set_inner_map_fd(struct bpf_map *map, int fd)
{
	return ret(libbpf__bpf_map__set_inner_map_fd(map, fd));
}

/* Without a pattern there is none, and that is no error. */
struct bpf_map *bpf_map__inner_map(struct bpf_map *map)
{
	int32_t inner = (int32_t)(uintptr_t)libbpf__bpf_map__inner_map(map);
	return inner < 0 ? NULL : (void *)(uintptr_t)inner;
}

/* No path is no error: the result is NULL and errno stays. */
const char *bpf_map__pin_path(const struct bpf_map *map)
{
	int err = errno;
	const char *path = kept_text(map, libbpf__bpf_map__pin_path);
	errno = err;
	return path;
}

const char *bpf_map__get_pin_path(const struct bpf_map *map)
{
	return bpf_map__pin_path(map);
}

int bpf_map__set_pin_path(struct bpf_map *map, const char *path)
{
	return ret(libbpf__bpf_map__set_pin_path(map, path));
}

int bpf_map__pin(struct bpf_map *map, const char *path)
{
	return ret(libbpf__bpf_map__pin(map, path));
}

int bpf_map__unpin(struct bpf_map *map, const char *path)
{
	return ret(libbpf__bpf_map__unpin(map, path));
}

struct bpf_link *bpf_map__attach_struct_ops(const struct bpf_map *map)
{
	return handle(libbpf__bpf_map__attach_struct_ops(map));
}

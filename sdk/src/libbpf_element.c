/*
 * Map elements: by descriptor (bpf_map_lookup_elem) and by map (bpf_map__lookup_elem).
 */
#include "libbpf_guest.h"

int bpf_map_lookup_elem(int fd, const void *key, void *value)
{
	return ret(libbpf__bpf_map_lookup_elem_flags(fd, key, value, 0));
}

int bpf_map_lookup_elem_flags(int fd, const void *key, void *value, __u64 flags)
{
	return ret(libbpf__bpf_map_lookup_elem_flags(fd, key, value, flags));
}

int bpf_map_lookup_and_delete_elem(int fd, const void *key, void *value)
{
	return ret(libbpf__bpf_map_lookup_and_delete_elem_flags(fd, key, value, 0));
}

int bpf_map_lookup_and_delete_elem_flags(int fd, const void *key, void *value, __u64 flags)
{
	return ret(libbpf__bpf_map_lookup_and_delete_elem_flags(fd, key, value, flags));
}

int bpf_map_update_elem(int fd, const void *key, const void *value, __u64 flags)
{
	return ret(libbpf__bpf_map_update_elem(fd, key, value, flags));
}

int bpf_map_delete_elem(int fd, const void *key)
{
	return ret(libbpf__bpf_map_delete_elem_flags(fd, key, 0));
}

int bpf_map_delete_elem_flags(int fd, const void *key, __u64 flags)
{
	return ret(libbpf__bpf_map_delete_elem_flags(fd, key, flags));
}

int bpf_map_get_next_key(int fd, const void *key, void *next_key)
{
	return ret(libbpf__bpf_map_get_next_key(fd, key, next_key));
}

int bpf_map_freeze(int fd)
{
	return ret(libbpf__bpf_map_freeze(fd));
}

int bpf_map_update_batch(int fd, const void *keys, const void *values, __u32 *count,
	const struct bpf_map_batch_opts *opts)
{
	return ret(libbpf__bpf_map_update_batch(fd, keys, values, count, opts));
}

int bpf_map_delete_batch(
	int fd, const void *keys, __u32 *count, const struct bpf_map_batch_opts *opts)
{
	return ret(libbpf__bpf_map_delete_batch(fd, keys, count, opts));
}

int bpf_map_lookup_batch(int fd, void *in, void *out, void *keys, void *values, __u32 *count,
	const struct bpf_map_batch_opts *opts)
{
	return ret(libbpf__bpf_map_lookup_batch(fd, in, out, keys, values, count, opts));
}

int bpf_map_lookup_and_delete_batch(int fd, void *in, void *out, void *keys, void *values,
	__u32 *count, const struct bpf_map_batch_opts *opts)
{
	return ret(libbpf__bpf_map_lookup_and_delete_batch(fd, in, out, keys, values, count, opts));
}

/* ---- by map: the same with the sizes that the caller believes in checked
 * -------------------------- */

static bool is_per_cpu(enum bpf_map_type type)
{
	return type == BPF_MAP_TYPE_PERCPU_HASH || type == BPF_MAP_TYPE_PERCPU_ARRAY ||
	       type == BPF_MAP_TYPE_LRU_PERCPU_HASH || type == BPF_MAP_TYPE_PERCPU_CGROUP_STORAGE;
}

static int check_key(const struct bpf_map *map, size_t key_size)
{
	if (bpf_map__fd(map) < 0)
		return -ENOENT;
	return bpf_map__key_size(map) == key_size ? 0 : -EINVAL;
}

static int check(const struct bpf_map *map, size_t key_size, size_t value_size)
{
	size_t size = bpf_map__value_size(map);
	if (is_per_cpu(bpf_map__type(map)))
		size = (size + 7) / 8 * 8 * (size_t)libbpf_num_possible_cpus();
	int err = check_key(map, key_size);
	return err ? err : value_size == size ? 0 : -EINVAL;
}

int bpf_map__lookup_elem(const struct bpf_map *map, const void *key, size_t key_size, void *value,
	size_t value_size, __u64 flags)
{
	int err = check(map, key_size, value_size);
	return ret(err) ?: bpf_map_lookup_elem_flags(bpf_map__fd(map), key, value, flags);
}

int bpf_map__update_elem(const struct bpf_map *map, const void *key, size_t key_size,
	const void *value, size_t value_size, __u64 flags)
{
	int err = check(map, key_size, value_size);
	return ret(err) ?: bpf_map_update_elem(bpf_map__fd(map), key, value, flags);
}

int bpf_map__delete_elem(const struct bpf_map *map, const void *key, size_t key_size, __u64 flags)
{
	int err = check_key(map, key_size);
	return ret(err) ?: bpf_map_delete_elem_flags(bpf_map__fd(map), key, flags);
}

int bpf_map__lookup_and_delete_elem(const struct bpf_map *map, const void *key, size_t key_size,
	void *value, size_t value_size, __u64 flags)
{
	int err = check(map, key_size, value_size);
	return ret(err)
		       ?: bpf_map_lookup_and_delete_elem_flags(bpf_map__fd(map), key, value, flags);
}

int bpf_map__get_next_key(
	const struct bpf_map *map, const void *key, void *next_key, size_t key_size)
{
	int err = check_key(map, key_size);
	return ret(err) ?: bpf_map_get_next_key(bpf_map__fd(map), key, next_key);
}

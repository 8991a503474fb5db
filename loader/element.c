/*
 * Map elements by descriptor: bpf_map_lookup_elem() and its kind, one bpf() call each.  Reads
 * keys and values in guest memory, whose whole length (all CPUs' for per-CPU maps) is checked
 * before the kernel sees their address; the kernel writes there directly.
 *
 * Elements that hold descriptors (program arrays, inner maps, sockets) are translated on the
 * way in: what a guest stores is its own number, what the kernel gets is the host's.
 */
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <bpf/bpf.h>

#include "fd.h"

#define MAX_FD_ELEMENT 64 /* no map that holds descriptors has larger keys or values */

/* One operation: the map, and host addresses of what the guest pointed to. */
struct element {
	int fd;
	const struct map_shape *shape;
	const void *key;
	void *value;
	uint8_t fd_copy[MAX_FD_ELEMENT]; /* the translated key or value */
};

/* The kernel reads only as much of the union as it is told: short for single elements. */
#define ATTR_END(member) (offsetof(union bpf_attr, member) + sizeof((union bpf_attr *)0)->member)

static long bpf_call(int cmd, union bpf_attr *attr, size_t size)
{
	long r = syscall(__NR_bpf, cmd, attr, size);
	return r < 0 ? -errno : r;
}

/* Replaces the guest's descriptor at *at of *src by the host's, in a copy. */
static int translate(
	struct loader *l, struct element *e, const void **src, uint32_t size, uint32_t at)
{
	uint32_t fd;
	if (size > MAX_FD_ELEMENT)
		return -E2BIG;
	memcpy(e->fd_copy, *src, size);
	memcpy(&fd, e->fd_copy + at, sizeof fd);
	*src = e->fd_copy;
	if (at && !fd) /* DEVMAP and CPUMAP: no program */
		return 0;
	int host = fd_any(l, fd);
	if (host < 0)
		return host;
	memcpy(e->fd_copy + at, &host, sizeof host);
	return 0;
}

/* Address 0 stays NULL, for the kernel to judge. */
static int find(struct loader *l, struct element *e, uint32_t fd, uint32_t key)
{
	e->fd = fd_map(l, fd, &e->shape);
	if (e->fd < 0)
		return e->fd;
	e->key = key ? wb_at(l->in, key, e->shape->key_size) : NULL;
	if (key && !e->key)
		return -EFAULT;
	if (e->shape->key_is_fd && e->key)
		return translate(l, e, &e->key, e->shape->key_size, 0);
	return 0;
}

static int room(struct loader *l, uint32_t addr, uint32_t size, void **out)
{
	*out = addr ? wb_at(l->in, addr, size) : NULL;
	return addr && !*out ? -EFAULT : 0;
}

static union bpf_attr attr_of(const struct element *e, uint64_t flags)
{
	union bpf_attr attr;
	memset(&attr, 0, ATTR_END(flags));
	attr.map_fd = (uint32_t)e->fd;
	attr.key = (uintptr_t)e->key;
	attr.value = (uintptr_t)e->value;
	attr.flags = flags;
	return attr;
}

static int32_t read_element(
	struct wb_instance *in, int cmd, uint32_t fd, uint32_t key, uint32_t value, uint64_t flags)
{
	struct loader *l = loader_of(in);
	struct element e;
	int err = find(l, &e, fd, key);
	err = err ?: room(l, value, e.shape->value_room, &e.value);
	if (err)
		return guest_err(err);
	union bpf_attr attr = attr_of(&e, flags);
	return guest_err(bpf_call(cmd, &attr, ATTR_END(flags)));
}

int32_t libbpf__bpf_map_lookup_elem_flags(
	struct wb_instance *in, uint32_t fd, uint32_t key, uint32_t value, uint64_t flags)
{
	return read_element(in, BPF_MAP_LOOKUP_ELEM, fd, key, value, flags);
}

int32_t libbpf__bpf_map_lookup_and_delete_elem_flags(
	struct wb_instance *in, uint32_t fd, uint32_t key, uint32_t value, uint64_t flags)
{
	return read_element(in, BPF_MAP_LOOKUP_AND_DELETE_ELEM, fd, key, value, flags);
}

int32_t libbpf__bpf_map_update_elem(
	struct wb_instance *in, uint32_t fd, uint32_t key, uint32_t value, uint64_t flags)
{
	struct loader *l = loader_of(in);
	struct element e;
	int err = find(l, &e, fd, key);
	err = err ?: room(l, value, e.shape->value_room, &e.value);
	if (!err && e.shape->value_is_fd && e.value)
		err = translate(
			l, &e, (const void **)&e.value, e.shape->value_size, e.shape->fd_at);
	if (err)
		return guest_err(err);
	union bpf_attr attr = attr_of(&e, flags);
	return guest_err(bpf_call(BPF_MAP_UPDATE_ELEM, &attr, ATTR_END(flags)));
}

int32_t libbpf__bpf_map_delete_elem_flags(
	struct wb_instance *in, uint32_t fd, uint32_t key, uint64_t flags)
{
	struct element e = {.value = NULL};
	int err = find(loader_of(in), &e, fd, key);
	if (err)
		return guest_err(err);
	union bpf_attr attr = attr_of(&e, flags);
	return guest_err(bpf_call(BPF_MAP_DELETE_ELEM, &attr, ATTR_END(flags)));
}

int32_t libbpf__bpf_map_get_next_key(
	struct wb_instance *in, uint32_t fd, uint32_t key, uint32_t next_key)
{
	struct loader *l = loader_of(in);
	struct element e;
	int err = find(l, &e, fd, key);
	err = err ?: room(l, next_key, e.shape->key_size, &e.value);
	if (err)
		return guest_err(err);
	union bpf_attr attr = attr_of(&e, 0);
	return guest_err(bpf_call(BPF_MAP_GET_NEXT_KEY, &attr, ATTR_END(flags)));
}

int32_t libbpf__bpf_map_freeze(struct wb_instance *in, uint32_t fd)
{
	struct loader *l = loader_of(in);
	const struct map_shape *shape;
	int host = fd_map(l, fd, &shape);
	return done(l, host < 0 ? host : bpf_map_freeze(host));
}

/* ---- batches ----------------------------------------------------------------------------------
 */

struct batch {
	int fd;
	const struct map_shape *shape;
	uint32_t count;
	void *keys, *values, *in, *out;
	struct guest_batch {
		uint32_t sz;
		uint64_t elem_flags, flags;
	} opts;
};

/* The position in a map: a u32 for hashes, a key for arrays. */
static uint32_t cursor_size(const struct map_shape *s)
{
	return s->key_size > 4 ? s->key_size : 4;
}

static int array_room(struct loader *l, uint32_t addr, uint32_t n, uint32_t size, void **out)
{
	*out = addr ? wb_array_at(l->in, addr, n, size) : NULL;
	return addr && !*out ? -EFAULT : 0;
}

static int batch_begin(struct loader *l, struct batch *b, uint32_t fd, uint32_t keys,
	uint32_t values, uint32_t count, uint32_t opts)
{
	memset(b, 0, sizeof *b);
	b->fd = fd_map(l, fd, &b->shape);
	if (b->fd < 0)
		return b->fd;
	if (!wb_get(l->in, count, &b->count, sizeof b->count))
		return -EFAULT;
	int err = array_room(l, keys, b->count, b->shape->key_size, &b->keys);
	err = err ?: array_room(l, values, b->count, b->shape->value_room, &b->values);
	return err ?: opts_in(l, opts, &b->opts, sizeof b->opts);
}

static int batch_call(struct loader *l, struct batch *b, int cmd, uint32_t count)
{
	union bpf_attr attr;
	memset(&attr, 0, sizeof attr);
	attr.batch.map_fd = (uint32_t)b->fd;
	attr.batch.keys = (uintptr_t)b->keys;
	attr.batch.values = (uintptr_t)b->values;
	attr.batch.in_batch = (uintptr_t)b->in;
	attr.batch.out_batch = (uintptr_t)b->out;
	attr.batch.count = b->count;
	attr.batch.elem_flags = b->opts.elem_flags;
	attr.batch.flags = b->opts.flags;
	long err = bpf_call(cmd, &attr, ATTR_END(batch));
	wb_put_u32(l->in, count, attr.batch.count);
	return (int)err;
}

/* Inner maps and the like: all descriptors of the batch, translated in a copy. */
static int batch_translate(struct loader *l, struct batch *b)
{
	uint32_t size = b->shape->value_size;
	if (!b->shape->value_is_fd || !b->values)
		return 0;
	uint8_t *copy = scratch(l, (size_t)b->count * size);
	memcpy(copy, b->values, (size_t)b->count * size);
	for (uint32_t i = 0; i < b->count; i++) {
		uint8_t *at = copy + (size_t)i * size + b->shape->fd_at;
		uint32_t fd;
		memcpy(&fd, at, sizeof fd);
		int host = b->shape->fd_at && !fd ? 0 : fd_any(l, fd);
		if (host < 0)
			return host;
		memcpy(at, &host, sizeof host);
	}
	b->values = copy;
	return 0;
}

int32_t libbpf__bpf_map_update_batch(struct wb_instance *in, uint32_t fd, uint32_t keys,
	uint32_t values, uint32_t count, uint32_t opts)
{
	struct loader *l = loader_of(in);
	struct batch b;
	int err = batch_begin(l, &b, fd, keys, values, count, opts);
	err = err ?: batch_translate(l, &b);
	return done(l, err ?: batch_call(l, &b, BPF_MAP_UPDATE_BATCH, count));
}

int32_t libbpf__bpf_map_delete_batch(
	struct wb_instance *in, uint32_t fd, uint32_t keys, uint32_t count, uint32_t opts)
{
	struct loader *l = loader_of(in);
	struct batch b;
	int err = batch_begin(l, &b, fd, keys, 0, count, opts);
	return done(l, err ?: batch_call(l, &b, BPF_MAP_DELETE_BATCH, count));
}

static int32_t read_batch(struct wb_instance *in, int cmd, uint32_t fd, uint32_t from, uint32_t to,
	uint32_t keys, uint32_t values, uint32_t count, uint32_t opts)
{
	struct loader *l = loader_of(in);
	struct batch b;
	int err = batch_begin(l, &b, fd, keys, values, count, opts);
	err = err ?: room(l, from, cursor_size(b.shape), &b.in);
	err = err ?: room(l, to, cursor_size(b.shape), &b.out);
	return done(l, err ?: batch_call(l, &b, cmd, count));
}

int32_t libbpf__bpf_map_lookup_batch(struct wb_instance *in, uint32_t fd, uint32_t from,
	uint32_t to, uint32_t keys, uint32_t values, uint32_t count, uint32_t opts)
{
	return read_batch(in, BPF_MAP_LOOKUP_BATCH, fd, from, to, keys, values, count, opts);
}

int32_t libbpf__bpf_map_lookup_and_delete_batch(struct wb_instance *in, uint32_t fd, uint32_t from,
	uint32_t to, uint32_t keys, uint32_t values, uint32_t count, uint32_t opts)
{
	return read_batch(
		in, BPF_MAP_LOOKUP_AND_DELETE_BATCH, fd, from, to, keys, values, count, opts);
}

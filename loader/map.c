/*
 * bpf_map__*: what a map is before and after it is created.  Reads handles; changes libbpf's
 * description of the map.
 *
 * libbpf trusts its caller; a guest is not to be trusted.  Changes that would make libbpf read
 * beyond its own buffers (the size of a section with initial values, the type of struct_ops
 * maps and of maps with declared slots) are refused here.
 */
#include <fcntl.h>
#include <unistd.h>

#include <bpf/bpf.h>

#include "fd.h"
#include "handle.h"
#include "object.h"

/* ---- getters ----------------------------------------------------------------------------------
 */

#define MAP_GETTER(result, name)                                                                   \
	result libbpf__bpf_map__##name(struct wb_instance *in, uint32_t map)                       \
	{                                                                                          \
		struct bpf_map *m = handle_host(loader_of(in), map, H_MAP);                        \
		return m ? (result)bpf_map__##name(m) : 0;                                         \
	}

MAP_GETTER(uint32_t, type)
MAP_GETTER(uint32_t, max_entries)
MAP_GETTER(uint32_t, map_flags)
MAP_GETTER(uint32_t, numa_node)
MAP_GETTER(uint32_t, key_size)
MAP_GETTER(uint32_t, value_size)
MAP_GETTER(uint32_t, btf_key_type_id)
MAP_GETTER(uint32_t, btf_value_type_id)
MAP_GETTER(uint32_t, ifindex)
MAP_GETTER(uint64_t, map_extra)
MAP_GETTER(uint32_t, autocreate)
MAP_GETTER(uint32_t, is_internal)
MAP_GETTER(uint32_t, is_pinned)

int32_t libbpf__bpf_map__name(struct wb_instance *in, uint32_t map, uint32_t buf, uint32_t cap)
{
	struct bpf_map *m = handle_host(loader_of(in), map, H_MAP);
	return guest_err(m ? text_out(loader_of(in), bpf_map__name(m), buf, cap) : -EINVAL);
}

int32_t libbpf__bpf_map__pin_path(struct wb_instance *in, uint32_t map, uint32_t buf, uint32_t cap)
{
	struct bpf_map *m = handle_host(loader_of(in), map, H_MAP);
	const char *path = m ? bpf_map__pin_path(m) : NULL;
	return guest_err(path ? text_out(loader_of(in), path, buf, cap) : m ? -ENOENT : -EINVAL);
}

/* -1 before the map exists, as in libbpf. */
uint32_t libbpf__bpf_map__fd(struct wb_instance *in, uint32_t map)
{
	struct loader *l = loader_of(in);
	struct bpf_map *m = handle_host(l, map, H_MAP);
	if (!m)
		return (uint32_t)guest_err(-EINVAL);
	int fd = bpf_map__fd(m);
	if (fd < 0)
		return (uint32_t)-1;
	return (uint32_t)guest_err(fd_of_handle(l, map, fd, BPF_KIND_MAP));
}

/* ---- setters ----------------------------------------------------------------------------------
 */

static bool has_slots(const struct bpf_map *m)
{
	enum bpf_map_type t = bpf_map__type(m);
	return t == BPF_MAP_TYPE_ARRAY_OF_MAPS || t == BPF_MAP_TYPE_HASH_OF_MAPS ||
	       t == BPF_MAP_TYPE_PROG_ARRAY;
}

/* The layout of these follows from the object file. */
static bool is_fixed(const struct bpf_map *m)
{
	return bpf_map__is_internal(m) || bpf_map__type(m) == BPF_MAP_TYPE_STRUCT_OPS;
}

int32_t libbpf__bpf_map__set_type(struct wb_instance *in, uint32_t map, uint32_t type)
{
	struct loader *l = loader_of(in);
	struct bpf_map *m = handle_host(l, map, H_MAP);
	if (!m || is_fixed(m) || has_slots(m) || type == BPF_MAP_TYPE_STRUCT_OPS)
		return done(l, -EINVAL);
	return done(l, bpf_map__set_type(m, (enum bpf_map_type)type));
}

int32_t libbpf__bpf_map__set_key_size(struct wb_instance *in, uint32_t map, uint32_t size)
{
	struct loader *l = loader_of(in);
	struct bpf_map *m = handle_host(l, map, H_MAP);
	if (!m || ((is_fixed(m) || has_slots(m)) && size != bpf_map__key_size(m)))
		return done(l, -EINVAL);
	return done(l, bpf_map__set_key_size(m, size));
}

int32_t libbpf__bpf_map__set_value_size(struct wb_instance *in, uint32_t map, uint32_t size)
{
	struct loader *l = loader_of(in);
	struct bpf_map *m = handle_host(l, map, H_MAP);
	if (!m || ((is_fixed(m) || has_slots(m)) && size != bpf_map__value_size(m)))
		return done(l, m && bpf_map__is_internal(m) ? -EOPNOTSUPP : -EINVAL);
	return done(l, bpf_map__set_value_size(m, size));
}

static int set_max_entries(struct bpf_map *m, uint32_t n)
{
	return is_fixed(m) && n != bpf_map__max_entries(m) ? -EINVAL
							   : bpf_map__set_max_entries(m, n);
}

static int set_map_flags(struct bpf_map *m, uint32_t flags)
{
	return bpf_map__set_map_flags(m, flags);
}

static int set_numa_node(struct bpf_map *m, uint32_t node)
{
	return bpf_map__set_numa_node(m, node);
}

static int set_ifindex(struct bpf_map *m, uint32_t ifindex)
{
	return bpf_map__set_ifindex(m, ifindex);
}

#define MAP_SETTER(name)                                                                           \
	int32_t libbpf__bpf_map__##name(struct wb_instance *in, uint32_t map, uint32_t value)      \
	{                                                                                          \
		struct loader *l = loader_of(in);                                                  \
		struct bpf_map *m = handle_host(l, map, H_MAP);                                    \
		return done(l, m ? name(m, value) : -EINVAL);                                      \
	}

MAP_SETTER(set_max_entries)
MAP_SETTER(set_map_flags)
MAP_SETTER(set_numa_node)
MAP_SETTER(set_ifindex)

/* The pattern of an inner map has no object of its own, which libbpf would look at here. */
int32_t libbpf__bpf_map__set_autocreate(struct wb_instance *in, uint32_t map, uint32_t on)
{
	struct loader *l = loader_of(in);
	struct handle *slot = handle_slot(l, map, H_MAP);
	if (!slot || handle_type(slot->owner) != H_OBJECT)
		return done(l, -EINVAL);
	return done(l, bpf_map__set_autocreate(slot->host, on));
}

int32_t libbpf__bpf_map__set_map_extra(struct wb_instance *in, uint32_t map, uint64_t extra)
{
	struct loader *l = loader_of(in);
	struct bpf_map *m = handle_host(l, map, H_MAP);
	return done(l, m ? bpf_map__set_map_extra(m, extra) : -EINVAL);
}

uint32_t libbpf__bpf_map__autoattach(struct wb_instance *in, uint32_t map)
{
	struct bpf_map *m = handle_host(loader_of(in), map, H_MAP);
#if LIBBPF_AT_LEAST(1, 5)
	return m && bpf_map__autoattach(m);
#else
	return 0 * (m != NULL);
#endif
}

int32_t libbpf__bpf_map__set_autoattach(struct wb_instance *in, uint32_t map, uint32_t on)
{
	struct loader *l = loader_of(in);
	struct bpf_map *m = handle_host(l, map, H_MAP);
	if (!m)
		return done(l, -EINVAL);
#if LIBBPF_AT_LEAST(1, 5)
	return done(l, bpf_map__set_autoattach(m, on));
#else
	/* Before 1.5 libbpf attaches no map by itself: refusing it is what it does anyway. */
	return done(l, on ? -EOPNOTSUPP : 0);
#endif
}

/* ---- sharing: pins, reuse, inner maps
 * ------------------------------------------------------------ */

int32_t libbpf__bpf_map__reuse_fd(struct wb_instance *in, uint32_t map, uint32_t fd)
{
	struct loader *l = loader_of(in);
	struct bpf_map *m = handle_host(l, map, H_MAP);
	const struct map_shape *shape;
	int host = m ? fd_map(l, fd, &shape) : -EINVAL;
	if (host < 0)
		return done(l, host);
	/* libbpf takes over sizes from the other map: its buffers must not become too small. */
	if ((is_fixed(m) || has_slots(m)) && (shape->key_size != bpf_map__key_size(m) ||
						     shape->value_size != bpf_map__value_size(m) ||
						     shape->type != bpf_map__type(m)))
		return done(l, -EINVAL);
	int err = bpf_map__reuse_fd(m, host);
	if (!err)
		fd_forget(l, map);
	return done(l, err);
}

int32_t libbpf__bpf_map__set_pin_path(struct wb_instance *in, uint32_t map, uint32_t path)
{
	struct loader *l = loader_of(in);
	struct bpf_map *m = handle_host(l, map, H_MAP);
	const char *s;
	if (!m || !text_in(l, path, &s))
		return done(l, m ? -EFAULT : -EINVAL);
	return done(l, bpf_map__set_pin_path(m, s));
}

int32_t libbpf__bpf_map__pin(struct wb_instance *in, uint32_t map, uint32_t path)
{
	struct loader *l = loader_of(in);
	struct bpf_map *m = handle_host(l, map, H_MAP);
	const char *s;
	if (!m || !text_in(l, path, &s))
		return done(l, m ? -EFAULT : -EINVAL);
	return done(l, bpf_map__pin(m, s));
}

int32_t libbpf__bpf_map__unpin(struct wb_instance *in, uint32_t map, uint32_t path)
{
	struct loader *l = loader_of(in);
	struct bpf_map *m = handle_host(l, map, H_MAP);
	const char *s;
	if (!m || !text_in(l, path, &s))
		return done(l, m ? -EFAULT : -EINVAL);
	return done(l, bpf_map__unpin(m, s));
}

static void close_fd(struct loader *l, void *host)
{
	close((int)(intptr_t)host);
}

static void close_handle(struct loader *l, struct handle *slot, void *ctx)
{
	handle_close(l, handle_of(l, H_MAP, slot->host));
}

void forget_inner_map(struct loader *l, uint32_t map)
{
	handle_each(l, map, H_MAP, close_handle, NULL);
}

/* What inner maps look like; libbpf frees it when it has created the outer map. */
uint32_t libbpf__bpf_map__inner_map(struct wb_instance *in, uint32_t map)
{
	struct loader *l = loader_of(in);
	struct bpf_map *m = handle_host(l, map, H_MAP);
	bool exists = m && bpf_map__fd(m) < 0 && has_slots(m) &&
		      bpf_map__type(m) != BPF_MAP_TYPE_PROG_ARRAY;
	errno = exists ? ENOENT : EINVAL;
	return (uint32_t)done(l, map_handle(l, map, exists ? bpf_map__inner_map(m) : NULL));
}

/* libbpf keeps the number until load: it gets one of its own, which goes with the object. */
int32_t libbpf__bpf_map__set_inner_map_fd(struct wb_instance *in, uint32_t map, uint32_t fd)
{
	struct loader *l = loader_of(in);
	struct handle *slot = handle_slot(l, map, H_MAP);
	int host = slot ? fd_bpf(l, fd, BPF_KIND_MAP) : -EINVAL;
	if (host < 0)
		return done(l, host);
	int copy = fcntl(host, F_DUPFD_CLOEXEC, 3);
	if (copy < 0)
		return done(l, -errno);
	int err = bpf_map__set_inner_map_fd(slot->host, copy);
	forget_inner_map(l, map);
	if (err)
		close(copy);
	else
		handle_new(l, H_HOST_FD, (void *)(intptr_t)copy, close_fd, slot->owner);
	return done(l, err);
}

uint32_t libbpf__bpf_map__attach_struct_ops(struct wb_instance *in, uint32_t map)
{
	struct loader *l = loader_of(in);
	struct handle *slot = handle_slot(l, map, H_MAP);
	if (!slot)
		return done(l, -EINVAL);
	/* The link uses the map's own descriptor: it ends with the object. */
	return (uint32_t)done(
		l, link_handle(l, slot->owner, bpf_map__attach_struct_ops(slot->host)));
}

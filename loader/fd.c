/*
 * BPF descriptors.  Reads guest numbers and the kernel's description of a map; writes entries
 * of the runtime's descriptor table.
 */
#include "fd.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bpf/bpf.h>
#include <linux/perf_event.h>

#include "handle.h"

/* What stands behind wb_fd_info.data. */
struct bpf_fd {
	struct loader *l;
	enum bpf_kind kind;
	uint32_t handle; /* whose number this is, or 0 */
	struct map_shape shape;
};

static bool is_per_cpu(uint32_t type)
{
	return type == BPF_MAP_TYPE_PERCPU_HASH || type == BPF_MAP_TYPE_PERCPU_ARRAY ||
	       type == BPF_MAP_TYPE_LRU_PERCPU_HASH || type == BPF_MAP_TYPE_PERCPU_CGROUP_STORAGE;
}

static void shape_descriptors(struct map_shape *s)
{
	switch (s->type) {
	case BPF_MAP_TYPE_PROG_ARRAY:
	case BPF_MAP_TYPE_PERF_EVENT_ARRAY:
	case BPF_MAP_TYPE_CGROUP_ARRAY:
	case BPF_MAP_TYPE_ARRAY_OF_MAPS:
	case BPF_MAP_TYPE_HASH_OF_MAPS:
	case BPF_MAP_TYPE_SOCKMAP:
	case BPF_MAP_TYPE_SOCKHASH:
	case BPF_MAP_TYPE_XSKMAP:
	case BPF_MAP_TYPE_REUSEPORT_SOCKARRAY: s->value_is_fd = s->value_size >= 4; break;
	case BPF_MAP_TYPE_DEVMAP: /* ifindex or queue size, then a program */
	case BPF_MAP_TYPE_DEVMAP_HASH:
	case BPF_MAP_TYPE_CPUMAP:
		s->value_is_fd = s->value_size >= 8;
		s->fd_at = 4;
		break;
	case BPF_MAP_TYPE_SK_STORAGE:
	case BPF_MAP_TYPE_INODE_STORAGE:
	case BPF_MAP_TYPE_TASK_STORAGE:
	case 32: /* BPF_MAP_TYPE_CGRP_STORAGE, younger than Debian 12's headers */
		s->key_is_fd = s->key_size >= 4;
		break;
	}
}

int map_shape_of(int host_fd, struct map_shape *shape)
{
	struct bpf_map_info info = {0};
	uint32_t len = sizeof info;
	int err = bpf_obj_get_info_by_fd(host_fd, &info, &len);
	if (err)
		return err;
	*shape = (struct map_shape){.type = info.type,
		.key_size = info.key_size,
		.value_size = info.value_size,
		.value_room = info.value_size,
		.max_entries = info.max_entries};
	if (is_per_cpu(info.type)) {
		int cpus = libbpf_num_possible_cpus();
		uint64_t room = (info.value_size + UINT64_C(7)) / 8 * 8 * (cpus > 0 ? cpus : 0);
		if (cpus < 0 || room > UINT32_MAX)
			return cpus < 0 ? cpus : -E2BIG;
		shape->value_room = (uint32_t)room;
	}
	shape_descriptors(shape);
	return 0;
}

enum bpf_kind fd_kind_of(int host_fd)
{
	char path[64], target[64] = "";
	snprintf(path, sizeof path, "/proc/self/fd/%d", host_fd);
	if (readlink(path, target, sizeof target - 1) < 0)
		return BPF_KIND_OTHER;
	if (strstr(target, "bpf-map"))
		return BPF_KIND_MAP;
	if (strstr(target, "bpf-prog"))
		return BPF_KIND_PROGRAM;
	if (strstr(target, "bpf_link") || strstr(target, "bpf-link"))
		return BPF_KIND_LINK;
	return strstr(target, "btf") ? BPF_KIND_BTF : BPF_KIND_OTHER;
}

static void release(void *data, int host_fd)
{
	struct bpf_fd *f = data;
	uint32_t index = f->handle & 0xffff;
	if (f->handle && index < f->l->n_handles) /* also for a handle that is just closing */
		f->l->handles[index].fd = -1;
	close(host_fd);
	free(f);
}

static int give(struct loader *l, int host_fd, enum bpf_kind kind, enum wb_fd_kind table_kind,
	uint32_t handle)
{
	struct bpf_fd *f = calloc(1, sizeof *f);
	int fd = f ? 0 : -ENOMEM;
	if (!fd && kind == BPF_KIND_MAP)
		fd = map_shape_of(host_fd, &f->shape);
	if (!fd) {
		f->l = l;
		f->kind = kind;
		f->handle = handle;
		struct wb_fd_info info = {.kind = table_kind, .data = f, .release = release};
		fd = wb_fd_insert(l->in, host_fd, &info);
	}
	if (fd < 0) {
		free(f);
		close(host_fd);
	}
	return fd;
}

int fd_give(struct loader *l, int host_fd, enum bpf_kind kind, uint32_t handle)
{
	return give(l, host_fd, kind, WB_FD_BPF, handle);
}

int fd_give_stream(struct loader *l, int host_fd, uint32_t handle)
{
	return give(l, host_fd, BPF_KIND_OTHER, WB_FD_STREAM, handle);
}

int fd_give_copy(struct loader *l, int host_fd, enum bpf_kind kind)
{
	int copy = fcntl(host_fd, F_DUPFD_CLOEXEC, 3);
	return copy < 0 ? -errno : fd_give(l, copy, kind, 0);
}

int fd_of_handle(struct loader *l, uint32_t handle, int host_fd, enum bpf_kind kind)
{
	struct handle *slot = &l->handles[handle & 0xffff];
	if (slot->fd >= 0)
		return slot->fd;
	int copy = fcntl(host_fd, F_DUPFD_CLOEXEC, 3);
	int fd = copy < 0 ? -errno : fd_give(l, copy, kind, handle);
	if (fd >= 0)
		l->handles[handle & 0xffff].fd = fd;
	return fd;
}

void fd_forget(struct loader *l, uint32_t handle)
{
	struct handle *slot = &l->handles[handle & 0xffff];
	if (slot->fd >= 0)
		wb_fd_close(l->in, (uint32_t)slot->fd);
}

/* What stands behind a BPF descriptor: -EINVAL for a file, as the kernel has it. */
static int look_up(struct loader *l, uint32_t fd, struct bpf_fd **out)
{
	struct wb_fd_info info;
	int host = wb_fd_host(l->in, fd, WB_FD_BPF, &info);
	if (host < 0)
		return wb_fd_host(l->in, fd, WB_FD_ANY, NULL) < 0 ? host : -EINVAL;
	*out = info.data;
	return host;
}

int fd_map(struct loader *l, uint32_t fd, const struct map_shape **shape)
{
	struct bpf_fd *f;
	int host = look_up(l, fd, &f);
	if (host < 0)
		return host;
	if (f->kind != BPF_KIND_MAP)
		return -EINVAL;
	*shape = &f->shape;
	return host;
}

int fd_bpf(struct loader *l, uint32_t fd, enum bpf_kind kind)
{
	struct bpf_fd *f;
	int host = look_up(l, fd, &f);
	return host >= 0 && f->kind != kind ? -EINVAL : host;
}

int fd_any(struct loader *l, uint32_t fd)
{
	return wb_fd_host(l->in, fd, WB_FD_ANY, NULL);
}

int fd_optional(struct loader *l, uint32_t fd, int32_t none, int *out)
{
	*out = none;
	if ((int32_t)fd == none)
		return 0;
	int host = fd_any(l, fd);
	if (host >= 0)
		*out = host;
	return host < 0 ? host : 0;
}

int fd_duplicate(struct loader *l, uint32_t fd)
{
	int host = fd_any(l, fd);
	if (host < 0)
		return host;
	int copy = fcntl(host, F_DUPFD_CLOEXEC, 3);
	return copy < 0 ? -errno : copy;
}

void fd_close_keeping_errno(int host_fd)
{
	int err = errno;
	close(host_fd);
	errno = err;
}

int perf_attr_in(struct loader *l, uint32_t addr, struct perf_event_attr *attr)
{
	memset(attr, 0, sizeof *attr);
	const struct perf_event_attr *src = addr ? wb_at(l->in, addr, PERF_ATTR_SIZE_VER0) : NULL;
	if (!src)
		return addr ? -EFAULT : -EINVAL;
	uint32_t size = src->size ?: PERF_ATTR_SIZE_VER0;
	if (size > sizeof *attr)
		size = sizeof *attr;
	src = wb_at(l->in, addr, size);
	if (!src)
		return -EFAULT;
	memcpy(attr, src, size);
	attr->size = size;
	return 0;
}

enum iter_target iter_target_of(const char *section)
{
	const char *slash = strchr(section, '/');
	const char *name = slash ? slash + 1 : section;
	if (!strcmp(name, "cgroup"))
		return ITER_CGROUP;
	if (!strncmp(name, "task", 4))
		return ITER_TASK;
	return ITER_MAP;
}

/* Turns the descriptor at *fd, 0 for none, into the host's. */
static int host_fd_in(struct loader *l, uint32_t *fd)
{
	int host = *fd ? fd_any(l, *fd) : 0;
	if (host >= 0)
		*fd = (uint32_t)host;
	return host < 0 ? host : 0;
}

int iter_info_in(struct loader *l, uint32_t addr, uint32_t len, enum iter_target target,
	union bpf_iter_link_info *out)
{
	memset(out, 0, sizeof *out);
	if (!addr)
		return len ? -EINVAL : 0;
	const void *src = wb_at(l->in, addr, len);
	if (!src || len > sizeof *out)
		return src ? -E2BIG : -EFAULT;
	memcpy(out, src, len);
	if (target == ITER_UNKNOWN)
		target = fd_bpf(l, out->map.map_fd, BPF_KIND_MAP) >= 0 ? ITER_MAP : ITER_CGROUP;
	if (target == ITER_MAP)
		return host_fd_in(l, &out->map.map_fd);
	return host_fd_in(l, target == ITER_TASK ? &out->task.pid_fd : &out->cgroup.cgroup_fd);
}

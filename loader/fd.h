/*
 * BPF descriptors: the numbers that bpf_map__fd() and its kind give to a guest.  They stand in
 * the runtime's descriptor table (guest.h); this file remembers what each one is, so that an
 * operation on a map costs one bpf() call and never a second one to ask for sizes.
 */
#ifndef WBCC_LOADER_FD_H
#define WBCC_LOADER_FD_H

#include "loader.h"

enum bpf_kind { BPF_KIND_MAP, BPF_KIND_PROGRAM, BPF_KIND_LINK, BPF_KIND_BTF, BPF_KIND_OTHER };

/* What the kernel reads and writes for one element. */
struct map_shape {
	uint32_t type, key_size, value_size, max_entries;
	uint32_t value_room; /* bytes that a lookup writes: all CPUs' for per-CPU maps */
	bool value_is_fd;    /* the value's first 4 bytes are a descriptor... */
	uint32_t fd_at;	     /* ...at this offset */
	bool key_is_fd;	     /* local storage: the key is a descriptor */
};

/*
 * Gives *host_fd* (taken over, also on failure) to the guest; the guest's number or -errno.
 * *handle*: the handle whose descriptor it is, which forgets the number when the guest closes
 * it; 0: none.
 */
int fd_give(struct loader *l, int host_fd, enum bpf_kind kind, uint32_t handle);
/* The same for a descriptor that read() works on. */
int fd_give_stream(struct loader *l, int host_fd, uint32_t handle);
/* The number given out for *handle* before, or a new one for a duplicate of *host_fd*. */
int fd_of_handle(struct loader *l, uint32_t handle, int host_fd, enum bpf_kind kind);
/* A new number for a duplicate of *host_fd*. */
int fd_give_copy(struct loader *l, int host_fd, enum bpf_kind kind);
/* Forgets and closes the number given out for a handle. */
void fd_forget(struct loader *l, uint32_t handle);

/* Host descriptors behind a guest's: -EBADF for invented numbers, -EINVAL for another kind. */
int fd_map(struct loader *l, uint32_t fd, const struct map_shape **shape);
int fd_bpf(struct loader *l, uint32_t fd, enum bpf_kind kind);
int fd_any(struct loader *l, uint32_t fd); /* files, sockets, cgroups: whatever the guest has */
/* The same for optional descriptors, where the guest's *none* (0 or -1) means none. */
int fd_optional(struct loader *l, uint32_t fd, int32_t none, int *out);

/* A host descriptor of one's own for any guest descriptor, or -errno. */
int fd_duplicate(struct loader *l, uint32_t fd);
void fd_close_keeping_errno(int host_fd);
/* Reads a perf_event_attr of any size that this kernel may know: 0 or -errno. */
struct perf_event_attr;
int perf_attr_in(struct loader *l, uint32_t addr, struct perf_event_attr *attr);

/* Which descriptor a bpf_iter_link_info holds; the union itself does not say. */
enum iter_target { ITER_UNKNOWN, ITER_MAP, ITER_CGROUP, ITER_TASK };
enum iter_target iter_target_of(const char *section); /* "iter/bpf_map_elem" */
/* Reads a bpf_iter_link_info with its descriptor turned into the host's. */
int iter_info_in(struct loader *l, uint32_t addr, uint32_t len, enum iter_target target,
	union bpf_iter_link_info *out);

/* Asks the kernel once what a map looks like. */
int map_shape_of(int host_fd, struct map_shape *shape);
/* What an anonymous BPF descriptor is, from /proc/self/fd. */
enum bpf_kind fd_kind_of(int host_fd);

#endif

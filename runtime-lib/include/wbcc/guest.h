/*
 * The border: the one place where what a guest says becomes what the host uses.  A guest is
 * hostile; a pointer, a length, a string from it is checked here, once, and nowhere else
 * becomes a host pointer.  Nothing here traps: a bad range gives NULL (or false), and the
 * host function answers in its own way, EFAULT mostly.
 *
 * Checked pointers stay valid while linear memory only grows, that is for the whole call.
 * What they point to may change under a host function that calls back into the guest: copy
 * what must not change between check and use (lengths inside structures, above all).
 */
#ifndef WBCC_GUEST_H
#define WBCC_GUEST_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "wbcc/runtime.h"

/* *len* bytes at guest address *addr*, or NULL.  len 0 is fine anywhere up to memory's end. */
static inline void *wb_at(const struct wb_instance *in, uint32_t addr, uint64_t len)
{
	const struct wb_memory *m = in->memory;
	return m && len <= m->size && addr <= m->size - len ? m->base + addr : NULL;
}

/* *n* elements of *size* bytes each; the product cannot overflow. */
static inline void *wb_array_at(
	const struct wb_instance *in, uint32_t addr, uint32_t n, uint32_t size)
{
	return wb_at(in, addr, (uint64_t)n * size);
}

/* A NUL-terminated string, or NULL when no NUL stands before memory's end. */
static inline const char *wb_str(const struct wb_instance *in, uint32_t addr)
{
	const struct wb_memory *m = in->memory;
	if (!m || addr >= m->size)
		return NULL;
	const char *s = (const char *)m->base + addr;
	return memchr(s, 0, m->size - addr) ? s : NULL;
}

/* Stores a value of the guest's byte order and width; false when out of bounds. */
static inline bool wb_put(const struct wb_instance *in, uint32_t addr, const void *v, uint32_t size)
{
	void *p = wb_at(in, addr, size);
	if (p)
		memcpy(p, v, size);
	return p != NULL;
}

static inline bool wb_get(const struct wb_instance *in, uint32_t addr, void *v, uint32_t size)
{
	const void *p = wb_at(in, addr, size);
	if (p)
		memcpy(v, p, size);
	return p != NULL;
}

static inline bool wb_put_u32(const struct wb_instance *in, uint32_t addr, uint32_t v)
{
	return wb_put(in, addr, &v, sizeof v);
}

static inline bool wb_put_u64(const struct wb_instance *in, uint32_t addr, uint64_t v)
{
	return wb_put(in, addr, &v, sizeof v);
}

/* errno values: Linux's to the guest's (WASI numbering), both positive; unknown ones give EIO. */
uint32_t wb_errno_to_guest(int linux_errno);
/* A libbpf-style result: values >= 0 pass, -errno is turned into the guest's -errno. */
static inline int32_t wb_err_to_guest(long r)
{
	return r >= 0 ? (int32_t)r : -(int32_t)wb_errno_to_guest((int)-r);
}

/*
 * Guest descriptors.  All that a guest holds as an int and may read(), close() or pass back
 * lives in one table per instance (runtime-lib/wasi/fd.c): files, preopens, sockets, and what
 * the loader adds: maps, programs, links, iterators, perf events.
 */
enum wb_fd_kind {
	WB_FD_ANY,
	WB_FD_FILE, /* stdio, files, folders, sockets */
	WB_FD_BPF,  /* a map, program, link or BTF: only libbpf functions take it; close() works */
	WB_FD_STREAM, /* an iterator or perf event: read() and close() work too */
};

/* What the loader remembers with a descriptor; freed with *release* when it is closed. */
struct wb_fd_info {
	enum wb_fd_kind kind;
	void *data;
	void (*release)(void *data, int host_fd); /* must close host_fd when it owns it */
};

/* A new guest descriptor for a host one; -errno (Linux) on failure, nothing owned then. */
int wb_fd_insert(struct wb_instance *in, int host_fd, const struct wb_fd_info *info);
/* The host descriptor behind a guest's, or -EBADF; *info* may be NULL. */
int wb_fd_host(
	struct wb_instance *in, uint32_t guest_fd, enum wb_fd_kind kind, struct wb_fd_info *info);
int wb_fd_close(struct wb_instance *in, uint32_t guest_fd);

/*
 * Safe points.  Host signal handlers only set a pending bit; the guest's own handlers run
 * when a host function calls this, before it returns.  True when one ran: a blocking call
 * then returns -EINTR as it would in native code.
 */
bool wb_signals_deliver(struct wb_instance *in);
/* True when a signal waits, for loops inside host functions. */
bool wb_signals_pending(void);
/*
 * True when all handlers that the last wb_signals_deliver() ran were installed to restart:
 * read(), write(), accept(), wait() and flock() then go on; waits with a timeout never do.
 */
bool wb_signals_restart(void);

enum wb_signal_action {
	WB_SIGNAL_DEFAULT, /* the kernel's: Ctrl-C ends a guest without a handler */
	WB_SIGNAL_IGNORE,
	WB_SIGNAL_GUEST, /* the guest's function: an element of table 0, of type "i>" */
};

struct wb_signal {
	enum wb_signal_action action;
	uint32_t func; /* WB_SIGNAL_GUEST */
	bool restart;  /* SA_RESTART */
};

/*
 * What *signal* (Linux's number, which is also wasi-libc's) does from now on; *old*, which may
 * be NULL, gets what it did.  0, or -EINVAL: no such signal, one that cannot be caught, or a
 * fault (SIGSEGV, SIGBUS, SIGFPE, SIGILL), which is always a trap.
 */
int wb_signal_set(
	struct wb_instance *in, int signal, const struct wb_signal *new, struct wb_signal *old);
/* The Linux number of a signal of WASI's (proc_raise); 0: there is none. */
int wb_signal_to_host(uint32_t wasi_signal);

#endif

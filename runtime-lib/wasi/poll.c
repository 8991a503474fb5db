/*
 * poll_oneoff: waits for the first of several clocks and descriptors.
 *
 * The subscriptions are copied, turned into one ppoll() with the earliest clock as its
 * timeout, and answered with an event for each that occurred; a subscription that is wrong in
 * itself is answered at once with an event that carries the error.
 */
#include "wasi/wasi.h"

#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#define NEVER UINT64_MAX

/* One subscription on its way to its event. */
struct wait {
	struct wasi_subscription sub;
	uint32_t error;
	uint64_t deadline; /* clocks: on CLOCK_MONOTONIC, in nanoseconds */
	struct fd *f;	   /* descriptors */
};

struct poll {
	struct wait *waits;
	struct pollfd *fds; /* parallel to waits; fd -1 for clocks and errors */
	uint32_t n;
	uint64_t deadline;
};

static uint64_t now_on(clockid_t clock)
{
	struct timespec t = {0};
	clock_gettime(clock, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static uint64_t saturating_add(uint64_t a, uint64_t b)
{
	uint64_t sum;
	return __builtin_add_overflow(a, b, &sum) ? NEVER : sum;
}

static void prepare_clock(struct wait *w)
{
	clockid_t clock;
	if (!clock_of(w->sub.clock.id, &clock) ||
		(w->sub.clock.flags & ~(unsigned)WASI_CLOCK_ABSTIME)) {
		w->error = WASI_EINVAL;
		return;
	}
	if (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC) {
		w->error = WASI_ENOTSUP; /* time that does not pass while we wait for it */
		return;
	}
	uint64_t wait = w->sub.clock.timeout;
	if (w->sub.clock.flags & WASI_CLOCK_ABSTIME) {
		uint64_t now = now_on(clock);
		wait = wait > now ? wait - now : 0;
	}
	w->deadline = saturating_add(now_on(CLOCK_MONOTONIC), wait);
}

static void prepare_fd(struct wb_instance *in, struct wait *w, struct pollfd *p)
{
	bool is_read = w->sub.tag == WASI_EVENT_FD_READ;
	uint64_t rights = is_read ? WASI_RIGHT_FD_READ : WASI_RIGHT_FD_WRITE;
	w->error = fd_get(in, w->sub.fd, WASI_RIGHT_POLL_FD_READWRITE, &w->f);
	/* What the loader added can be waited for even where it cannot be read (ring buffers). */
	if (!w->error && w->f->info.kind == WB_FD_FILE && !(w->f->base & rights))
		w->error = WASI_ENOTCAPABLE;
	if (!w->error)
		*p = (struct pollfd){.fd = w->f->host, .events = is_read ? POLLIN : POLLOUT};
}

static void prepare(struct wb_instance *in, struct poll *p)
{
	p->deadline = NEVER;
	for (uint32_t i = 0; i < p->n; i++) {
		struct wait *w = &p->waits[i];
		p->fds[i].fd = -1;
		w->deadline = NEVER;
		if (w->sub.tag == WASI_EVENT_CLOCK)
			prepare_clock(w);
		else if (w->sub.tag <= WASI_EVENT_FD_WRITE)
			prepare_fd(in, w, &p->fds[i]);
		else
			w->error = WASI_EINVAL;
		if (w->error)
			p->deadline = 0;
		if (w->deadline < p->deadline)
			p->deadline = w->deadline;
	}
}

static int wait_once(const struct poll *p)
{
	struct timespec timeout = {0};
	if (p->deadline != NEVER) {
		uint64_t now = now_on(CLOCK_MONOTONIC);
		uint64_t left = p->deadline > now ? p->deadline - now : 0;
		timeout.tv_sec = (time_t)(left / 1000000000u);
		timeout.tv_nsec = (long)(left % 1000000000u);
	}
	return ppoll(p->fds, p->n, p->deadline == NEVER ? NULL : &timeout, NULL);
}

/* How many bytes can be had or given without waiting, as far as the host says. */
static uint64_t bytes_ready(const struct wait *w)
{
	int n = 0;
	struct stat st;
	off_t at;
	if (w->sub.tag == WASI_EVENT_FD_WRITE)
		return PIPE_BUF; /* what a pipe that is ready takes at least */
	if (w->f->filetype == WASI_FILETYPE_REGULAR_FILE) {
		at = lseek(w->f->host, 0, SEEK_CUR);
		return !fstat(w->f->host, &st) && at < st.st_size ? (uint64_t)(st.st_size - at) : 0;
	}
	return ioctl(w->f->host, FIONREAD, &n) || n < 0 ? 0 : (uint64_t)n;
}

static uint32_t error_of(const struct wait *w)
{
	int error = 0;
	socklen_t len = sizeof error;
	if (!getsockopt(w->f->host, SOL_SOCKET, SO_ERROR, &error, &len))
		return wb_errno_to_guest(error);
	return w->sub.tag == WASI_EVENT_FD_WRITE ? WASI_EPIPE : WASI_EIO;
}

/* The event for a subscription, if it occurred. */
static bool event_of(const struct wait *w, const struct pollfd *p, struct wasi_event *e)
{
	memset(e, 0, sizeof *e);
	e->userdata = w->sub.userdata;
	e->type = w->sub.tag;
	e->error = (uint16_t)w->error;
	if (w->error)
		return true;
	if (w->sub.tag == WASI_EVENT_CLOCK)
		return w->deadline <= now_on(CLOCK_MONOTONIC);
	if (!p->revents)
		return false;
	if (p->revents & POLLNVAL)
		e->error = WASI_EBADF;
	else if (p->revents & POLLERR)
		e->error = (uint16_t)error_of(w);
	else if (p->revents & (POLLIN | POLLOUT))
		e->fd_readwrite.nbytes = bytes_ready(w);
	e->fd_readwrite.flags = p->revents & POLLHUP ? WASI_EVENT_FD_HANGUP : 0;
	return true;
}

static uint32_t report(struct wb_instance *in, const struct poll *p, uint32_t out)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < p->n; i++) {
		struct wasi_event e;
		if (event_of(&p->waits[i], &p->fds[i], &e))
			wb_put(in, out + n++ * (uint32_t)sizeof e, &e, sizeof e);
	}
	return n;
}

/* Until something occurs: ppoll() may come back a moment before the clock does. */
static uint32_t wait_for_events(struct wb_instance *in, struct poll *p, uint32_t out, uint32_t *n)
{
	prepare(in, p);
	for (;;) {
		if (wb_signals_pending() && wb_signals_deliver(in))
			return WASI_EINTR;
		int r = wait_once(p);
		if (r < 0 && errno != EINTR)
			return last_error();
		if (r < 0)
			continue;
		*n = report(in, p, out);
		if (*n)
			return WASI_SUCCESS;
	}
}

uint32_t wasi_snapshot_preview1__poll_oneoff(struct wb_instance *in, uint32_t subscriptions,
	uint32_t out, uint32_t n, uint32_t nevents_out)
{
	const uint8_t *subs = wb_array_at(in, subscriptions, n, sizeof(struct wasi_subscription));
	bool ok = subs && wb_array_at(in, out, n, sizeof(struct wasi_event));
	if (!ok || !wb_at(in, nevents_out, 4))
		return WASI_EFAULT;
	if (n == 0)
		return WASI_EINVAL;
	struct poll p = {
		.n = n, .waits = calloc(n, sizeof *p.waits), .fds = calloc(n, sizeof *p.fds)};
	uint32_t err = p.waits && p.fds ? WASI_SUCCESS : WASI_ENOMEM, n_events = 0;
	for (uint32_t i = 0; !err && i < n; i++)
		memcpy(&p.waits[i].sub, subs + (size_t)i * sizeof p.waits[i].sub,
			sizeof p.waits[i].sub);
	if (!err)
		err = wait_for_events(in, &p, out, &n_events);
	free(p.waits);
	free(p.fds);
	if (!err)
		wb_put_u32(in, nevents_out, n_events);
	return err;
}

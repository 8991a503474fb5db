/*
 * ring_buffer__*: our own consumer, because libbpf's hides where its pages are.  The data
 * pages of each ring are mapped read-only into linear memory, twice in a row as the kernel
 * lays them out, so that the guest's callback reads the event in the kernel's buffer; nothing
 * is copied.  Where they cannot be mapped there, an event is copied to the same place.
 *
 * Layout of a ring buffer map's file: one page with the consumer's position (we write it), one
 * with the producer's, then the data pages twice.  A record is a header of 8 bytes (length
 * with two flag bits, page offset) and its payload, rounded up to 8.
 *
 * The guest allocates the memory: 2 * max_entries bytes, page-aligned, for each ring.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <unistd.h>

#include <bpf/bpf.h>

#include "area.h"
#include "fd.h"
#include "handle.h"

typedef uint32_t ring_callback(uint32_t ctx, uint32_t data, uint32_t size);

/* One map of a ring buffer manager. */
struct ring {
	uint32_t mask;
	uint64_t *consumer; /* a page of the host's only: a guest cannot move it */
	const uint64_t *producer;
	const uint8_t *data; /* two copies in a row */
	struct area *area;
	bool copies; /* data is the host's own mapping; events are copied into the area */
	int fd;	     /* our own, as the guest may close its */
	ring_callback *callback;
	uint32_t ctx;
	void *pages;  /* what to unmap: consumer page */
	void *shared; /* what to unmap: producer page, and data if copies */
	size_t shared_len;
};

struct manager {
	int epoll_fd;
	uint32_t n;
	bool busy;    /* a poll walks the rings */
	bool closing; /* freed by a callback of that poll */
	struct ring **rings;
	struct epoll_event *events;
};

/* ---- making and ending ------------------------------------------------------------------------
 */

static void end_ring(struct loader *l, struct ring *r)
{
	if (r->area)
		area_unmap(l, r->area);
	if (r->pages)
		munmap(r->pages, host_page());
	if (r->shared)
		munmap(r->shared, r->shared_len);
	if (r->fd >= 0)
		close(r->fd);
	free(r);
}

static void end_manager(struct loader *l, void *host)
{
	struct manager *m = host;
	for (uint32_t i = 0; i < m->n; i++)
		end_ring(l, m->rings[i]);
	if (m->epoll_fd >= 0)
		close(m->epoll_fd);
	free(m->rings);
	free(m->events);
	free(m);
}

static int map_pages(struct ring *r, uint32_t size)
{
	uint32_t page = host_page();
	void *p = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED, r->fd, 0);
	if (p == MAP_FAILED)
		return -errno;
	r->pages = p;
	r->consumer = p;
	int err = area_map(r->area, 0, 2 * size, PROT_READ, r->fd, 2 * (int64_t)page);
	r->copies = err != 0;
	r->shared_len = page + (r->copies ? 2 * (size_t)size : 0);
	p = mmap(NULL, r->shared_len, PROT_READ, MAP_SHARED, r->fd, page);
	if (p == MAP_FAILED)
		return -errno;
	r->shared = p;
	r->producer = p;
	r->data = r->copies ? (uint8_t *)p + page : r->area->host;
	return 0;
}

static int open_ring(struct loader *l, struct ring *r, uint32_t map_fd, uint32_t func,
	uint32_t area, uint32_t area_len)
{
	const struct map_shape *shape;
	int host = fd_map(l, map_fd, &shape);
	if (host < 0)
		return host;
	if (shape->type != BPF_MAP_TYPE_RINGBUF) {
		warn(l, "wbcc: ring buffer: the map is not of type BPF_MAP_TYPE_RINGBUF");
		return -EINVAL;
	}
	r->callback = (ring_callback *)wb_callback(l->in, func, "iii>i");
	if (!r->callback || (uint64_t)area_len != 2 * (uint64_t)shape->max_entries)
		return -EINVAL;
	r->mask = shape->max_entries - 1;
	r->fd = fd_duplicate(l, map_fd);
	int err = r->fd < 0 ? r->fd : area_reserve(l, area, area_len, &r->area);
	return err ?: map_pages(r, shape->max_entries);
}

static int add_ring(struct manager *m, struct ring *r)
{
	struct ring **rings = realloc(m->rings, (m->n + 1) * sizeof *rings);
	if (rings)
		m->rings = rings;
	struct epoll_event *events = realloc(m->events, (m->n + 1) * sizeof *events);
	if (events)
		m->events = events;
	if (!rings || !events)
		return -ENOMEM;
	struct epoll_event e = {.events = EPOLLIN, .data.u32 = m->n};
	if (epoll_ctl(m->epoll_fd, EPOLL_CTL_ADD, r->fd, &e) < 0)
		return -errno;
	m->rings[m->n++] = r;
	return 0;
}

static int manager_add(struct loader *l, struct manager *m, uint32_t map_fd, uint32_t func,
	uint32_t ctx, uint32_t area, uint32_t area_len)
{
	struct ring *r = calloc(1, sizeof *r);
	if (!r)
		return -ENOMEM;
	r->fd = -1;
	r->ctx = ctx;
	int err = open_ring(l, r, map_fd, func, area, area_len);
	err = err ?: add_ring(m, r);
	if (err)
		end_ring(l, r);
	return err;
}

/* How much page-aligned memory the guest has to allocate for a ring, or -errno. */
int32_t libbpf__ring_buffer_room(struct wb_instance *in, uint32_t map_fd)
{
	struct loader *l = loader_of(in);
	const struct map_shape *shape;
	int host = fd_map(l, map_fd, &shape);
	if (host < 0)
		return guest_err(host);
	bool fits = shape->type == BPF_MAP_TYPE_RINGBUF && shape->max_entries <= INT32_MAX / 2;
	return guest_err(fits ? (long)(2 * shape->max_entries) : -EINVAL);
}

uint32_t libbpf__ring_buffer__new(struct wb_instance *in, uint32_t map_fd, uint32_t func,
	uint32_t ctx, uint32_t area, uint32_t area_len)
{
	struct loader *l = loader_of(in);
	struct manager *m = calloc(1, sizeof *m);
	if (!m)
		return (uint32_t)done(l, -ENOMEM);
	m->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	int err = m->epoll_fd < 0 ? -errno : 0;
	err = err ?: manager_add(l, m, map_fd, func, ctx, area, area_len);
	if (err) {
		end_manager(l, m);
		return (uint32_t)done(l, err);
	}
	return (uint32_t)done(l, handle_new(l, H_RING, m, end_manager, 0));
}

int32_t libbpf__ring_buffer__add(struct wb_instance *in, uint32_t ring, uint32_t map_fd,
	uint32_t func, uint32_t ctx, uint32_t area, uint32_t area_len)
{
	struct loader *l = loader_of(in);
	struct manager *m = handle_host(l, ring, H_RING);
	if (!m || m->busy) /* adding moves what a running poll walks */
		return done(l, m ? -EBUSY : -EINVAL);
	return done(l, manager_add(l, m, map_fd, func, ctx, area, area_len));
}

/* Inside a callback the pages go at once, as the guest frees its memory next. */
static void unmap_rings(struct loader *l, struct manager *m)
{
	for (uint32_t i = 0; i < m->n; i++) {
		if (m->rings[i]->area)
			area_unmap(l, m->rings[i]->area);
		m->rings[i]->area = NULL;
	}
}

void libbpf__ring_buffer__free(struct wb_instance *in, uint32_t ring)
{
	struct loader *l = loader_of(in);
	struct manager *m = handle_host(l, ring, H_RING);
	if (m) {
		m->closing = true;
		unmap_rings(l, m);
		handle_close(l, ring);
	}
	finish(l);
}

uint32_t libbpf__ring_buffer__epoll_fd(struct wb_instance *in, uint32_t ring)
{
	struct loader *l = loader_of(in);
	struct manager *m = handle_host(l, ring, H_RING);
	return (uint32_t)done(l, m ? fd_of_handle(l, ring, m->epoll_fd, BPF_KIND_OTHER) : -EINVAL);
}

/* ---- consuming ----------------------------------------------------------------------------------
 */

/* Hands one record to the guest: where it stands, or a copy at the same place. */
static inline int32_t deliver(const struct ring *r, uint64_t at, uint32_t len)
{
	uint32_t offset = (uint32_t)(at & r->mask) + BPF_RINGBUF_HDR_SZ;
	if (__builtin_expect(r->copies, 0))
		memcpy(r->area->host + offset, r->data + offset, len);
	return (int32_t)r->callback(r->ctx, r->area->addr + offset, len);
}

/*
 * All that is there, also what arrives meanwhile.  The header is read once; its length is
 * bounded by the ring, so that even a broken one stays inside the two copies.  The result is
 * the guest's: a count, or what its callback returned to stop.
 */
static int64_t consume(struct loader *l, const struct manager *m, struct ring *r)
{
	uint64_t at = __atomic_load_n(r->consumer, __ATOMIC_ACQUIRE);
	int64_t count = 0;
	for (;;) {
		uint64_t end = __atomic_load_n(r->producer, __ATOMIC_ACQUIRE);
		uint64_t start = at;
		while (at < end) {
			const uint32_t *header = (const uint32_t *)(r->data + (at & r->mask));
			uint32_t word = __atomic_load_n(header, __ATOMIC_ACQUIRE);
			if (word & BPF_RINGBUF_BUSY_BIT)
				return count;
			uint32_t len = word & ~BPF_RINGBUF_DISCARD_BIT;
			if (len > r->mask - 7)
				return guest_err(-EBADMSG);
			int32_t verdict = 0;
			if (!(word & BPF_RINGBUF_DISCARD_BIT)) {
				verdict = deliver(r, at, len);
				count++;
			}
			at += (len + BPF_RINGBUF_HDR_SZ + 7) & ~UINT64_C(7);
			__atomic_store_n(r->consumer, at, __ATOMIC_RELEASE);
			if (verdict < 0 || m->closing)
				return verdict < 0 ? verdict : count;
		}
		if (at == start)
			return count;
		if (wb_signals_pending())
			wb_signals_deliver(l->in);
	}
}

/* Consumes the first *n* rings that *events* names, or all; the guest's count or error. */
static int32_t consume_rings(struct loader *l, uint32_t handle, struct manager *m, uint32_t n,
	const struct epoll_event *events)
{
	int64_t count = 0;
	m->busy = true;
	handle_hold(l, handle);
	for (uint32_t i = 0; i < n && !m->closing; i++) {
		int64_t r = consume(l, m, m->rings[events ? events[i].data.u32 : i]);
		count = r < 0 ? r : count + r;
		if (r < 0)
			break;
	}
	m->busy = false;
	handle_drop(l, handle);
	return count > INT32_MAX ? INT32_MAX : (int32_t)count;
}

int32_t libbpf__ring_buffer__poll(struct wb_instance *in, uint32_t ring, int32_t timeout_ms)
{
	struct loader *l = loader_of(in);
	struct manager *m = handle_host(l, ring, H_RING);
	if (!m || m->busy)
		return done(l, m ? -EBUSY : -EINVAL);
	if (wb_signals_pending() && wb_signals_deliver(in))
		return done(l, -EINTR);
	int n = epoll_wait(m->epoll_fd, m->events, (int)m->n, timeout_ms);
	int err = n < 0 ? -errno : 0;
	int32_t count = n > 0 ? consume_rings(l, ring, m, (uint32_t)n, m->events) : 0;
	if (wb_signals_pending())
		wb_signals_deliver(in);
	finish(l);
	return err ? guest_err(err) : count;
}

int32_t libbpf__ring_buffer__consume(struct wb_instance *in, uint32_t ring)
{
	struct loader *l = loader_of(in);
	struct manager *m = handle_host(l, ring, H_RING);
	if (!m || m->busy)
		return done(l, m ? -EBUSY : -EINVAL);
	int32_t count = consume_rings(l, ring, m, m->n, NULL);
	if (wb_signals_pending())
		wb_signals_deliver(in);
	finish(l);
	return count;
}

/*
 * user_ring_buffer__*: the guest produces, a BPF program consumes.  libbpf gives a pointer
 * into the ring's pages; the guest gets memory of its own of the same size, and what it wrote
 * is copied into the ring when it submits.  A sample is known by its guest address.
 */
#include <stdlib.h>
#include <string.h>

#include <bpf/bpf.h>

#include "fd.h"
#include "handle.h"

struct reserved {
	struct reserved *next;
	void *sample; /* in the ring */
	uint32_t size;
};

struct user_ring {
	struct user_ring_buffer *rb;
	struct reserved *reserved;
	int map_fd; /* our own: libbpf borrows it */
};

static void end_ring(struct loader *l, void *host)
{
	struct user_ring *u = host;
	user_ring_buffer__free(u->rb);
	while (u->reserved) {
		struct reserved *r = u->reserved;
		u->reserved = r->next;
		free(r);
	}
	if (u->map_fd >= 0)
		fd_close_keeping_errno(u->map_fd);
	free(u);
}

uint32_t libbpf__user_ring_buffer__new(struct wb_instance *in, uint32_t map_fd)
{
	struct loader *l = loader_of(in);
	const struct map_shape *shape;
	int host = fd_map(l, map_fd, &shape);
	struct user_ring *u = host < 0 ? NULL : calloc(1, sizeof *u);
	if (!u)
		return (uint32_t)done(l, host < 0 ? host : -ENOMEM);
	u->map_fd = fd_duplicate(l, map_fd);
	u->rb = u->map_fd < 0 ? NULL : user_ring_buffer__new(u->map_fd, NULL);
	if (!u->rb) {
		int err = u->map_fd < 0 ? u->map_fd : null_err();
		end_ring(l, u);
		return (uint32_t)done(l, err);
	}
	return (uint32_t)done(l, handle_new(l, H_USER_RING, u, end_ring, 0));
}

void libbpf__user_ring_buffer__free(struct wb_instance *in, uint32_t ring)
{
	struct loader *l = loader_of(in);
	if (handle_slot(l, ring, H_USER_RING))
		handle_close(l, ring);
	finish(l);
}

/* A number for the reserved sample, to be given back; *timeout_ms* 0 does not wait. */
uint32_t libbpf__user_ring_buffer__reserve(
	struct wb_instance *in, uint32_t ring, uint32_t size, int32_t timeout_ms)
{
	struct loader *l = loader_of(in);
	struct user_ring *u = handle_host(l, ring, H_USER_RING);
	struct reserved *r = u ? malloc(sizeof *r) : NULL;
	if (!r)
		return (uint32_t)done(l, u ? -ENOMEM : -EINVAL);
	errno = 0;
	void *sample = timeout_ms ? user_ring_buffer__reserve_blocking(u->rb, size, timeout_ms)
				  : user_ring_buffer__reserve(u->rb, size);
	if (!sample) {
		int err = null_err();
		free(r);
		if (wb_signals_pending())
			wb_signals_deliver(in);
		return (uint32_t)done(l, err);
	}
	*r = (struct reserved){.next = u->reserved, .sample = sample, .size = size};
	u->reserved = r;
	return (uint32_t)done(l, handle_new(l, H_SAMPLE, r, NULL, ring));
}

/* Takes a sample out of the list; NULL when the number names none of this ring. */
static struct reserved *take(struct loader *l, struct user_ring *u, uint32_t sample)
{
	struct reserved *r = handle_host(l, sample, H_SAMPLE);
	struct reserved **at = &u->reserved;
	while (r && *at && *at != r)
		at = &(*at)->next;
	if (!r || !*at)
		return NULL;
	*at = r->next;
	handle_close(l, sample);
	return r;
}

/* *data* is *size* bytes of the guest's, or 0: discard. */
int32_t libbpf__user_ring_buffer__submit(
	struct wb_instance *in, uint32_t ring, uint32_t sample, uint32_t data)
{
	struct loader *l = loader_of(in);
	struct user_ring *u = handle_host(l, ring, H_USER_RING);
	struct reserved *r = u ? take(l, u, sample) : NULL;
	if (!r)
		return done(l, -EINVAL);
	const void *src = data ? wb_at(in, data, r->size) : NULL;
	if (src)
		memcpy(r->sample, src, r->size);
	if (src)
		user_ring_buffer__submit(u->rb, r->sample);
	else
		user_ring_buffer__discard(u->rb, r->sample);
	free(r);
	return done(l, data && !src ? -EFAULT : 0);
}

/*
 * user_ring_buffer__*: a sample is memory of this module; submitting copies it into the ring.
 */
#include "libbpf_guest.h"

struct sample {
	const void *host; /* the host's number for the reserved space */
	max_align_t data[];
};

static struct sample *sample_of(void *data)
{
	return (void *)((char *)data - offsetof(struct sample, data));
}

struct user_ring_buffer *user_ring_buffer__new(int map_fd, const struct user_ring_buffer_opts *opts)
{
	return handle(libbpf__user_ring_buffer__new(map_fd));
}

void user_ring_buffer__free(struct user_ring_buffer *rb)
{
	if (rb)
		libbpf__user_ring_buffer__free(rb);
}

void *user_ring_buffer__reserve_blocking(struct user_ring_buffer *rb, __u32 size, int timeout_ms)
{
	struct sample *s = size < INT32_MAX ? malloc(sizeof *s + size) : NULL;
	if (!s)
		return fail_null(size < INT32_MAX ? ENOMEM : E2BIG);
	s->host = handle(libbpf__user_ring_buffer__reserve(rb, size, timeout_ms));
	if (!s->host) {
		free(s);
		return NULL;
	}
	return s->data;
}

void *user_ring_buffer__reserve(struct user_ring_buffer *rb, __u32 size)
{
	return user_ring_buffer__reserve_blocking(rb, size, 0);
}

void user_ring_buffer__submit(struct user_ring_buffer *rb, void *sample)
{
	struct sample *s = sample_of(sample);
	libbpf__user_ring_buffer__submit(rb, s->host, s->data);
	free(s);
}

void user_ring_buffer__discard(struct user_ring_buffer *rb, void *sample)
{
	struct sample *s = sample_of(sample);
	libbpf__user_ring_buffer__submit(rb, s->host, NULL);
	free(s);
}

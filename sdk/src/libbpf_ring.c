/*
 * ring_buffer__* and perf_buffer__*: memory for what the host maps or copies, and the calls.
 */
#include "libbpf_guest.h"

#define PERF_RECORD_MAX 65536 /* bytes of one perf sample, at most */

/* Memory that goes with a buffer; a ring buffer has one for each ring. */
struct room {
	struct room *next;
	const void *owner;
	void *pages;
};

static struct room *rooms;

static struct room *new_room(uint32_t size)
{
	struct room *r = malloc(sizeof *r);
	void *pages = r ? alloc_pages(size) : NULL;
	if (!pages) {
		free(r);
		return fail_null(ENOMEM);
	}
	*r = (struct room){.pages = pages};
	return r;
}

static void *keep_room(struct room *r, void *owner)
{
	if (!owner) {
		free(r->pages);
		free(r);
		return NULL;
	}
	r->owner = owner;
	r->next = rooms;
	rooms = r;
	return owner;
}

static void free_rooms(const void *owner)
{
	for (struct room **at = &rooms; *at;) {
		struct room *r = *at;
		if (r->owner != owner) {
			at = &r->next;
			continue;
		}
		*at = r->next;
		free(r->pages);
		free(r);
	}
}

/* ---- ring buffers -------------------------------------------------------------------------------
 */

struct ring_buffer *ring_buffer__new(
	int map_fd, ring_buffer_sample_fn fn, void *ctx, const struct ring_buffer_opts *opts)
{
	int32_t size = libbpf__ring_buffer_room(map_fd);
	struct room *r = ret(size) < 0 ? NULL : new_room((uint32_t)size);
	if (!r)
		return NULL;
	return keep_room(r, handle(libbpf__ring_buffer__new(
				    map_fd, func_index(fn), ctx, r->pages, (uint32_t)size)));
}

int ring_buffer__add(struct ring_buffer *rb, int map_fd, ring_buffer_sample_fn fn, void *ctx)
{
	int32_t size = libbpf__ring_buffer_room(map_fd);
	struct room *r = ret(size) < 0 ? NULL : new_room((uint32_t)size);
	if (!r)
		return -errno;
	int err = ret(libbpf__ring_buffer__add(
		rb, map_fd, func_index(fn), ctx, r->pages, (uint32_t)size));
	keep_room(r, err ? NULL : rb);
	return err;
}

void ring_buffer__free(struct ring_buffer *rb)
{
	if (!rb)
		return;
	libbpf__ring_buffer__free(rb);
	free_rooms(rb);
}

int ring_buffer__poll(struct ring_buffer *rb, int timeout_ms)
{
	return ret(libbpf__ring_buffer__poll(rb, timeout_ms));
}

int ring_buffer__consume(struct ring_buffer *rb)
{
	return ret(libbpf__ring_buffer__consume(rb));
}

int ring_buffer__epoll_fd(const struct ring_buffer *rb)
{
	return ret(libbpf__ring_buffer__epoll_fd(rb));
}

/* ---- perf buffers -------------------------------------------------------------------------------
 */

struct perf_buffer *perf_buffer__new(int map_fd, size_t page_cnt, perf_buffer_sample_fn sample,
	perf_buffer_lost_fn lost, void *ctx, const struct perf_buffer_opts *opts)
{
	struct room *r = new_room(PERF_RECORD_MAX);
	if (!r)
		return NULL;
	return keep_room(r, handle(libbpf__perf_buffer__new(map_fd, page_cnt, func_index(sample),
				    func_index(lost), ctx, r->pages)));
}

struct perf_buffer *perf_buffer__new_raw(int map_fd, size_t page_cnt, struct perf_event_attr *attr,
	perf_buffer_event_fn event, void *ctx, const struct perf_buffer_raw_opts *opts)
{
	struct room *r = new_room(PERF_RECORD_MAX);
	if (!r)
		return NULL;
	return keep_room(r, handle(libbpf__perf_buffer__new_raw(map_fd, page_cnt, attr,
				    func_index(event), ctx, opts, r->pages)));
}

void perf_buffer__free(struct perf_buffer *pb)
{
	if (!pb)
		return;
	libbpf__perf_buffer__free(pb);
	free_rooms(pb);
}

int perf_buffer__poll(struct perf_buffer *pb, int timeout_ms)
{
	return ret(libbpf__perf_buffer__poll(pb, timeout_ms));
}

int perf_buffer__consume(struct perf_buffer *pb)
{
	return ret(libbpf__perf_buffer__consume(pb));
}

int perf_buffer__consume_buffer(struct perf_buffer *pb, size_t index)
{
	return ret(libbpf__perf_buffer__consume_buffer(pb, index));
}

size_t perf_buffer__buffer_cnt(const struct perf_buffer *pb)
{
	return libbpf__perf_buffer__buffer_cnt(pb);
}

int perf_buffer__epoll_fd(const struct perf_buffer *pb)
{
	return ret(libbpf__perf_buffer__epoll_fd(pb));
}

int perf_buffer__buffer_fd(const struct perf_buffer *pb, size_t index)
{
	return ret(libbpf__perf_buffer__buffer_fd(pb, index));
}

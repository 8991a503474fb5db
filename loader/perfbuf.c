/*
 * perf_buffer__*: libbpf's consumer; each sample is copied once, into a buffer that the guest
 * allocated for this perf_buffer, and the guest's callback is called with its address.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>

#include <linux/perf_event.h>

#include "fd.h"
#include "handle.h"
#include "opts.h"

#define MAX_RECORD 65536 /* perf_event_header.size is 16 bits wide */
#define MAX_CPUS 65536

typedef void sample_callback(uint32_t ctx, uint32_t cpu, uint32_t data, uint32_t size);
typedef void lost_callback(uint32_t ctx, uint32_t cpu, uint64_t count);
typedef uint32_t event_callback(uint32_t ctx, uint32_t cpu, uint32_t event);

struct perf {
	struct loader *l;
	struct perf_buffer *pb;
	int map_fd; /* our own: libbpf deletes its keys in the end */
	bool busy, closing;
	uint32_t ctx, buffer; /* the guest's, MAX_RECORD bytes */
	sample_callback *sample;
	lost_callback *lost;
	event_callback *event;
};

/* ---- from libbpf to the guest
 * --------------------------------------------------------------------- */

/* The size is checked against the buffer though libbpf cannot exceed it. */
static bool copy_out(struct perf *p, const void *data, uint32_t size)
{
	return size <= MAX_RECORD && wb_put(p->l->in, p->buffer, data, size);
}

static void on_sample(void *ctx, int cpu, void *data, uint32_t size)
{
	struct perf *p = ctx;
	if (p->sample && !p->closing && copy_out(p, data, size))
		p->sample(p->ctx, (uint32_t)cpu, p->buffer, size);
}

static void on_lost(void *ctx, int cpu, __u64 count)
{
	struct perf *p = ctx;
	if (p->lost && !p->closing)
		p->lost(p->ctx, (uint32_t)cpu, count);
}

static enum bpf_perf_event_ret on_event(void *ctx, int cpu, struct perf_event_header *event)
{
	struct perf *p = ctx;
	if (p->closing || !copy_out(p, event, event->size))
		return LIBBPF_PERF_EVENT_ERROR;
	return (enum bpf_perf_event_ret)(int32_t)p->event(p->ctx, (uint32_t)cpu, p->buffer);
}

/* ---- making and ending ------------------------------------------------------------------------
 */

static void end_perf(struct loader *l, void *host)
{
	struct perf *p = host;
	perf_buffer__free(p->pb);
	if (p->map_fd >= 0)
		fd_close_keeping_errno(p->map_fd);
	free(p);
}

/* NULL with *err set.  The map's type is checked here: libbpf only warns in the kernel's words. */
static struct perf *begin(
	struct loader *l, uint32_t map_fd, uint32_t ctx, uint32_t buffer, int *err)
{
	const struct map_shape *shape;
	int host = fd_map(l, map_fd, &shape);
	*err = host < 0 ? host : wb_at(l->in, buffer, MAX_RECORD) ? 0 : -EFAULT;
	struct perf *p = *err ? NULL : calloc(1, sizeof *p);
	if (!p) {
		*err = *err ?: -ENOMEM;
		return NULL;
	}
	*p = (struct perf){.l = l, .ctx = ctx, .buffer = buffer, .map_fd = fd_duplicate(l, map_fd)};
	*err = p->map_fd < 0 ? p->map_fd : 0;
	return p;
}

static uint32_t finish_new(struct loader *l, struct perf *p, int err)
{
	if (!err && !p->pb)
		err = null_err();
	if (err && p)
		end_perf(l, p);
	return (uint32_t)done(l, err ?: handle_new(l, H_PERF, p, end_perf, 0));
}

/* 0 is no callback; another index must name a function of this type. */
static int find_callback(struct loader *l, uint32_t func, const char *type, wb_code *out)
{
	*out = func ? wb_callback(l->in, func, type) : NULL;
	return func && !*out ? -EINVAL : 0;
}

uint32_t libbpf__perf_buffer__new(struct wb_instance *in, uint32_t map_fd, uint32_t page_cnt,
	uint32_t sample, uint32_t lost, uint32_t ctx, uint32_t buffer)
{
	struct loader *l = loader_of(in);
	int err;
	struct perf *p = begin(l, map_fd, ctx, buffer, &err);
	if (!p || err)
		return finish_new(l, p, err);
	err = find_callback(l, sample, "iiii>", (wb_code *)&p->sample);
	err = err ?: find_callback(l, lost, "iiI>", (wb_code *)&p->lost);
	if (!err)
		p->pb = perf_buffer__new(p->map_fd, page_cnt, on_sample, on_lost, p, NULL);
	return finish_new(l, p, err);
}

static int read_list(struct loader *l, uint32_t addr, int n, int **out)
{
	*out = addr ? bytes_in(l, addr, (uint32_t)n * 4) : NULL;
	return *out ? 0 : -EFAULT;
}

uint32_t libbpf__perf_buffer__new_raw(struct wb_instance *in, uint32_t map_fd, uint32_t page_cnt,
	uint32_t attr, uint32_t event, uint32_t ctx, uint32_t opts, uint32_t buffer)
{
	struct loader *l = loader_of(in);
	struct guest_raw_perf_opts g;
	struct perf_event_attr a;
	int err;
	struct perf *p = begin(l, map_fd, ctx, buffer, &err);
	if (!p || err)
		return finish_new(l, p, err);
	LIBBPF_OPTS(perf_buffer_raw_opts, o);
	err = opts_in(l, opts, &g, sizeof g);
	err = err ?: perf_attr_in(l, attr, &a);
	err = err ?: find_callback(l, event, "iii>i", (wb_code *)&p->event);
	if (!err && (!p->event || g.cpu_cnt < 0 || g.cpu_cnt > MAX_CPUS))
		err = -EINVAL;
	if (!err && g.cpu_cnt) {
		o.cpu_cnt = g.cpu_cnt;
		err = read_list(l, g.cpus, g.cpu_cnt, &o.cpus);
		err = err ?: read_list(l, g.map_keys, g.cpu_cnt, &o.map_keys);
	}
	if (!err)
		p->pb = perf_buffer__new_raw(p->map_fd, page_cnt, &a, on_event, p, &o);
	return finish_new(l, p, err);
}

void libbpf__perf_buffer__free(struct wb_instance *in, uint32_t perf)
{
	struct loader *l = loader_of(in);
	struct perf *p = handle_host(l, perf, H_PERF);
	if (p) {
		p->closing = true;
		handle_close(l, perf);
	}
	finish(l);
}

/* ---- consuming ----------------------------------------------------------------------------------
 */

/* Guest code runs inside libbpf's loop: the buffer is held, and not entered twice. */
static struct perf *enter(struct loader *l, uint32_t perf, int *err)
{
	struct perf *p = handle_host(l, perf, H_PERF);
	*err = !p ? -EINVAL : p->busy ? -EBUSY : 0;
	if (*err)
		return NULL;
	p->busy = true;
	handle_hold(l, perf);
	return p;
}

/* What an event callback returned to stop is the guest's own number. */
static int32_t leave(struct loader *l, uint32_t perf, struct perf *p, int r)
{
	bool is_verdict = p->event && r == LIBBPF_PERF_EVENT_ERROR;
	p->busy = false;
	handle_drop(l, perf);
	if (wb_signals_pending())
		wb_signals_deliver(l->in);
	int32_t result = done(l, r);
	return is_verdict ? LIBBPF_PERF_EVENT_ERROR : result;
}

int32_t libbpf__perf_buffer__poll(struct wb_instance *in, uint32_t perf, int32_t timeout_ms)
{
	struct loader *l = loader_of(in);
	int err;
	if (wb_signals_pending() && wb_signals_deliver(in))
		return done(l, -EINTR);
	struct perf *p = enter(l, perf, &err);
	return p ? leave(l, perf, p, perf_buffer__poll(p->pb, timeout_ms)) : done(l, err);
}

int32_t libbpf__perf_buffer__consume(struct wb_instance *in, uint32_t perf)
{
	struct loader *l = loader_of(in);
	int err;
	struct perf *p = enter(l, perf, &err);
	return p ? leave(l, perf, p, perf_buffer__consume(p->pb)) : done(l, err);
}

int32_t libbpf__perf_buffer__consume_buffer(struct wb_instance *in, uint32_t perf, uint32_t index)
{
	struct loader *l = loader_of(in);
	int err;
	struct perf *p = enter(l, perf, &err);
	return p ? leave(l, perf, p, perf_buffer__consume_buffer(p->pb, index)) : done(l, err);
}

uint32_t libbpf__perf_buffer__buffer_cnt(struct wb_instance *in, uint32_t perf)
{
	struct perf *p = handle_host(loader_of(in), perf, H_PERF);
	return p ? (uint32_t)perf_buffer__buffer_cnt(p->pb) : 0;
}

uint32_t libbpf__perf_buffer__epoll_fd(struct wb_instance *in, uint32_t perf)
{
	struct loader *l = loader_of(in);
	struct perf *p = handle_host(l, perf, H_PERF);
	int fd = p ? perf_buffer__epoll_fd(p->pb) : -EINVAL;
	return (uint32_t)done(l, fd < 0 ? fd : fd_of_handle(l, perf, fd, BPF_KIND_OTHER));
}

uint32_t libbpf__perf_buffer__buffer_fd(struct wb_instance *in, uint32_t perf, uint32_t index)
{
	struct loader *l = loader_of(in);
	struct perf *p = handle_host(l, perf, H_PERF);
	int fd = p ? perf_buffer__buffer_fd(p->pb, index) : -EINVAL;
	return (uint32_t)done(l, fd < 0 ? fd : fd_give_copy(l, fd, BPF_KIND_OTHER));
}

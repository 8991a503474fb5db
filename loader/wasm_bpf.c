/*
 * Module wasm_bpf: the six functions of the predecessor, as published, so that packages made
 * for it run unchanged.  Reads an ELF object in guest memory, names and target strings; events
 * are copied into the buffer that the guest passes to each poll.
 *
 * Where the published runtimes fall short, this does what the interface means: each map has
 * its own buffer, an event larger than the guest's buffer arrives whole (in memory that linear
 * memory grows by), what a callback returns stops the poll, names that do not exist are errors,
 * links and cgroup descriptors end with their object.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bpf/bpf.h>

#include "fd.h"
#include "handle.h"
#include "object.h"
#include "target.h"

typedef uint32_t sample_callback(uint32_t ctx, uint32_t data, uint32_t size);
typedef void void_callback(uint32_t ctx, uint32_t data, uint32_t size);

/* The buffer behind one map of one object, made at the first poll. */
struct seed_buffer {
	struct loader *l;
	uint32_t map; /* handle */
	struct ring_buffer *ring;
	struct perf_buffer *perf;
	bool busy;
	int32_t verdict; /* what the callback returned to stop the current poll */
	/* of the current poll: */
	sample_callback *sample;
	void_callback *void_sample; /* Rust guests declare it without a result */
	uint32_t ctx, data, max_size;
	/* memory for events larger than the guest's buffer */
	uint32_t large, large_size;
};

/* ---- objects
 * ------------------------------------------------------------------------------------- */

static uint32_t object_of(uint64_t program)
{
	return program <= INT32_MAX ? (uint32_t)program : 0;
}

/* 0 on failure; libbpf's messages say why. */
uint64_t wasm_bpf__wasm_load_bpf_object(struct wb_instance *in, uint32_t data, uint32_t size)
{
	struct loader *l = loader_of(in);
	void *bytes = data && size ? bytes_in(l, data, size) : NULL;
	LIBBPF_OPTS(bpf_object_open_opts, opts, .object_name = "wasm_bpf");
	int32_t obj = bytes ? object_open(l, bytes, size, &opts) : -EFAULT;
	int err = obj < 0 ? obj : object_load(l, (uint32_t)obj);
	if (err && obj > 0)
		handle_close(l, (uint32_t)obj);
	finish(l);
	return err ? 0 : (uint64_t)obj;
}

int32_t wasm_bpf__wasm_close_bpf_object(struct wb_instance *in, uint64_t program)
{
	struct loader *l = loader_of(in);
	if (!handle_slot(l, object_of(program), H_OBJECT))
		return done(l, -EINVAL);
	handle_close(l, object_of(program));
	return done(l, 0);
}

int32_t wasm_bpf__wasm_attach_bpf_program(
	struct wb_instance *in, uint64_t program, uint32_t name, uint32_t target)
{
	struct loader *l = loader_of(in);
	uint32_t obj = object_of(program);
	struct bpf_object *o = handle_host(l, obj, H_OBJECT);
	const char *prog_name, *where;
	if (!o || !text_in(l, name, &prog_name) || !prog_name || !text_in(l, target, &where))
		return done(l, o ? -EFAULT : -EINVAL);
	struct bpf_program *prog = bpf_object__find_program_by_name(o, prog_name);
	if (!prog) {
		warn(l, "wbcc: the object has no program '%s'", prog_name);
		return done(l, -ENOENT);
	}
	return done(l, target_attach(l, obj, prog, where ?: ""));
}

uint32_t wasm_bpf__wasm_bpf_map_fd_by_name(struct wb_instance *in, uint64_t program, uint32_t name)
{
	struct loader *l = loader_of(in);
	struct bpf_object *o = handle_host(l, object_of(program), H_OBJECT);
	const char *s;
	if (!o || !text_in(l, name, &s) || !s)
		return done(l, o ? -EFAULT : -EINVAL);
	struct bpf_map *map = bpf_object__find_map_by_name(o, s);
	if (!map || bpf_map__fd(map) < 0)
		return done(l, -ENOENT);
	int32_t h = map_handle(l, object_of(program), map);
	return done(l, h < 0 ? h : fd_of_handle(l, (uint32_t)h, bpf_map__fd(map), BPF_KIND_MAP));
}

/* ---- elements
 * ------------------------------------------------------------------------------------ */

int32_t wasm_bpf__wasm_bpf_map_operate(struct wb_instance *in, uint32_t fd, int32_t cmd,
	uint32_t key, uint32_t value, uint32_t next_key, uint64_t flags)
{
	switch (cmd) {
	case BPF_MAP_LOOKUP_ELEM:
		return libbpf__bpf_map_lookup_elem_flags(in, fd, key, value, flags);
	case BPF_MAP_UPDATE_ELEM: return libbpf__bpf_map_update_elem(in, fd, key, value, flags);
	case BPF_MAP_DELETE_ELEM: return libbpf__bpf_map_delete_elem_flags(in, fd, key, flags);
	case BPF_MAP_GET_NEXT_KEY: return libbpf__bpf_map_get_next_key(in, fd, key, next_key);
	default: return guest_err(-EINVAL);
	}
}

/* ---- buffers
 * ------------------------------------------------------------------------------------- */

/* Where an event of *size* bytes goes: the guest's buffer, or pages added behind its memory. */
static uint32_t place(struct seed_buffer *b, uint32_t size)
{
	if (size <= b->max_size)
		return b->data;
	if (size <= b->large_size)
		return b->large;
	uint32_t pages = size / WB_PAGE + (size % WB_PAGE != 0);
	uint32_t at = wb_memory_grow(b->l->in->memory, pages);
	if (at == UINT32_MAX)
		return 0;
	b->large = at * WB_PAGE;
	b->large_size = pages * WB_PAGE;
	return b->large;
}

static int on_ring(void *ctx, void *data, size_t size)
{
	struct seed_buffer *b = ctx;
	uint32_t at = place(b, (uint32_t)size);
	if (!at || !wb_put(b->l->in, at, data, (uint32_t)size))
		return -ENOMEM;
	if (b->sample)
		b->verdict = (int32_t)b->sample(b->ctx, at, (uint32_t)size);
	else
		b->void_sample(b->ctx, at, (uint32_t)size);
	return b->verdict < 0 ? b->verdict : 0;
}

static void on_perf(void *ctx, int cpu, void *data, __u32 size)
{
	on_ring(ctx, data, size);
}

static void on_lost(void *ctx, int cpu, __u64 count)
{
	struct seed_buffer *b = ctx;
	warn(b->l, "wbcc: lost %llu events on CPU %d", (unsigned long long)count, cpu);
}

static void end_buffer(struct loader *l, void *host)
{
	struct seed_buffer *b = host;
	ring_buffer__free(b->ring);
	perf_buffer__free(b->perf);
	free(b);
}

#define PERF_PAGES 64

static int open_buffer(struct seed_buffer *b, int map_fd, uint32_t type)
{
	errno = 0;
	if (type == BPF_MAP_TYPE_RINGBUF)
		b->ring = ring_buffer__new(map_fd, on_ring, b, NULL);
	else if (type == BPF_MAP_TYPE_PERF_EVENT_ARRAY)
		b->perf = perf_buffer__new(map_fd, PERF_PAGES, on_perf, on_lost, b, NULL);
	else
		return -EINVAL;
	return b->ring || b->perf ? 0 : null_err();
}

/* The map of this object that the guest's descriptor stands for. */
static uint32_t map_of_fd(struct loader *l, uint32_t obj, uint32_t fd)
{
	for (uint32_t i = 1; i < l->n_handles; i++) {
		struct handle *slot = &l->handles[i];
		if (slot->type == H_MAP && slot->owner == obj && slot->fd == (int32_t)fd)
			return handle_of(l, H_MAP, slot->host);
	}
	return 0;
}

static uint32_t buffer_of_map(struct loader *l, uint32_t obj, uint32_t map)
{
	for (uint32_t i = 1; i < l->n_handles; i++) {
		struct handle *slot = &l->handles[i];
		if (slot->type == H_SEED_BUFFER && slot->owner == obj && !slot->dead &&
			((struct seed_buffer *)slot->host)->map == map)
			return handle_of(l, H_SEED_BUFFER, slot->host);
	}
	return 0;
}

/* The handle of the buffer behind a map, made when there is none; or -errno. */
static int32_t find_buffer(struct loader *l, uint32_t obj, uint32_t fd)
{
	uint32_t map = map_of_fd(l, obj, fd);
	if (!map)
		return -EBADF;
	uint32_t found = buffer_of_map(l, obj, map);
	if (found)
		return (int32_t)found;
	struct bpf_map *m = handle_host(l, map, H_MAP);
	struct seed_buffer *b = calloc(1, sizeof *b);
	if (!b)
		return -ENOMEM;
	b->l = l;
	b->map = map;
	int err = open_buffer(b, bpf_map__fd(m), bpf_map__type(m));
	if (err) {
		free(b);
		return err;
	}
	return handle_new(l, H_SEED_BUFFER, b, end_buffer, obj);
}

/* The guest's result: a count, an error in its numbering, or its callback's own. */
static int32_t poll_buffer(struct loader *l, uint32_t h, struct seed_buffer *b, int timeout_ms)
{
	b->busy = true;
	b->verdict = 0;
	handle_hold(l, h);
	int r = b->ring ? ring_buffer__poll(b->ring, timeout_ms)
			: perf_buffer__poll(b->perf, timeout_ms);
	int32_t result = r < 0 && b->verdict < 0 ? b->verdict : guest_err(r);
	b->busy = false;
	handle_drop(l, h);
	return result;
}

/* Code or void_code is the guest's callback. */
static int32_t poll_with(struct wb_instance *in, uint64_t program, uint32_t fd, wb_code code,
	wb_code void_code, uint32_t ctx, uint32_t data, uint32_t max_size, int32_t timeout_ms)
{
	struct loader *l = loader_of(in);
	if (!handle_slot(l, object_of(program), H_OBJECT) || (!code && !void_code))
		return done(l, -EINVAL);
	if (!wb_at(in, data, max_size))
		return done(l, -EFAULT);
	if (wb_signals_pending() && wb_signals_deliver(in))
		return done(l, -EINTR);
	int32_t h = find_buffer(l, object_of(program), fd);
	struct seed_buffer *b = h > 0 ? handle_host(l, (uint32_t)h, H_SEED_BUFFER) : NULL;
	if (!b || b->busy)
		return done(l, b ? -EBUSY : h);
	b->sample = (sample_callback *)code;
	b->void_sample = (void_callback *)void_code;
	b->ctx = ctx;
	b->data = data;
	b->max_size = max_size;
	int32_t r = poll_buffer(l, (uint32_t)h, b, timeout_ms);
	if (wb_signals_pending())
		wb_signals_deliver(in);
	finish(l);
	return r;
}

int32_t wasm_bpf__wasm_bpf_buffer_poll(struct wb_instance *in, uint64_t program, uint32_t fd,
	uint32_t func, uint32_t ctx, uint32_t data, uint32_t max_size, int32_t timeout_ms)
{
	return poll_with(in, program, fd, wb_callback(in, func, "iii>i"),
		wb_callback(in, func, "iii>"), ctx, data, max_size, timeout_ms);
}

/* TinyGo guests cannot pass functions: the callback is the module's export "go-callback". */
int32_t callback_wrapper__wasm_bpf_buffer_poll(struct wb_instance *in, uint64_t program,
	uint32_t fd, uint32_t ctx, uint32_t data, uint32_t max_size, int32_t timeout_ms)
{
	const struct wb_export *e = wb_find_export(in, "go-callback");
	bool with_result = e && e->kind == WB_FUNC && !strcmp(e->type, "iii>i");
	bool without = e && e->kind == WB_FUNC && !strcmp(e->type, "iii>");
	if (!with_result && !without)
		warn(loader_of(in), "wbcc: the module exports no function go-callback "
				    "(i32, i32, i32), which polls through callback-wrapper call");
	return poll_with(in, program, fd, with_result ? e->code : NULL, without ? e->code : NULL,
		ctx, data, max_size, timeout_ms);
}

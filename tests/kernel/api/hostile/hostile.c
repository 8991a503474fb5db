/*
 * A hostile guest: calls the imports directly with wild pointers, lengths, handles and
 * descriptors, closes things while they are in use, and nests callbacks.  Every call has to
 * give an error (or do something harmless); the host must stay sound, which the script checks
 * under ASan too.
 *
 *     hostile         all of it, then "survived N calls"
 *     hostile CASE    a case that must end in a trap: write_rodata, write_ring, wild_store
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>

#include "hostile.skel.h"
#include <wbcc/imports.h>

static struct hostile_bpf *skel;
static unsigned calls;

/* Every kind of number that is no address, no length, no handle and no descriptor. */
static const uint32_t wild[] = {0, 1, 333, 777, 100, 4095, 65535, 0x7fffffff, 0x80000000,
	0xfffffff0, 0xfffffffe, 0xffffffff, 0x0800ffff, 0x1000ffff, 0x1800ffff, 0x12345678};
#define N_WILD (sizeof wild / sizeof *wild)

#define P(x) ((const void *)(uintptr_t)(x))
#define S(x) ((const char *)(uintptr_t)(x))

static int run(int times)
{
	char packet[64] = {0};
	DECLARE_LIBBPF_OPTS(
		bpf_test_run_opts, opts, .data_in = packet, .data_size_in = 64, .repeat = times);
	return bpf_prog_test_run_opts(bpf_program__fd(skel->progs.produce), &opts);
}

/* Each import with each wild number in each place; the rest is zero or another wild one. */
#define WB_PARAM(type, name) WB_WILD_##type
#define WB_WILD_i32 (int32_t) next()
#define WB_WILD_u32 next()
#define WB_WILD_ptr P(next())
#define WB_WILD_str S(next())
#define WB_WILD_len next()
#define WB_WILD_handle P(next())
#define WB_WILD_fd (int32_t) next()
#define WB_WILD_func next()
#define WB_WILD_i64 (int64_t) wide()
#define WB_WILD_u64 wide()
#define WB_WILD_f64 (double)next()

static uint32_t seed = 1;

static uint32_t next(void)
{
	seed = seed * 1664525 + 1013904223;
	return wild[(seed >> 16) % N_WILD];
}

static uint64_t wide(void)
{
	return (uint64_t)next() << 32 | next();
}

/* What waits for events could wait for ever; what reads the kernel's BTF takes long each time. */
static int takes_long(const char *name)
{
	return strstr(name, "poll") || strstr(name, "reserve") || strstr(name, "vmlinux") ||
	       strstr(name, "probe") || strstr(name, "test_run");
}

static void wild_calls(void)
{
#define HOST(module, name, result, params, sig)                                                    \
	if (!strcmp(#module, "libbpf") && !takes_long(#name)) {                                    \
		module##__##name params;                                                           \
		calls++;                                                                           \
	}
#include "wbcc/hostapi.def"
#undef HOST
}

/* The same with one argument that is right: the others are met one by one. */
static void half_right(void)
{
	struct bpf_map *map = skel->maps.hash;
	int fd = bpf_map__fd(map);

	for (unsigned i = 0; i < N_WILD; i++)
		for (unsigned j = 0; j < N_WILD; j++) {
			libbpf__bpf_map_lookup_elem_flags(fd, P(wild[i]), P(wild[j]), 0);
			libbpf__bpf_map_update_elem(fd, P(wild[i]), P(wild[j]), 0);
			libbpf__bpf_map_get_next_key(fd, P(wild[i]), P(wild[j]));
			libbpf__bpf_map__set_pin_path(map, S(wild[i]));
			libbpf__bpf_map__name(map, P(wild[i]), wild[j]);
			libbpf__map_data_bind(skel->maps.bss, P(wild[i]), wild[j]);
			libbpf__bpf_map__set_initial_value(skel->maps.data, P(wild[i]), wild[j]);
			libbpf__bpf_program__set_log_buf(skel->progs.produce, P(0), 0);
			libbpf__bpf_program__insns(skel->progs.produce, P(wild[i]), wild[j]);
			libbpf__ring_buffer__new(
				bpf_map__fd(skel->maps.ring), 1, P(0), P(wild[i]), wild[j]);
			libbpf__bpf_obj_get_info_by_fd(fd, P(wild[i]), P(wild[j]));
			libbpf__bpf_object__open_mem(P(wild[i]), wild[j] & 0xffff, P(0), -1);
			calls += 12;
		}
}

/* Lengths inside structures that lie. */
static void lying_structures(void)
{
	struct {
		uint32_t size;
		uint8_t rest[60];
	} opts;
	int fd = bpf_program__fd(skel->progs.produce);

	for (unsigned i = 0; i < N_WILD; i++) {
		memset(&opts, 0xff, sizeof opts);
		opts.size = wild[i];
		libbpf__bpf_tc_attach(&opts, &opts);
		libbpf__bpf_map_create(1, "x", 4, 4, 1, &opts);
		libbpf__bpf_prog_load(1, "x", "GPL", &opts, 4, &opts);
		libbpf__bpf_prog_load(1, "x", "GPL", &opts, wild[i], P(0));
		libbpf__bpf_program__attach_uprobe_opts(
			skel->progs.produce, -1, "/bin/sh", 0, &opts);
		libbpf__bpf_program__attach_kprobe_multi_opts(skel->progs.produce, "x*", &opts);
		libbpf__bpf_link_create(fd, 0, wild[i], &opts);
		libbpf__bpf_prog_query_opts(0, wild[i], &opts);
		libbpf__bpf_object__open_package("hostile", &opts, -1);
		calls += 9;
	}
	/* arrays that reach out of memory: their count is in the structure */
	struct bpf_prog_info info = {.nr_map_ids = 0x40000000, .map_ids = 8};
	uint32_t len = sizeof info;
	libbpf__bpf_obj_get_info_by_fd(fd, &info, &len);
	info = (struct bpf_prog_info){
		.xlated_prog_len = 0xffffffff, .xlated_prog_insns = 0xffffffffffff0000};
	libbpf__bpf_obj_get_info_by_fd(fd, &info, &len);
	uint32_t count = 0xffffffff, cursor = 0;
	libbpf__bpf_map_lookup_batch(
		bpf_map__fd(skel->maps.hash), P(0), &cursor, P(64), P(64), &count, P(0));
	count = 0x10000000;
	libbpf__bpf_map_update_batch(bpf_map__fd(skel->maps.hash), P(64), P(64), &count, P(0));
	calls += 4;
}

/* Per-CPU values at the very end of memory do not fit. */
static int end_of_memory(void)
{
	uint32_t key = 0, end = __builtin_wasm_memory_size(0) * 65536u;
	int fd = bpf_map__fd(skel->maps.percpu);

	calls++;
	return libbpf__bpf_map_lookup_elem_flags(fd, &key, P(end - 8), 0) == -21 /* EFAULT */ ||
	       libbpf_num_possible_cpus() == 1;
}

/* ---- stale handles
 * --------------------------------------------------------------------------------- */

static void stale(void)
{
	struct hostile_bpf *s = hostile_bpf__open_and_load();
	struct bpf_object *obj = s->obj;
	struct bpf_map *map = s->maps.hash;
	struct bpf_program *prog = s->progs.produce;
	int fd = bpf_map__fd(map);
	uint32_t key = 1;
	char value[64];

	hostile_bpf__destroy(s);
	libbpf__bpf_object__close(obj);
	libbpf__bpf_object__load(obj);
	libbpf__bpf_object__find_map_by_name(obj, "hash");
	libbpf__bpf_map__fd(map);
	libbpf__bpf_map__set_max_entries(map, 5);
	libbpf__bpf_program__attach(prog);
	libbpf__bpf_program__fd(prog);
	libbpf__map_data_bind(map, P(65536), 4096);
	calls += 9;
	if (bpf_map_lookup_elem(fd, &key, value) != -EBADF) {
		printf("a closed object's descriptor still works\n");
		exit(1);
	}
}

/* ---- in callbacks
 * ---------------------------------------------------------------------------------- */

static struct ring_buffer *rb;
static struct perf_buffer *pb;
static int seen;

static int nest(void *ctx, void *data, size_t size)
{
	seen++;
	libbpf__ring_buffer__poll(rb, 0);
	libbpf__ring_buffer__consume(rb);
	libbpf__ring_buffer__add(rb, bpf_map__fd(skel->maps.ring), 1, P(0), P(65536), 8192);
	if (seen == 2)
		ring_buffer__free(rb);
	return 0;
}

static void close_in_ring(void)
{
	rb = ring_buffer__new(bpf_map__fd(skel->maps.ring), nest, NULL, NULL);
	run(10);
	ring_buffer__poll(rb, 10);
	libbpf__ring_buffer__free(rb);
	libbpf__ring_buffer__poll(rb, 0);
	calls += 6;
	if (seen != 2) {
		printf("a freed ring buffer delivered %d events\n", seen);
		exit(1);
	}
}

static void nest_perf(void *ctx, int cpu, void *data, __u32 size)
{
	seen++;
	libbpf__perf_buffer__poll(pb, 0);
	libbpf__perf_buffer__consume(pb);
	if (seen == 1)
		perf_buffer__free(pb);
}

static void close_in_perf(void)
{
	seen = 0;
	pb = perf_buffer__new(bpf_map__fd(skel->maps.perf), 1, nest_perf, NULL, NULL, NULL);
	run(5);
	perf_buffer__poll(pb, 10);
	libbpf__perf_buffer__poll(pb, 0);
	calls += 4;
}

static int close_object(void *ctx, void *data, size_t size)
{
	hostile_bpf__destroy(ctx);
	seen++;
	return 0;
}

/* The object goes while its ring delivers: the ring has its own hold on the map. */
static void close_object_in_ring(void)
{
	struct hostile_bpf *s = hostile_bpf__open_and_load(), *mine = skel;
	struct ring_buffer *r = ring_buffer__new(bpf_map__fd(s->maps.ring), close_object, s, NULL);

	seen = 0;
	skel = s;
	run(1);
	skel = mine;
	ring_buffer__poll(r, 10);
	ring_buffer__free(r);
	calls += 3;
}

static int print_and_call(enum libbpf_print_level level, const char *fmt, va_list args)
{
	static int depth;

	if (depth++ == 0) {
		libbpf__bpf_object__load(skel->obj);
		libbpf__bpf_object__close(P(next()));
		libbpf_set_print(print_and_call);
	}
	depth--;
	calls += 3;
	return 0;
}

static void call_in_print(void)
{
	libbpf_set_print(print_and_call);
	bpf_object__open_mem("no object at all", 16, NULL);
	libbpf__libbpf_set_print(0xffffffff, 1); /* no such function: messages are dropped */
	bpf_object__open_mem("no object at all", 16, NULL);
	libbpf__libbpf_set_print(1, 1); /* a function of some other type */
	bpf_object__open_mem("no object at all", 16, NULL);
	libbpf_set_print(NULL);
}

/* ---- memory
 * ---------------------------------------------------------------------------------------- */

static void overlapping(void)
{
	char *ring = aligned_alloc(65536, 65536);
	int fd = bpf_map__fd(skel->maps.ring);

	/* over the skeleton's own sections, over itself, over the stack */
	libbpf__ring_buffer__new(fd, 1, P(0), skel->bss, 8192);
	const void *a = libbpf__ring_buffer__new(fd, 1, P(0), ring, 8192);
	libbpf__ring_buffer__new(fd, 1, P(0), ring + 4096, 8192);
	libbpf__ring_buffer__free(a);
	libbpf__map_data_bind(skel->maps.bss, ring, 4096);
	memset(ring, 1, 65536); /* plain memory is back */
	free(ring);
	calls += 5;
}

/* Sizes that libbpf's own buffers depend on. */
static void resizing(void)
{
	struct hostile_bpf *s = hostile_bpf__open();
	char large[4096] = {0};

	bpf_map__set_value_size(s->maps.data, 65536);
	bpf_map__set_value_size(s->maps.rodata, 1);
	bpf_map__set_initial_value(s->maps.data, large, sizeof large);
	bpf_map__set_type(s->maps.bss, BPF_MAP_TYPE_PERCPU_ARRAY);
	bpf_map__set_type(s->maps.hash, BPF_MAP_TYPE_STRUCT_OPS);
	bpf_map__set_max_entries(s->maps.bss, 1000000);
	bpf_map__reuse_fd(s->maps.bss, bpf_map__fd(skel->maps.hash));
	bpf_map__set_inner_map_fd(s->maps.hash, bpf_map__fd(skel->maps.hash));
	calls += 8;
	hostile_bpf__load(s);
	hostile_bpf__destroy(s);
}

/* All handles there are, and one more. */
static void exhaust(void)
{
	unsigned n = 0;
	const void *first = NULL, *h;
	struct bpf_program *prog = skel->progs.produce;

	(void)prog;
	while ((int32_t)(uintptr_t)(h = libbpf__btf__new_empty_split(P(0))) > 0 && n < 70000) {
		first = first ? first : h;
		n++;
	}
	printf("handles: an error after %s\n", n < 70000 && n > 60000 ? "64 Ki" : "another number");
	for (uint32_t i = 1; i < 65536; i++)
		libbpf__btf__free(P((uintptr_t)first + i - 1));
	calls += n;
}

static int trap(const char *name)
{
	if (!strcmp(name, "write_rodata"))
		*(volatile int *)&skel->rodata->constant = 1;
	if (!strcmp(name, "write_ring")) {
		char *ring = aligned_alloc(65536, 65536);
		libbpf__ring_buffer__new(bpf_map__fd(skel->maps.ring), 1, P(0), ring, 8192);
		*(volatile char *)ring = 1;
	}
	if (!strcmp(name, "host_write_rodata")) { /* the host writes for the guest */
		libbpf__bpf_map__name(skel->maps.hash, skel->rodata, 16);
	}
	if (!strcmp(name, "wild_store"))
		*(volatile int *)0xf0000000 = 1;
	return 0;
}

int main(int argc, char **argv)
{
	libbpf_set_print(NULL);
	skel = hostile_bpf__open_and_load();
	if (!skel)
		return 2;
	if (argc > 1)
		return trap(argv[1]);
	for (int i = 0; i < 200; i++)
		wild_calls();
	half_right();
	lying_structures();
	stale();
	close_in_ring();
	close_in_perf();
	close_object_in_ring();
	call_in_print();
	overlapping();
	resizing();
	if (!end_of_memory())
		printf("a per-CPU value reaches out of memory\n");
	exhaust();
	hostile_bpf__destroy(skel);
	printf("survived %s calls\n", calls > 10000 ? "10000" : "few");
	return 0;
}

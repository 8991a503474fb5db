// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* Buffers: what arrives where, how a callback stops a poll, large events, lost ones. */
#include <unistd.h>

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "../check.h"
#include "buffers.skel.h"

#define LARGE 8192

struct event {
	__u64 sequence;
	__u32 from;
};

static struct buffers_bpf *skel;

static int run(struct bpf_program *prog, int times)
{
	char packet[64] = {0};
	DECLARE_LIBBPF_OPTS(
		bpf_test_run_opts, opts, .data_in = packet, .data_size_in = 64, .repeat = times);
	return bpf_prog_test_run_opts(bpf_program__fd(prog), &opts);
}

/* ---- ring buffers -------------------------------------------------------------------------------
 */

static int counts[4];

static int count(void *ctx, void *data, size_t size)
{
	const struct event *e = data;

	CHECK(*(int *)ctx == (int)e->from && size >= sizeof *e);
	counts[e->from]++;
	return 0;
}

static int stop(void *ctx, void *data, size_t size)
{
	counts[0]++;
	return -1;
}

static int stop_with(void *ctx, void *data, size_t size)
{
	counts[0]++;
	return counts[0] % 3 ? 1 : -ENOMEM; /* what is positive does not stop */
}

static int check_large(void *ctx, void *data, size_t size)
{
	const unsigned char *p = data;

	counts[0]++;
	CHECK(size == LARGE);
	for (int i = 0; i < LARGE - 1; i += 512)
		CHECK(p[i] == i / 512);
	CHECK(p[LARGE - 1] == 3);
	return 0;
}

static void two_rings(void)
{
	int first = 1, second = 2;
	struct ring_buffer *rb = ring_buffer__new(bpf_map__fd(skel->maps.one), count, &first, NULL);

	CHECK(rb != NULL);
	CHECK(ring_buffer__add(rb, bpf_map__fd(skel->maps.two), count, &second) == 0);
	CHECK(ring_buffer__poll(rb, 0) == 0);
	CHECK(run(skel->progs.to_one, 20) == 0 && run(skel->progs.to_two, 30) == 0);
	CHECK(ring_buffer__poll(rb, 100) == 50);
	CHECK(counts[1] == 20 && counts[2] == 30);
	CHECK(run(skel->progs.to_two, 5) == 0);
	CHECK(ring_buffer__consume(rb) == 5 && counts[2] == 35);
	CHECK(ring_buffer__epoll_fd(rb) >= 0);
	ring_buffer__free(rb);
	CHECK(ring_buffer__new(bpf_map__fd(skel->maps.perf), count, &first, NULL) == NULL);
	CHECK(errno == EINVAL);
	errno = 0; /* EBADF or, from some kernels, EBADFD */
	CHECK(ring_buffer__new(1234, count, &first, NULL) == NULL && errno);
}

static void stopping(void)
{
	struct ring_buffer *rb = ring_buffer__new(bpf_map__fd(skel->maps.one), stop, NULL, NULL);

	memset(counts, 0, sizeof counts);
	CHECK(run(skel->progs.to_one, 10) == 0);
	CHECK(ring_buffer__poll(rb, 100) == -1 && counts[0] == 1);
	CHECK(ring_buffer__consume(rb) == -1 && counts[0] == 2);
	ring_buffer__free(rb);

	rb = ring_buffer__new(bpf_map__fd(skel->maps.one), stop_with, NULL, NULL);
	memset(counts, 0, sizeof counts);
	CHECK(ring_buffer__consume(rb) == -ENOMEM && counts[0] == 3);
	CHECK(ring_buffer__consume(rb) == -ENOMEM && counts[0] == 6);
	CHECK(ring_buffer__consume(rb) == 2 && counts[0] == 8);
	ring_buffer__free(rb);
}

/* The ring wraps many times; all events arrive, in order, whole. */
static void wrapping(void)
{
	struct ring_buffer *rb =
		ring_buffer__new(bpf_map__fd(skel->maps.one), check_large, NULL, NULL);

	memset(counts, 0, sizeof counts);
	for (int i = 0; i < 20; i++) {
		CHECK(run(skel->progs.large, 3) == 0);
		CHECK(ring_buffer__poll(rb, 100) == 3);
	}
	CHECK(counts[0] == 60);
	ring_buffer__free(rb);
}

static void full(void)
{
	int first = 1;
	struct ring_buffer *rb = ring_buffer__new(bpf_map__fd(skel->maps.one), count, &first, NULL);

	memset(counts, 0, sizeof counts);
	skel->bss->lost = 0;
	CHECK(run(skel->progs.to_one, 5000) == 0);
	int n = ring_buffer__consume(rb);
	CHECK(n > 0 && n + skel->bss->lost == 5000 && counts[1] == n);
	ring_buffer__free(rb);
}

/* ---- perf buffers -------------------------------------------------------------------------------
 */

static __u64 lost;

static void on_sample(void *ctx, int cpu, void *data, __u32 size)
{
	const struct event *e = data;

	CHECK(size >= sizeof *e && e->from == 3 && cpu >= 0 && ctx == (void *)counts);
	counts[3]++;
}

static void on_lost(void *ctx, int cpu, __u64 n)
{
	lost += n;
}

static void perf(void)
{
	struct perf_buffer *pb =
		perf_buffer__new(bpf_map__fd(skel->maps.perf), 1, on_sample, on_lost, counts, NULL);

	memset(counts, 0, sizeof counts);
	CHECK(pb != NULL);
	CHECK(perf_buffer__buffer_cnt(pb) > 0);
	CHECK(run(skel->progs.to_perf, 10) == 0);
	CHECK(perf_buffer__poll(pb, 100) > 0 && counts[3] == 10);
	CHECK(run(skel->progs.to_perf, 1000) == 0);
	CHECK(perf_buffer__consume(pb) == 0 && counts[3] > 10);
	int before = counts[3];
	CHECK(run(skel->progs.to_perf, 2) == 0); /* the count of lost ones comes before these */
	CHECK(perf_buffer__consume(pb) == 0 && counts[3] > before);
	CHECK(lost > 0 && counts[3] + lost == 1012);
	perf_buffer__free(pb);
	CHECK(perf_buffer__new(bpf_map__fd(skel->maps.perf), 3, on_sample, NULL, NULL, NULL) ==
		NULL);
	CHECK(errno == EINVAL);
}

/* ---- user ring buffers
 * ---------------------------------------------------------------------------- */

static void user(void)
{
	struct user_ring_buffer *rb = user_ring_buffer__new(bpf_map__fd(skel->maps.user), NULL);
	DECLARE_LIBBPF_OPTS(bpf_test_run_opts, opts);

	CHECK(rb != NULL);
	for (__u64 i = 1; i <= 4; i++) {
		__u64 *v = user_ring_buffer__reserve(rb, sizeof *v);
		CHECK(v != NULL);
		*v = i;
		if (i == 2)
			user_ring_buffer__discard(rb, v);
		else
			user_ring_buffer__submit(rb, v);
	}
	errno = 0;
	CHECK(user_ring_buffer__reserve(rb, 8192) == NULL && errno == E2BIG);
	CHECK(bpf_prog_test_run_opts(bpf_program__fd(skel->progs.drain), &opts) == 0);
	CHECK(skel->bss->user_sum == 1 + 3 + 4 && skel->bss->user_count == 3);
	user_ring_buffer__free(rb);
}

int main(void)
{
	skel = buffers_bpf__open_and_load();
	CHECK(skel != NULL);
	if (!skel)
		return report();
	two_rings();
	stopping();
	wrapping();
	full();
	perf();
	user();
	buffers_bpf__destroy(skel);
	return report();
}

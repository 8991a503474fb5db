// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/*
 * ringbuf count|hash|format ROUNDS: fills the ring, drains it, ROUNDS times; prints the CPU
 * time of draining for each event in ns, the number of events and of lost ones.
 *
 * ringbuf stream SECONDS PIN: pins the producing program and polls for so long while another
 * process (produce.c) runs it; prints how many events in a hundred were lost.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "ringbuf.h"
#include "ringbuf.skel.h"

#define FILL 90000 /* events of 176 bytes in 16 MiB */

static uint64_t events, result;

static int count(void *ctx, void *data, size_t size)
{
	events++;
	return 0;
}

static uint64_t histogram[64];

static int hash(void *ctx, void *data, size_t size)
{
	const unsigned char *p = data;
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < size; i++)
		h = (h ^ p[i]) * 1099511628211u;
	histogram[63 - __builtin_clzll(h | 1)]++;
	result += h;
	events++;
	return 0;
}

static int format(void *ctx, void *data, size_t size)
{
	const struct event *e = data;
	char line[256];

	result += (uint64_t)snprintf(line, sizeof line, "%-8s %-5s %-16s %-7d %-7d %s\n",
		"12:00:00", "EXEC", e->comm, e->pid, e->ppid, e->filename);
	events++;
	return 0;
}

static uint64_t cpu_time(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static int stream(struct ringbuf_bpf *skel, struct ring_buffer *rb, int seconds, const char *pin)
{
	time_t end = time(NULL) + seconds;

	if (bpf_program__pin(skel->progs.produce, pin))
		return 1;
	while (time(NULL) < end)
		if (ring_buffer__poll(rb, 100) < 0)
			return 1;
	bpf_program__unpin(skel->progs.produce, pin);
	uint64_t lost = skel->bss->lost;
	printf("%.2f %% lost of %llu million events\n",
		100.0 * (double)lost / (double)(events + lost + 1),
		(unsigned long long)((events + lost) / 1000000));
	return 0;
}

int main(int argc, char **argv)
{
	ring_buffer_sample_fn fn = argc < 2	       ? count
				   : argv[1][0] == 'h' ? hash
				   : argv[1][0] == 'f' ? format
						       : count;
	int rounds = argc > 2 ? atoi(argv[2]) : 1;
	struct ringbuf_bpf *skel = ringbuf_bpf__open_and_load();
	struct ring_buffer *rb =
		skel ? ring_buffer__new(bpf_map__fd(skel->maps.ring), fn, NULL, NULL) : NULL;
	char packet[64] = {0};
	uint64_t spent = 0;

	if (!rb)
		return 1;
	if (argc > 3)
		return stream(skel, rb, rounds, argv[3]);
	for (int i = 0; i < rounds; i++) {
		DECLARE_LIBBPF_OPTS(bpf_test_run_opts, run, .data_in = packet,
			.data_size_in = sizeof packet, .repeat = FILL);
		if (bpf_prog_test_run_opts(bpf_program__fd(skel->progs.produce), &run))
			return 1;
		uint64_t start = cpu_time();
		if (ring_buffer__consume(rb) < 0)
			return 1;
		spent += cpu_time() - start;
	}
	printf("%.2f ns/event, %llu events, %llu lost, %llx\n", (double)spent / (double)events,
		(unsigned long long)events, (unsigned long long)skel->bss->lost,
		(unsigned long long)result);
	ring_buffer__free(rb);
	ringbuf_bpf__destroy(skel);
	return 0;
}

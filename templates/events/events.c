// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* Prints a line for each program that starts, until Ctrl-C. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <bpf/libbpf.h>
#include "events.h"
#include "events.skel.h"

static volatile sig_atomic_t stop;

static void on_signal(int sig)
{
	stop = 1;
}

static int print_event(void *ctx, void *data, size_t size)
{
	const struct event *e = data;

	printf("%12.6f  %-16s pid %-7d parent %d\n", e->time_ns / 1e9, e->comm, e->pid, e->ppid);
	fflush(stdout);
	return 0;
}

int main(void)
{
	struct events_bpf *skel = events_bpf__open_and_load();
	struct ring_buffer *ring = NULL;
	int err = -1;

	if (!skel || events_bpf__attach(skel)) {
		fprintf(stderr, "Failed to load and attach the BPF program\n");
		goto out;
	}
	ring = ring_buffer__new(bpf_map__fd(skel->maps.ring), print_event, NULL, NULL);
	if (!ring) {
		fprintf(stderr, "Failed to open the ring buffer\n");
		goto out;
	}
	signal(SIGINT, on_signal);
	signal(SIGTERM, on_signal);
	err = 0;
	while (!stop && err >= 0) {
		err = ring_buffer__poll(ring, 100);
		if (err == -EINTR)
			err = 0;
	}
out:
	ring_buffer__free(ring);
	events_bpf__destroy(skel);
	return err < 0;
}

// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/*
 * Prints who calls execve, and for which program.
 * Introduces: a perf buffer with its sample and lost callbacks.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <bpf/libbpf.h>
#include "execve.h"
#include "execve.skel.h"

static volatile sig_atomic_t stop;

static void on_signal(int sig)
{
	stop = 1;
}

static void handle_event(void *ctx, int cpu, void *data, unsigned int size)
{
	const struct event *e = data;

	printf("%-7d %-6u %-16s %s\n", e->pid, e->uid, e->comm, e->path);
}

static void handle_lost(void *ctx, int cpu, unsigned long long count)
{
	fprintf(stderr, "lost %llu events on CPU %d\n", count, cpu);
}

int main(void)
{
	struct perf_buffer *pb = NULL;
	struct execve_bpf *skel = execve_bpf__open_and_load();
	int err;

	if (!skel) {
		fprintf(stderr, "Failed to open and load the BPF object\n");
		return 1;
	}
	signal(SIGINT, on_signal);
	signal(SIGTERM, on_signal);
	err = execve_bpf__attach(skel);
	if (err) {
		fprintf(stderr, "Failed to attach: %d\n", err);
		goto cleanup;
	}
	pb = perf_buffer__new(bpf_map__fd(skel->maps.events), 16, handle_event, handle_lost, NULL,
			      NULL);
	if (!pb) {
		err = -errno;
		fprintf(stderr, "Failed to open the perf buffer: %d\n", err);
		goto cleanup;
	}
	printf("%-7s %-6s %-16s %s\n", "PID", "UID", "COMM", "PATH");
	fflush(stdout);
	while (!stop) {
		err = perf_buffer__poll(pb, 100);
		if (err < 0 && err != -EINTR) {
			fprintf(stderr, "Error polling the perf buffer: %d\n", err);
			goto cleanup;
		}
		fflush(stdout);
	}
	err = 0;

cleanup:
	perf_buffer__free(pb);
	execve_bpf__destroy(skel);
	return err ? 1 : 0;
}

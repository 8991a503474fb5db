// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/*
 * Prints a line for each process that starts and each that ends, on old kernels too.
 * Introduces: what bootstrap does, through a perf buffer.
 */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <bpf/libbpf.h>
#include "bootstrap_legacy.h"
#include "bootstrap_legacy.skel.h"

static volatile sig_atomic_t stop;

static void on_signal(int sig)
{
	stop = 1;
}

static void handle_event(void *ctx, int cpu, void *data, unsigned int size)
{
	const struct event *e = data;

	if (e->exit_event)
		printf("EXIT %-16s %-7d %-7d [%u] (%llums)\n", e->comm, e->pid, e->ppid, e->exit_code,
		       e->duration_ns / 1000000);
	else
		printf("EXEC %-16s %-7d %-7d %s\n", e->comm, e->pid, e->ppid, e->filename);
}

static void handle_lost(void *ctx, int cpu, unsigned long long count)
{
	fprintf(stderr, "lost %llu events on CPU %d\n", count, cpu);
}

int main(void)
{
	struct perf_buffer *pb = NULL;
	struct bootstrap_legacy_bpf *skel = bootstrap_legacy_bpf__open_and_load();
	int err;

	if (!skel) {
		fprintf(stderr, "Failed to open and load the BPF object\n");
		return 1;
	}
	signal(SIGINT, on_signal);
	signal(SIGTERM, on_signal);
	err = bootstrap_legacy_bpf__attach(skel);
	if (err)
		goto cleanup;
	pb = perf_buffer__new(bpf_map__fd(skel->maps.pb), 64, handle_event, handle_lost, NULL, NULL);
	if (!pb) {
		err = -errno;
		goto cleanup;
	}
	printf("EVENT COMM PID PPID FILENAME/EXIT CODE\n");
	fflush(stdout);
	while (!stop) {
		err = perf_buffer__poll(pb, 100);
		if (err < 0 && err != -EINTR)
			goto cleanup;
		fflush(stdout);
	}
	err = 0;

cleanup:
	perf_buffer__free(pb);
	bootstrap_legacy_bpf__destroy(skel);
	return err ? 1 : 0;
}

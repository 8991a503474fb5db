// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/*
 * Prints the removal of files.
 * Introduces: fentry and fexit, which see arguments and result with their types.
 */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <bpf/libbpf.h>
#include "fentry.h"
#include "fentry.skel.h"

static volatile sig_atomic_t stop;

static void on_signal(int sig)
{
	stop = 1;
}

static int handle_event(void *ctx, void *data, size_t size)
{
	const struct event *e = data;

	if (e->is_return)
		printf("%-7d %-16s EXIT %lld\n", e->pid, e->comm, e->ret);
	else
		printf("%-7d %-16s ENTRY\n", e->pid, e->comm);
	return 0;
}

int main(void)
{
	struct ring_buffer *rb = NULL;
	struct fentry_bpf *skel = fentry_bpf__open_and_load();
	int err;

	if (!skel) {
		fprintf(stderr, "Failed to open and load the BPF object\n");
		return 1;
	}
	signal(SIGINT, on_signal);
	signal(SIGTERM, on_signal);
	err = fentry_bpf__attach(skel);
	if (err) {
		fprintf(stderr, "Failed to attach: %d\n", err);
		goto cleanup;
	}
	rb = ring_buffer__new(bpf_map__fd(skel->maps.rb), handle_event, NULL, NULL);
	if (!rb) {
		err = -errno;
		goto cleanup;
	}
	printf("Watching\n");
	fflush(stdout);
	while (!stop) {
		err = ring_buffer__poll(rb, 100);
		if (err == -EINTR) {
			err = 0;
			break;
		}
		if (err < 0)
			break;
		err = 0;
		fflush(stdout);
	}

cleanup:
	ring_buffer__free(rb);
	fentry_bpf__destroy(skel);
	return err ? 1 : 0;
}

// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/*
 * Watches a static probe of a program: usdt PROGRAM PROVIDER NAME.
 * Introduces: user statically defined tracing.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <bpf/libbpf.h>
#include "usdt.h"
#include "usdt.skel.h"

static volatile sig_atomic_t stop;

static void on_signal(int sig)
{
	stop = 1;
}

static int handle_event(void *ctx, void *data, size_t size)
{
	const struct event *e = data;

	printf("%-7d %d arguments: %lld %lld\n", e->pid, e->n_args, e->a, e->b);
	return 0;
}

int main(int argc, char **argv)
{
	struct ring_buffer *rb = NULL;
	struct usdt_bpf *skel;
	int err = 0;

	if (argc != 4) {
		fprintf(stderr, "usage: usdt PROGRAM PROVIDER NAME\n");
		return 2;
	}
	signal(SIGINT, on_signal);
	signal(SIGTERM, on_signal);
	skel = usdt_bpf__open_and_load();
	if (!skel) {
		fprintf(stderr, "Failed to open and load the BPF object\n");
		return 1;
	}
	skel->links.on_probe =
		bpf_program__attach_usdt(skel->progs.on_probe, -1, argv[1], argv[2], argv[3], NULL);
	if (!skel->links.on_probe) {
		err = -errno;
		fprintf(stderr, "Failed to attach to %s:%s: %s\n", argv[2], argv[3], strerror(-err));
		goto cleanup;
	}
	rb = ring_buffer__new(bpf_map__fd(skel->maps.rb), handle_event, NULL, NULL);
	if (!rb) {
		err = -errno;
		goto cleanup;
	}
	printf("Watching %s:%s in %s\n", argv[2], argv[3], argv[1]);
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
	usdt_bpf__destroy(skel);
	return err ? 1 : 0;
}

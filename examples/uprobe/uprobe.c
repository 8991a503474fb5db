// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/*
 * Watches a function of a program: uprobe PROGRAM FUNCTION.  The function takes two ints.
 * Introduces: attaching by hand, with options, to a target known only at run time.
 */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <bpf/libbpf.h>
#include "uprobe.h"
#include "uprobe.skel.h"

static volatile sig_atomic_t stop;

static void on_signal(int sig)
{
	stop = 1;
}

static int handle_event(void *ctx, void *data, size_t size)
{
	const struct event *e = data;
	const char *function = ctx;

	if (e->is_return)
		printf("%-7d %s returned %lld\n", e->pid, function, e->a);
	else
		printf("%-7d %s(%lld, %lld)\n", e->pid, function, e->a, e->b);
	return 0;
}

static struct bpf_link *attach(struct bpf_program *prog, bool at_return, const char *path,
			       const char *function)
{
	LIBBPF_OPTS(bpf_uprobe_opts, opts, .func_name = function, .retprobe = at_return);

	return bpf_program__attach_uprobe_opts(prog, -1, path, 0, &opts);
}

int main(int argc, char **argv)
{
	struct ring_buffer *rb = NULL;
	struct uprobe_bpf *skel;
	int err = 0;

	if (argc != 3) {
		fprintf(stderr, "usage: uprobe PROGRAM FUNCTION\n");
		return 2;
	}
	signal(SIGINT, on_signal);
	signal(SIGTERM, on_signal);
	skel = uprobe_bpf__open_and_load();
	if (!skel) {
		fprintf(stderr, "Failed to open and load the BPF object\n");
		return 1;
	}
	skel->links.enter_function = attach(skel->progs.enter_function, false, argv[1], argv[2]);
	if (!skel->links.enter_function) {
		err = -errno;
		fprintf(stderr, "Failed to attach to %s in %s: %s\n", argv[2], argv[1], strerror(-err));
		goto cleanup;
	}
	skel->links.leave_function = attach(skel->progs.leave_function, true, argv[1], argv[2]);
	if (!skel->links.leave_function) {
		err = -errno;
		fprintf(stderr, "Failed to attach to the return of %s: %s\n", argv[2], strerror(-err));
		goto cleanup;
	}
	rb = ring_buffer__new(bpf_map__fd(skel->maps.rb), handle_event, argv[2], NULL);
	if (!rb) {
		err = -errno;
		goto cleanup;
	}
	printf("Watching %s in %s\n", argv[2], argv[1]);
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
	uprobe_bpf__destroy(skel);
	return err ? 1 : 0;
}

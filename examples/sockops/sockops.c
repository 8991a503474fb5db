// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/*
 * Prints the TCP connections of a cgroup: sockops CGROUP.
 * Introduces: attaching to a cgroup, whose folder is opened like any other.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <bpf/libbpf.h>
#include "sockops.h"
#include "sockops.skel.h"

static volatile sig_atomic_t stop;

static void on_signal(int sig)
{
	stop = 1;
}

static int handle_event(void *ctx, void *data, size_t size)
{
	const struct event *e = data;
	const unsigned char *ip = (const unsigned char *)&e->remote_ip4;

	printf("%s %u.%u.%u.%u:%u local port %u\n", e->is_active ? "CONNECT" : "ACCEPT ", ip[0],
	       ip[1], ip[2], ip[3], e->remote_port, e->local_port);
	return 0;
}

int main(int argc, char **argv)
{
	struct ring_buffer *rb = NULL;
	struct sockops_bpf *skel;
	int cgroup, err = 0;

	if (argc != 2) {
		fprintf(stderr, "usage: sockops CGROUP\n");
		return 2;
	}
	cgroup = open(argv[1], O_RDONLY | O_DIRECTORY);
	if (cgroup < 0) {
		fprintf(stderr, "Cannot open %s: %s\n", argv[1], strerror(errno));
		return 1;
	}
	signal(SIGINT, on_signal);
	signal(SIGTERM, on_signal);
	skel = sockops_bpf__open_and_load();
	if (!skel) {
		fprintf(stderr, "Failed to open and load the BPF object\n");
		close(cgroup);
		return 1;
	}
	skel->links.on_connection = bpf_program__attach_cgroup(skel->progs.on_connection, cgroup);
	if (!skel->links.on_connection) {
		err = -errno;
		fprintf(stderr, "Failed to attach to %s: %s\n", argv[1], strerror(-err));
		goto cleanup;
	}
	rb = ring_buffer__new(bpf_map__fd(skel->maps.rb), handle_event, NULL, NULL);
	if (!rb) {
		err = -errno;
		goto cleanup;
	}
	printf("Watching TCP connections of %s\n", argv[1]);
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
	sockops_bpf__destroy(skel);
	close(cgroup);
	return err ? 1 : 0;
}

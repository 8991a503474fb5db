// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/*
 * Counts the packets that a network interface receives: xdp INTERFACE [SECONDS].
 * Introduces: a network hook, per-CPU maps.
 */
#include <errno.h>
#include <net/if.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include "xdp.skel.h"

struct counter {
	__u64 packets;
	__u64 bytes;
};

static volatile sig_atomic_t stop;

static void on_signal(int sig)
{
	stop = 1;
}

static int print_counters(int fd)
{
	int cpus = libbpf_num_possible_cpus();
	struct counter *values = calloc(cpus, sizeof(*values));

	if (!values)
		return -ENOMEM;
	for (unsigned protocol = 0; protocol < 256; protocol++) {
		struct counter sum = {};

		if (bpf_map_lookup_elem(fd, &protocol, values)) {
			int err = -errno;

			free(values);
			return err;
		}
		for (int i = 0; i < cpus; i++) {
			sum.packets += values[i].packets;
			sum.bytes += values[i].bytes;
		}
		if (sum.packets)
			printf("protocol %-3u %8llu packets %10llu bytes\n", protocol,
			       (unsigned long long)sum.packets, (unsigned long long)sum.bytes);
	}
	free(values);
	fflush(stdout);
	return 0;
}

int main(int argc, char **argv)
{
	int seconds = argc > 2 ? atoi(argv[2]) : 0, err = 0;
	struct xdp_bpf *skel;
	unsigned ifindex;

	if (argc < 2) {
		fprintf(stderr, "usage: xdp INTERFACE [SECONDS]\n");
		return 2;
	}
	ifindex = if_nametoindex(argv[1]);
	if (!ifindex) {
		fprintf(stderr, "No such interface: %s\n", argv[1]);
		return 1;
	}
	signal(SIGINT, on_signal);
	signal(SIGTERM, on_signal);
	skel = xdp_bpf__open_and_load();
	if (!skel) {
		fprintf(stderr, "Failed to open and load the BPF object\n");
		return 1;
	}
	skel->links.count_packets = bpf_program__attach_xdp(skel->progs.count_packets, ifindex);
	if (!skel->links.count_packets) {
		err = -errno;
		fprintf(stderr, "Failed to attach to %s: %s\n", argv[1], strerror(-err));
		goto cleanup;
	}
	printf("Counting packets on %s\n", argv[1]);
	fflush(stdout);
	for (int i = 0; !stop && (!seconds || i < seconds); i++)
		sleep(1);
	err = print_counters(bpf_map__fd(skel->maps.counters));

cleanup:
	xdp_bpf__destroy(skel);
	return err ? 1 : 0;
}

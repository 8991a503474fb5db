// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/*
 * Counts the packets that enter an interface: tc INTERFACE [SECONDS].
 * Introduces: a traffic control hook made and removed by hand, live global variables (bss).
 */
#include <errno.h>
#include <net/if.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/libbpf.h>
#include "tc.skel.h"

static volatile sig_atomic_t stop;

static void on_signal(int sig)
{
	stop = 1;
}

int main(int argc, char **argv)
{
	LIBBPF_OPTS(bpf_tc_hook, hook, .attach_point = BPF_TC_INGRESS);
	LIBBPF_OPTS(bpf_tc_opts, opts, .handle = 1, .priority = 1);
	int seconds = argc > 2 ? atoi(argv[2]) : 0, err;
	bool created = false;
	struct tc_bpf *skel;

	if (argc < 2) {
		fprintf(stderr, "usage: tc INTERFACE [SECONDS]\n");
		return 2;
	}
	hook.ifindex = (int)if_nametoindex(argv[1]);
	if (!hook.ifindex) {
		fprintf(stderr, "No such interface: %s\n", argv[1]);
		return 1;
	}
	signal(SIGINT, on_signal);
	signal(SIGTERM, on_signal);
	skel = tc_bpf__open_and_load();
	if (!skel) {
		fprintf(stderr, "Failed to open and load the BPF object\n");
		return 1;
	}
	err = bpf_tc_hook_create(&hook);
	created = !err;
	if (err && err != -EEXIST) {
		fprintf(stderr, "Failed to create the hook: %s\n", strerror(-err));
		goto cleanup;
	}
	opts.prog_fd = bpf_program__fd(skel->progs.tc_ingress);
	err = bpf_tc_attach(&hook, &opts);
	if (err) {
		fprintf(stderr, "Failed to attach: %s\n", strerror(-err));
		goto cleanup;
	}
	printf("Counting packets on %s\n", argv[1]);
	fflush(stdout);
	for (int i = 0; !stop && (!seconds || i < seconds); i++)
		sleep(1);
	printf("%llu packets, %llu bytes\n", (unsigned long long)skel->bss->packets,
	       (unsigned long long)skel->bss->bytes);

	opts.flags = opts.prog_fd = opts.prog_id = 0;
	err = bpf_tc_detach(&hook, &opts);
	if (err)
		fprintf(stderr, "Failed to detach: %s\n", strerror(-err));

cleanup:
	if (created) {
		hook.attach_point = BPF_TC_INGRESS | BPF_TC_EGRESS; /* both: the qdisc goes too */
		bpf_tc_hook_destroy(&hook);
	}
	tc_bpf__destroy(skel);
	return err ? 1 : 0;
}

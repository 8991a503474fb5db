// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/*
 * Once a second, prints how many programs have started and which was the last.
 * Usage: minimal [SECONDS]      until Ctrl-C, or for so many seconds
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <bpf/libbpf.h>
#include "minimal.skel.h"

static volatile sig_atomic_t stop;

static void on_signal(int sig)
{
	stop = 1;
}

int main(int argc, char **argv)
{
	int seconds = argc > 1 ? atoi(argv[1]) : 0;
	struct minimal_bpf *skel = minimal_bpf__open();

	if (!skel) {
		fprintf(stderr, "Failed to open the BPF program\n");
		return 1;
	}
	skel->rodata->ignored_pid = getpid();
	if (minimal_bpf__load(skel) || minimal_bpf__attach(skel)) {
		fprintf(stderr, "Failed to load and attach the BPF program\n");
		minimal_bpf__destroy(skel);
		return 1;
	}

	signal(SIGINT, on_signal);
	signal(SIGTERM, on_signal);
	for (int i = 0; !stop && (!seconds || i < seconds); i++) {
		sleep(1);
		printf("%llu programs started, the last: %s (pid %d)\n",
		       (unsigned long long)skel->bss->count, skel->bss->last_name,
		       skel->bss->last_pid);
		fflush(stdout);
	}
	minimal_bpf__destroy(skel);
	return 0;
}

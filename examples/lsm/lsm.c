// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/*
 * Protects folders of one name from rmdir(2): lsm NAME.
 * Introduces: a security hook that decides; a string in rodata.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <bpf/libbpf.h>
#include "lsm.skel.h"

static volatile sig_atomic_t stop;

static void on_signal(int sig)
{
	stop = 1;
}

int main(int argc, char **argv)
{
	struct lsm_bpf *skel;
	int err;

	if (argc != 2 || strlen(argv[1]) >= sizeof(skel->rodata->protected_name)) {
		fprintf(stderr, "usage: lsm NAME (at most 31 characters)\n");
		return 2;
	}
	signal(SIGINT, on_signal);
	signal(SIGTERM, on_signal);
	skel = lsm_bpf__open();
	if (!skel) {
		fprintf(stderr, "Failed to open the BPF object\n");
		return 1;
	}
	strcpy((char *)skel->rodata->protected_name, argv[1]);
	err = lsm_bpf__load(skel);
	if (!err)
		err = lsm_bpf__attach(skel);
	if (err) {
		fprintf(stderr, "Failed to load and attach: %d\n", err);
		goto cleanup;
	}
	printf("Protecting folders named %s\n", argv[1]);
	fflush(stdout);
	while (!stop)
		sleep(1);
	printf("%llu refused\n", (unsigned long long)skel->bss->refused);

cleanup:
	lsm_bpf__destroy(skel);
	return err ? 1 : 0;
}

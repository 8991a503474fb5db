// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/*
 * Counts its own writes, in any pid namespace: minimal_ns N writes N dots.
 * Introduces: stat of /proc/self/ns/pid, global variables written after load.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <bpf/libbpf.h>
#include "minimal_ns.skel.h"

int main(int argc, char **argv)
{
	int n = argc > 1 ? atoi(argv[1]) : 3, err;
	struct minimal_ns_bpf *skel;
	struct stat ns;

	if (stat("/proc/self/ns/pid", &ns)) {
		perror("stat /proc/self/ns/pid");
		return 1;
	}
	skel = minimal_ns_bpf__open_and_load();
	if (!skel) {
		fprintf(stderr, "Failed to open and load the BPF object\n");
		return 1;
	}
	skel->bss->dev = ns.st_dev;
	skel->bss->ino = ns.st_ino;
	skel->bss->my_pid = getpid();
	err = minimal_ns_bpf__attach(skel);
	if (err) {
		fprintf(stderr, "Failed to attach: %d\n", err);
		goto cleanup;
	}
	for (int i = 0; i < n; i++)
		if (write(STDERR_FILENO, ".", 1) != 1)
			break;
	printf("%llu writes\n", (unsigned long long)skel->bss->writes);

cleanup:
	minimal_ns_bpf__destroy(skel);
	return err ? 1 : 0;
}

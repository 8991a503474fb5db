// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/*
 * Lists all tasks of the system.
 * Introduces: an iterator, whose descriptor is read like a file.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include "task_iter.h"
#include "task_iter.skel.h"

static int print_tasks(int fd)
{
	struct task_info info[32];
	ssize_t n;

	printf("%-7s %-7s %-6s %s\n", "PID", "TID", "STATE", "COMM");
	while ((n = read(fd, info, sizeof(info))) > 0)
		for (size_t i = 0; i < n / sizeof(*info); i++)
			printf("%-7d %-7d %-6x %s\n", info[i].pid, info[i].tid, info[i].state,
			       info[i].comm);
	return n < 0 ? -errno : 0;
}

int main(void)
{
	struct task_iter_bpf *skel = task_iter_bpf__open_and_load();
	int fd, err;

	if (!skel) {
		fprintf(stderr, "Failed to open and load the BPF object\n");
		return 1;
	}
	err = task_iter_bpf__attach(skel);
	if (err) {
		fprintf(stderr, "Failed to attach: %d\n", err);
		goto cleanup;
	}
	fd = bpf_iter_create(bpf_link__fd(skel->links.visit_task));
	if (fd < 0) {
		err = fd;
		fprintf(stderr, "Failed to create the iterator: %s\n", strerror(-err));
		goto cleanup;
	}
	err = print_tasks(fd);
	close(fd);

cleanup:
	task_iter_bpf__destroy(skel);
	return err ? 1 : 0;
}

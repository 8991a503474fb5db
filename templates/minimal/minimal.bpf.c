// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/*
 * Counts the programs that start on this machine, and remembers the last one's name.
 */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

/* Set by the user side before the program is loaded; the kernel sees a constant. */
const volatile int ignored_pid = 0;

/* Shared memory: the user side reads these while the program runs. */
unsigned long long count = 0;
int last_pid = 0;
char last_name[16] = {};

SEC("raw_tp/sched_process_exec")
int on_exec(void *ctx)
{
	int pid = bpf_get_current_pid_tgid() >> 32;

	if (pid == ignored_pid)
		return 0;
	__sync_fetch_and_add(&count, 1);
	last_pid = pid;
	bpf_get_current_comm(last_name, sizeof(last_name));
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";

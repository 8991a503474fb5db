// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* Kernel part: counts the writes of one process, known by its pid in its own namespace. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

__u64 dev = 0, ino = 0; /* of the pid namespace */
int my_pid = 0;
__u64 writes = 0;

SEC("tp/syscalls/sys_enter_write")
int handle_write(void *ctx)
{
	struct bpf_pidns_info ns;

	if (bpf_get_ns_current_pid_tgid(dev, ino, &ns, sizeof(ns)) || (int)ns.tgid != my_pid)
		return 0;
	__sync_fetch_and_add(&writes, 1);
	return 0;
}

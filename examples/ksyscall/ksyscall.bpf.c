// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* Kernel part: watches the system call kill, whatever its name is on this architecture. */
#include "vmlinux.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include "ksyscall.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 64 * 1024);
} rb SEC(".maps");

SEC("ksyscall/kill")
int BPF_KSYSCALL(enter_kill, int pid, int sig)
{
	struct event *e;

	if (!sig) /* asks only whether the process is there */
		return 0;
	e = bpf_ringbuf_reserve(&rb, sizeof(*e), 0);
	if (!e)
		return 0;
	e->from = bpf_get_current_pid_tgid() >> 32;
	e->to = pid;
	e->sig = sig;
	bpf_get_current_comm(&e->comm, sizeof(e->comm));
	bpf_ringbuf_submit(e, 0);
	return 0;
}

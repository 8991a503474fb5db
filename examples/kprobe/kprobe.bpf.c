// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* Kernel part: watches vfs_unlink, its third argument on entry, its result on return. */
#include "vmlinux.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include "kprobe.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 64 * 1024);
} rb SEC(".maps");

static int report(bool is_return, long ret)
{
	struct event *e = bpf_ringbuf_reserve(&rb, sizeof(*e), 0);

	if (!e)
		return 0;
	e->pid = bpf_get_current_pid_tgid() >> 32;
	e->is_return = is_return;
	e->ret = ret;
	bpf_get_current_comm(&e->comm, sizeof(e->comm));
	bpf_ringbuf_submit(e, 0);
	return 0;
}

SEC("kprobe/vfs_unlink")
int BPF_KPROBE(enter_unlink)
{
	return report(false, 0);
}

SEC("kretprobe/vfs_unlink")
int BPF_KRETPROBE(leave_unlink, long ret)
{
	return report(true, ret);
}

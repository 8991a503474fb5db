// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* Kernel part: reports arguments and results of a user-space function of two ints. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include "uprobe.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 64 * 1024);
} rb SEC(".maps");

static int report(bool is_return, long long a, long long b)
{
	struct event *e = bpf_ringbuf_reserve(&rb, sizeof(*e), 0);

	if (!e)
		return 0;
	e->pid = bpf_get_current_pid_tgid() >> 32;
	e->is_return = is_return;
	e->a = a;
	e->b = b;
	bpf_ringbuf_submit(e, 0);
	return 0;
}

SEC("uprobe")
int BPF_KPROBE(enter_function, int a, int b)
{
	return report(false, a, b);
}

SEC("uretprobe")
int BPF_KRETPROBE(leave_function, int ret)
{
	return report(true, ret, 0);
}

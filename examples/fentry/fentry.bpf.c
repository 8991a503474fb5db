// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* Kernel part: watches vfs_unlink through the BPF trampoline. */
#include "vmlinux.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include "fentry.h"

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

/* vfs_unlink took three parameters until 5.11 and four since; none is needed here. */
SEC("fentry/vfs_unlink")
int enter_unlink(void *ctx)
{
	return report(false, 0);
}

SEC("fexit/vfs_unlink")
int leave_unlink(void *ctx)
{
	__u64 ret = 0;

	bpf_get_func_ret(ctx, &ret);
	return report(true, (int)ret);
}

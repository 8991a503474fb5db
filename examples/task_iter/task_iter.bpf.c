// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* Kernel part: writes a record for each task of the system when user space reads. */
#include "vmlinux.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include "task_iter.h"

char LICENSE[] SEC("license") = "GPL";

struct task_struct___old {
	long state;
} __attribute__((preserve_access_index));

SEC("iter/task")
int visit_task(struct bpf_iter__task *ctx)
{
	struct task_struct *task = ctx->task;
	struct task_info info = {};

	if (!task)
		return 0;
	info.pid = task->tgid;
	info.tid = task->pid;
	if (bpf_core_field_exists(task->__state))
		info.state = BPF_CORE_READ(task, __state);
	else
		info.state = BPF_CORE_READ((struct task_struct___old *)task, state);
	bpf_probe_read_kernel_str(info.comm, sizeof(info.comm), task->comm);
	bpf_seq_write(ctx->meta->seq, &info, sizeof(info));
	return 0;
}

// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* Kernel part: measures how long a task that can run waits for a CPU. */
#include "vmlinux.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include "runqlat.h"

#define MAX_ENTRIES 10240
#define TASK_RUNNING 0

char LICENSE[] SEC("license") = "GPL";

const volatile bool per_process = false;
const volatile pid_t only_tgid = 0;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, MAX_ENTRIES);
	__type(key, u32);
	__type(value, u64);
} start SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, MAX_ENTRIES);
	__type(key, u32);
	__type(value, struct hist);
} hists SEC(".maps");

static struct hist zero;

struct task_struct___old {
	long state;
} __attribute__((preserve_access_index));

/* `state` became `__state` in 5.14. */
static unsigned task_state(struct task_struct *task)
{
	if (bpf_core_field_exists(task->__state))
		return BPF_CORE_READ(task, __state);
	return BPF_CORE_READ((struct task_struct___old *)task, state);
}

static void enqueue(u32 tgid, u32 pid)
{
	u64 now;

	if (!pid || (only_tgid && (u32)only_tgid != tgid))
		return;
	now = bpf_ktime_get_ns();
	bpf_map_update_elem(&start, &pid, &now, BPF_ANY);
}

static unsigned log2_of(u64 v)
{
	unsigned n = 0;

	for (int shift = 32; shift; shift >>= 1) {
		if (v >> shift) {
			v >>= shift;
			n += shift;
		}
	}
	return n;
}

SEC("raw_tp/sched_wakeup")
int handle_wakeup(struct bpf_raw_tracepoint_args *ctx)
{
	struct task_struct *p = (void *)ctx->args[0];

	enqueue(BPF_CORE_READ(p, tgid), BPF_CORE_READ(p, pid));
	return 0;
}

SEC("raw_tp/sched_wakeup_new")
int handle_wakeup_new(struct bpf_raw_tracepoint_args *ctx)
{
	struct task_struct *p = (void *)ctx->args[0];

	enqueue(BPF_CORE_READ(p, tgid), BPF_CORE_READ(p, pid));
	return 0;
}

SEC("raw_tp/sched_switch")
int handle_switch(struct bpf_raw_tracepoint_args *ctx)
{
	struct task_struct *prev = (void *)ctx->args[1], *next = (void *)ctx->args[2];

	if (task_state(prev) == TASK_RUNNING)
		enqueue(BPF_CORE_READ(prev, tgid), BPF_CORE_READ(prev, pid));

	u32 pid = BPF_CORE_READ(next, pid);
	u64 *since = bpf_map_lookup_elem(&start, &pid);
	if (!since)
		return 0;
	u64 waited = (bpf_ktime_get_ns() - *since) / 1000;
	bpf_map_delete_elem(&start, &pid);

	u32 key = per_process ? (u32)BPF_CORE_READ(next, tgid) : 0;
	struct hist *h = bpf_map_lookup_elem(&hists, &key);
	if (!h) {
		bpf_map_update_elem(&hists, &key, &zero, BPF_NOEXIST);
		h = bpf_map_lookup_elem(&hists, &key);
		if (!h)
			return 0;
		if (per_process)
			BPF_CORE_READ_STR_INTO(&h->comm, next, comm);
	}
	unsigned slot = log2_of(waited);
	if (slot >= MAX_SLOTS)
		slot = MAX_SLOTS - 1;
	__sync_fetch_and_add(&h->slots[slot], 1);
	return 0;
}

// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* Programs of several kinds, for what can be asked and attached. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} first SEC(".maps"), second SEC(".maps");

__u64 forks;
__u64 raw_forks;

SEC("tp/sched/sched_process_fork")
int on_fork(void *ctx)
{
	__sync_fetch_and_add(&forks, 1);
	return 0;
}

SEC("raw_tp/sched_process_fork")
int on_raw_fork(void *ctx)
{
	__sync_fetch_and_add(&raw_forks, 1);
	return 0;
}

SEC("tp")
int no_target(void *ctx)
{
	return 0;
}

SEC("?tp/sched/no_such_event")
int wrong_target(void *ctx)
{
	return 0;
}

SEC("iter/bpf_map")
int each_map(struct bpf_iter__bpf_map *ctx)
{
	static const char fmt[] = "map %s\n";
	struct seq_file *seq = ctx->meta->seq;
	struct bpf_map *map = ctx->map;
	__u64 args[1];

	if (!map)
		return 0;
	args[0] = (__u64)(void *)map->name;
	bpf_seq_printf(seq, fmt, sizeof fmt, args, sizeof args);
	return 0;
}

SEC("iter/bpf_map_elem")
int each_element(struct bpf_iter__bpf_map_elem *ctx)
{
	static const char fmt[] = "element %llu\n";
	__u64 *v = ctx->value;

	if (v)
		bpf_seq_printf(ctx->meta->seq, fmt, sizeof fmt, v, sizeof *v);
	return 0;
}

SEC("xdp")
int pass(struct xdp_md *ctx)
{
	return XDP_PASS;
}

SEC("?socket")
int rejected(struct __sk_buff *skb)
{
	__u32 key = skb->len;
	__u64 *v = bpf_map_lookup_elem(&first, &key);

	return *v; /* may be NULL */
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";

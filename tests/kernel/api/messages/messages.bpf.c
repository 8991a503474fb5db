// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* Programs that cannot be loaded or attached, each for one reason. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} hash SEC(".maps");

SEC("socket")
int fine(struct __sk_buff *skb)
{
	return 0;
}

SEC("?socket")
int rejected(struct __sk_buff *skb)
{
	__u32 key = skb->len;
	__u64 *value = bpf_map_lookup_elem(&hash, &key);

	return *value;
}

SEC("?tp/sched/no_such_event")
int no_target(void *ctx)
{
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";

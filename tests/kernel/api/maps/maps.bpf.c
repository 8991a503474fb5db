// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* Maps of many kinds, and a program that writes to a per-CPU one. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct value {
	__u64 count;
	__u32 tag;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, struct value);
} hash SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u64);
} array SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__uint(value_size, 12);
} percpu SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_QUEUE);
	__uint(max_entries, 4);
	__type(value, __u32);
} queue SEC(".maps");

struct inner {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} inner_one SEC(".maps"), inner_two SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 2);
	__type(key, __u32);
	__array(values, struct inner);
} outer SEC(".maps") = {.values = {&inner_one}};

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, __u32);
} programs SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} sized_later SEC(".maps");

const volatile __u32 factor = 1;
__u64 runs;
__u64 seen_inner;
int start_value = 7;

SEC("socket")
int second(struct __sk_buff *skb)
{
	return 77;
}

SEC("socket")
int first(struct __sk_buff *skb)
{
	__u32 zero = 0, one = 1, *v;
	__u64 *slot = bpf_map_lookup_elem(&percpu, &zero);
	void *in = bpf_map_lookup_elem(&outer, &one);

	runs += factor;
	if (slot)
		*slot += 1;
	if (in) {
		v = bpf_map_lookup_elem(in, &zero);
		if (v)
			seen_inner = *v;
	}
	bpf_tail_call(skb, &programs, 1);
	return 5;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";

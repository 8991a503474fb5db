// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* What the hostile guest works on. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__type(key, __u32);
	__uint(value_size, 64);
} hash SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} percpu SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} ring SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, 4);
	__uint(value_size, 4);
} perf SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_USER_RINGBUF);
	__uint(max_entries, 4096);
} user SEC(".maps");

const volatile int constant = 5;
int variable = 6;
__u64 count;

SEC("socket")
int produce(struct __sk_buff *skb)
{
	__u64 v = ++count;

	bpf_ringbuf_output(&ring, &v, sizeof v, 0);
	bpf_perf_event_output(skb, &perf, BPF_F_CURRENT_CPU, &v, sizeof v);
	return constant;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";

// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* Two ring buffers, a perf buffer and a user ring buffer, filled by test runs. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

#define LARGE 8192

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 64 * 1024);
} one SEC(".maps"), two SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, 4);
	__uint(value_size, 4);
} perf SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_USER_RINGBUF);
	__uint(max_entries, 4096);
} user SEC(".maps");

struct event {
	__u64 sequence;
	__u32 from;
};

__u64 sequence;
__u64 lost;
__u64 user_sum;
__u32 user_count;

SEC("socket")
int to_one(struct __sk_buff *skb)
{
	struct event e = {.sequence = ++sequence, .from = 1};

	if (bpf_ringbuf_output(&one, &e, sizeof e, 0))
		lost++;
	return 0;
}

SEC("socket")
int to_two(struct __sk_buff *skb)
{
	struct event e = {.sequence = ++sequence, .from = 2};

	if (bpf_ringbuf_output(&two, &e, sizeof e, 0))
		lost++;
	return 0;
}

SEC("socket")
int large(struct __sk_buff *skb)
{
	unsigned char *p = bpf_ringbuf_reserve(&one, LARGE, 0);

	if (!p)
		return 1;
	for (int i = 0; i < LARGE; i += 512)
		p[i] = i / 512;
	p[LARGE - 1] = 3;
	bpf_ringbuf_submit(p, 0);
	p = bpf_ringbuf_reserve(&one, 64, 0);
	if (p)
		bpf_ringbuf_discard(p, 0);
	return 0;
}

SEC("socket")
int to_perf(struct __sk_buff *skb)
{
	struct event e = {.sequence = ++sequence, .from = 3};

	bpf_perf_event_output(skb, &perf, BPF_F_CURRENT_CPU, &e, sizeof e);
	return 0;
}

static long on_user(struct bpf_dynptr *dynptr, void *ctx)
{
	__u64 v;

	if (bpf_dynptr_read(&v, sizeof v, dynptr, 0, 0))
		return 1;
	user_sum += v;
	user_count++;
	return 0;
}

SEC("syscall")
int drain(void *ctx)
{
	return bpf_user_ringbuf_drain(&user, on_user, NULL, 0);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";

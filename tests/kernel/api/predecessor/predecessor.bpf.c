// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* Three ring buffers that every fork fills, and programs that need a target. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 64 * 1024);
} one SEC(".maps"), two SEC(".maps"), big SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u64);
} hash SEC(".maps");

SEC("tp/sched/sched_process_fork")
int on_fork(void *ctx)
{
	__u64 v = bpf_ktime_get_ns();
	unsigned char *p;

	bpf_ringbuf_output(&one, &v, sizeof v, 0);
	bpf_ringbuf_output(&two, &v, sizeof v, 0);
	p = bpf_ringbuf_reserve(&big, 8192, 0);
	if (!p)
		return 0;
	p[512] = 1;
	p[8191] = 3;
	bpf_ringbuf_submit(p, 0);
	return 0;
}

SEC("xdp")
int at_interface(struct xdp_md *ctx)
{
	return XDP_PASS;
}

SEC("sockops")
int at_cgroup(struct bpf_sock_ops *ctx)
{
	return 1;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";

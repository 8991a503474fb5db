// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* Fills a ring buffer as fast as test runs go. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include "ringbuf.h"

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 16 * 1024 * 1024);
} ring SEC(".maps");

__u64 sequence;
__u64 lost;

SEC("socket")
int produce(struct __sk_buff *skb)
{
	struct event *e = bpf_ringbuf_reserve(&ring, sizeof *e, 0);

	if (!e) {
		lost++;
		return 0;
	}
	e->sequence = ++sequence;
	e->pid = 4711;
	e->ppid = 42;
	__builtin_memcpy(e->comm, "benchmark", 10);
	__builtin_memcpy(e->filename, "/usr/bin/benchmark", 19);
	bpf_ringbuf_submit(e, 0);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";

// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* Kernel part: reports the first two arguments of a static user-space probe. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <bpf/usdt.bpf.h>
#include "usdt.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 64 * 1024);
} rb SEC(".maps");

SEC("usdt")
int BPF_USDT(on_probe, long a, long b)
{
	struct event *e = bpf_ringbuf_reserve(&rb, sizeof(*e), 0);

	if (!e)
		return 0;
	e->pid = bpf_get_current_pid_tgid() >> 32;
	e->n_args = bpf_usdt_arg_cnt(ctx);
	e->a = a;
	e->b = b;
	bpf_ringbuf_submit(e, 0);
	return 0;
}

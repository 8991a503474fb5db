// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* Kernel part: reports TCP connections that processes of a cgroup establish. */
#include "vmlinux.h"
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include "sockops.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 64 * 1024);
} rb SEC(".maps");

SEC("sockops")
int on_connection(struct bpf_sock_ops *ctx)
{
	bool active = ctx->op == BPF_SOCK_OPS_ACTIVE_ESTABLISHED_CB;

	if (!active && ctx->op != BPF_SOCK_OPS_PASSIVE_ESTABLISHED_CB)
		return 1;
	struct event *e = bpf_ringbuf_reserve(&rb, sizeof(*e), 0);
	if (!e)
		return 1;
	e->local_port = ctx->local_port;
	e->remote_port = bpf_ntohl(ctx->remote_port);
	e->remote_ip4 = ctx->remote_ip4;
	e->is_active = active;
	bpf_ringbuf_submit(e, 0);
	return 1;
}

// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* Counts what the loopback interface receives. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

__u64 packets;

SEC("tcx/ingress")
int count(struct __sk_buff *skb)
{
	__sync_fetch_and_add(&packets, 1);
	return -1; /* the next program */
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";

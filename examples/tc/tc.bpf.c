// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* Kernel part: counts what enters a network interface above the driver. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

#define TC_ACT_OK 0

char LICENSE[] SEC("license") = "GPL";

__u64 packets = 0;
__u64 bytes = 0;

SEC("tc")
int tc_ingress(struct __sk_buff *ctx)
{
	__sync_fetch_and_add(&packets, 1);
	__sync_fetch_and_add(&bytes, ctx->len);
	return TC_ACT_OK;
}

// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* Kernel part: looks at each packet that a raw socket sees and reports its addresses. */
#include "vmlinux.h"
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include "sockfilter.h"

#define ETH_HLEN 14
#define ETH_P_IP 0x0800

char LICENSE[] SEC("license") = "Dual BSD/GPL";

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 256 * 1024);
} rb SEC(".maps");

SEC("socket")
int on_packet(struct __sk_buff *skb)
{
	u16 ethertype;
	u8 first, protocol;
	struct event *e;

	bpf_skb_load_bytes(skb, 12, &ethertype, sizeof(ethertype));
	if (ethertype != bpf_htons(ETH_P_IP))
		return 0;
	e = bpf_ringbuf_reserve(&rb, sizeof(*e), 0);
	if (!e)
		return 0;
	bpf_skb_load_bytes(skb, ETH_HLEN, &first, 1);
	bpf_skb_load_bytes(skb, ETH_HLEN + 9, &protocol, 1);
	bpf_skb_load_bytes(skb, ETH_HLEN + 12, &e->source, 4);
	bpf_skb_load_bytes(skb, ETH_HLEN + 16, &e->destination, 4);
	e->protocol = protocol;
	e->length = skb->len;
	e->source_port = e->destination_port = 0;
	if (protocol == IPPROTO_TCP || protocol == IPPROTO_UDP) {
		u32 at = ETH_HLEN + (first & 0xf) * 4;

		bpf_skb_load_bytes(skb, at, &e->source_port, 2);
		bpf_skb_load_bytes(skb, at + 2, &e->destination_port, 2);
	}
	bpf_ringbuf_submit(e, 0);
	return 0;
}

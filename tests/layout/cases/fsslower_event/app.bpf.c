/* fsslower: ssize_t in an event that only a ring buffer carries; its total size is the same. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

typedef long ssize_t;
typedef long long loff_t;
#include "app.h"

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

SEC("raw_tp/sys_enter")
int use(void *ctx)
{
	struct event *e = bpf_ringbuf_reserve(&events, sizeof(*e), 0);
	if (!e)
		return 0;
	e->delta_us = 1;
	e->end_ns = 2;
	e->offset = 3;
	e->size = 0x500000004ll;
	e->pid = 5;
	e->op = 6;
	bpf_ringbuf_submit(e, 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";

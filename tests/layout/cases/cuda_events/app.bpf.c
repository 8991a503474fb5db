/* 47-cuda-events: size_t and a pointer in the middle of an event. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

typedef unsigned long size_t;
#include "app.h"

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} rb SEC(".maps");

SEC("raw_tp/sys_enter")
int use(void *ctx)
{
	struct event *e = bpf_ringbuf_reserve(&rb, sizeof(*e), 0);
	if (!e)
		return 0;
	e->pid = 1;
	e->mem.size = 0x200000000;
	e->mem.addr = 3;
	e->ret_val = 4;
	bpf_ringbuf_submit(e, 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";

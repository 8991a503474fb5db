/* An event that BTF knows by name alone: a function takes a pointer to it, no map carries it. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

typedef long ssize_t;
typedef long long loff_t;
#include "app.h"

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

static __attribute__((noinline)) void fill(struct event *e)
{
	e->delta_us = 1;
}

SEC("raw_tp/sys_enter")
int use(void *ctx)
{
	struct event *e = bpf_ringbuf_reserve(&events, sizeof(*e), 0);
	if (!e)
		return 0;
	fill(e);
	e->end_ns = 2;
	e->offset = 3;
	e->size = 0x500000004ll;
	e->pid = 5;
	e->op = 6;
	bpf_ringbuf_submit(e, 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";

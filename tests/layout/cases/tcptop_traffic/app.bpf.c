/* tcptop: a map's value of two size_t. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

typedef unsigned long size_t;
#include "app.h"

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__type(key, __u32);
	__type(value, struct traffic_t);
} ip_map SEC(".maps");

SEC("raw_tp/sys_enter")
int use(void *ctx)
{
	struct traffic_t t = {.sent = 1, .received = 0x200000003};
	__u32 key = 1;
	bpf_map_update_elem(&ip_map, &key, &t, BPF_ANY);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";

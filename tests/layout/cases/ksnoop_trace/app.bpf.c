/* ksnoop: pointers inside a map's value, in a nested struct. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include "app.h"

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__type(key, __u64);
	__type(value, struct trace);
} func_map SEC(".maps");

SEC("raw_tp/sys_enter")
int use(void *ctx)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";

/* Maps, programs and variables with names that are words of C++. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, int);
} class SEC(".maps");

int new;

SEC("raw_tp/sys_enter")
int delete(void *ctx)
{
	__u32 key = 0;
	int *value = bpf_map_lookup_elem(&class, &key);
	return new += value ? *value : 0;
}

char LICENSE[] SEC("license") = "GPL";

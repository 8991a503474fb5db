/* oncputime_stacks: kernel stacks are arrays of 64-bit addresses; user space reads them into long. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_STACK_TRACE);
	__uint(max_entries, 64);
	__uint(key_size, 4);
	__uint(value_size, 16 * 8);
} stackmap SEC(".maps");

int id = -1;

SEC("raw_tp/sys_enter")
int use(void *ctx)
{
	if (id < 0)
		id = bpf_get_stackid(ctx, &stackmap, 0);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";

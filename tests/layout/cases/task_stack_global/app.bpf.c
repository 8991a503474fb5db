/* task_stack: an array of unsigned long among the globals. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

unsigned long entries[64] = {};
int at;

SEC("raw_tp/sys_enter")
int use(void *ctx)
{
	entries[at & 63] = (unsigned long)ctx;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";

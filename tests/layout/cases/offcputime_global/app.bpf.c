/* offcputime: a long among the read-only globals (also the tutorial's). */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

const volatile long state = -1;

SEC("raw_tp/sys_enter")
int use(void *ctx)
{
	return state == (long)ctx;
}

char LICENSE[] SEC("license") = "GPL";

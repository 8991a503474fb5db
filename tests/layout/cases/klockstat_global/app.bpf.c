/* klockstat: a pointer among the read-only globals, set by user space. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

const volatile void *const targ_lock = 0;

SEC("raw_tp/sys_enter")
int use(void *ctx)
{
	return targ_lock == ctx;
}

char LICENSE[] SEC("license") = "GPL";

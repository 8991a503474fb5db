/* llcstat_format: 64-bit values printed with formats for long. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u64 ns = 0x100000002;
long events = -3;

SEC("raw_tp/sys_enter")
int use(void *ctx)
{
	return ns + events;
}

char LICENSE[] SEC("license") = "GPL";

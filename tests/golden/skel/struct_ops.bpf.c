/* struct_ops: shadow structs with scalars and programs, links of their own. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

struct sock;
struct tcp_congestion_ops {
	void *key[2];
	unsigned int flags;
	void (*init)(struct sock *sk);
	unsigned int (*ssthresh)(struct sock *sk);
	unsigned long max;
	char name[16];
};

SEC("struct_ops/start")
void BPF_PROG(start, struct sock *sk)
{
}

SEC("struct_ops/threshold")
unsigned int BPF_PROG(threshold, struct sock *sk)
{
	return 2;
}

SEC(".struct_ops")
struct tcp_congestion_ops gentle = {
	.init = (void *)start,
	.ssthresh = (void *)threshold,
	.flags = 1,
	.name = "gentle",
};

char LICENSE[] SEC("license") = "GPL";

/* memleak: sizes as size_t and long among the read-only globals. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

typedef unsigned long size_t;
const volatile size_t min_size = 0;
const volatile size_t max_size = -1;
const volatile size_t page_size = 4096;
const volatile long wanted = -1;

SEC("raw_tp/sys_enter")
int use(void *ctx)
{
	return min_size + max_size + page_size + wanted;
}

char LICENSE[] SEC("license") = "GPL";

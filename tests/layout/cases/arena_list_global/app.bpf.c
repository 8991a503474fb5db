/* arena_list: pointers and a long among the globals, in a struct that both sides define. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include "app.h"

struct list_head list_head;
long sum;

SEC("raw_tp/sys_enter")
int use(void *ctx)
{
	sum += (long)list_head.first;
	return 0;
}

char LICENSE[] SEC("license") = "GPL";

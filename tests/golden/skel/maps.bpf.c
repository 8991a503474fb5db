/* Maps of maps, program arrays, and programs of many kinds in libbpf's order. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct inner {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u64);
} inner_one SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 2);
	__type(key, __u32);
	__array(values, struct inner);
} outer SEC(".maps") = {.values = {[1] = &inner_one}};

int tail(void *ctx);

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 2);
	__uint(key_size, 4);
	__array(values, int(void *));
} jumps SEC(".maps") = {.values = {[0] = (void *)&tail}};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 256 * 1024);
} events SEC(".maps");

SEC("raw_tp/sys_exit")
int second(void *ctx)
{
	bpf_tail_call(ctx, &jumps, 0);
	return 0;
}

SEC("raw_tp/sys_enter")
int tail(void *ctx)
{
	__u32 key = 1;
	void *map = bpf_map_lookup_elem(&outer, &key);
	return map && bpf_map_lookup_elem(map, &key) && bpf_ringbuf_query(&events, 0);
}

SEC("?xdp")
int drop(struct xdp_md *ctx)
{
	return XDP_DROP;
}

SEC("tp/sched/sched_switch")
int switched(void *ctx)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";

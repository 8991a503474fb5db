// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* Kernel part without BTF of the kernel and without global variables, for kernels before 5.5. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

typedef unsigned int u32;
typedef int pid_t;

/* One element: whose writes are counted, and how many there were. */
struct state {
	pid_t pid;
	u32 writes;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct state);
} state SEC(".maps");

SEC("tp/syscalls/sys_enter_write")
int handle_write(void *ctx)
{
	u32 key = 0;
	struct state *s = bpf_map_lookup_elem(&state, &key);

	if (s && s->pid == (pid_t)(bpf_get_current_pid_tgid() >> 32))
		__sync_fetch_and_add(&s->writes, 1);
	return 0;
}

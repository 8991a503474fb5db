// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* Kernel part: keeps the arguments of open calls until they return, then reports both. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include "opensnoop.h"

char LICENSE[] SEC("license") = "GPL";

struct args {
	const char *path;
	int flags;
};

const volatile pid_t only_pid = 0;
const volatile uid_t only_uid = (uid_t)-1;
const volatile bool only_failed = false;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, u32);
	__type(value, struct args);
} pending SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, sizeof(u32));
	__uint(value_size, sizeof(u32));
} events SEC(".maps");

static int enter(const char *path, int flags)
{
	u64 id = bpf_get_current_pid_tgid();
	u32 tid = (u32)id;
	struct args args = { .path = path, .flags = flags };

	if (only_pid && only_pid != (pid_t)(id >> 32))
		return 0;
	if (only_uid != (uid_t)-1 && only_uid != (uid_t)bpf_get_current_uid_gid())
		return 0;
	bpf_map_update_elem(&pending, &tid, &args, BPF_ANY);
	return 0;
}

static int leave(struct trace_event_raw_sys_exit *ctx)
{
	u64 id = bpf_get_current_pid_tgid();
	u32 tid = (u32)id;
	struct args *args = bpf_map_lookup_elem(&pending, &tid);
	struct event e = {};

	if (!args)
		return 0;
	if (!only_failed || ctx->ret < 0) {
		e.pid = id >> 32;
		e.uid = (u32)bpf_get_current_uid_gid();
		e.ret = ctx->ret;
		e.flags = args->flags;
		bpf_get_current_comm(&e.comm, sizeof(e.comm));
		bpf_probe_read_user_str(&e.path, sizeof(e.path), args->path);
		bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &e, sizeof(e));
	}
	bpf_map_delete_elem(&pending, &tid);
	return 0;
}

SEC("tracepoint/syscalls/sys_enter_open")
int enter_open(struct trace_event_raw_sys_enter *ctx)
{
	return enter((const char *)ctx->args[0], (int)ctx->args[1]);
}

SEC("tracepoint/syscalls/sys_enter_openat")
int enter_openat(struct trace_event_raw_sys_enter *ctx)
{
	return enter((const char *)ctx->args[1], (int)ctx->args[2]);
}

SEC("tracepoint/syscalls/sys_exit_open")
int exit_open(struct trace_event_raw_sys_exit *ctx)
{
	return leave(ctx);
}

SEC("tracepoint/syscalls/sys_exit_openat")
int exit_openat(struct trace_event_raw_sys_exit *ctx)
{
	return leave(ctx);
}

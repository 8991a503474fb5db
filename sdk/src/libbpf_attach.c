/*
 * bpf_program__attach*(): each has one import, which takes libbpf's options in this layout.
 */
#include "libbpf_guest.h"

struct bpf_link *bpf_program__attach(const struct bpf_program *prog)
{
	return handle(libbpf__bpf_program__attach(prog));
}

struct bpf_link *bpf_program__attach_perf_event_opts(
	const struct bpf_program *prog, int fd, const struct bpf_perf_event_opts *opts)
{
	return handle(libbpf__bpf_program__attach_perf_event_opts(prog, fd, opts));
}

struct bpf_link *bpf_program__attach_perf_event(const struct bpf_program *prog, int fd)
{
	return bpf_program__attach_perf_event_opts(prog, fd, NULL);
}

struct bpf_link *bpf_program__attach_kprobe_opts(
	const struct bpf_program *prog, const char *func, const struct bpf_kprobe_opts *opts)
{
	return handle(libbpf__bpf_program__attach_kprobe_opts(prog, func, opts));
}

struct bpf_link *bpf_program__attach_kprobe(
	const struct bpf_program *prog, bool retprobe, const char *func)
{
	struct bpf_kprobe_opts opts = {.sz = sizeof opts, .retprobe = retprobe};
	return bpf_program__attach_kprobe_opts(prog, func, &opts);
}

struct bpf_link *bpf_program__attach_kprobe_multi_opts(const struct bpf_program *prog,
	const char *pattern, const struct bpf_kprobe_multi_opts *opts)
{
	return handle(libbpf__bpf_program__attach_kprobe_multi_opts(prog, pattern, opts));
}

struct bpf_link *bpf_program__attach_ksyscall(const struct bpf_program *prog,
	const char *syscall_name, const struct bpf_ksyscall_opts *opts)
{
	return handle(libbpf__bpf_program__attach_ksyscall(prog, syscall_name, opts));
}

struct bpf_link *bpf_program__attach_uprobe_opts(const struct bpf_program *prog, pid_t pid,
	const char *binary_path, size_t func_offset, const struct bpf_uprobe_opts *opts)
{
	return handle(
		libbpf__bpf_program__attach_uprobe_opts(prog, pid, binary_path, func_offset, opts));
}

struct bpf_link *bpf_program__attach_uprobe(const struct bpf_program *prog, bool retprobe,
	pid_t pid, const char *binary_path, size_t func_offset)
{
	struct bpf_uprobe_opts opts = {.sz = sizeof opts, .retprobe = retprobe};
	return bpf_program__attach_uprobe_opts(prog, pid, binary_path, func_offset, &opts);
}

struct bpf_link *bpf_program__attach_usdt(const struct bpf_program *prog, pid_t pid,
	const char *binary_path, const char *provider, const char *name,
	const struct bpf_usdt_opts *opts)
{
	return handle(
		libbpf__bpf_program__attach_usdt(prog, pid, binary_path, provider, name, opts));
}

struct bpf_link *bpf_program__attach_tracepoint_opts(const struct bpf_program *prog,
	const char *category, const char *name, const struct bpf_tracepoint_opts *opts)
{
	return handle(libbpf__bpf_program__attach_tracepoint_opts(prog, category, name, opts));
}

struct bpf_link *bpf_program__attach_tracepoint(
	const struct bpf_program *prog, const char *category, const char *name)
{
	return bpf_program__attach_tracepoint_opts(prog, category, name, NULL);
}

struct bpf_link *bpf_program__attach_raw_tracepoint(
	const struct bpf_program *prog, const char *name)
{
	return handle(libbpf__bpf_program__attach_raw_tracepoint(prog, name));
}

struct bpf_link *bpf_program__attach_trace_opts(
	const struct bpf_program *prog, const struct bpf_trace_opts *opts)
{
	return handle(libbpf__bpf_program__attach_trace_opts(prog, opts));
}

struct bpf_link *bpf_program__attach_trace(const struct bpf_program *prog)
{
	return bpf_program__attach_trace_opts(prog, NULL);
}

struct bpf_link *bpf_program__attach_lsm(const struct bpf_program *prog)
{
	return handle(libbpf__bpf_program__attach_lsm(prog));
}

struct bpf_link *bpf_program__attach_cgroup(const struct bpf_program *prog, int fd)
{
	return handle(libbpf__bpf_program__attach_cgroup(prog, fd));
}

struct bpf_link *bpf_program__attach_netns(const struct bpf_program *prog, int fd)
{
	return handle(libbpf__bpf_program__attach_netns(prog, fd));
}

struct bpf_link *bpf_program__attach_xdp(const struct bpf_program *prog, int ifindex)
{
	return handle(libbpf__bpf_program__attach_xdp(prog, ifindex));
}

struct bpf_link *bpf_program__attach_tcx(
	const struct bpf_program *prog, int ifindex, const struct bpf_tcx_opts *opts)
{
	return handle(libbpf__bpf_program__attach_interface(prog, ifindex, opts));
}

struct bpf_link *bpf_program__attach_netkit(
	const struct bpf_program *prog, int ifindex, const struct bpf_netkit_opts *opts)
{
	return handle(libbpf__bpf_program__attach_interface(prog, ifindex, opts));
}

struct bpf_link *bpf_program__attach_freplace(
	const struct bpf_program *prog, int target_fd, const char *attach_func_name)
{
	return handle(libbpf__bpf_program__attach_freplace(prog, target_fd, attach_func_name));
}

struct bpf_link *bpf_program__attach_iter(
	const struct bpf_program *prog, const struct bpf_iter_attach_opts *opts)
{
	return handle(libbpf__bpf_program__attach_iter(prog, opts));
}

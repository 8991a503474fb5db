/*
 * <bpf/bpf.h> but for map elements: each function is one import.
 */
#include "libbpf_guest.h"

int bpf_map_create(enum bpf_map_type type, const char *name, __u32 key_size, __u32 value_size,
	__u32 max_entries, const struct bpf_map_create_opts *opts)
{
	return ret(libbpf__bpf_map_create(type, name, key_size, value_size, max_entries, opts));
}

int bpf_prog_load(enum bpf_prog_type type, const char *name, const char *license,
	const struct bpf_insn *insns, size_t insn_cnt, const struct bpf_prog_load_opts *opts)
{
	return ret(libbpf__bpf_prog_load(type, name, license, insns, insn_cnt, opts));
}

int bpf_btf_load(const void *data, size_t size, const struct bpf_btf_load_opts *opts)
{
	return ret(libbpf__bpf_btf_load(data, size, opts));
}

int bpf_link_create(int prog_fd, int target_fd, enum bpf_attach_type type,
	const struct bpf_link_create_opts *opts)
{
	return ret(libbpf__bpf_link_create(prog_fd, target_fd, type, opts));
}

int bpf_raw_tracepoint_open(const char *name, int prog_fd)
{
	return ret(libbpf__bpf_raw_tracepoint_open(name, prog_fd));
}

int bpf_iter_create(int link_fd)
{
	return ret(libbpf__bpf_iter_create(link_fd));
}

int bpf_enable_stats(enum bpf_stats_type type)
{
	return ret(libbpf__bpf_enable_stats(type));
}

/* ---- pins and ids
 * ---------------------------------------------------------------------------------- */

int bpf_obj_pin(int fd, const char *path)
{
	return ret(libbpf__bpf_obj_pin(fd, path));
}

int bpf_obj_get_opts(const char *path, const struct bpf_obj_get_opts *opts)
{
	return ret(libbpf__bpf_obj_get_opts(path, opts));
}

int bpf_obj_get(const char *path)
{
	return bpf_obj_get_opts(path, NULL);
}

int bpf_prog_get_next_id(__u32 start_id, __u32 *next_id)
{
	return ret(libbpf__bpf_prog_get_next_id(start_id, next_id));
}

int bpf_map_get_next_id(__u32 start_id, __u32 *next_id)
{
	return ret(libbpf__bpf_map_get_next_id(start_id, next_id));
}

int bpf_btf_get_next_id(__u32 start_id, __u32 *next_id)
{
	return ret(libbpf__bpf_btf_get_next_id(start_id, next_id));
}

int bpf_link_get_next_id(__u32 start_id, __u32 *next_id)
{
	return ret(libbpf__bpf_link_get_next_id(start_id, next_id));
}

int bpf_prog_get_fd_by_id_opts(__u32 id, const struct bpf_get_fd_by_id_opts *opts)
{
	return ret(libbpf__bpf_prog_get_fd_by_id_opts(id, opts));
}

int bpf_prog_get_fd_by_id(__u32 id)
{
	return bpf_prog_get_fd_by_id_opts(id, NULL);
}

int bpf_map_get_fd_by_id_opts(__u32 id, const struct bpf_get_fd_by_id_opts *opts)
{
	return ret(libbpf__bpf_map_get_fd_by_id_opts(id, opts));
}

int bpf_map_get_fd_by_id(__u32 id)
{
	return bpf_map_get_fd_by_id_opts(id, NULL);
}

int bpf_btf_get_fd_by_id_opts(__u32 id, const struct bpf_get_fd_by_id_opts *opts)
{
	return ret(libbpf__bpf_btf_get_fd_by_id_opts(id, opts));
}

int bpf_btf_get_fd_by_id(__u32 id)
{
	return bpf_btf_get_fd_by_id_opts(id, NULL);
}

int bpf_link_get_fd_by_id_opts(__u32 id, const struct bpf_get_fd_by_id_opts *opts)
{
	return ret(libbpf__bpf_link_get_fd_by_id_opts(id, opts));
}

int bpf_link_get_fd_by_id(__u32 id)
{
	return bpf_link_get_fd_by_id_opts(id, NULL);
}

int bpf_obj_get_info_by_fd(int fd, void *info, __u32 *info_len)
{
	return ret(libbpf__bpf_obj_get_info_by_fd(fd, info, info_len));
}

/* ---- attaching
 * -------------------------------------------------------------------------------------- */

int bpf_prog_attach_opts(int prog_fd, int target_fd, enum bpf_attach_type type,
	const struct bpf_prog_attach_opts *opts)
{
	return ret(libbpf__bpf_prog_attach_opts(prog_fd, target_fd, type, opts));
}

int bpf_prog_attach(int prog_fd, int target_fd, enum bpf_attach_type type, unsigned int flags)
{
	struct bpf_prog_attach_opts opts = {.sz = sizeof opts, .flags = flags};
	return bpf_prog_attach_opts(prog_fd, target_fd, type, &opts);
}

int bpf_prog_detach(int target_fd, enum bpf_attach_type type)
{
	return ret(libbpf__bpf_prog_detach2(-1, target_fd, type));
}

int bpf_prog_detach2(int prog_fd, int target_fd, enum bpf_attach_type type)
{
	return ret(libbpf__bpf_prog_detach2(prog_fd, target_fd, type));
}

int bpf_link_detach(int link_fd)
{
	return ret(libbpf__bpf_link_detach(link_fd));
}

int bpf_link_update(int link_fd, int prog_fd, const struct bpf_link_update_opts *opts)
{
	return ret(libbpf__bpf_link_update(link_fd, prog_fd, opts));
}

int bpf_prog_bind_map(int prog_fd, int map_fd, const struct bpf_prog_bind_opts *opts)
{
	return ret(libbpf__bpf_prog_bind_map(prog_fd, map_fd, opts));
}

/* ---- asking
 * ---------------------------------------------------------------------------------------- */

int bpf_prog_query_opts(int target_fd, enum bpf_attach_type type, struct bpf_prog_query_opts *opts)
{
	return ret(libbpf__bpf_prog_query_opts(target_fd, type, opts));
}

int bpf_prog_query(int target_fd, enum bpf_attach_type type, __u32 query_flags, __u32 *attach_flags,
	__u32 *prog_ids, __u32 *prog_cnt)
{
	struct bpf_prog_query_opts opts = {.sz = sizeof opts,
		.query_flags = query_flags,
		.prog_ids = prog_ids,
		.prog_cnt = *prog_cnt};
	int err = bpf_prog_query_opts(target_fd, type, &opts);
	if (attach_flags)
		*attach_flags = opts.attach_flags;
	*prog_cnt = opts.prog_cnt;
	return err;
}

int bpf_task_fd_query(int pid, int fd, __u32 flags, char *buf, __u32 *buf_len, __u32 *prog_id,
	__u32 *fd_type, __u64 *probe_offset, __u64 *probe_addr)
{
	struct {
		__u32 prog_id, fd_type;
		__u64 probe_offset, probe_addr;
	} r = {0};
	int err = ret(libbpf__bpf_task_fd_query(pid, fd, buf, buf_len, &r));
	*prog_id = r.prog_id;
	*fd_type = r.fd_type;
	*probe_offset = r.probe_offset;
	*probe_addr = r.probe_addr;
	return err;
}

int bpf_prog_test_run_opts(int prog_fd, struct bpf_test_run_opts *opts)
{
	return ret(libbpf__bpf_prog_test_run_opts(prog_fd, opts));
}

/* The kernel accounts memory by cgroup since 5.11; the host raises the limit where it does not. */
int libbpf_set_memlock_rlim(size_t memlock_bytes)
{
	return 0;
}

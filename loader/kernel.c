/*
 * <bpf/bpf.h> but for map elements: programs, maps, links and BTF by descriptor and by id.
 * Reads guest descriptors and structures; every pointer that the kernel gets is inside linear
 * memory for its whole length, every descriptor is one that the guest holds.
 */
#include <string.h>
#include <unistd.h>

#include <bpf/bpf.h>

#include "fd.h"
#include "handle.h"
#include "opts.h"

#define MAX_INSNS 1000000 /* BPF_COMPLEXITY_LIMIT_INSNS: the kernel takes no more */

/* *len* bytes at *addr* for the kernel to read or write; address 0 is NULL.  False: outside. */
static bool span(struct loader *l, uint32_t addr, uint32_t len, void **out)
{
	*out = addr ? wb_at(l->in, addr, len) : NULL;
	return !addr || *out;
}

/* An optional descriptor in a structure: 0 is none. */
static int field_fd(struct loader *l, uint32_t fd, uint32_t *out)
{
	int host, err = fd_optional(l, fd, 0, &host);
	*out = (uint32_t)host;
	return err;
}

/* ---- creating -----------------------------------------------------------------------------------
 */

uint32_t libbpf__bpf_map_create(struct wb_instance *in, uint32_t type, uint32_t name,
	uint32_t key_size, uint32_t value_size, uint32_t max_entries, uint32_t opts)
{
	struct loader *l = loader_of(in);
	struct guest_map_create_opts g;
	const char *s;
	LIBBPF_OPTS(bpf_map_create_opts, o);
	int err = text_in(l, name, &s) ? opts_in(l, opts, &g, sizeof g) : -EFAULT;
	err = err ?: field_fd(l, g.btf_fd, &o.btf_fd);
	err = err ?: field_fd(l, g.inner_map_fd, &o.inner_map_fd);
	if (err)
		return (uint32_t)done(l, err);
	o.btf_key_type_id = g.btf_key_type_id;
	o.btf_value_type_id = g.btf_value_type_id;
	o.btf_vmlinux_value_type_id = g.btf_vmlinux_value_type_id;
	o.map_flags = g.map_flags;
	o.map_extra = g.map_extra;
	o.numa_node = g.numa_node;
	o.map_ifindex = g.map_ifindex;
	int fd = bpf_map_create((enum bpf_map_type)type, s, key_size, value_size, max_entries, &o);
	return (uint32_t)done(l, fd < 0 ? fd : fd_give(l, fd, BPF_KIND_MAP, 0));
}

/* Instructions that load a map's address name it by descriptor. */
static int translate_insns(struct loader *l, struct bpf_insn *insns, uint32_t n)
{
	for (uint32_t i = 0; i + 1 < n; i++) {
		if (insns[i].code != (BPF_LD | BPF_IMM | BPF_DW))
			continue;
		struct bpf_insn *load = &insns[i++];
		if (load->src_reg != BPF_PSEUDO_MAP_FD && load->src_reg != BPF_PSEUDO_MAP_VALUE)
			continue;
		int host = fd_bpf(l, (uint32_t)load->imm, BPF_KIND_MAP);
		if (host < 0)
			return host;
		load->imm = host;
	}
	return 0;
}

/* The kernel does not tell how long fd_array is: as many as indices occur in instructions. */
static int translate_fd_array(
	struct loader *l, uint32_t addr, const struct bpf_insn *insns, uint32_t n, const int **out)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < n; i++) {
		bool indexed = insns[i].src_reg == BPF_PSEUDO_MAP_IDX ||
			       insns[i].src_reg == BPF_PSEUDO_MAP_IDX_VALUE;
		uint32_t index = (uint32_t)insns[i].imm;
		if (insns[i].code == (BPF_LD | BPF_IMM | BPF_DW) && indexed && index < 4096)
			count = index + 1 > count ? index + 1 : count;
		if (insns[i].code == (BPF_JMP | BPF_CALL) && insns[i].off > 0)
			count = insns[i].off + 1u > count ? insns[i].off + 1u : count;
	}
	*out = NULL;
	if (!addr)
		return 0;
	int *copy = bytes_in(l, addr, count * 4);
	if (!copy)
		return -EFAULT;
	for (uint32_t i = 0; i < count; i++) {
		copy[i] = fd_any(l, (uint32_t)copy[i]);
		if (copy[i] < 0)
			return copy[i];
	}
	*out = copy;
	return 0;
}

static int read_load_opts(struct loader *l, uint32_t opts, const struct bpf_insn *insns, uint32_t n,
	struct bpf_prog_load_opts *o)
{
	struct guest_prog_load_opts g;
	void *func_info, *line_info, *log;
	int err = opts_in(l, opts, &g, sizeof g);
	err = err ?: field_fd(l, g.prog_btf_fd, &o->prog_btf_fd);
	err = err ?: field_fd(l, g.attach_prog_fd, &o->attach_prog_fd);
	err = err ?: field_fd(l, g.attach_btf_obj_fd, &o->attach_btf_obj_fd);
	err = err ?: translate_fd_array(l, g.fd_array, insns, n, &o->fd_array);
	if (err)
		return err;
	uint64_t func_len = (uint64_t)g.func_info_cnt * g.func_info_rec_size;
	uint64_t line_len = (uint64_t)g.line_info_cnt * g.line_info_rec_size;
	if (func_len > UINT32_MAX || line_len > UINT32_MAX ||
		!span(l, g.func_info, (uint32_t)func_len, &func_info) ||
		!span(l, g.line_info, (uint32_t)line_len, &line_info) ||
		!span(l, g.log_buf, g.log_size, &log))
		return -EFAULT;
	o->attempts = g.attempts;
	o->expected_attach_type = (enum bpf_attach_type)g.expected_attach_type;
	o->prog_flags = g.prog_flags;
	o->prog_ifindex = g.prog_ifindex;
	o->kern_version = g.kern_version;
	o->attach_btf_id = g.attach_btf_id;
	/* libbpf reads these again and again while it retries: from copies. */
	o->func_info = func_info ? bytes_in(l, g.func_info, (uint32_t)func_len) : NULL;
	o->func_info_cnt = g.func_info_cnt;
	o->func_info_rec_size = g.func_info_rec_size;
	o->line_info = line_info ? bytes_in(l, g.line_info, (uint32_t)line_len) : NULL;
	o->line_info_cnt = g.line_info_cnt;
	o->line_info_rec_size = g.line_info_rec_size;
	o->log_level = g.log_level;
	o->log_size = g.log_size;
	o->log_buf = log;
	return 0;
}

uint32_t libbpf__bpf_prog_load(struct wb_instance *in, uint32_t type, uint32_t name,
	uint32_t license, uint32_t insns, uint32_t n, uint32_t opts)
{
	struct loader *l = loader_of(in);
	const char *prog_name, *lic;
	LIBBPF_OPTS(bpf_prog_load_opts, o);
	struct bpf_insn *copy =
		n && n <= MAX_INSNS ? bytes_in(l, insns, n * (uint32_t)sizeof *copy) : NULL;
	int err = n > MAX_INSNS ? -E2BIG : copy ? 0 : -EFAULT;
	if (!err && (!text_in(l, name, &prog_name) || !text_in(l, license, &lic)))
		err = -EFAULT;
	err = err ?: read_load_opts(l, opts, copy, n, &o);
	err = err ?: translate_insns(l, copy, n);
	if (err)
		return (uint32_t)done(l, err);
	int fd = bpf_prog_load((enum bpf_prog_type)type, prog_name, lic, copy, n, &o);
	return (uint32_t)done(l, fd < 0 ? fd : fd_give(l, fd, BPF_KIND_PROGRAM, 0));
}

uint32_t libbpf__bpf_btf_load(struct wb_instance *in, uint32_t data, uint32_t size, uint32_t opts)
{
	struct loader *l = loader_of(in);
	struct guest_btf_load_opts g;
	void *bytes, *log;
	int err = opts_in(l, opts, &g, sizeof g);
	if (!err && (!span(l, data, size, &bytes) || !span(l, g.log_buf, g.log_size, &log)))
		err = -EFAULT;
	if (err)
		return (uint32_t)done(l, err);
	LIBBPF_OPTS(bpf_btf_load_opts, o, .log_buf = log, .log_level = g.log_level,
		.log_size = g.log_size);
	int fd = bpf_btf_load(bytes, size, &o);
	return (uint32_t)done(l, fd < 0 ? fd : fd_give(l, fd, BPF_KIND_BTF, 0));
}

uint32_t libbpf__bpf_link_create(
	struct wb_instance *in, uint32_t prog_fd, uint32_t target_fd, uint32_t type, uint32_t opts)
{
	struct loader *l = loader_of(in);
	struct guest_link_create_opts g;
	union bpf_iter_link_info info;
	LIBBPF_OPTS(bpf_link_create_opts, o);
	int prog = fd_any(l, prog_fd), target = 0;
	int err = prog < 0 ? prog : opts_in(l, opts, &g, sizeof g);
	bool by_ifindex = type == BPF_XDP || type > BPF_LSM_CGROUP; /* tcx, netkit, netfilter */
	if (!err && by_ifindex)
		target = (int)target_fd;
	else if (!err)
		err = fd_optional(l, target_fd, type == BPF_TRACE_ITER ? 0 : -1, &target);
	err = err ?: iter_info_in(l, g.iter_info, g.iter_info_len, ITER_UNKNOWN, &info);
	if (!err && type == BPF_TRACE_KPROBE_MULTI)
		err = -EOPNOTSUPP; /* bpf_program__attach_kprobe_multi_opts() does this */
	if (err)
		return (uint32_t)done(l, err);
	o.flags = g.flags;
	o.iter_info = g.iter_info ? &info : NULL;
	o.iter_info_len = g.iter_info ? sizeof info : 0;
	o.target_btf_id = g.target_btf_id;
	if (!g.iter_info && !g.target_btf_id)
		o.perf_event.bpf_cookie = g.cookie;
	int fd = bpf_link_create(prog, target, (enum bpf_attach_type)type, &o);
	return (uint32_t)done(l, fd < 0 ? fd : fd_give(l, fd, BPF_KIND_LINK, 0));
}

uint32_t libbpf__bpf_raw_tracepoint_open(struct wb_instance *in, uint32_t name, uint32_t prog_fd)
{
	struct loader *l = loader_of(in);
	const char *s;
	int prog = fd_bpf(l, prog_fd, BPF_KIND_PROGRAM);
	if (prog >= 0 && !text_in(l, name, &s))
		prog = -EFAULT;
	int fd = prog < 0 ? prog : bpf_raw_tracepoint_open(s, prog);
	return (uint32_t)done(l, fd < 0 ? fd : fd_give(l, fd, BPF_KIND_LINK, 0));
}

uint32_t libbpf__bpf_iter_create(struct wb_instance *in, uint32_t link_fd)
{
	struct loader *l = loader_of(in);
	int link = fd_bpf(l, link_fd, BPF_KIND_LINK);
	int fd = link < 0 ? link : bpf_iter_create(link);
	return (uint32_t)done(l, fd < 0 ? fd : fd_give_stream(l, fd, 0));
}

uint32_t libbpf__bpf_enable_stats(struct wb_instance *in, uint32_t type)
{
	struct loader *l = loader_of(in);
	int fd = bpf_enable_stats((enum bpf_stats_type)type);
	return (uint32_t)done(l, fd < 0 ? fd : fd_give(l, fd, BPF_KIND_OTHER, 0));
}

/* ---- pins and ids
 * ---------------------------------------------------------------------------------- */

int32_t libbpf__bpf_obj_pin(struct wb_instance *in, uint32_t fd, uint32_t path)
{
	struct loader *l = loader_of(in);
	const char *s;
	int host = wb_fd_host(in, fd, WB_FD_BPF, NULL);
	if (host >= 0 && (!text_in(l, path, &s) || !s))
		host = -EFAULT;
	return done(l, host < 0 ? host : bpf_obj_pin(host, s));
}

uint32_t libbpf__bpf_obj_get_opts(struct wb_instance *in, uint32_t path, uint32_t opts)
{
	struct loader *l = loader_of(in);
	struct guest_flags_opts g;
	const char *s;
	int err = text_in(l, path, &s) && s ? opts_in(l, opts, &g, sizeof g) : -EFAULT;
	LIBBPF_OPTS(bpf_obj_get_opts, o, .file_flags = g.flags);
	int fd = err ?: bpf_obj_get_opts(s, &o);
	return (uint32_t)done(l, fd < 0 ? fd : fd_give(l, fd, fd_kind_of(fd), 0));
}

typedef int next_id(__u32 start, __u32 *next);

static int32_t get_next_id(struct wb_instance *in, uint32_t start, uint32_t out, next_id *f)
{
	struct loader *l = loader_of(in);
	uint32_t id = 0;
	int err = f(start, &id);
	if (!err && !wb_put_u32(in, out, id))
		err = -EFAULT;
	return done(l, err);
}

int32_t libbpf__bpf_prog_get_next_id(struct wb_instance *in, uint32_t start, uint32_t out)
{
	return get_next_id(in, start, out, bpf_prog_get_next_id);
}

int32_t libbpf__bpf_map_get_next_id(struct wb_instance *in, uint32_t start, uint32_t out)
{
	return get_next_id(in, start, out, bpf_map_get_next_id);
}

int32_t libbpf__bpf_btf_get_next_id(struct wb_instance *in, uint32_t start, uint32_t out)
{
	return get_next_id(in, start, out, bpf_btf_get_next_id);
}

int32_t libbpf__bpf_link_get_next_id(struct wb_instance *in, uint32_t start, uint32_t out)
{
	return get_next_id(in, start, out, bpf_link_get_next_id);
}

typedef int fd_by_id(__u32 id, const struct bpf_get_fd_by_id_opts *opts);

static uint32_t get_fd_by_id(
	struct wb_instance *in, uint32_t id, uint32_t opts, fd_by_id *f, enum bpf_kind kind)
{
	struct loader *l = loader_of(in);
	struct guest_flags_opts g;
	int err = opts_in(l, opts, &g, sizeof g);
	LIBBPF_OPTS(bpf_get_fd_by_id_opts, o, .open_flags = g.flags);
	int fd = err ?: f(id, &o);
	return (uint32_t)done(l, fd < 0 ? fd : fd_give(l, fd, kind, 0));
}

uint32_t libbpf__bpf_prog_get_fd_by_id_opts(struct wb_instance *in, uint32_t id, uint32_t opts)
{
	return get_fd_by_id(in, id, opts, bpf_prog_get_fd_by_id_opts, BPF_KIND_PROGRAM);
}

uint32_t libbpf__bpf_map_get_fd_by_id_opts(struct wb_instance *in, uint32_t id, uint32_t opts)
{
	return get_fd_by_id(in, id, opts, bpf_map_get_fd_by_id_opts, BPF_KIND_MAP);
}

uint32_t libbpf__bpf_btf_get_fd_by_id_opts(struct wb_instance *in, uint32_t id, uint32_t opts)
{
	return get_fd_by_id(in, id, opts, bpf_btf_get_fd_by_id_opts, BPF_KIND_BTF);
}

uint32_t libbpf__bpf_link_get_fd_by_id_opts(struct wb_instance *in, uint32_t id, uint32_t opts)
{
	return get_fd_by_id(in, id, opts, bpf_link_get_fd_by_id_opts, BPF_KIND_LINK);
}

/* ---- attaching by descriptor
 * ------------------------------------------------------------------------ */

int32_t libbpf__bpf_prog_attach_opts(
	struct wb_instance *in, uint32_t prog_fd, uint32_t target_fd, uint32_t type, uint32_t opts)
{
	struct loader *l = loader_of(in);
	struct guest_two_opts g;
	int prog = fd_any(l, prog_fd), target = fd_any(l, target_fd), replace = 0;
	int err = prog < 0 ? prog : target < 0 ? target : opts_in(l, opts, &g, sizeof g);
	err = err ?: fd_optional(l, g.second, 0, &replace);
	LIBBPF_OPTS(
		bpf_prog_attach_opts, o, .flags = err ? 0 : g.first, .replace_prog_fd = replace);
	return done(l, err ?: bpf_prog_attach_opts(prog, target, (enum bpf_attach_type)type, &o));
}

/* *prog_fd* -1: whatever is attached. */
int32_t libbpf__bpf_prog_detach2(
	struct wb_instance *in, uint32_t prog_fd, uint32_t target_fd, uint32_t type)
{
	struct loader *l = loader_of(in);
	int prog, err = fd_optional(l, prog_fd, -1, &prog);
	int target = fd_any(l, target_fd);
	if (err || target < 0)
		return done(l, err ?: target);
	if (prog < 0)
		return done(l, bpf_prog_detach(target, (enum bpf_attach_type)type));
	return done(l, bpf_prog_detach2(prog, target, (enum bpf_attach_type)type));
}

int32_t libbpf__bpf_link_detach(struct wb_instance *in, uint32_t link_fd)
{
	struct loader *l = loader_of(in);
	int link = fd_bpf(l, link_fd, BPF_KIND_LINK);
	return done(l, link < 0 ? link : bpf_link_detach(link));
}

int32_t libbpf__bpf_link_update(
	struct wb_instance *in, uint32_t link_fd, uint32_t prog_fd, uint32_t opts)
{
	struct loader *l = loader_of(in);
	struct guest_two_opts g;
	uint32_t old = 0;
	int link = fd_bpf(l, link_fd, BPF_KIND_LINK), prog = fd_any(l, prog_fd);
	int err = link < 0 ? link : prog < 0 ? prog : opts_in(l, opts, &g, sizeof g);
	err = err ?: field_fd(l, g.second, &old);
	LIBBPF_OPTS(bpf_link_update_opts, o, .flags = err ? 0 : g.first, .old_prog_fd = old);
	return done(l, err ?: bpf_link_update(link, prog, &o));
}

int32_t libbpf__bpf_prog_bind_map(
	struct wb_instance *in, uint32_t prog_fd, uint32_t map_fd, uint32_t opts)
{
	struct loader *l = loader_of(in);
	struct guest_flags_opts g;
	int prog = fd_bpf(l, prog_fd, BPF_KIND_PROGRAM), map = fd_bpf(l, map_fd, BPF_KIND_MAP);
	int err = prog < 0 ? prog : map < 0 ? map : opts_in(l, opts, &g, sizeof g);
	LIBBPF_OPTS(bpf_prog_bind_opts, o, .flags = err ? 0 : g.flags);
	return done(l, err ?: bpf_prog_bind_map(prog, map, &o));
}

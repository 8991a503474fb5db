/*
 * Asking the kernel: information by descriptor, attached programs, test runs, features.
 *
 * struct bpf_prog_info and its kind have the same layout in a guest (their pointers are 64 bits
 * wide), but the addresses in them are the guest's: each is turned into the host's and checked
 * with its count before the kernel sees it, and turned back for the guest.
 */
#include <string.h>

#include <bpf/bpf.h>

#include "fd.h"
#include "handle.h"
#include "opts.h"

static bool span(struct loader *l, uint32_t addr, uint32_t len, void **out)
{
	*out = addr ? wb_at(l->in, addr, len) : NULL;
	return !addr || *out;
}

/* ---- bpf_obj_get_info_by_fd() -------------------------------------------------------------------
 */

/* An array inside an info structure: where its address and count stand, and an element's size. */
struct info_array {
	size_t address, count;
	uint32_t element;
};

#define INFO_ARRAY(type, ptr, n, size)                                                             \
	{                                                                                          \
		offsetof(struct type, ptr), offsetof(struct type, n), size                         \
	}

/* Records have the kernel's size, whatever size the caller states. */
static const struct info_array prog_arrays[] = {
	INFO_ARRAY(bpf_prog_info, jited_prog_insns, jited_prog_len, 1),
	INFO_ARRAY(bpf_prog_info, xlated_prog_insns, xlated_prog_len, 1),
	INFO_ARRAY(bpf_prog_info, map_ids, nr_map_ids, 4),
	INFO_ARRAY(bpf_prog_info, jited_ksyms, nr_jited_ksyms, 8),
	INFO_ARRAY(bpf_prog_info, jited_func_lens, nr_jited_func_lens, 4),
	INFO_ARRAY(bpf_prog_info, func_info, nr_func_info, sizeof(struct bpf_func_info)),
	INFO_ARRAY(bpf_prog_info, line_info, nr_line_info, sizeof(struct bpf_line_info)),
	INFO_ARRAY(bpf_prog_info, jited_line_info, nr_jited_line_info, 8),
	INFO_ARRAY(bpf_prog_info, prog_tags, nr_prog_tags, BPF_TAG_SIZE),
};

static const struct info_array btf_arrays[] = {
	INFO_ARRAY(bpf_btf_info, btf, btf_size, 1),
	INFO_ARRAY(bpf_btf_info, name, name_len, 1),
};

static const struct info_array name_array[] = {
	INFO_ARRAY(bpf_link_info, raw_tracepoint.tp_name, raw_tracepoint.tp_name_len, 1),
};

/* What an info structure of a kind holds, and how much of it we know. */
struct info_kind {
	const struct info_array *arrays;
	size_t n;
	uint32_t size;
};

/* A link's union holds a name for two of its types only. */
static bool link_has_name(int fd)
{
	struct bpf_link_info info = {0};
	uint32_t len = sizeof info;
	return !bpf_obj_get_info_by_fd(fd, &info, &len) &&
	       (info.type == BPF_LINK_TYPE_RAW_TRACEPOINT || info.type == BPF_LINK_TYPE_ITER);
}

static struct info_kind info_kind_of(int fd)
{
	switch (fd_kind_of(fd)) {
	case BPF_KIND_PROGRAM:
		return (struct info_kind){prog_arrays, 9, sizeof(struct bpf_prog_info)};
	case BPF_KIND_BTF: return (struct info_kind){btf_arrays, 2, sizeof(struct bpf_btf_info)};
	case BPF_KIND_LINK:
		return (struct info_kind){
			name_array, link_has_name(fd), sizeof(struct bpf_link_info)};
	default: return (struct info_kind){NULL, 0, sizeof(struct bpf_map_info)};
	}
}

/*
 * The structure that the kernel gets: zero, but for the arrays that we know, checked.  What a
 * guest writes into other fields never reaches the kernel as an address.
 */
static int info_to_host(
	struct loader *l, const struct info_kind *k, const uint8_t *guest, uint8_t *host)
{
	for (size_t i = 0; i < k->n; i++) {
		const struct info_array *a = &k->arrays[i];
		uint64_t addr;
		uint32_t count;
		memcpy(&addr, guest + a->address, sizeof addr);
		memcpy(&count, guest + a->count, sizeof count);
		void *p = addr && addr <= UINT32_MAX
				  ? wb_array_at(l->in, (uint32_t)addr, count, a->element)
				  : NULL;
		if (addr && !p)
			return -EFAULT;
		uint64_t value = (uintptr_t)p;
		memcpy(host + a->address, &value, sizeof value);
		memcpy(host + a->count, &count, sizeof count);
	}
	return 0;
}

static void info_to_guest(const struct info_kind *k, const uint8_t *guest, uint8_t *host)
{
	for (size_t i = 0; i < k->n; i++)
		memcpy(host + k->arrays[i].address, guest + k->arrays[i].address, 8);
}

int32_t libbpf__bpf_obj_get_info_by_fd(
	struct wb_instance *in, uint32_t fd, uint32_t info, uint32_t info_len)
{
	struct loader *l = loader_of(in);
	uint8_t guest[1024] = {0}, host[1024] = {0};
	uint32_t len;
	int host_fd = wb_fd_host(in, fd, WB_FD_BPF, NULL);
	if (host_fd < 0 || !wb_get(in, info_len, &len, sizeof len))
		return done(l, host_fd < 0 ? host_fd : -EFAULT);
	struct info_kind kind = info_kind_of(host_fd);
	len = len < kind.size ? len : kind.size;
	if (!wb_get(in, info, guest, len))
		return done(l, -EFAULT);
	int err = info_to_host(l, &kind, guest, host);
	err = err ?: bpf_obj_get_info_by_fd(host_fd, host, &len);
	if (!err) {
		info_to_guest(&kind, guest, host);
		if (!wb_put(in, info, host, len) || !wb_put_u32(in, info_len, len))
			err = -EFAULT;
	}
	return done(l, err);
}

/* ---- what is attached
 * ------------------------------------------------------------------------------ */

int32_t libbpf__bpf_prog_query_opts(
	struct wb_instance *in, uint32_t target_fd, uint32_t type, uint32_t opts)
{
	struct loader *l = loader_of(in);
	struct guest_prog_query_opts g;
	void *ids, *flags;
	bool by_ifindex = type > BPF_LSM_CGROUP; /* tcx, netkit */
	int target = by_ifindex ? (int)target_fd : fd_any(l, target_fd);
	int err = target < 0 ? target : opts_in(l, opts, &g, sizeof g);
	if (!err && (g.prog_cnt > UINT32_MAX / 4 || !span(l, g.prog_ids, g.prog_cnt * 4, &ids) ||
			    !span(l, g.prog_attach_flags, g.prog_cnt * 4, &flags)))
		err = -EFAULT;
	if (err)
		return done(l, err);
	LIBBPF_OPTS(bpf_prog_query_opts, o, .query_flags = g.query_flags, .prog_ids = ids,
		.prog_cnt = g.prog_cnt, .prog_attach_flags = flags);
	err = bpf_prog_query_opts(target, (enum bpf_attach_type)type, &o);
	g.attach_flags = o.attach_flags;
	g.prog_cnt = o.prog_cnt;
	OPTS_OUT(l, opts, &g, attach_flags);
	OPTS_OUT(l, opts, &g, prog_cnt);
	return done(l, err);
}

int32_t libbpf__bpf_task_fd_query(struct wb_instance *in, int32_t pid, uint32_t fd, uint32_t buf,
	uint32_t buf_len, uint32_t out)
{
	struct loader *l = loader_of(in);
	struct {
		uint32_t prog_id, fd_type;
		uint64_t probe_offset, probe_addr;
	} r = {0};
	uint32_t len;
	void *text;
	if (!wb_get(in, buf_len, &len, sizeof len) || !span(l, buf, len, &text))
		return done(l, -EFAULT);
	/* The number is one of process *pid*, not of ours: no table to look it up in. */
	__u64 offset = 0, addr = 0;
	int err = bpf_task_fd_query(
		pid, (int)fd, 0, text, &len, &r.prog_id, &r.fd_type, &offset, &addr);
	r.probe_offset = offset;
	r.probe_addr = addr;
	if (!err && (!wb_put(in, out, &r, sizeof r) || !wb_put_u32(in, buf_len, len)))
		err = -EFAULT;
	return done(l, err);
}

/* ---- test runs
 * -------------------------------------------------------------------------------------- */

int32_t libbpf__bpf_prog_test_run_opts(struct wb_instance *in, uint32_t prog_fd, uint32_t opts)
{
	struct loader *l = loader_of(in);
	struct guest_test_run_opts g;
	void *data_in, *data_out, *ctx_in, *ctx_out;
	int prog = fd_bpf(l, prog_fd, BPF_KIND_PROGRAM);
	int err = prog < 0 ? prog : opts_in(l, opts, &g, sizeof g);
	if (!err && (!span(l, g.data_in, g.data_size_in, &data_in) ||
			    !span(l, g.data_out, g.data_size_out, &data_out) ||
			    !span(l, g.ctx_in, g.ctx_size_in, &ctx_in) ||
			    !span(l, g.ctx_out, g.ctx_size_out, &ctx_out)))
		err = -EFAULT;
	if (err)
		return done(l, err);
	LIBBPF_OPTS(bpf_test_run_opts, o, .data_in = data_in, .data_out = data_out,
		.data_size_in = g.data_size_in, .data_size_out = g.data_size_out, .ctx_in = ctx_in,
		.ctx_out = ctx_out, .ctx_size_in = g.ctx_size_in, .ctx_size_out = g.ctx_size_out,
		.repeat = g.repeat, .flags = g.flags, .cpu = g.cpu, .batch_size = g.batch_size);
	err = bpf_prog_test_run_opts(prog, &o);
	g.data_size_out = o.data_size_out;
	g.ctx_size_out = o.ctx_size_out;
	g.retval = o.retval;
	g.duration = o.duration;
	OPTS_OUT(l, opts, &g, data_size_out);
	OPTS_OUT(l, opts, &g, ctx_size_out);
	OPTS_OUT(l, opts, &g, retval);
	OPTS_OUT(l, opts, &g, duration);
	return done(l, err);
}

/* ---- features and names
 * --------------------------------------------------------------------------- */

int32_t libbpf__libbpf_num_possible_cpus(struct wb_instance *in)
{
	return done(loader_of(in), libbpf_num_possible_cpus());
}

int32_t libbpf__libbpf_probe_bpf_prog_type(struct wb_instance *in, uint32_t type)
{
	return done(loader_of(in), libbpf_probe_bpf_prog_type((enum bpf_prog_type)type, NULL));
}

int32_t libbpf__libbpf_probe_bpf_map_type(struct wb_instance *in, uint32_t type)
{
	return done(loader_of(in), libbpf_probe_bpf_map_type((enum bpf_map_type)type, NULL));
}

int32_t libbpf__libbpf_probe_bpf_helper(struct wb_instance *in, uint32_t type, uint32_t helper)
{
	return done(loader_of(in),
		libbpf_probe_bpf_helper((enum bpf_prog_type)type, (enum bpf_func_id)helper, NULL));
}

int32_t libbpf__libbpf_find_vmlinux_btf_id(struct wb_instance *in, uint32_t name, uint32_t type)
{
	struct loader *l = loader_of(in);
	const char *s;
	if (!text_in(l, name, &s) || !s)
		return done(l, -EINVAL);
	return done(l, libbpf_find_vmlinux_btf_id(s, (enum bpf_attach_type)type));
}

int32_t libbpf__libbpf_prog_type_by_name(
	struct wb_instance *in, uint32_t name, uint32_t prog_type, uint32_t attach_type)
{
	struct loader *l = loader_of(in);
	enum bpf_prog_type p;
	enum bpf_attach_type a;
	const char *s;
	if (!text_in(l, name, &s) || !s)
		return done(l, -EINVAL);
	int err = libbpf_prog_type_by_name(s, &p, &a);
	if (!err && (!wb_put_u32(in, prog_type, p) || !wb_put_u32(in, attach_type, a)))
		err = -EFAULT;
	return done(l, err);
}

int32_t libbpf__libbpf_attach_type_by_name(
	struct wb_instance *in, uint32_t name, uint32_t attach_type)
{
	struct loader *l = loader_of(in);
	enum bpf_attach_type a;
	const char *s;
	if (!text_in(l, name, &s) || !s)
		return done(l, -EINVAL);
	int err = libbpf_attach_type_by_name(s, &a);
	if (!err && !wb_put_u32(in, attach_type, a))
		err = -EFAULT;
	return done(l, err);
}

/* *what*: 0 attach type, 1 link type, 2 map type, 3 program type. */
int32_t libbpf__libbpf_type_str(
	struct wb_instance *in, uint32_t what, uint32_t type, uint32_t buf, uint32_t cap)
{
	struct loader *l = loader_of(in);
	const char *s = what == 0   ? libbpf_bpf_attach_type_str((enum bpf_attach_type)type)
			: what == 1 ? libbpf_bpf_link_type_str((enum bpf_link_type)type)
			: what == 2 ? libbpf_bpf_map_type_str((enum bpf_map_type)type)
			: what == 3 ? libbpf_bpf_prog_type_str((enum bpf_prog_type)type)
				    : NULL;
	return guest_err(s ? text_out(l, s, buf, cap) : -ENOENT);
}

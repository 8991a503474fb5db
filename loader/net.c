/*
 * bpf_tc_* and bpf_xdp_*: programs at network interfaces through netlink.  Reads the guest's
 * structures and program descriptors; writes their output fields back.
 */
#include <bpf/bpf.h>

#include "fd.h"
#include "handle.h"
#include "opts.h"

static int read_hook(struct loader *l, uint32_t addr, struct bpf_tc_hook *hook)
{
	struct guest_tc_hook g;
	int err = addr ? opts_in(l, addr, &g, sizeof g) : -EINVAL;
	if (err)
		return err;
	*hook = (struct bpf_tc_hook){.sz = sizeof *hook,
		.ifindex = g.ifindex,
		.attach_point = (enum bpf_tc_attach_point)g.attach_point,
		.parent = g.parent};
	return 0;
}

/* 0 is no program here, as libbpf has it. */
static int read_tc(struct loader *l, uint32_t addr, struct bpf_tc_opts *opts)
{
	struct guest_tc_opts g;
	int fd, err = addr ? opts_in(l, addr, &g, sizeof g) : -EINVAL;
	err = err ?: fd_optional(l, (uint32_t)g.prog_fd, 0, &fd);
	if (err)
		return err;
	*opts = (struct bpf_tc_opts){.sz = sizeof *opts,
		.prog_fd = fd,
		.flags = g.flags,
		.prog_id = g.prog_id,
		.handle = g.handle,
		.priority = g.priority};
	return 0;
}

static void write_tc(struct loader *l, uint32_t addr, const struct bpf_tc_opts *opts)
{
	struct guest_tc_opts g = {
		.prog_id = opts->prog_id, .handle = opts->handle, .priority = opts->priority};
	OPTS_OUT(l, addr, &g, prog_id);
	OPTS_OUT(l, addr, &g, handle);
	OPTS_OUT(l, addr, &g, priority);
}

int32_t libbpf__bpf_tc_hook_create(struct wb_instance *in, uint32_t hook)
{
	struct loader *l = loader_of(in);
	struct bpf_tc_hook h;
	int err = read_hook(l, hook, &h);
	return done(l, err ?: bpf_tc_hook_create(&h));
}

int32_t libbpf__bpf_tc_hook_destroy(struct wb_instance *in, uint32_t hook)
{
	struct loader *l = loader_of(in);
	struct bpf_tc_hook h;
	int err = read_hook(l, hook, &h);
	return done(l, err ?: bpf_tc_hook_destroy(&h));
}

int32_t libbpf__bpf_tc_attach(struct wb_instance *in, uint32_t hook, uint32_t opts)
{
	struct loader *l = loader_of(in);
	struct bpf_tc_hook h;
	struct bpf_tc_opts o;
	int err = read_hook(l, hook, &h);
	err = err ?: read_tc(l, opts, &o);
	err = err ?: bpf_tc_attach(&h, &o);
	if (!err)
		write_tc(l, opts, &o);
	return done(l, err);
}

int32_t libbpf__bpf_tc_detach(struct wb_instance *in, uint32_t hook, uint32_t opts)
{
	struct loader *l = loader_of(in);
	struct bpf_tc_hook h;
	struct bpf_tc_opts o;
	int err = read_hook(l, hook, &h);
	err = err ?: read_tc(l, opts, &o);
	return done(l, err ?: bpf_tc_detach(&h, &o));
}

int32_t libbpf__bpf_tc_query(struct wb_instance *in, uint32_t hook, uint32_t opts)
{
	struct loader *l = loader_of(in);
	struct bpf_tc_hook h;
	struct bpf_tc_opts o;
	int err = read_hook(l, hook, &h);
	err = err ?: read_tc(l, opts, &o);
	err = err ?: bpf_tc_query(&h, &o);
	if (!err)
		write_tc(l, opts, &o);
	return done(l, err);
}

/* *prog_fd* -1: detach.  old_prog_fd: 0 any, -1 none, else that one. */
int32_t libbpf__bpf_xdp_attach(
	struct wb_instance *in, int32_t ifindex, uint32_t prog_fd, uint32_t flags, uint32_t opts)
{
	struct loader *l = loader_of(in);
	struct guest_flags_opts g;
	int prog, old, err = fd_optional(l, prog_fd, -1, &prog);
	err = err ?: opts_in(l, opts, &g, sizeof g);
	err = err ?: fd_optional(l, g.flags, g.flags == UINT32_MAX ? -1 : 0, &old);
	if (err)
		return done(l, err);
	LIBBPF_OPTS(bpf_xdp_attach_opts, o, .old_prog_fd = old);
	return done(l, bpf_xdp_attach(ifindex, prog, flags, &o));
}

int32_t libbpf__bpf_xdp_query(struct wb_instance *in, int32_t ifindex, int32_t flags, uint32_t opts)
{
	struct loader *l = loader_of(in);
	struct guest_xdp_query_opts g;
	LIBBPF_OPTS(bpf_xdp_query_opts, o);
	int err = opts ? opts_in(l, opts, &g, sizeof g) : -EINVAL;
	err = err ?: bpf_xdp_query(ifindex, flags, &o);
	if (err)
		return done(l, err);
	g = (struct guest_xdp_query_opts){.prog_id = o.prog_id,
		.drv_prog_id = o.drv_prog_id,
		.hw_prog_id = o.hw_prog_id,
		.skb_prog_id = o.skb_prog_id,
		.attach_mode = o.attach_mode};
	OPTS_OUT(l, opts, &g, prog_id);
	OPTS_OUT(l, opts, &g, drv_prog_id);
	OPTS_OUT(l, opts, &g, hw_prog_id);
	OPTS_OUT(l, opts, &g, skb_prog_id);
	OPTS_OUT(l, opts, &g, attach_mode);
	return done(l, 0);
}

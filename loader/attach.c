/*
 * bpf_program__attach*: each gives a link handle or a negative errno.  Reads handles, strings
 * and option structures; libbpf finds the target and says what is wrong with it.
 */
#include <stdlib.h>
#include <string.h>

#include <bpf/bpf.h>

#include "fd.h"
#include "handle.h"
#include "object.h"
#include "opts.h"

static void destroy_link(struct loader *l, void *host)
{
	bpf_link__destroy(host);
}

int32_t link_handle(struct loader *l, uint32_t owner, struct bpf_link *link)
{
	return link ? handle_new(l, H_LINK, link, destroy_link, owner) : null_err();
}

/* What all attach functions begin with. */
struct attach {
	struct loader *l;
	struct bpf_program *prog;
	int err;
};

static struct attach attach_begin(struct wb_instance *in, uint32_t prog)
{
	struct loader *l = loader_of(in);
	struct bpf_program *p = handle_host(l, prog, H_PROGRAM);
	errno = 0;
	return (struct attach){.l = l, .prog = p, .err = p ? 0 : -EINVAL};
}

static uint32_t attach_end(struct attach *a, struct bpf_link *link)
{
	return (uint32_t)done(a->l, a->err ?: link_handle(a->l, 0, link));
}

static uint32_t attach_fail(struct attach *a, int err)
{
	return (uint32_t)done(a->l, a->err ?: err);
}

static bool attach_text(struct attach *a, uint32_t addr, const char **out, bool needed)
{
	*out = NULL;
	if (!a->err && !text_in(a->l, addr, out))
		a->err = -EFAULT;
	if (!a->err && needed && !*out)
		a->err = -EINVAL;
	return !a->err;
}

static bool attach_opts(struct attach *a, uint32_t addr, void *opts, size_t size)
{
	if (!a->err)
		a->err = opts_in(a->l, addr, opts, size);
	return !a->err;
}

/* ---- by section name ----------------------------------------------------------------------------
 */

uint32_t libbpf__bpf_program__attach(struct wb_instance *in, uint32_t prog)
{
	struct attach a = attach_begin(in, prog);
	return attach_end(&a, a.err ? NULL : bpf_program__attach(a.prog));
}

/*
 * What bpf_object__attach_skeleton() does for one program: 0 where libbpf has nothing to
 * attach by itself.  Asking libbpf with a skeleton of one program keeps its rules exactly.
 */
uint32_t libbpf__bpf_program__auto_attach(struct wb_instance *in, uint32_t prog)
{
	struct attach a = attach_begin(in, prog);
	if (a.err)
		return attach_fail(&a, a.err);
	struct bpf_link *link = NULL;
	struct bpf_prog_skeleton p = {
		.name = bpf_program__name(a.prog), .prog = &a.prog, .link = &link};
	struct bpf_object_skeleton s = {
		.sz = sizeof s, .prog_cnt = 1, .prog_skel_sz = sizeof p, .progs = &p};
	int err = bpf_object__attach_skeleton(&s);
	if (err || !link)
		return attach_fail(&a, err);
	uint32_t owner = handle_slot(a.l, prog, H_PROGRAM)->owner;
	bool is_usdt = !strncmp(bpf_program__section_name(a.prog), "usdt", 4);
	return (uint32_t)done(a.l, link_handle(a.l, is_usdt ? owner : 0, link));
}

/* ---- tracing
 * -------------------------------------------------------------------------------------- */

uint32_t libbpf__bpf_program__attach_kprobe_opts(
	struct wb_instance *in, uint32_t prog, uint32_t func, uint32_t opts)
{
	struct attach a = attach_begin(in, prog);
	struct guest_kprobe_opts g;
	const char *name;
	if (!attach_text(&a, func, &name, true) || !attach_opts(&a, opts, &g, sizeof g))
		return attach_fail(&a, 0);
	LIBBPF_OPTS(bpf_kprobe_opts, o, .bpf_cookie = g.bpf_cookie, .offset = g.offset,
		.retprobe = g.retprobe);
#if LIBBPF_AT_LEAST(1, 2)
	o.attach_mode = (enum probe_attach_mode)g.attach_mode;
#else
	if (g.attach_mode)
		return attach_fail(&a, -EOPNOTSUPP);
#endif
	return attach_end(&a, bpf_program__attach_kprobe_opts(a.prog, name, &o));
}

uint32_t libbpf__bpf_program__attach_kprobe_multi_opts(
	struct wb_instance *in, uint32_t prog, uint32_t pattern, uint32_t opts)
{
	struct attach a = attach_begin(in, prog);
	struct guest_kprobe_multi_opts g;
	const char *glob;
	if (!attach_text(&a, pattern, &glob, false) || !attach_opts(&a, opts, &g, sizeof g))
		return attach_fail(&a, 0);
	if (g.addrs) {
		warn(a.l, "wbcc: kprobe.multi: kernel addresses do not fit a 32-bit guest's "
			  "unsigned long: use names (syms) or a pattern");
		return attach_fail(&a, -EOPNOTSUPP);
	}
	if (g.cnt > 1u << 20)
		return attach_fail(&a, -E2BIG);
	LIBBPF_OPTS(bpf_kprobe_multi_opts, o, .cnt = g.cnt, .retprobe = g.retprobe);
	const uint32_t *syms = g.syms ? bytes_in(a.l, g.syms, g.cnt * 4) : NULL;
	o.cookies = g.cookies ? bytes_in(a.l, g.cookies, g.cnt * 8) : NULL;
	if ((g.syms && !syms) || (g.cookies && !o.cookies))
		return attach_fail(&a, -EFAULT);
	if (syms) {
		const char **names = scratch(a.l, (g.cnt + 1) * sizeof *names);
		for (uint32_t i = 0; i < g.cnt; i++)
			if (!attach_text(&a, syms[i], &names[i], true))
				return attach_fail(&a, 0);
		o.syms = names;
	}
	return attach_end(&a, bpf_program__attach_kprobe_multi_opts(a.prog, glob, &o));
}

uint32_t libbpf__bpf_program__attach_ksyscall(
	struct wb_instance *in, uint32_t prog, uint32_t syscall, uint32_t opts)
{
	struct attach a = attach_begin(in, prog);
	struct guest_cookie_opts g;
	const char *name;
	if (!attach_text(&a, syscall, &name, true) || !attach_opts(&a, opts, &g, sizeof g))
		return attach_fail(&a, 0);
	LIBBPF_OPTS(bpf_ksyscall_opts, o, .bpf_cookie = g.bpf_cookie, .retprobe = g.retprobe);
	return attach_end(&a, bpf_program__attach_ksyscall(a.prog, name, &o));
}

uint32_t libbpf__bpf_program__attach_uprobe_opts(struct wb_instance *in, uint32_t prog, int32_t pid,
	uint32_t path, uint64_t offset, uint32_t opts)
{
	struct attach a = attach_begin(in, prog);
	struct guest_uprobe_opts g;
	const char *file, *func;
	if (!attach_text(&a, path, &file, true) || !attach_opts(&a, opts, &g, sizeof g) ||
		!attach_text(&a, g.func_name, &func, false))
		return attach_fail(&a, 0);
	LIBBPF_OPTS(bpf_uprobe_opts, o, .ref_ctr_offset = g.ref_ctr_offset,
		.bpf_cookie = g.bpf_cookie, .retprobe = g.retprobe, .func_name = func);
#if LIBBPF_AT_LEAST(1, 2)
	o.attach_mode = (enum probe_attach_mode)g.attach_mode;
#else
	if (g.attach_mode)
		return attach_fail(&a, -EOPNOTSUPP);
#endif
	return attach_end(&a, bpf_program__attach_uprobe_opts(a.prog, pid, file, offset, &o));
}

/* The link refers to its object's table of USDT specs: it ends with the object. */
uint32_t libbpf__bpf_program__attach_usdt(struct wb_instance *in, uint32_t prog, int32_t pid,
	uint32_t path, uint32_t provider, uint32_t name, uint32_t opts)
{
	struct attach a = attach_begin(in, prog);
	struct guest_cookie_opts g;
	const char *file, *prov, *probe;
	if (!attach_text(&a, path, &file, true) || !attach_text(&a, provider, &prov, true) ||
		!attach_text(&a, name, &probe, true) || !attach_opts(&a, opts, &g, sizeof g))
		return attach_fail(&a, 0);
	LIBBPF_OPTS(bpf_usdt_opts, o, .usdt_cookie = g.bpf_cookie);
	uint32_t owner = handle_slot(a.l, prog, H_PROGRAM)->owner;
	struct bpf_link *link = bpf_program__attach_usdt(a.prog, pid, file, prov, probe, &o);
	return (uint32_t)done(a.l, link_handle(a.l, owner, link));
}

uint32_t libbpf__bpf_program__attach_tracepoint_opts(
	struct wb_instance *in, uint32_t prog, uint32_t category, uint32_t name, uint32_t opts)
{
	struct attach a = attach_begin(in, prog);
	struct guest_cookie_opts g;
	const char *group, *tp;
	if (!attach_text(&a, category, &group, true) || !attach_text(&a, name, &tp, true) ||
		!attach_opts(&a, opts, &g, sizeof g))
		return attach_fail(&a, 0);
	LIBBPF_OPTS(bpf_tracepoint_opts, o, .bpf_cookie = g.bpf_cookie);
	return attach_end(&a, bpf_program__attach_tracepoint_opts(a.prog, group, tp, &o));
}

uint32_t libbpf__bpf_program__attach_raw_tracepoint(
	struct wb_instance *in, uint32_t prog, uint32_t name)
{
	struct attach a = attach_begin(in, prog);
	const char *tp;
	if (!attach_text(&a, name, &tp, true))
		return attach_fail(&a, 0);
	return attach_end(&a, bpf_program__attach_raw_tracepoint(a.prog, tp));
}

uint32_t libbpf__bpf_program__attach_trace_opts(
	struct wb_instance *in, uint32_t prog, uint32_t opts)
{
	struct attach a = attach_begin(in, prog);
	struct guest_cookie_opts g;
	if (!attach_opts(&a, opts, &g, sizeof g))
		return attach_fail(&a, 0);
	LIBBPF_OPTS(bpf_trace_opts, o, .cookie = g.bpf_cookie);
	return attach_end(&a, bpf_program__attach_trace_opts(a.prog, &o));
}

uint32_t libbpf__bpf_program__attach_lsm(struct wb_instance *in, uint32_t prog)
{
	struct attach a = attach_begin(in, prog);
	return attach_end(&a, a.err ? NULL : bpf_program__attach_lsm(a.prog));
}

/* The link owns the perf event: libbpf closes it, so it gets a duplicate of the guest's. */
uint32_t libbpf__bpf_program__attach_perf_event_opts(
	struct wb_instance *in, uint32_t prog, uint32_t fd, uint32_t opts)
{
	struct attach a = attach_begin(in, prog);
	struct guest_cookie_opts g;
	if (!attach_opts(&a, opts, &g, sizeof g))
		return attach_fail(&a, 0);
	int host = fd_duplicate(a.l, fd);
	if (host < 0)
		return attach_fail(&a, host);
	LIBBPF_OPTS(bpf_perf_event_opts, o, .bpf_cookie = g.bpf_cookie);
	struct bpf_link *link = bpf_program__attach_perf_event_opts(a.prog, host, &o);
	if (!link)
		fd_close_keeping_errno(host);
	return attach_end(&a, link);
}

uint32_t libbpf__bpf_program__attach_iter(struct wb_instance *in, uint32_t prog, uint32_t opts)
{
	struct attach a = attach_begin(in, prog);
	struct guest_iter_opts g;
	union bpf_iter_link_info info;
	if (!attach_opts(&a, opts, &g, sizeof g))
		return attach_fail(&a, 0);
	enum iter_target target = iter_target_of(bpf_program__section_name(a.prog));
	int err = iter_info_in(a.l, g.link_info, g.link_info_len, target, &info);
	if (err)
		return attach_fail(&a, err);
	LIBBPF_OPTS(bpf_iter_attach_opts, o, .link_info = g.link_info ? &info : NULL,
		.link_info_len = g.link_info ? sizeof info : 0);
	return attach_end(&a, bpf_program__attach_iter(a.prog, &o));
}

/* ---- networking and cgroups
 * ----------------------------------------------------------------------- */

typedef struct bpf_link *attach_to_fd(const struct bpf_program *, int);

static uint32_t attach_fd(struct wb_instance *in, uint32_t prog, uint32_t fd, attach_to_fd *f)
{
	struct attach a = attach_begin(in, prog);
	int host = a.err ? a.err : fd_any(a.l, fd);
	return host < 0 ? attach_fail(&a, host) : attach_end(&a, f(a.prog, host));
}

uint32_t libbpf__bpf_program__attach_cgroup(struct wb_instance *in, uint32_t prog, uint32_t fd)
{
	return attach_fd(in, prog, fd, bpf_program__attach_cgroup);
}

uint32_t libbpf__bpf_program__attach_netns(struct wb_instance *in, uint32_t prog, uint32_t fd)
{
	return attach_fd(in, prog, fd, bpf_program__attach_netns);
}

uint32_t libbpf__bpf_program__attach_xdp(struct wb_instance *in, uint32_t prog, int32_t ifindex)
{
	struct attach a = attach_begin(in, prog);
	return attach_end(&a, a.err ? NULL : bpf_program__attach_xdp(a.prog, ifindex));
}

/*
 * tcx and netkit.  Before 1.3 libbpf knows neither, but its link for cgroups is the same bpf()
 * call: the target's number stands in the same place, the attach type is the program's own.
 * Only a place among other programs cannot be said that way.
 */
static struct bpf_link *attach_interface(
	struct attach *a, int ifindex, const struct guest_interface_opts *g)
{
#if LIBBPF_AT_LEAST(1, 3)
	uint32_t type = bpf_program__expected_attach_type(a->prog);
	bool is_tcx = type == BPF_TCX_INGRESS || type == BPF_TCX_EGRESS;
	int fd;
	a->err = fd_optional(a->l, g->relative_fd, 0, &fd);
	if (a->err)
		return NULL;
	LIBBPF_OPTS(bpf_tcx_opts, tcx, .flags = g->flags, .relative_fd = fd,
		.relative_id = g->relative_id, .expected_revision = g->expected_revision);
	LIBBPF_OPTS(bpf_netkit_opts, netkit, .flags = g->flags, .relative_fd = fd,
		.relative_id = g->relative_id, .expected_revision = g->expected_revision);
	return is_tcx ? bpf_program__attach_tcx(a->prog, ifindex, &tcx)
		      : bpf_program__attach_netkit(a->prog, ifindex, &netkit);
#else
	if (!g->flags && !g->relative_fd && !g->relative_id && !g->expected_revision)
		return bpf_program__attach_cgroup(a->prog, ifindex);
	warn(a->l,
		"wbcc: a place among other programs (flags, relative_fd) needs libbpf 1.3, "
		"this program is linked with %s",
		libbpf_version_string());
	a->err = -EOPNOTSUPP;
	return NULL;
#endif
}

uint32_t libbpf__bpf_program__attach_interface(
	struct wb_instance *in, uint32_t prog, int32_t ifindex, uint32_t opts)
{
	struct attach a = attach_begin(in, prog);
	struct guest_interface_opts g;
	if (!attach_opts(&a, opts, &g, sizeof g) || ifindex <= 0)
		return attach_fail(&a, -EINVAL);
	return attach_end(&a, attach_interface(&a, ifindex, &g));
}

uint32_t libbpf__bpf_program__attach_freplace(
	struct wb_instance *in, uint32_t prog, uint32_t target_fd, uint32_t func)
{
	struct attach a = attach_begin(in, prog);
	const char *name;
	int fd = -1;
	if (attach_text(&a, func, &name, false))
		a.err = fd_optional(a.l, target_fd, 0, &fd);
	if (a.err)
		return attach_fail(&a, 0);
	return attach_end(&a, bpf_program__attach_freplace(a.prog, fd, name));
}

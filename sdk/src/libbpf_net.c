/*
 * bpf_tc_* and bpf_xdp_*.
 */
#include "libbpf_guest.h"

int bpf_tc_hook_create(struct bpf_tc_hook *hook)
{
	return ret(libbpf__bpf_tc_hook_create(hook));
}

int bpf_tc_hook_destroy(struct bpf_tc_hook *hook)
{
	return ret(libbpf__bpf_tc_hook_destroy(hook));
}

int bpf_tc_attach(const struct bpf_tc_hook *hook, struct bpf_tc_opts *opts)
{
	return ret(libbpf__bpf_tc_attach(hook, opts));
}

int bpf_tc_detach(const struct bpf_tc_hook *hook, const struct bpf_tc_opts *opts)
{
	return ret(libbpf__bpf_tc_detach(hook, opts));
}

int bpf_tc_query(const struct bpf_tc_hook *hook, struct bpf_tc_opts *opts)
{
	return ret(libbpf__bpf_tc_query(hook, opts));
}

int bpf_xdp_attach(int ifindex, int prog_fd, __u32 flags, const struct bpf_xdp_attach_opts *opts)
{
	return ret(libbpf__bpf_xdp_attach(ifindex, prog_fd, flags, opts));
}

int bpf_xdp_detach(int ifindex, __u32 flags, const struct bpf_xdp_attach_opts *opts)
{
	return bpf_xdp_attach(ifindex, -1, flags, opts);
}

int bpf_xdp_query(int ifindex, int flags, struct bpf_xdp_query_opts *opts)
{
	return ret(libbpf__bpf_xdp_query(ifindex, flags, opts));
}

/* Attach modes as <linux/if_link.h> flags and as XDP_ATTACHED_* of the answer. */
#define SKB_MODE (1U << 1)
#define DRV_MODE (1U << 2)
#define HW_MODE (1U << 3)
#define ATTACHED_MULTI 4

int bpf_xdp_query_id(int ifindex, int flags, __u32 *prog_id)
{
	struct bpf_xdp_query_opts o = {.sz = sizeof o};
	int err = bpf_xdp_query(ifindex, flags, &o);
	if (err)
		return err;
	flags &= SKB_MODE | DRV_MODE | HW_MODE;
	if (o.attach_mode != ATTACHED_MULTI && !flags)
		*prog_id = o.prog_id;
	else if (flags & DRV_MODE)
		*prog_id = o.drv_prog_id;
	else if (flags & HW_MODE)
		*prog_id = o.hw_prog_id;
	else if (flags & SKB_MODE)
		*prog_id = o.skb_prog_id;
	else
		*prog_id = 0;
	return 0;
}

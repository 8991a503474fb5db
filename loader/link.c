/*
 * bpf_link__*.  Reads link handles.
 */
#include <bpf/bpf.h>

#include "fd.h"
#include "handle.h"
#include "object.h"

uint32_t libbpf__bpf_link__fd(struct wb_instance *in, uint32_t link)
{
	struct loader *l = loader_of(in);
	struct bpf_link *k = handle_host(l, link, H_LINK);
	int fd = k ? bpf_link__fd(k) : -EINVAL;
	return (uint32_t)done(l, fd < 0 ? fd : fd_of_handle(l, link, fd, BPF_KIND_LINK));
}

int32_t libbpf__bpf_link__pin_path(
	struct wb_instance *in, uint32_t link, uint32_t buf, uint32_t cap)
{
	struct loader *l = loader_of(in);
	struct bpf_link *k = handle_host(l, link, H_LINK);
	const char *path = k ? bpf_link__pin_path(k) : NULL;
	return guest_err(path ? text_out(l, path, buf, cap) : k ? -ENOENT : -EINVAL);
}

uint32_t libbpf__bpf_link__open(struct wb_instance *in, uint32_t path)
{
	struct loader *l = loader_of(in);
	const char *s;
	if (!text_in(l, path, &s) || !s)
		return (uint32_t)done(l, -EINVAL);
	return (uint32_t)done(l, link_handle(l, 0, bpf_link__open(s)));
}

int32_t libbpf__bpf_link__pin(struct wb_instance *in, uint32_t link, uint32_t path)
{
	struct loader *l = loader_of(in);
	struct bpf_link *k = handle_host(l, link, H_LINK);
	const char *s;
	if (!k || !text_in(l, path, &s) || !s)
		return done(l, -EINVAL);
	return done(l, bpf_link__pin(k, s));
}

int32_t libbpf__bpf_link__unpin(struct wb_instance *in, uint32_t link)
{
	struct loader *l = loader_of(in);
	struct bpf_link *k = handle_host(l, link, H_LINK);
	return done(l, k ? bpf_link__unpin(k) : -EINVAL);
}

int32_t libbpf__bpf_link__update_program(struct wb_instance *in, uint32_t link, uint32_t prog)
{
	struct loader *l = loader_of(in);
	struct bpf_link *k = handle_host(l, link, H_LINK);
	struct bpf_program *p = handle_host(l, prog, H_PROGRAM);
	return done(l, k && p ? bpf_link__update_program(k, p) : -EINVAL);
}

void libbpf__bpf_link__disconnect(struct wb_instance *in, uint32_t link)
{
	struct bpf_link *k = handle_host(loader_of(in), link, H_LINK);
	if (k)
		bpf_link__disconnect(k);
}

int32_t libbpf__bpf_link__detach(struct wb_instance *in, uint32_t link)
{
	struct loader *l = loader_of(in);
	struct bpf_link *k = handle_host(l, link, H_LINK);
	return done(l, k ? bpf_link__detach(k) : -EINVAL);
}

int32_t libbpf__bpf_link__destroy(struct wb_instance *in, uint32_t link)
{
	struct loader *l = loader_of(in);
	if (!handle_slot(l, link, H_LINK))
		return done(l, -EINVAL);
	handle_close(l, link);
	return done(l, 0);
}

/*
 * bpf_link__*.
 */
#include "libbpf_guest.h"

struct bpf_link *bpf_link__open(const char *path)
{
	return handle(libbpf__bpf_link__open(path));
}

int bpf_link__fd(const struct bpf_link *link)
{
	return ret(libbpf__bpf_link__fd(link));
}

const char *bpf_link__pin_path(const struct bpf_link *link)
{
	int err = errno;
	const char *path = kept_text(link, libbpf__bpf_link__pin_path);
	errno = err;
	return path;
}

int bpf_link__pin(struct bpf_link *link, const char *path)
{
	return ret(libbpf__bpf_link__pin(link, path));
}

int bpf_link__unpin(struct bpf_link *link)
{
	return ret(libbpf__bpf_link__unpin(link));
}

int bpf_link__update_program(struct bpf_link *link, struct bpf_program *prog)
{
	return ret(libbpf__bpf_link__update_program(link, prog));
}

void bpf_link__disconnect(struct bpf_link *link)
{
	libbpf__bpf_link__disconnect(link);
}

int bpf_link__detach(struct bpf_link *link)
{
	return ret(libbpf__bpf_link__detach(link));
}

int bpf_link__destroy(struct bpf_link *link)
{
	return link ? ret(libbpf__bpf_link__destroy(link)) : 0;
}

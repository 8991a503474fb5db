/*
 * bpf_program__* before and after load.  Reads handles; changes libbpf's description of the
 * program.
 */
#include <bpf/bpf.h>

#include "fd.h"
#include "handle.h"
#include "object.h"

#define PROGRAM_GETTER(result, name)                                                               \
	result libbpf__bpf_program__##name(struct wb_instance *in, uint32_t prog)                  \
	{                                                                                          \
		struct bpf_program *p = handle_host(loader_of(in), prog, H_PROGRAM);               \
		return p ? (result)bpf_program__##name(p) : 0;                                     \
	}

PROGRAM_GETTER(uint32_t, autoload)
PROGRAM_GETTER(uint32_t, autoattach)
PROGRAM_GETTER(uint32_t, type)
PROGRAM_GETTER(uint32_t, expected_attach_type)
PROGRAM_GETTER(uint32_t, flags)
PROGRAM_GETTER(uint32_t, log_level)
PROGRAM_GETTER(uint32_t, insn_cnt)

int32_t libbpf__bpf_program__name(struct wb_instance *in, uint32_t prog, uint32_t buf, uint32_t cap)
{
	struct loader *l = loader_of(in);
	struct bpf_program *p = handle_host(l, prog, H_PROGRAM);
	return guest_err(p ? text_out(l, bpf_program__name(p), buf, cap) : -EINVAL);
}

int32_t libbpf__bpf_program__section_name(
	struct wb_instance *in, uint32_t prog, uint32_t buf, uint32_t cap)
{
	struct loader *l = loader_of(in);
	struct bpf_program *p = handle_host(l, prog, H_PROGRAM);
	return guest_err(p ? text_out(l, bpf_program__section_name(p), buf, cap) : -EINVAL);
}

/* The instructions as they are now: a copy of whole ones that fit; how many there are. */
int32_t libbpf__bpf_program__insns(
	struct wb_instance *in, uint32_t prog, uint32_t buf, uint32_t cap)
{
	struct bpf_program *p = handle_host(loader_of(in), prog, H_PROGRAM);
	const struct bpf_insn *insns = p ? bpf_program__insns(p) : NULL;
	if (!insns)
		return guest_err(-EINVAL);
	size_t n = bpf_program__insn_cnt(p);
	uint32_t fits = cap / sizeof *insns < n ? cap / sizeof *insns : (uint32_t)n;
	if (!wb_put(in, buf, insns, fits * (uint32_t)sizeof *insns))
		return guest_err(-EFAULT);
	return (int32_t)n;
}

/* A program that was not loaded has no descriptor: -1, or -ENOENT for one without autoload. */
uint32_t libbpf__bpf_program__fd(struct wb_instance *in, uint32_t prog)
{
	struct loader *l = loader_of(in);
	struct bpf_program *p = handle_host(l, prog, H_PROGRAM);
	int fd = p ? bpf_program__fd(p) : -EINVAL;
	if (fd < 0)
		return (uint32_t)done(l, fd);
	return (uint32_t)done(l, fd_of_handle(l, prog, fd, BPF_KIND_PROGRAM));
}

/* ---- setters ----------------------------------------------------------------------------------
 */

static int set_autoattach(struct bpf_program *p, uint32_t on)
{
	bpf_program__set_autoattach(p, on);
	return 0;
}

static int set_ifindex(struct bpf_program *p, uint32_t ifindex)
{
	bpf_program__set_ifindex(p, ifindex);
	return 0;
}

static int set_autoload(struct bpf_program *p, uint32_t on)
{
	return bpf_program__set_autoload(p, on);
}

static int set_type(struct bpf_program *p, uint32_t type)
{
	return bpf_program__set_type(p, (enum bpf_prog_type)type);
}

static int set_expected_attach_type(struct bpf_program *p, uint32_t type)
{
	return bpf_program__set_expected_attach_type(p, (enum bpf_attach_type)type);
}

static int set_flags(struct bpf_program *p, uint32_t flags)
{
	return bpf_program__set_flags(p, flags);
}

static int set_log_level(struct bpf_program *p, uint32_t level)
{
	return bpf_program__set_log_level(p, level);
}

#define PROGRAM_SETTER(name)                                                                       \
	int32_t libbpf__bpf_program__##name(struct wb_instance *in, uint32_t prog, uint32_t value) \
	{                                                                                          \
		struct loader *l = loader_of(in);                                                  \
		struct bpf_program *p = handle_host(l, prog, H_PROGRAM);                           \
		return done(l, p ? name(p, value) : -EINVAL);                                      \
	}

PROGRAM_SETTER(set_autoattach)
PROGRAM_SETTER(set_ifindex)
PROGRAM_SETTER(set_autoload)
PROGRAM_SETTER(set_type)
PROGRAM_SETTER(set_expected_attach_type)
PROGRAM_SETTER(set_flags)
PROGRAM_SETTER(set_log_level)

/* The kernel writes the log straight into the guest's buffer, which never moves. */
int32_t libbpf__bpf_program__set_log_buf(
	struct wb_instance *in, uint32_t prog, uint32_t buf, uint32_t size)
{
	struct loader *l = loader_of(in);
	struct bpf_program *p = handle_host(l, prog, H_PROGRAM);
	char *host = buf ? wb_at(in, buf, size) : NULL;
	if (!p || (buf && !host))
		return done(l, p ? -EFAULT : -EINVAL);
	return done(l, bpf_program__set_log_buf(p, host, size));
}

int32_t libbpf__bpf_program__set_attach_target(
	struct wb_instance *in, uint32_t prog, uint32_t attach_prog_fd, uint32_t name)
{
	struct loader *l = loader_of(in);
	struct bpf_program *p = handle_host(l, prog, H_PROGRAM);
	const char *func;
	int fd, err = p ? fd_optional(l, attach_prog_fd, 0, &fd) : -EINVAL;
	if (!err && !text_in(l, name, &func))
		err = -EFAULT;
	if (!err && fd && !func) /* libbpf would look for a name in NULL */
		err = -EINVAL;
	return done(l, err ?: bpf_program__set_attach_target(p, fd, func));
}

typedef int pin_function(struct bpf_program *, const char *);

static int32_t pin(struct wb_instance *in, uint32_t prog, uint32_t path, pin_function *f)
{
	struct loader *l = loader_of(in);
	struct bpf_program *p = handle_host(l, prog, H_PROGRAM);
	const char *s;
	if (!p || !text_in(l, path, &s) || !s)
		return done(l, -EINVAL);
	return done(l, f(p, s));
}

int32_t libbpf__bpf_program__pin(struct wb_instance *in, uint32_t prog, uint32_t path)
{
	return pin(in, prog, path, bpf_program__pin);
}

int32_t libbpf__bpf_program__unpin(struct wb_instance *in, uint32_t prog, uint32_t path)
{
	return pin(in, prog, path, bpf_program__unpin);
}

void libbpf__bpf_program__unload(struct wb_instance *in, uint32_t prog)
{
	struct loader *l = loader_of(in);
	struct bpf_program *p = handle_host(l, prog, H_PROGRAM);
	if (p) {
		fd_forget(l, prog);
		bpf_program__unload(p);
	}
	finish(l);
}

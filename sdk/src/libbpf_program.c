/*
 * bpf_program__* but for attaching.
 */
#include "libbpf_guest.h"

int bpf_program__fd(const struct bpf_program *prog)
{
	return ret(libbpf__bpf_program__fd(prog));
}

const char *bpf_program__name(const struct bpf_program *prog)
{
	return kept_text(prog, libbpf__bpf_program__name);
}

const char *bpf_program__section_name(const struct bpf_program *prog)
{
	return kept_text(prog, libbpf__bpf_program__section_name);
}

bool bpf_program__autoload(const struct bpf_program *prog)
{
	return libbpf__bpf_program__autoload(prog);
}

int bpf_program__set_autoload(struct bpf_program *prog, bool autoload)
{
	return ret(libbpf__bpf_program__set_autoload(prog, autoload));
}

bool bpf_program__autoattach(const struct bpf_program *prog)
{
	return libbpf__bpf_program__autoattach(prog);
}

void bpf_program__set_autoattach(struct bpf_program *prog, bool autoattach)
{
	libbpf__bpf_program__set_autoattach(prog, autoattach);
}

void bpf_program__set_ifindex(struct bpf_program *prog, __u32 ifindex)
{
	libbpf__bpf_program__set_ifindex(prog, ifindex);
}

enum bpf_prog_type bpf_program__type(const struct bpf_program *prog)
{
	return (enum bpf_prog_type)libbpf__bpf_program__type(prog);
}

enum bpf_prog_type bpf_program__get_type(const struct bpf_program *prog)
{
	return bpf_program__type(prog);
}

int bpf_program__set_type(struct bpf_program *prog, enum bpf_prog_type type)
{
	return ret(libbpf__bpf_program__set_type(prog, type));
}

enum bpf_attach_type bpf_program__expected_attach_type(const struct bpf_program *prog)
{
	return (enum bpf_attach_type)libbpf__bpf_program__expected_attach_type(prog);
}

enum bpf_attach_type bpf_program__get_expected_attach_type(const struct bpf_program *prog)
{
	return bpf_program__expected_attach_type(prog);
}

int bpf_program__set_expected_attach_type(struct bpf_program *prog, enum bpf_attach_type type)
{
	return ret(libbpf__bpf_program__set_expected_attach_type(prog, type));
}

__u32 bpf_program__flags(const struct bpf_program *prog)
{
	return libbpf__bpf_program__flags(prog);
}

int bpf_program__set_flags(struct bpf_program *prog, __u32 flags)
{
	return ret(libbpf__bpf_program__set_flags(prog, flags));
}

__u32 bpf_program__log_level(const struct bpf_program *prog)
{
	return libbpf__bpf_program__log_level(prog);
}

int bpf_program__set_log_level(struct bpf_program *prog, __u32 log_level)
{
	return ret(libbpf__bpf_program__set_log_level(prog, log_level));
}

/* The buffer is the program's own: what was set is remembered here. */
struct log_buf {
	struct log_buf *next;
	const struct bpf_program *prog;
	char *buf;
	size_t size;
};

static struct log_buf *log_bufs;

static struct log_buf *find_log_buf(const struct bpf_program *prog)
{
	struct log_buf *b = log_bufs;
	while (b && b->prog != prog)
		b = b->next;
	return b;
}

const char *bpf_program__log_buf(const struct bpf_program *prog, size_t *size)
{
	const struct log_buf *b = find_log_buf(prog);
	*size = b ? b->size : 0;
	return b ? b->buf : NULL;
}

int bpf_program__set_log_buf(struct bpf_program *prog, char *buf, size_t size)
{
	struct log_buf *b = find_log_buf(prog);
	int err = ret(libbpf__bpf_program__set_log_buf(prog, buf, size));
	if (err)
		return err;
	if (!b) {
		b = malloc(sizeof *b);
		if (!b)
			return ret(-ENOMEM);
		*b = (struct log_buf){.next = log_bufs, .prog = prog};
		log_bufs = b;
	}
	b->buf = buf;
	b->size = size;
	return 0;
}

int bpf_program__set_attach_target(
	struct bpf_program *prog, int attach_prog_fd, const char *attach_func_name)
{
	return ret(libbpf__bpf_program__set_attach_target(prog, attach_prog_fd, attach_func_name));
}

size_t bpf_program__insn_cnt(const struct bpf_program *prog)
{
	return libbpf__bpf_program__insn_cnt(prog);
}

/* A copy for each program and state: the instructions change when the object is loaded. */
struct insns {
	struct insns *next;
	const struct bpf_program *prog;
	uint32_t size;
	struct bpf_insn v[];
};

static struct insns *insns;

const struct bpf_insn *bpf_program__insns(const struct bpf_program *prog)
{
	uint32_t size = (uint32_t)bpf_program__insn_cnt(prog) * sizeof(struct bpf_insn);
	struct insns *s = insns;
	while (s && !(s->prog == prog && s->size >= size))
		s = s->next;
	if (!s) {
		s = malloc(sizeof *s + size);
		if (!s)
			return fail_null(ENOMEM);
		*s = (struct insns){.next = insns, .prog = prog, .size = size};
		insns = s;
	}
	return ret(libbpf__bpf_program__insns(prog, s->v, size)) < 0 ? NULL : s->v;
}

int bpf_program__pin(struct bpf_program *prog, const char *path)
{
	return ret(libbpf__bpf_program__pin(prog, path));
}

int bpf_program__unpin(struct bpf_program *prog, const char *path)
{
	return ret(libbpf__bpf_program__unpin(prog, path));
}

void bpf_program__unload(struct bpf_program *prog)
{
	libbpf__bpf_program__unload(prog);
}

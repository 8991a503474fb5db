/*
 * "What does this need?": from a BPF object alone, without a kernel at hand, what a kernel
 * must have for the object to load and attach, since when each of these is there, and why it
 * is needed.  wbcc inspect prints it, the manifest holds it, the loader explains failures
 * with it.
 *
 * What libbpf mends on older kernels by itself is not a need: bpf_probe_read_kernel() and its
 * kin become bpf_probe_read(), memory-mapped arrays lose the flag, BTF is trimmed.
 */
#ifndef WBCC_NEEDS_NEEDS_H
#define WBCC_NEEDS_NEEDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "model/elf.h"
#include "model/model.h"

enum need_kind {
	NEED_PROGRAM_TYPE,
	NEED_ATTACH_TYPE,
	NEED_MAP_TYPE,
	NEED_HELPER,
	NEED_KFUNC,	  /* a kernel function by name: no version, the kernel's BTF decides */
	NEED_TARGET,	  /* a kernel function that a program attaches to, by name */
	NEED_INSTRUCTION, /* an instruction of a later instruction set */
	NEED_BTF,	  /* the kernel's own types */
	NEED_CONFIG,	  /* a kernel option, "CONFIG_..." */
};

struct need {
	enum need_kind kind;
	const char *what;    /* "ringbuf", "bpf_ringbuf_output", "CONFIG_FPROBE", "vfs_unlink" */
	const char *because; /* "map rb", "program handle_exec, instruction 41" */
	unsigned since;	     /* NEEDS_VERSION(5, 8); 0: no version, see kind */
	unsigned number;     /* of the type or helper in the UAPI header */
	bool is_optional;    /* its program asks the kernel before it uses it */
};

#define NEEDS_VERSION(major, minor) ((unsigned)(major) << 8 | (minor))

enum need_capability {
	NEED_CAP_BPF = 1,
	NEED_CAP_PERFMON = 2,
	NEED_CAP_NET_ADMIN = 4,
	NEED_CAP_SYS_ADMIN = 8,
};

struct needs {
	struct need *list; /* each thing once, with the first reason; newest first */
	uint32_t n, cap;
	unsigned oldest;       /* the oldest kernel that has all that is not optional */
	unsigned oldest_arm64; /* the same there: trampolines came later */
	unsigned capabilities; /* from 5.8 on; root before */
};

/* Never fails: what is not known (a helper newer than this tool) says so in its name. */
struct needs *needs_of(const struct model *m, const struct elf *elf);
void needs_free(struct needs *n);

/* "program type", "helper", ... */
const char *need_kind_name(enum need_kind kind);

/* A kernel that a verdict is asked for. */
struct needs_kernel {
	unsigned version;   /* NEEDS_VERSION() */
	const char *arch;   /* "x86", "arm64" */
	const char *config; /* text of its configuration; NULL: unknown, options are taken as on */
	const struct btf *btf; /* its types; NULL: unknown, functions are taken as there */
};

/*
 * Whether the object loads and attaches on *k*: the first reason why not goes into *why* in
 * one line ("needs kernel 5.8 for map type ringbuf (map rb); this is 5.4").
 */
bool needs_met(const struct needs *n, const struct needs_kernel *k, struct buf *why);

#endif

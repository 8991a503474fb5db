/* Stage 1: NAME.bpf.c in, a BPF object with BTF and without DWARF out. */
#ifndef WBCC_BPF_BPF_H
#define WBCC_BPF_BPF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/proc.h"

struct bpf_options {
	const char *dir;	   /* the project's folder */
	const char *include;	   /* folder with vmlinux.h; may be empty */
	const char *arch;	   /* "x86", "arm64": for bpf_tracing.h's PT_REGS macros */
	const struct args *cflags; /* the user's, after ours */
};

struct bpf_source {
	const char *source; /* DIR/NAME.bpf.c */
	const char *object; /* where the result goes */
};

/* Compiles all of them side by side; reports and returns false on failure. */
bool bpf_compile(const struct bpf_options *o, const struct bpf_source *sources, size_t n);

/* The flags that each source is compiled with. */
void bpf_add_flags(struct args *a, const struct bpf_options *o);

/* "x86" of "x86_64-linux-gnu"; of this machine for NULL. */
const char *bpf_arch(const char *triple);

/*
 * Writes vmlinux.h into *dir*: from *given* (a header, or BTF raw or in an ELF file), or from
 * the running kernel when NULL.  Converted once per content, then taken from the cache.
 */
bool vmlinux_provide(const char *given, const char *dir);
/* Whether one of these sources, or a header beside it, asks for vmlinux.h. */
bool vmlinux_is_wanted(const char *dir);

#endif

/*
 * What the two halves of btf__* share: the bytes fetched for a handle.
 */
#ifndef WBCC_SDK_LIBBPF_BTF_H
#define WBCC_SDK_LIBBPF_BTF_H

#include "libbpf_guest.h"

struct btf_copy {
	struct btf_copy *next;
	const struct btf *btf;
	const struct btf *base; /* that it was split from, or NULL */
	void *types;		/* struct btf_type of each id, in order; NULL: not fetched */
	void *raw;		/* btf__raw_data() */
	uint32_t raw_size;
};

struct btf_copy *btf_copy(const struct btf *btf);
/* Forgets the bytes, as after a change; pointers into them end, as in libbpf. */
void btf_forget_copy(const struct btf *btf);
/* Forgets all. */
void btf_forget(const struct btf *btf);
/* A new BTF from the host, or NULL with errno; remembers its base. */
void *btf_made(const void *h, const struct btf *base);

#endif

/*
 * Types of the BPF object percpu_bpf, for user space on any machine.  Written by wbcc:
 * do not edit.
 *
 * The layout is the object's (64-bit pointers, little-endian): pointers and long are 64-bit
 * numbers here, holes are members, and the asserts prove each size and offset.
 */
#ifndef __PERCPU_BPF_TYPES_H__
#define __PERCPU_BPF_TYPES_H__

#include <stdbool.h>
#include <linux/types.h>

#ifdef __cplusplus
#define WB_ASSERT(what, text) static_assert(what, text)
#else
#define WB_ASSERT(what, text) _Static_assert(what, text)
#endif
#define WB_SIZE(type, size) \
	WB_ASSERT(sizeof(type) == (size), #type " has another size in the BPF object")
#define WB_FIELD(type, field, offset, size) \
	WB_ASSERT(__builtin_offsetof(type, field) == (offset) && \
			  sizeof(((type *)0)->field) == (size), \
		#type "." #field " has another place or size in the BPF object")

struct percpu {
	int hits;
	char mark;
} __attribute__((packed));
WB_SIZE(struct percpu, 5);
WB_FIELD(struct percpu, hits, 0, 4);
WB_FIELD(struct percpu, mark, 4, 1);

/* What a lookup in 'counts' gives for each possible CPU. */
struct percpu_bpf__counts__percpu {
	struct percpu value;
	__u8 __pad0[3];
};
WB_SIZE(struct percpu_bpf__counts__percpu, 8);
WB_FIELD(struct percpu_bpf__counts__percpu, value, 0, 5);

/* What a lookup in 'totals' gives for each possible CPU. */
struct percpu_bpf__totals__percpu {
	__s64 value; /* long */
};
WB_SIZE(struct percpu_bpf__totals__percpu, 8);
WB_FIELD(struct percpu_bpf__totals__percpu, value, 0, 8);

#undef WB_FIELD
#undef WB_SIZE
#undef WB_ASSERT

#endif /* __PERCPU_BPF_TYPES_H__ */

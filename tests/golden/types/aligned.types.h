/*
 * Types of the BPF object aligned_bpf, for user space on any machine.  Written by wbcc:
 * do not edit.
 *
 * The layout is the object's (64-bit pointers, little-endian): pointers and long are 64-bit
 * numbers here, holes are members, and the asserts prove each size and offset.
 */
#ifndef __ALIGNED_BPF_TYPES_H__
#define __ALIGNED_BPF_TYPES_H__

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

struct line {
	int x;
	__u8 __pad0[60];
};
WB_SIZE(struct line, 64);
WB_FIELD(struct line, x, 0, 4);

struct aligned {
	char a;
	__u8 __pad0[31];
	int b;
	char c;
	__u8 __pad1[1];
	short d;
	char e;
	__u8 __pad2[23];
	struct line line;
	char last;
	__u8 __pad3[63];
};
WB_SIZE(struct aligned, 192);
WB_FIELD(struct aligned, a, 0, 1);
WB_FIELD(struct aligned, b, 32, 4);
WB_FIELD(struct aligned, c, 36, 1);
WB_FIELD(struct aligned, d, 38, 2);
WB_FIELD(struct aligned, e, 40, 1);
WB_FIELD(struct aligned, line, 64, 64);
WB_FIELD(struct aligned, last, 128, 1);

#undef WB_FIELD
#undef WB_SIZE
#undef WB_ASSERT

#endif /* __ALIGNED_BPF_TYPES_H__ */

/*
 * Types of the BPF object floats_bpf, for user space on any machine.  Written by wbcc:
 * do not edit.
 *
 * The layout is the object's (64-bit pointers, little-endian): pointers and long are 64-bit
 * numbers here, holes are members, and the asserts prove each size and offset.
 */
#ifndef __FLOATS_BPF_TYPES_H__
#define __FLOATS_BPF_TYPES_H__

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

struct floats {
	char a;
	__u8 __pad0[3];
	float f;
	char b;
	__u8 __pad1[7];
	double d;
	float list[3];
	__u8 __pad2[4];
};
WB_SIZE(struct floats, 40);
WB_FIELD(struct floats, a, 0, 1);
WB_FIELD(struct floats, f, 4, 4);
WB_FIELD(struct floats, b, 8, 1);
WB_FIELD(struct floats, d, 16, 8);
WB_FIELD(struct floats, list, 24, 12);

#undef WB_FIELD
#undef WB_SIZE
#undef WB_ASSERT

#endif /* __FLOATS_BPF_TYPES_H__ */

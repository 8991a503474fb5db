/*
 * Types of the BPF object bitfields_bpf, for user space on any machine.  Written by wbcc:
 * do not edit.
 *
 * The layout is the object's (64-bit pointers, little-endian): pointers and long are 64-bit
 * numbers here, holes are members, and the asserts prove each size and offset.
 */
#ifndef __BITFIELDS_BPF_TYPES_H__
#define __BITFIELDS_BPF_TYPES_H__

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

struct bitfields {
	unsigned int a : 3;
	unsigned int b : 20;
	__u8 : 1;
	__u8 __pad0[1];
	int c : 12;
	__u8 : 4;
	__u8 __pad1[2];
	__u64 d : 40;
	__u8 plain;
	bool flag : 1;
	__u8 : 5;
	unsigned short e : 9;
	__u8 : 1;
	__s64 f : 33; /* long */
	__u8 : 7;
	__u8 __pad2[3];
	unsigned int whole : 32;
	__u8 __pad3[4];
};
WB_SIZE(struct bitfields, 32);
WB_FIELD(struct bitfields, plain, 13, 1);

#undef WB_FIELD
#undef WB_SIZE
#undef WB_ASSERT

#endif /* __BITFIELDS_BPF_TYPES_H__ */

/*
 * Types of the BPF object longs_bpf, for user space on any machine.  Written by wbcc:
 * do not edit.
 *
 * The layout is the object's (64-bit pointers, little-endian): pointers and long are 64-bit
 * numbers here, holes are members, and the asserts prove each size and offset.
 */
#ifndef __LONGS_BPF_TYPES_H__
#define __LONGS_BPF_TYPES_H__

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

typedef __s64 mine_t; /* long */

struct longs {
	int before;
	__u8 __pad0[4];
	__s64 l; /* long */
	__u64 ul; /* unsigned long */
	__u64 size; /* size_t */
	char between;
	__u8 __pad1[7];
	__s64 ssize; /* ssize_t */
	__s64 mine[2]; /* mine_t[2] */
	__u64 after : 40; /* unsigned long */
	__u8 __pad2[3];
};
WB_SIZE(struct longs, 72);
WB_FIELD(struct longs, before, 0, 4);
WB_FIELD(struct longs, l, 8, 8);
WB_FIELD(struct longs, ul, 16, 8);
WB_FIELD(struct longs, size, 24, 8);
WB_FIELD(struct longs, between, 32, 1);
WB_FIELD(struct longs, ssize, 40, 8);
WB_FIELD(struct longs, mine, 48, 16);

#undef WB_FIELD
#undef WB_SIZE
#undef WB_ASSERT

#endif /* __LONGS_BPF_TYPES_H__ */

/*
 * Types of the BPF object enum64_bpf, for user space on any machine.  Written by wbcc:
 * do not edit.
 *
 * The layout is the object's (64-bit pointers, little-endian): pointers and long are 64-bit
 * numbers here, holes are members, and the asserts prove each size and offset.
 */
#ifndef __ENUM64_BPF_TYPES_H__
#define __ENUM64_BPF_TYPES_H__

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

enum wide {
	WIDE_ONE = 1,
	WIDE_BIG = 9223372036854775809ULL,
} __attribute__((mode(DI)));
WB_SIZE(enum wide, 8);

enum deep {
	DEEP = -8070450532247928832LL,
	SHALLOW = 1,
} __attribute__((mode(DI)));
WB_SIZE(enum deep, 8);

struct enum64 {
	char a;
	__u8 __pad0[7];
	enum wide wide;
	enum deep deep;
	enum wide list[2];
};
WB_SIZE(struct enum64, 40);
WB_FIELD(struct enum64, a, 0, 1);
WB_FIELD(struct enum64, wide, 8, 8);
WB_FIELD(struct enum64, deep, 16, 8);
WB_FIELD(struct enum64, list, 24, 16);

#undef WB_FIELD
#undef WB_SIZE
#undef WB_ASSERT

#endif /* __ENUM64_BPF_TYPES_H__ */

/*
 * Types of the BPF object ints_bpf, for user space on any machine.  Written by wbcc:
 * do not edit.
 *
 * The layout is the object's (64-bit pointers, little-endian): pointers and long are 64-bit
 * numbers here, holes are members, and the asserts prove each size and offset.
 */
#ifndef __INTS_BPF_TYPES_H__
#define __INTS_BPF_TYPES_H__

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

struct ints {
	char c;
	signed char sc;
	unsigned char uc;
	__u8 __pad0[1];
	short s;
	unsigned short us;
	int i;
	unsigned int ui;
	long long ll;
	unsigned long long ull;
	__int128 i128;
	unsigned __int128 u128;
	__u8 u8;
	__u8 __pad1[7];
	__s64 s64;
};
WB_SIZE(struct ints, 80);
WB_FIELD(struct ints, c, 0, 1);
WB_FIELD(struct ints, sc, 1, 1);
WB_FIELD(struct ints, uc, 2, 1);
WB_FIELD(struct ints, s, 4, 2);
WB_FIELD(struct ints, us, 6, 2);
WB_FIELD(struct ints, i, 8, 4);
WB_FIELD(struct ints, ui, 12, 4);
WB_FIELD(struct ints, ll, 16, 8);
WB_FIELD(struct ints, ull, 24, 8);
WB_FIELD(struct ints, i128, 32, 16);
WB_FIELD(struct ints, u128, 48, 16);
WB_FIELD(struct ints, u8, 64, 1);
WB_FIELD(struct ints, s64, 72, 8);

#undef WB_FIELD
#undef WB_SIZE
#undef WB_ASSERT

#endif /* __INTS_BPF_TYPES_H__ */

/*
 * Types of the BPF object nested_bpf, for user space on any machine.  Written by wbcc:
 * do not edit.
 *
 * The layout is the object's (64-bit pointers, little-endian): pointers and long are 64-bit
 * numbers here, holes are members, and the asserts prove each size and offset.
 */
#ifndef __NESTED_BPF_TYPES_H__
#define __NESTED_BPF_TYPES_H__

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

struct inner {
	char tag;
	__u8 __pad0[7];
	__s64 value; /* long */
};
WB_SIZE(struct inner, 16);
WB_FIELD(struct inner, tag, 0, 1);
WB_FIELD(struct inner, value, 8, 8);

union number {
	int i;
	__s64 l; /* long */
	char bytes[12];
	__u8 __pad0[16];
};
WB_SIZE(union number, 16);
WB_FIELD(union number, i, 0, 4);
WB_FIELD(union number, l, 0, 8);
WB_FIELD(union number, bytes, 0, 12);

struct nested {
	struct inner in;
	struct {
		short x;
		__u8 __pad0[6];
		union {
			__s64 wide; /* long */
			char narrow[3];
		};
	};
	struct {
		char a;
		__u8 __pad1[7];
		struct {
			int b;
			__u8 __pad2[4];
			struct inner c;
		} deeper;
	} named;
	union number n;
	struct inner list[2];
	struct {
		__u8 __empty[0];
	} empty;
	char end;
	__u8 __pad3[7];
};
WB_SIZE(struct nested, 120);
WB_FIELD(struct nested, in, 0, 16);
WB_FIELD(struct nested, x, 16, 2);
WB_FIELD(struct nested, wide, 24, 8);
WB_FIELD(struct nested, narrow, 24, 3);
WB_FIELD(struct nested, named, 32, 32);
WB_FIELD(struct nested, named.a, 32, 1);
WB_FIELD(struct nested, named.deeper, 40, 24);
WB_FIELD(struct nested, named.deeper.b, 40, 4);
WB_FIELD(struct nested, named.deeper.c, 48, 16);
WB_FIELD(struct nested, n, 64, 16);
WB_FIELD(struct nested, list, 80, 32);
WB_FIELD(struct nested, empty, 112, 0);
WB_FIELD(struct nested, end, 112, 1);

#undef WB_FIELD
#undef WB_SIZE
#undef WB_ASSERT

#endif /* __NESTED_BPF_TYPES_H__ */

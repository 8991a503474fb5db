/*
 * Types of the BPF object packed_bpf, for user space on any machine.  Written by wbcc:
 * do not edit.
 *
 * The layout is the object's (64-bit pointers, little-endian): pointers and long are 64-bit
 * numbers here, holes are members, and the asserts prove each size and offset.
 */
#ifndef __PACKED_BPF_TYPES_H__
#define __PACKED_BPF_TYPES_H__

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

struct tight {
	char c;
	int i;
	__s64 l; /* long */
} __attribute__((packed));
WB_SIZE(struct tight, 13);
WB_FIELD(struct tight, c, 0, 1);
WB_FIELD(struct tight, i, 1, 4);
WB_FIELD(struct tight, l, 5, 8);

struct packed {
	char first;
	struct tight t;
	short s;
	struct {
		unsigned int x : 20;
		unsigned int y : 20;
		unsigned int z : 24;
	} __attribute__((packed)) bits;
	struct tight many[2];
	__s64 end; /* long */
} __attribute__((packed));
WB_SIZE(struct packed, 58);
WB_FIELD(struct packed, first, 0, 1);
WB_FIELD(struct packed, t, 1, 13);
WB_FIELD(struct packed, s, 14, 2);
WB_FIELD(struct packed, bits, 16, 8);
WB_FIELD(struct packed, many, 24, 26);
WB_FIELD(struct packed, end, 50, 8);

#undef WB_FIELD
#undef WB_SIZE
#undef WB_ASSERT

#endif /* __PACKED_BPF_TYPES_H__ */

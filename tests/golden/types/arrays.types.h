/*
 * Types of the BPF object arrays_bpf, for user space on any machine.  Written by wbcc:
 * do not edit.
 *
 * The layout is the object's (64-bit pointers, little-endian): pointers and long are 64-bit
 * numbers here, holes are members, and the asserts prove each size and offset.
 */
#ifndef __ARRAYS_BPF_TYPES_H__
#define __ARRAYS_BPF_TYPES_H__

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

typedef char comm_t[16];

typedef char pair_t[2][16]; /* comm_t[2] */

struct arrays {
	int row[3];
	short cube[2][3][4];
	int nothing[0];
	char comm[16]; /* comm_t */
	char pair[2][16]; /* pair_t */
	char odd[5];
	__u8 __pad0[7];
	struct {
		char a;
		__u8 __pad1[7];
		__s64 b; /* long */
	} of_structs[2];
	int flexible[0];
};
WB_SIZE(struct arrays, 152);
WB_FIELD(struct arrays, row, 0, 12);
WB_FIELD(struct arrays, cube, 12, 48);
WB_FIELD(struct arrays, nothing, 60, 0);
WB_FIELD(struct arrays, comm, 60, 16);
WB_FIELD(struct arrays, pair, 76, 32);
WB_FIELD(struct arrays, odd, 108, 5);
WB_FIELD(struct arrays, of_structs, 120, 32);
WB_FIELD(struct arrays, flexible, 152, 0);

#undef WB_FIELD
#undef WB_SIZE
#undef WB_ASSERT

#endif /* __ARRAYS_BPF_TYPES_H__ */

/*
 * Types of the BPF object pointers_bpf, for user space on any machine.  Written by wbcc:
 * do not edit.
 *
 * The layout is the object's (64-bit pointers, little-endian): pointers and long are 64-bit
 * numbers here, holes are members, and the asserts prove each size and offset.
 */
#ifndef __POINTERS_BPF_TYPES_H__
#define __POINTERS_BPF_TYPES_H__

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

struct pointers {
	__u64 v; /* void * */
	__u64 name; /* const char * */
	__u64 fwd; /* struct unknown * */
	__u64 fn; /* int (*)(int, const char *, ...) */
	__u64 table[3]; /* void (*[3])(void) */
	__u64 names[2][3]; /* char *[2][3] */
	__u64 row; /* int (*)[4] */
	__u64 self; /* struct pointers * */
	__u64 deep; /* const struct unknown * const volatile * */
	char tail;
	__u8 __pad0[7];
};
WB_SIZE(struct pointers, 136);
WB_FIELD(struct pointers, v, 0, 8);
WB_FIELD(struct pointers, name, 8, 8);
WB_FIELD(struct pointers, fwd, 16, 8);
WB_FIELD(struct pointers, fn, 24, 8);
WB_FIELD(struct pointers, table, 32, 24);
WB_FIELD(struct pointers, names, 56, 48);
WB_FIELD(struct pointers, row, 104, 8);
WB_FIELD(struct pointers, self, 112, 8);
WB_FIELD(struct pointers, deep, 120, 8);
WB_FIELD(struct pointers, tail, 128, 1);

#undef WB_FIELD
#undef WB_SIZE
#undef WB_ASSERT

#endif /* __POINTERS_BPF_TYPES_H__ */

/*
 * Types of the BPF object typedefs_bpf, for user space on any machine.  Written by wbcc:
 * do not edit.
 *
 * The layout is the object's (64-bit pointers, little-endian): pointers and long are 64-bit
 * numbers here, holes are members, and the asserts prove each size and offset.
 */
#ifndef __TYPEDEFS_BPF_TYPES_H__
#define __TYPEDEFS_BPF_TYPES_H__

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

typedef __u64 cookie_t; /* unsigned long */

typedef struct {
	int x;
	__u8 __pad0[4];
	__s64 y; /* long */
} point_t;
WB_SIZE(point_t, 16);
WB_FIELD(point_t, x, 0, 4);
WB_FIELD(point_t, y, 8, 8);

typedef point_t place_t;
WB_SIZE(place_t, 16);
WB_FIELD(place_t, x, 0, 4);
WB_FIELD(place_t, y, 8, 8);

struct typedefs {
	__u32 plain;
	__u8 __pad0[4];
	__u64 cookie; /* cookie_t */
	point_t point;
	place_t places[2];
	int shared;
	__u8 __pad1[4];
	__u64 own; /* char * restrict  */
	__u64 tagged; /* int * */
	int noted;
	int pid; /* pid_t */
};
WB_SIZE(struct typedefs, 96);
WB_FIELD(struct typedefs, plain, 0, 4);
WB_FIELD(struct typedefs, cookie, 8, 8);
WB_FIELD(struct typedefs, point, 16, 16);
WB_FIELD(struct typedefs, point.x, 16, 4);
WB_FIELD(struct typedefs, point.y, 24, 8);
WB_FIELD(struct typedefs, places, 32, 32);
WB_FIELD(struct typedefs, shared, 64, 4);
WB_FIELD(struct typedefs, own, 72, 8);
WB_FIELD(struct typedefs, tagged, 80, 8);
WB_FIELD(struct typedefs, noted, 88, 4);
WB_FIELD(struct typedefs, pid, 92, 4);

typedef point_t fixed_t;
WB_SIZE(fixed_t, 16);
WB_FIELD(fixed_t, x, 0, 4);
WB_FIELD(fixed_t, y, 8, 8);

#undef WB_FIELD
#undef WB_SIZE
#undef WB_ASSERT

#endif /* __TYPEDEFS_BPF_TYPES_H__ */

/*
 * Types of the BPF object enums_bpf, for user space on any machine.  Written by wbcc:
 * do not edit.
 *
 * The layout is the object's (64-bit pointers, little-endian): pointers and long are 64-bit
 * numbers here, holes are members, and the asserts prove each size and offset.
 */
#ifndef __ENUMS_BPF_TYPES_H__
#define __ENUMS_BPF_TYPES_H__

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

enum color {
	RED = 0,
	GREEN = 5,
	BLUE = 6,
};
WB_SIZE(enum color, 4);

enum level {
	LOW = -1,
	HIGH = 1,
};
WB_SIZE(enum level, 4);

typedef enum {
	FIRST = 10,
	SECOND = 11,
} place_t;

struct enums {
	bool yes;
	bool no;
	__u8 __pad0[2];
	enum color color;
	enum level level;
	place_t place;
	enum {
		INNER = 3,
	} inner;
	enum color many[2];
};
WB_SIZE(struct enums, 28);
WB_FIELD(struct enums, yes, 0, 1);
WB_FIELD(struct enums, no, 1, 1);
WB_FIELD(struct enums, color, 4, 4);
WB_FIELD(struct enums, level, 8, 4);
WB_FIELD(struct enums, place, 12, 4);
WB_FIELD(struct enums, inner, 16, 4);
WB_FIELD(struct enums, many, 20, 8);

#undef WB_FIELD
#undef WB_SIZE
#undef WB_ASSERT

#endif /* __ENUMS_BPF_TYPES_H__ */

/*
 * Types of the BPF object keywords_bpf, for user space on any machine.  Written by wbcc:
 * do not edit.
 *
 * The layout is the object's (64-bit pointers, little-endian): pointers and long are 64-bit
 * numbers here, holes are members, and the asserts prove each size and offset.
 */
#ifndef __KEYWORDS_BPF_TYPES_H__
#define __KEYWORDS_BPF_TYPES_H__

#include <stdbool.h>
#include <linux/types.h>

/* Members whose names are words of C++ have a '_' behind them there. */
#ifndef WB_CXX
#ifdef __cplusplus
#define WB_CXX(name) name##_
#else
#define WB_CXX(name) name
#endif
#endif

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

struct keywords {
	int WB_CXX(class);
	int WB_CXX(new);
	__s64 WB_CXX(delete); /* long */
	struct {
		__s64 tv_sec; /* long */
		__s64 tv_nsec; /* long */
	} when;
	__u64 lock; /* struct bpf_spin_lock * */
	int in_map;
	__u8 __pad0[4];
};
WB_SIZE(struct keywords, 48);
WB_FIELD(struct keywords, WB_CXX(class), 0, 4);
WB_FIELD(struct keywords, WB_CXX(new), 4, 4);
WB_FIELD(struct keywords, WB_CXX(delete), 8, 8);
WB_FIELD(struct keywords, when, 16, 16);
WB_FIELD(struct keywords, lock, 32, 8);
WB_FIELD(struct keywords, in_map, 40, 4);

#undef WB_FIELD
#undef WB_SIZE
#undef WB_ASSERT

#endif /* __KEYWORDS_BPF_TYPES_H__ */

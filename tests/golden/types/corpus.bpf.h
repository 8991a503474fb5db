/*
 * What every object of the corpus does: fills a struct SAMPLE through the list FIELDS, once in a
 * global, once in a map and once in a ring buffer, at the first system call of any process.
 * tests/kernel/layout has the guest that compares every field.
 */
#ifndef CORPUS_BPF_H
#define CORPUS_BPF_H

#include <linux/types.h>
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define CORPUS(TYPE)                                                                               \
	TYPE in_global;                                                                            \
	int filled;                                                                                \
	struct {                                                                                   \
		__uint(type, BPF_MAP_TYPE_ARRAY);                                                  \
		__uint(max_entries, 1);                                                            \
		__type(key, __u32);                                                                \
		__type(value, TYPE);                                                               \
	} in_map SEC(".maps");                                                                     \
	struct {                                                                                   \
		__uint(type, BPF_MAP_TYPE_RINGBUF);                                                \
		__uint(max_entries, 4096);                                                         \
	} in_ring SEC(".maps");                                                                    \
	static __always_inline void fill(TYPE *s)                                                  \
	{                                                                                          \
		FIELDS(SET_FIELD)                                                                  \
	}                                                                                          \
	SEC("raw_tp/sys_enter")                                                                    \
	int on_sys_enter(void *ctx)                                                                \
	{                                                                                          \
		__u32 key = 0;                                                                     \
		TYPE *m, *r;                                                                       \
		if (filled)                                                                        \
			return 0;                                                                  \
		m = bpf_map_lookup_elem(&in_map, &key);                                            \
		r = bpf_ringbuf_reserve(&in_ring, sizeof(TYPE), 0);                                \
		if (!r)                                                                            \
			return 0;                                                                  \
		__builtin_memset(r, 0, sizeof(TYPE));                                              \
		fill(r);                                                                           \
		bpf_ringbuf_submit(r, 0);                                                          \
		if (m)                                                                             \
			fill(m);                                                                   \
		fill(&in_global);                                                                  \
		filled = 1;                                                                        \
		return 0;                                                                          \
	}                                                                                          \
	char LICENSE[] SEC("license") = "GPL";

#define SET_FIELD(field, value) s->field = value;

#endif

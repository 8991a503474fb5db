/* A lookup in a per-CPU map gives one value for each possible CPU, eight bytes aligned. */
#include "corpus.bpf.h"
#include "percpu.fields.h"

struct percpu {
	int hits;
	char mark;
} __attribute__((packed));

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct percpu);
} counts SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_PERCPU_HASH);
	__uint(max_entries, 8);
	__type(key, __u64);
	__type(value, long);
} totals SEC(".maps");

CORPUS(struct percpu)

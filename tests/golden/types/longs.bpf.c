/* long, size_t and what else has 8 bytes in BPF and 4 on wasm32. */
#include "corpus.bpf.h"
#include "longs.fields.h"

typedef unsigned long size_t;
typedef long ssize_t;
typedef long mine_t;

struct longs {
	int before;
	long l;
	unsigned long ul;
	size_t size;
	char between;
	ssize_t ssize;
	mine_t mine[2];
	unsigned long after : 40;
};

CORPUS(struct longs)

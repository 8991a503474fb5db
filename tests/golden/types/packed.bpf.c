/* Packed structs, alone, inside others, and with bitfields that cross their units. */
#include "corpus.bpf.h"
#include "packed.fields.h"

struct tight {
	char c;
	int i;
	long l;
} __attribute__((packed));

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
	long end;
} __attribute__((packed));

CORPUS(struct packed)

/* Over-aligned members and structs; holes; padding at the end. */
#include "corpus.bpf.h"
#include "aligned.fields.h"

struct line {
	int x;
} __attribute__((aligned(64)));

struct aligned {
	char a;
	int b __attribute__((aligned(32)));
	char c;
	short d;
	char e;
	struct line line;
	char last;
};

CORPUS(struct aligned)

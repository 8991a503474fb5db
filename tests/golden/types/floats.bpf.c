/* float and double: BPF has no arithmetic for them, but moves them. */
#include "corpus.bpf.h"
#include "floats.fields.h"

struct floats {
	char a;
	float f;
	char b;
	double d;
	float list[3];
};

CORPUS(struct floats)

/* Structs and unions in each other, with names and without. */
#include "corpus.bpf.h"
#include "nested.fields.h"

struct inner {
	char tag;
	long value;
};

union number {
	int i;
	long l;
	char bytes[12];
};

struct nested {
	struct inner in;
	struct {
		short x;
		union {
			long wide;
			char narrow[3];
		};
	};
	struct {
		char a;
		struct { int b; struct inner c; } deeper;
	} named;
	union number n;
	struct inner list[2];
	struct { } empty;
	char end;
};

CORPUS(struct nested)

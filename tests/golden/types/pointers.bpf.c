/* Pointers are 64-bit numbers to the guest; what they point to stands in a comment. */
#include "corpus.bpf.h"
#include "pointers.fields.h"

struct unknown;

struct pointers {
	void *v;
	const char *name;
	struct unknown *fwd;
	int (*fn)(int, const char *, ...);
	void (*table[3])(void);
	char *names[2][3];
	int (*row)[4];
	struct pointers *self;
	const struct unknown *const volatile *deep;
	char tail;
};

CORPUS(struct pointers)

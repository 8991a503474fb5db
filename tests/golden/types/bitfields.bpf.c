/* Bitfields: neighbours, gaps, across units, signed, of bool and of long. */
#include <stdbool.h>
#include "corpus.bpf.h"
#include "bitfields.fields.h"

struct bitfields {
	unsigned int a : 3;
	unsigned int b : 20;
	int c : 12;
	unsigned int : 0;
	__u64 d : 40;
	__u8 plain;
	bool flag : 1;
	unsigned int : 5;
	unsigned short e : 9;
	long f : 33;
	unsigned int whole : 32;
};

CORPUS(struct bitfields)

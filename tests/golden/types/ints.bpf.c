/* Integers of 1 to 16 bytes, signed and not. */
#include "corpus.bpf.h"
#include "ints.fields.h"

struct ints {
	char c;
	signed char sc;
	unsigned char uc;
	short s;
	unsigned short us;
	int i;
	unsigned int ui;
	long long ll;
	unsigned long long ull;
	__int128 i128;
	unsigned __int128 u128;
	__u8 u8;
	__s64 s64;
};

CORPUS(struct ints)

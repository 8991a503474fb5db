/* clang: 16 */
/* Enums of 64 bits, signed and not. */
#include "corpus.bpf.h"
#include "enum64.fields.h"

enum wide { WIDE_ONE = 1, WIDE_BIG = 0x8000000000000001ull };
enum deep { DEEP = -0x7000000000000000ll, SHALLOW = 1 };

struct enum64 {
	char a;
	enum wide wide;
	enum deep deep;
	enum wide list[2];
};

CORPUS(struct enum64)

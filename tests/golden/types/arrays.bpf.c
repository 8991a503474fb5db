/* Arrays of any depth, of length zero in the middle and at the end. */
#include "corpus.bpf.h"
#include "arrays.fields.h"

typedef char comm_t[16];
typedef comm_t pair_t[2];

struct arrays {
	int row[3];
	short cube[2][3][4];
	int nothing[0];
	comm_t comm;
	pair_t pair;
	char odd[5];
	struct { char a; long b; } of_structs[2];
	int flexible[0];
};

CORPUS(struct arrays)

/*
 * The table of numeric instructions: Binaryen gives its operation numbers through functions,
 * so the table is filled at first use.
 */
#include "lower/ops.h"

#include <binaryen-c.h>

#include "lower/emit.h"

enum { MAX_OPS = 512 };

static struct op unary[MAX_OPS], binary[MAX_OPS];

static void fill(void)
{
#define UNARY(binaryen, how, text, traps)                                                          \
	unary[Binaryen##binaryen()] = (struct op){WRITE_##how, text, traps, #binaryen};
#define BINARY(binaryen, how, text, traps)                                                         \
	binary[Binaryen##binaryen()] = (struct op){WRITE_##how, text, traps, #binaryen};
#include "lower/ops.def"
}

static const struct op *look_up(const struct op *table, int32_t op)
{
	static const struct op unknown;
	if (!unary[BinaryenClzInt32()].how)
		fill();
	return op >= 0 && op < MAX_OPS ? &table[op] : &unknown;
}

const struct op *unary_op(int32_t op)
{
	return look_up(unary, op);
}

const struct op *binary_op(int32_t op)
{
	return look_up(binary, op);
}

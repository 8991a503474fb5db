/*
 * The table of numeric instructions (ops.def), indexed by Binaryen's operation numbers.
 */
#ifndef WBCC_LOWER_OPS_H
#define WBCC_LOWER_OPS_H

#include <stdint.h>

enum op_how {
	WRITE_NONE, /* not an instruction of ours */
	WRITE_CALL, /* text(a, b) */
	WRITE_CAST, /* (text)a */
	WRITE_EQZ,
	WRITE_NEGATE,
	WRITE_PROMOTE,
	WRITE_DEMOTE,
	WRITE_SUM,     /* a + b, a - b on unsigned integers */
	WRITE_PRODUCT, /* a * b */
	WRITE_DIVIDE,  /* text(a, b), or an operator where b is a harmless constant */
	WRITE_BITS,    /* a & b, a | b, a ^ b */
	WRITE_SHIFT,
	WRITE_SHIFT_SIGNED,
	WRITE_EQUAL,
	WRITE_ORDER,
	WRITE_ORDER_SIGNED,
	WRITE_FLOAT, /* a + b and so on, on floats */
};

struct op {
	enum op_how how;
	const char *text;
	uint8_t traps;
	const char *name; /* Binaryen's */
};

const struct op *unary_op(int32_t op);
const struct op *binary_op(int32_t op);

#endif

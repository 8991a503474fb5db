/*
 * Binaryen's trees, as the emitter walks them: expression kinds as an enum that can be
 * switched on, children in evaluation order, and the reading of the carrier.
 */
#ifndef WBCC_LOWER_BINARYEN_H
#define WBCC_LOWER_BINARYEN_H

#include <binaryen-c.h>
#include <stdbool.h>
#include <stddef.h>

typedef BinaryenExpressionRef expr_ref;

/* clang-format off */
#define EXPRESSIONS(X)                                                                             \
	X(Nop) X(Block) X(If) X(Loop) X(Break) X(Switch) X(Call) X(CallIndirect) X(LocalGet)       \
	X(LocalSet) X(GlobalGet) X(GlobalSet) X(Load) X(Store) X(Const) X(Unary) X(Binary)         \
	X(Select) X(Drop) X(Return) X(MemorySize) X(MemoryGrow) X(Unreachable) X(SIMDExtract)      \
	X(SIMDReplace) X(SIMDShuffle) X(SIMDTernary) X(SIMDShift) X(SIMDLoad)                      \
	X(SIMDLoadStoreLane) X(MemoryInit) X(DataDrop) X(MemoryCopy) X(MemoryFill) X(RefNull)      \
	X(RefIs) X(RefAs) X(RefFunc) X(TableGet) X(TableSet) X(TableSize) X(TableGrow) X(TupleMake)         \
	X(TupleExtract)
/* clang-format on */

enum expr_kind {
	EX_Other, /* nothing that a carrier holds */
#define X(name) EX_##name,
	EXPRESSIONS(X)
#undef X
};

enum expr_kind expr_kind(expr_ref x);
/* True when control never arrives behind it. */
bool expr_leaves(expr_ref x);
/* True when it has a value. */
bool expr_has_value(expr_ref x);

typedef void visit_fn(void *ctx, expr_ref child);
/* Calls fn for each child in evaluation order. */
void expr_children(expr_ref x, visit_fn *fn, void *ctx);

/* Reads the carrier and runs the structural passes; NULL when Binaryen finds it invalid. */
BinaryenModuleRef binaryen_read(char *bytes, size_t len);

#endif

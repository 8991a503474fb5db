/*
 * Binaryen behind binaryen.h.  Passes are chosen so that nothing is reordered: Binaryen takes
 * the liberty to exchange two traps, or a trap and a store, and we do not; so everything that
 * moves expressions (simplify-locals, merge-blocks) or computes (precompute,
 * optimize-instructions) stays off, and the emitter nests operands itself.
 */
#include "lower/binaryen.h"

enum expr_kind expr_kind(expr_ref x)
{
	static unsigned char kinds[256];
	if (!kinds[BinaryenBlockId()]) {
#define X(name) kinds[Binaryen##name##Id()] = EX_##name;
		EXPRESSIONS(X)
#undef X
	}
	BinaryenExpressionId id = BinaryenExpressionGetId(x);
	return id < sizeof kinds ? (enum expr_kind)kinds[id] : EX_Other;
}

bool expr_leaves(expr_ref x)
{
	return BinaryenExpressionGetType(x) == BinaryenTypeUnreachable();
}

bool expr_has_value(expr_ref x)
{
	BinaryenType t = BinaryenExpressionGetType(x);
	return t != BinaryenTypeNone() && t != BinaryenTypeUnreachable();
}

#define ONE(get) fn(ctx, get(x))
#define MANY(count, get)                                                                           \
	for (BinaryenIndex i = 0, n = count(x); i < n; i++)                                        \
	fn(ctx, get(x, i))
#define MAYBE(get)                                                                                 \
	if (get(x))                                                                                \
	fn(ctx, get(x))

static void vector_children(expr_ref x, visit_fn *fn, void *ctx)
{
	switch (expr_kind(x)) {
	case EX_SIMDExtract: ONE(BinaryenSIMDExtractGetVec); break;
	case EX_SIMDReplace:
		ONE(BinaryenSIMDReplaceGetVec);
		ONE(BinaryenSIMDReplaceGetValue);
		break;
	case EX_SIMDShuffle:
		ONE(BinaryenSIMDShuffleGetLeft);
		ONE(BinaryenSIMDShuffleGetRight);
		break;
	case EX_SIMDTernary:
		ONE(BinaryenSIMDTernaryGetA);
		ONE(BinaryenSIMDTernaryGetB);
		ONE(BinaryenSIMDTernaryGetC);
		break;
	case EX_SIMDShift:
		ONE(BinaryenSIMDShiftGetVec);
		ONE(BinaryenSIMDShiftGetShift);
		break;
	case EX_SIMDLoad: ONE(BinaryenSIMDLoadGetPtr); break;
	case EX_SIMDLoadStoreLane:
		ONE(BinaryenSIMDLoadStoreLaneGetPtr);
		ONE(BinaryenSIMDLoadStoreLaneGetVec);
		break;
	default: break;
	}
}

static void bulk_children(expr_ref x, visit_fn *fn, void *ctx)
{
	switch (expr_kind(x)) {
	case EX_MemoryInit:
		ONE(BinaryenMemoryInitGetDest);
		ONE(BinaryenMemoryInitGetOffset);
		ONE(BinaryenMemoryInitGetSize);
		break;
	case EX_MemoryCopy:
		ONE(BinaryenMemoryCopyGetDest);
		ONE(BinaryenMemoryCopyGetSource);
		ONE(BinaryenMemoryCopyGetSize);
		break;
	case EX_MemoryFill:
		ONE(BinaryenMemoryFillGetDest);
		ONE(BinaryenMemoryFillGetValue);
		ONE(BinaryenMemoryFillGetSize);
		break;
	case EX_MemoryGrow: ONE(BinaryenMemoryGrowGetDelta); break;
	case EX_RefIs: ONE(BinaryenRefIsGetValue); break;
	case EX_RefAs: ONE(BinaryenRefAsGetValue); break;
	case EX_TableGet: ONE(BinaryenTableGetGetIndex); break;
	case EX_TableSet:
		ONE(BinaryenTableSetGetIndex);
		ONE(BinaryenTableSetGetValue);
		break;
	case EX_TableGrow:
		ONE(BinaryenTableGrowGetValue);
		ONE(BinaryenTableGrowGetDelta);
		break;
	case EX_TupleMake:
		MANY(BinaryenTupleMakeGetNumOperands, BinaryenTupleMakeGetOperandAt);
		break;
	case EX_TupleExtract: ONE(BinaryenTupleExtractGetTuple); break;
	default: vector_children(x, fn, ctx);
	}
}

void expr_children(expr_ref x, visit_fn *fn, void *ctx)
{
	switch (expr_kind(x)) {
	case EX_Block: MANY(BinaryenBlockGetNumChildren, BinaryenBlockGetChildAt); break;
	case EX_If:
		ONE(BinaryenIfGetCondition);
		ONE(BinaryenIfGetIfTrue);
		MAYBE(BinaryenIfGetIfFalse);
		break;
	case EX_Loop: ONE(BinaryenLoopGetBody); break;
	case EX_Break:
		MAYBE(BinaryenBreakGetValue);
		MAYBE(BinaryenBreakGetCondition);
		break;
	case EX_Switch:
		MAYBE(BinaryenSwitchGetValue);
		ONE(BinaryenSwitchGetCondition);
		break;
	case EX_Call: MANY(BinaryenCallGetNumOperands, BinaryenCallGetOperandAt); break;
	case EX_CallIndirect:
		MANY(BinaryenCallIndirectGetNumOperands, BinaryenCallIndirectGetOperandAt);
		ONE(BinaryenCallIndirectGetTarget);
		break;
	case EX_LocalSet: ONE(BinaryenLocalSetGetValue); break;
	case EX_GlobalSet: ONE(BinaryenGlobalSetGetValue); break;
	case EX_Load: ONE(BinaryenLoadGetPtr); break;
	case EX_Store:
		ONE(BinaryenStoreGetPtr);
		ONE(BinaryenStoreGetValue);
		break;
	case EX_Unary: ONE(BinaryenUnaryGetValue); break;
	case EX_Binary:
		ONE(BinaryenBinaryGetLeft);
		ONE(BinaryenBinaryGetRight);
		break;
	case EX_Select:
		ONE(BinaryenSelectGetIfTrue);
		ONE(BinaryenSelectGetIfFalse);
		ONE(BinaryenSelectGetCondition);
		break;
	case EX_Drop: ONE(BinaryenDropGetValue); break;
	case EX_Return: MAYBE(BinaryenReturnGetValue); break;
	default: bulk_children(x, fn, ctx);
	}
}

BinaryenModuleRef binaryen_read(char *bytes, size_t len)
{
	static const char *passes[] = {"dce", "remove-unused-brs", "remove-unused-names", "vacuum",
		"dce", "remove-unused-names"};
	BinaryenModuleRef m = BinaryenModuleRead(bytes, len);
	BinaryenModuleSetFeatures(
		m, BinaryenFeatureMVP() | BinaryenFeatureBulkMemory() |
			   BinaryenFeatureMutableGlobals() | BinaryenFeatureNontrappingFPToInt() |
			   BinaryenFeatureSignExt() | BinaryenFeatureSIMD128() |
			   BinaryenFeatureTailCall() | BinaryenFeatureReferenceTypes() |
			   BinaryenFeatureMultivalue());
	if (!BinaryenModuleValidate(m))
		return NULL;
	BinaryenSetOptimizeLevel(2);
	BinaryenSetShrinkLevel(0);
	BinaryenModuleRunPasses(m, passes, sizeof passes / sizeof *passes);
	return m;
}

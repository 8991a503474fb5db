/*
 * Vector instructions that unary and binary ones do not cover: constants, lanes, shuffles,
 * shifts, and the loads and stores of parts.
 */
#include <inttypes.h>
#include <string.h>

#include "lower/emit.h"

struct named_op {
	BinaryenOp op;
	const char *text;
};

static const char *name_of(struct func *f, const struct named_op *ops, size_t n, BinaryenOp op)
{
	for (size_t i = 0; i < n; i++)
		if (ops[i].op == op)
			return ops[i].text;
	emit_error(f->e, f->index, "vector instruction %d is not known to the emitter", op);
	return "";
}

#define NAME(f, ops, op) name_of(f, ops, sizeof(ops) / sizeof *(ops), op)

static const char *lane_name(struct func *f, expr_ref x)
{
	const struct named_op extract[] = {
		{BinaryenExtractLaneSVecI8x16(), "i8x16_extract_lane_s"},
		{BinaryenExtractLaneUVecI8x16(), "i8x16_extract_lane_u"},
		{BinaryenExtractLaneSVecI16x8(), "i16x8_extract_lane_s"},
		{BinaryenExtractLaneUVecI16x8(), "i16x8_extract_lane_u"},
		{BinaryenExtractLaneVecI32x4(), "i32x4_extract_lane"},
		{BinaryenExtractLaneVecI64x2(), "i64x2_extract_lane"},
		{BinaryenExtractLaneVecF32x4(), "f32x4_extract_lane"},
		{BinaryenExtractLaneVecF64x2(), "f64x2_extract_lane"},
	};
	const struct named_op replace[] = {
		{BinaryenReplaceLaneVecI8x16(), "i8x16_replace_lane"},
		{BinaryenReplaceLaneVecI16x8(), "i16x8_replace_lane"},
		{BinaryenReplaceLaneVecI32x4(), "i32x4_replace_lane"},
		{BinaryenReplaceLaneVecI64x2(), "i64x2_replace_lane"},
		{BinaryenReplaceLaneVecF32x4(), "f32x4_replace_lane"},
		{BinaryenReplaceLaneVecF64x2(), "f64x2_replace_lane"},
	};
	if (expr_kind(x) == EX_SIMDExtract)
		return NAME(f, extract, BinaryenSIMDExtractGetOp(x));
	return NAME(f, replace, BinaryenSIMDReplaceGetOp(x));
}

static const char *shift_name(struct func *f, expr_ref x)
{
	const struct named_op shifts[] = {
		{BinaryenShlVecI8x16(), "i8x16_shl"},
		{BinaryenShrSVecI8x16(), "i8x16_shr_s"},
		{BinaryenShrUVecI8x16(), "i8x16_shr_u"},
		{BinaryenShlVecI16x8(), "i16x8_shl"},
		{BinaryenShrSVecI16x8(), "i16x8_shr_s"},
		{BinaryenShrUVecI16x8(), "i16x8_shr_u"},
		{BinaryenShlVecI32x4(), "i32x4_shl"},
		{BinaryenShrSVecI32x4(), "i32x4_shr_s"},
		{BinaryenShrUVecI32x4(), "i32x4_shr_u"},
		{BinaryenShlVecI64x2(), "i64x2_shl"},
		{BinaryenShrSVecI64x2(), "i64x2_shr_s"},
		{BinaryenShrUVecI64x2(), "i64x2_shr_u"},
	};
	return NAME(f, shifts, BinaryenSIMDShiftGetOp(x));
}

static const char *load_name(struct func *f, expr_ref x)
{
	const struct named_op loads[] = {
		{BinaryenLoad8SplatVec128(), "v128_load8_splat"},
		{BinaryenLoad16SplatVec128(), "v128_load16_splat"},
		{BinaryenLoad32SplatVec128(), "v128_load32_splat"},
		{BinaryenLoad64SplatVec128(), "v128_load64_splat"},
		{BinaryenLoad8x8SVec128(), "v128_load8x8_s"},
		{BinaryenLoad8x8UVec128(), "v128_load8x8_u"},
		{BinaryenLoad16x4SVec128(), "v128_load16x4_s"},
		{BinaryenLoad16x4UVec128(), "v128_load16x4_u"},
		{BinaryenLoad32x2SVec128(), "v128_load32x2_s"},
		{BinaryenLoad32x2UVec128(), "v128_load32x2_u"},
		{BinaryenLoad32ZeroVec128(), "v128_load32_zero"},
		{BinaryenLoad64ZeroVec128(), "v128_load64_zero"},
	};
	return NAME(f, loads, BinaryenSIMDLoadGetOp(x));
}

static const char *lane_access_name(struct func *f, expr_ref x, bool *is_store)
{
	const struct named_op lanes[] = {
		{BinaryenLoad8LaneVec128(), "v128_load8_lane"},
		{BinaryenLoad16LaneVec128(), "v128_load16_lane"},
		{BinaryenLoad32LaneVec128(), "v128_load32_lane"},
		{BinaryenLoad64LaneVec128(), "v128_load64_lane"},
		{BinaryenStore8LaneVec128(), "v128_store8_lane"},
		{BinaryenStore16LaneVec128(), "v128_store16_lane"},
		{BinaryenStore32LaneVec128(), "v128_store32_lane"},
		{BinaryenStore64LaneVec128(), "v128_store64_lane"},
	};
	const char *name = NAME(f, lanes, BinaryenSIMDLoadStoreLaneGetOp(x));
	*is_store = strstr(name, "store") != NULL;
	return name;
}

static void emit_v128_const(struct func *f, expr_ref x)
{
	uint8_t bytes[16];
	uint64_t half[2];
	BinaryenConstGetValueV128(x, bytes);
	memcpy(half, bytes, sizeof bytes);
	push_operand(f, primary("V", xasprintf("v128_const(0x%016" PRIx64 ", 0x%016" PRIx64 ")",
					     half[0], half[1])));
}

static void push_child(void *ctx, expr_ref child)
{
	emit_expr(ctx, child);
}

/* Behind the operands come constants of the instruction's own. */
static struct operand with_suffix(struct operand o, const char *suffix)
{
	size_t len = strlen(o.text);
	o.text = xasprintf("%.*s, %s)", (int)len - 1, o.text, suffix);
	return o;
}

static void emit_lane_access(struct func *f, expr_ref x)
{
	bool is_store;
	const char *name = lane_access_name(f, x, &is_store);
	struct operand o = call_of(f, name, is_store ? "" : "V", 2);
	o = with_suffix(o, xasprintf("%u, %u", BinaryenSIMDLoadStoreLaneGetOffset(x),
				   BinaryenSIMDLoadStoreLaneGetIndex(x)));
	o.fx.traps |= TRAP_MEMORY;
	f->uses_memory = true;
	if (is_store) {
		o.fx.writes |= FX_MEMORY;
		before(f, &o.fx);
		add_line(f, "%s;", o.text);
	} else {
		o.fx.reads |= FX_MEMORY;
		push_operand(f, o);
	}
}

static void emit_simd_load(struct func *f, expr_ref x)
{
	struct operand o = call_of(f, load_name(f, x), "V", 1);
	o = with_suffix(o, xasprintf("%u", BinaryenSIMDLoadGetOffset(x)));
	o.fx.reads |= FX_MEMORY;
	o.fx.traps |= TRAP_MEMORY;
	f->uses_memory = true;
	push_operand(f, o);
}

static const char *shuffle_lanes(expr_ref x)
{
	uint8_t mask[16];
	struct buf text = {0};
	BinaryenSIMDShuffleGetMask(x, mask);
	for (int i = 0; i < 16; i++)
		buf_printf(&text, "%s%u", i ? ", " : "", mask[i]);
	return buf_take(&text);
}

bool emit_simd(struct func *f, expr_ref x)
{
	const char *type = type_letters(BinaryenExpressionGetType(x));
	if (expr_kind(x) == EX_Const) {
		emit_v128_const(f, x);
		return true;
	}
	expr_children(x, push_child, f);
	switch (expr_kind(x)) {
	case EX_SIMDExtract:
		push_operand(f, with_suffix(call_of(f, lane_name(f, x), type, 1),
					xasprintf("%u", BinaryenSIMDExtractGetIndex(x))));
		return true;
	case EX_SIMDReplace:
		push_operand(f, with_suffix(call_of(f, lane_name(f, x), type, 2),
					xasprintf("%u", BinaryenSIMDReplaceGetIndex(x))));
		return true;
	case EX_SIMDShuffle:
		push_operand(
			f, with_suffix(call_of(f, "i8x16_shuffle", type, 2), shuffle_lanes(x)));
		return true;
	case EX_SIMDTernary: push_operand(f, call_of(f, "v128_bitselect", type, 3)); return true;
	case EX_SIMDShift: push_operand(f, call_of(f, shift_name(f, x), type, 2)); return true;
	case EX_SIMDLoad: emit_simd_load(f, x); return true;
	case EX_SIMDLoadStoreLane: emit_lane_access(f, x); return true;
	default: return false;
	}
}

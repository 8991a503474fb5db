/*
 * wbcc/lowered-simd.h: WebAssembly's vectors, on the vector extensions that gcc and clang
 * share.  Where an instruction has an operator in C it is one; the others work lane by lane
 * and leave it to the compiler to find the machine's instruction.
 */
#ifndef WBCC_LOWERED_SIMD_H
#define WBCC_LOWERED_SIMD_H

#include "wbcc/lowered.h"

typedef u64 v128 __attribute__((vector_size(16)));

typedef u8 wb_u8x16 __attribute__((vector_size(16)));
typedef s8 wb_s8x16 __attribute__((vector_size(16)));
typedef u16 wb_u16x8 __attribute__((vector_size(16)));
typedef s16 wb_s16x8 __attribute__((vector_size(16)));
typedef u32 wb_u32x4 __attribute__((vector_size(16)));
typedef s32 wb_s32x4 __attribute__((vector_size(16)));
typedef u64 wb_u64x2 __attribute__((vector_size(16)));
typedef s64 wb_s64x2 __attribute__((vector_size(16)));
typedef f32 wb_f32x4 __attribute__((vector_size(16)));
typedef f64 wb_f64x2 __attribute__((vector_size(16)));

#define v128_zero ((v128){0, 0})
#define v128_const(low, high) ((v128){low, high})

/* A function of one or two vectors whose lanes of type T are a and b, as one expression. */
#define WB_V1(name, T, expr)                                                                       \
	WB_INLINE v128 name(v128 x)                                                                \
	{                                                                                          \
		T a = (T)x;                                                                        \
		return (v128)(expr);                                                               \
	}
#define WB_V2(name, T, expr)                                                                       \
	WB_INLINE v128 name(v128 x, v128 y)                                                        \
	{                                                                                          \
		T a = (T)x, b = (T)y;                                                              \
		return (v128)(expr);                                                               \
	}
/* The same for each of n lanes of the result, of type R. */
#define WB_L1(name, T, R, n, expr)                                                                 \
	WB_INLINE v128 name(v128 x)                                                                \
	{                                                                                          \
		T a = (T)x;                                                                        \
		R r = {0};                                                                         \
		for (int i = 0; i < n; i++)                                                        \
			r[i] = expr;                                                               \
		return (v128)r;                                                                    \
	}
#define WB_L2(name, T, R, n, expr)                                                                 \
	WB_INLINE v128 name(v128 x, v128 y)                                                        \
	{                                                                                          \
		T a = (T)x, b = (T)y;                                                              \
		R r = {0};                                                                         \
		for (int i = 0; i < n; i++)                                                        \
			r[i] = expr;                                                               \
		return (v128)r;                                                                    \
	}

WB_INLINE s32 wb_clamp(s32 x, s32 low, s32 high)
{
	return x < low ? low : x > high ? high : x;
}

/* ---- bits ---------------------------------------------------------------------------------- */

WB_V1(v128_not, v128, ~a)
WB_V2(v128_and, v128, a &b)
WB_V2(v128_or, v128, a | b)
WB_V2(v128_xor, v128, a ^ b)
WB_V2(v128_andnot, v128, a & ~b)

WB_INLINE v128 v128_bitselect(v128 a, v128 b, v128 mask)
{
	return (a & mask) | (b & ~mask);
}

WB_INLINE u32 v128_any_true(v128 x)
{
	return (x[0] | x[1]) != 0;
}

/* ---- lanes --------------------------------------------------------------------------------- */

#define WB_LANES(shape, T, n, scalar)                                                              \
	WB_INLINE v128 shape##_splat(scalar v)                                                     \
	{                                                                                          \
		T r;                                                                               \
		for (int i = 0; i < n; i++)                                                        \
			r[i] = (__typeof__(r[0]))v;                                                \
		return (v128)r;                                                                    \
	}                                                                                          \
	WB_INLINE v128 shape##_replace_lane(v128 x, scalar v, int lane)                            \
	{                                                                                          \
		T r = (T)x;                                                                        \
		r[lane] = (__typeof__(r[0]))v;                                                     \
		return (v128)r;                                                                    \
	}
WB_LANES(i8x16, wb_u8x16, 16, u32)
WB_LANES(i16x8, wb_u16x8, 8, u32)
WB_LANES(i32x4, wb_u32x4, 4, u32)
WB_LANES(i64x2, wb_u64x2, 2, u64)
WB_LANES(f32x4, wb_f32x4, 4, f32)
WB_LANES(f64x2, wb_f64x2, 2, f64)

#define i8x16_extract_lane_s(v, lane) ((u32)((wb_s8x16)(v))[lane])
#define i8x16_extract_lane_u(v, lane) ((u32)((wb_u8x16)(v))[lane])
#define i16x8_extract_lane_s(v, lane) ((u32)((wb_s16x8)(v))[lane])
#define i16x8_extract_lane_u(v, lane) ((u32)((wb_u16x8)(v))[lane])
#define i32x4_extract_lane(v, lane) (((wb_u32x4)(v))[lane])
#define i64x2_extract_lane(v, lane) (((wb_u64x2)(v))[lane])
#define f32x4_extract_lane(v, lane) (((wb_f32x4)(v))[lane])
#define f64x2_extract_lane(v, lane) (((wb_f64x2)(v))[lane])

#define i8x16_shuffle(a, b, ...)                                                                   \
	((v128)__builtin_shufflevector((wb_u8x16)(a), (wb_u8x16)(b), __VA_ARGS__))

WB_L2(i8x16_swizzle, wb_u8x16, wb_u8x16, 16, b[i] < 16 ? a[b[i] & 15] : 0)

/* ---- integers, all shapes -------------------------------------------------------------------- */

#define WB_INTEGERS(shape, U, S, n, bits)                                                          \
	WB_V2(shape##_add, U, a + b)                                                               \
	WB_V2(shape##_sub, U, a - b)                                                               \
	WB_V1(shape##_neg, U, -a)                                                                  \
	WB_L1(shape##_abs, S, U, n,                                                                \
		(__typeof__(r[0]))(a[i] < 0 ? -(__typeof__(r[0]))a[i] : (__typeof__(r[0]))a[i]))   \
	WB_V2(shape##_eq, U, a == b)                                                               \
	WB_V2(shape##_ne, U, a != b)                                                               \
	WB_V2(shape##_lt_s, S, a < b)                                                              \
	WB_V2(shape##_gt_s, S, a > b)                                                              \
	WB_V2(shape##_le_s, S, a <= b)                                                             \
	WB_V2(shape##_ge_s, S, a >= b)                                                             \
	WB_INLINE v128 shape##_shl(v128 x, u32 count)                                              \
	{                                                                                          \
		return (v128)((U)x << (__typeof__(((U)x)[0]))(count & (bits - 1)));                \
	}                                                                                          \
	WB_INLINE v128 shape##_shr_u(v128 x, u32 count)                                            \
	{                                                                                          \
		return (v128)((U)x >> (__typeof__(((U)x)[0]))(count & (bits - 1)));                \
	}                                                                                          \
	WB_INLINE v128 shape##_shr_s(v128 x, u32 count)                                            \
	{                                                                                          \
		return (v128)((S)x >> (__typeof__(((S)x)[0]))(count & (bits - 1)));                \
	}                                                                                          \
	WB_INLINE u32 shape##_all_true(v128 x)                                                     \
	{                                                                                          \
		v128 zeros = (v128)((U)x == 0);                                                    \
		return (zeros[0] | zeros[1]) == 0;                                                 \
	}                                                                                          \
	WB_INLINE u32 shape##_bitmask(v128 x)                                                      \
	{                                                                                          \
		u32 mask = 0;                                                                      \
		for (int i = 0; i < n; i++)                                                        \
			mask |= (u32)(((S)x)[i] < 0) << i;                                         \
		return mask;                                                                       \
	}
WB_INTEGERS(i8x16, wb_u8x16, wb_s8x16, 16, 8)
WB_INTEGERS(i16x8, wb_u16x8, wb_s16x8, 8, 16)
WB_INTEGERS(i32x4, wb_u32x4, wb_s32x4, 4, 32)
WB_INTEGERS(i64x2, wb_u64x2, wb_s64x2, 2, 64)

#define WB_NARROW_INTEGERS(shape, U, S, n)                                                         \
	WB_V2(shape##_lt_u, U, a < b)                                                              \
	WB_V2(shape##_gt_u, U, a > b)                                                              \
	WB_V2(shape##_le_u, U, a <= b)                                                             \
	WB_V2(shape##_ge_u, U, a >= b)                                                             \
	WB_L2(shape##_min_s, S, S, n, a[i] < b[i] ? a[i] : b[i])                                   \
	WB_L2(shape##_min_u, U, U, n, a[i] < b[i] ? a[i] : b[i])                                   \
	WB_L2(shape##_max_s, S, S, n, a[i] > b[i] ? a[i] : b[i])                                   \
	WB_L2(shape##_max_u, U, U, n, a[i] > b[i] ? a[i] : b[i])
WB_NARROW_INTEGERS(i8x16, wb_u8x16, wb_s8x16, 16)
WB_NARROW_INTEGERS(i16x8, wb_u16x8, wb_s16x8, 8)
WB_NARROW_INTEGERS(i32x4, wb_u32x4, wb_s32x4, 4)

#define WB_SATURATING(shape, U, S, n, smin, smax, umax)                                            \
	WB_L2(shape##_add_sat_s, S, S, n, (__typeof__(r[0]))wb_clamp(a[i] + b[i], smin, smax))     \
	WB_L2(shape##_sub_sat_s, S, S, n, (__typeof__(r[0]))wb_clamp(a[i] - b[i], smin, smax))     \
	WB_L2(shape##_add_sat_u, U, U, n, (__typeof__(r[0]))wb_clamp(a[i] + b[i], 0, umax))        \
	WB_L2(shape##_sub_sat_u, U, U, n, (__typeof__(r[0]))wb_clamp(a[i] - b[i], 0, umax))        \
	WB_L2(shape##_avgr_u, U, U, n, (__typeof__(r[0]))((a[i] + b[i] + 1) / 2))
WB_SATURATING(i8x16, wb_u8x16, wb_s8x16, 16, -128, 127, 255)
WB_SATURATING(i16x8, wb_u16x8, wb_s16x8, 8, -32768, 32767, 65535)

WB_V2(i16x8_mul, wb_u16x8, a *b)
WB_V2(i32x4_mul, wb_u32x4, a *b)
WB_V2(i64x2_mul, wb_u64x2, a *b)
WB_L1(i8x16_popcnt, wb_u8x16, wb_u8x16, 16, (u8)__builtin_popcount(a[i]))
WB_L2(i16x8_q15mulr_sat_s, wb_s16x8, wb_s16x8, 8,
	(s16)wb_clamp((a[i] * b[i] + 0x4000) >> 15, -32768, 32767))
WB_L2(i32x4_dot_i16x8_s, wb_s16x8, wb_u32x4, 4,
	(u32)(a[2 * i] * b[2 * i]) + (u32)(a[2 * i + 1] * b[2 * i + 1]))

/* ---- between widths ---------------------------------------------------------------------------- */

#define WB_NARROW(to, from, T, R, n, letter, min, max)                                             \
	WB_L2(to##_narrow_##from##_##letter, T, R, n,                                              \
		(__typeof__(r[0]))wb_clamp(i < n / 2 ? a[i % (n / 2)] : b[i % (n / 2)], min, max))
WB_NARROW(i8x16, i16x8, wb_s16x8, wb_s8x16, 16, s, -128, 127)
WB_NARROW(i8x16, i16x8, wb_s16x8, wb_u8x16, 16, u, 0, 255)
WB_NARROW(i16x8, i32x4, wb_s32x4, wb_s16x8, 8, s, -32768, 32767)
WB_NARROW(i16x8, i32x4, wb_s32x4, wb_u16x8, 8, u, 0, 65535)

#define WB_WIDEN(to, from, T, R, lane, n, letter)                                                  \
	WB_L1(to##_extend_low_##from##_##letter, T, R, n, (lane)a[i])                              \
	WB_L1(to##_extend_high_##from##_##letter, T, R, n, (lane)a[i + n])                         \
	WB_L2(to##_extmul_low_##from##_##letter, T, R, n, (lane)a[i] * (lane)b[i])                 \
	WB_L2(to##_extmul_high_##from##_##letter, T, R, n, (lane)a[i + n] * (lane)b[i + n])
WB_WIDEN(i16x8, i8x16, wb_s8x16, wb_s16x8, s16, 8, s)
WB_WIDEN(i16x8, i8x16, wb_u8x16, wb_u16x8, u16, 8, u)
WB_WIDEN(i32x4, i16x8, wb_s16x8, wb_s32x4, s32, 4, s)
WB_WIDEN(i32x4, i16x8, wb_u16x8, wb_u32x4, u32, 4, u)
WB_WIDEN(i64x2, i32x4, wb_s32x4, wb_s64x2, s64, 2, s)
WB_WIDEN(i64x2, i32x4, wb_u32x4, wb_u64x2, u64, 2, u)

WB_L1(i16x8_extadd_pairwise_i8x16_s, wb_s8x16, wb_s16x8, 8, (s16)(a[2 * i] + a[2 * i + 1]))
WB_L1(i16x8_extadd_pairwise_i8x16_u, wb_u8x16, wb_u16x8, 8, (u16)(a[2 * i] + a[2 * i + 1]))
WB_L1(i32x4_extadd_pairwise_i16x8_s, wb_s16x8, wb_s32x4, 4, (s32)a[2 * i] + a[2 * i + 1])
WB_L1(i32x4_extadd_pairwise_i16x8_u, wb_u16x8, wb_u32x4, 4, (u32)a[2 * i] + a[2 * i + 1])

/* ---- floats ------------------------------------------------------------------------------------ */

#define WB_FLOATS(shape, F, U, n, f, sign)                                                         \
	WB_V2(shape##_add, F, a + b)                                                               \
	WB_V2(shape##_sub, F, a - b)                                                               \
	WB_V2(shape##_mul, F, a *b)                                                                \
	WB_V2(shape##_div, F, a / b)                                                               \
	WB_V2(shape##_eq, F, a == b)                                                               \
	WB_V2(shape##_ne, F, a != b)                                                               \
	WB_V2(shape##_lt, F, a < b)                                                                \
	WB_V2(shape##_gt, F, a > b)                                                                \
	WB_V2(shape##_le, F, a <= b)                                                               \
	WB_V2(shape##_ge, F, a >= b)                                                               \
	WB_V1(shape##_abs, U, a & ~(sign))                                                         \
	WB_V1(shape##_neg, U, a ^ (sign))                                                          \
	WB_L1(shape##_sqrt, F, F, n, f##_sqrt(a[i]))                                               \
	WB_L1(shape##_ceil, F, F, n, f##_ceil(a[i]))                                               \
	WB_L1(shape##_floor, F, F, n, f##_floor(a[i]))                                             \
	WB_L1(shape##_trunc, F, F, n, f##_trunc(a[i]))                                             \
	WB_L1(shape##_nearest, F, F, n, f##_nearest(a[i]))                                         \
	WB_L2(shape##_min, F, F, n, f##_min(a[i], b[i]))                                           \
	WB_L2(shape##_max, F, F, n, f##_max(a[i], b[i]))                                           \
	WB_INLINE v128 shape##_pmin(v128 x, v128 y)                                                \
	{                                                                                          \
		return v128_bitselect(y, x, shape##_lt(y, x));                                     \
	}                                                                                          \
	WB_INLINE v128 shape##_pmax(v128 x, v128 y)                                                \
	{                                                                                          \
		return v128_bitselect(y, x, shape##_lt(x, y));                                     \
	}
WB_FLOATS(f32x4, wb_f32x4, wb_u32x4, 4, f32, UINT32_C(0x80000000))
WB_FLOATS(f64x2, wb_f64x2, wb_u64x2, 2, f64, UINT64_C(0x8000000000000000))

WB_L1(f32x4_convert_i32x4_s, wb_s32x4, wb_f32x4, 4, (f32)a[i])
WB_L1(f32x4_convert_i32x4_u, wb_u32x4, wb_f32x4, 4, (f32)a[i])
WB_L1(f64x2_convert_low_i32x4_s, wb_s32x4, wb_f64x2, 2, (f64)a[i])
WB_L1(f64x2_convert_low_i32x4_u, wb_u32x4, wb_f64x2, 2, (f64)a[i])
WB_L1(i32x4_trunc_sat_f32x4_s, wb_f32x4, wb_u32x4, 4, i32_trunc_sat_f32_s(a[i]))
WB_L1(i32x4_trunc_sat_f32x4_u, wb_f32x4, wb_u32x4, 4, i32_trunc_sat_f32_u(a[i]))
WB_L1(i32x4_trunc_sat_f64x2_s_zero, wb_f64x2, wb_u32x4, 2, i32_trunc_sat_f64_s(a[i]))
WB_L1(i32x4_trunc_sat_f64x2_u_zero, wb_f64x2, wb_u32x4, 2, i32_trunc_sat_f64_u(a[i]))
WB_L1(f32x4_demote_f64x2_zero, wb_f64x2, wb_f32x4, 2, (f32)a[i])
WB_L1(f64x2_promote_low_f32x4, wb_f32x4, wb_f64x2, 2, (f64)a[i])

/* ---- memory -------------------------------------------------------------------------------------- */

WB_LOAD(v128_load, v128, v128)
WB_STORE(v128_store, v128, v128)
#define v128_load(addr, offset) wb_v128_load(WB_BASE, WB_SIZE, addr, offset)
#define v128_store(addr, offset, v) wb_v128_store(WB_BASE, WB_SIZE, addr, offset, v)

#define v128_load8_splat(addr, offset) i8x16_splat(i32_load8_u(addr, offset))
#define v128_load16_splat(addr, offset) i16x8_splat(i32_load16_u(addr, offset))
#define v128_load32_splat(addr, offset) i32x4_splat(i32_load(addr, offset))
#define v128_load64_splat(addr, offset) i64x2_splat(i64_load(addr, offset))
#define v128_load32_zero(addr, offset) v128_const(i32_load(addr, offset), 0)
#define v128_load64_zero(addr, offset) v128_const(i64_load(addr, offset), 0)
#define v128_load8x8_s(addr, offset) i16x8_extend_low_i8x16_s(v128_load64_zero(addr, offset))
#define v128_load8x8_u(addr, offset) i16x8_extend_low_i8x16_u(v128_load64_zero(addr, offset))
#define v128_load16x4_s(addr, offset) i32x4_extend_low_i16x8_s(v128_load64_zero(addr, offset))
#define v128_load16x4_u(addr, offset) i32x4_extend_low_i16x8_u(v128_load64_zero(addr, offset))
#define v128_load32x2_s(addr, offset) i64x2_extend_low_i32x4_s(v128_load64_zero(addr, offset))
#define v128_load32x2_u(addr, offset) i64x2_extend_low_i32x4_u(v128_load64_zero(addr, offset))

#define v128_load8_lane(addr, v, offset, lane)                                                     \
	i8x16_replace_lane(v, i32_load8_u(addr, offset), lane)
#define v128_load16_lane(addr, v, offset, lane)                                                    \
	i16x8_replace_lane(v, i32_load16_u(addr, offset), lane)
#define v128_load32_lane(addr, v, offset, lane)                                                    \
	i32x4_replace_lane(v, i32_load(addr, offset), lane)
#define v128_load64_lane(addr, v, offset, lane)                                                    \
	i64x2_replace_lane(v, i64_load(addr, offset), lane)
#define v128_store8_lane(addr, v, offset, lane)                                                    \
	i32_store8(addr, offset, i8x16_extract_lane_u(v, lane))
#define v128_store16_lane(addr, v, offset, lane)                                                   \
	i32_store16(addr, offset, i16x8_extract_lane_u(v, lane))
#define v128_store32_lane(addr, v, offset, lane)                                                   \
	i32_store(addr, offset, i32x4_extract_lane(v, lane))
#define v128_store64_lane(addr, v, offset, lane)                                                   \
	i64_store(addr, offset, i64x2_extract_lane(v, lane))

#endif

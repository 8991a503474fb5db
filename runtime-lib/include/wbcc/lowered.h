/*
 * wbcc/lowered.h: what lowered C is written in.  The one header that it includes (and
 * lowered-simd.h where the module has vectors).
 *
 * Every helper has the name of the WebAssembly instruction that it is, with '_' for '.'.
 * Integers are unsigned; signed instructions cast.  A few macros refer to names that each
 * lowered file defines: w_memory (its struct wb_memory) and, in module shape, mem (the start
 * of linear memory, fetched once at the head of each function that accesses it).
 *
 * Configuration, by the file itself:
 *   WB_SHAPE_MODULE      linked at run time; memory is wherever w_memory says
 *   WB_EXPLICIT_BOUNDS   addresses are compared with the memory's size; without it, pages
 *                        behind memory's end are inaccessible and the fault is the trap
 *
 * It is exact C: no flag is needed to get the right integers.  For floats the compiler must
 * not fuse multiplications and additions (-ffp-contract=off), for loops it must not assume
 * that they end (-fno-finite-loops): see wbcc/lower/flags.h.
 */
#ifndef WBCC_LOWERED_H
#define WBCC_LOWERED_H

#include <string.h>

#include "wbcc/runtime.h"
#ifndef WB_SHAPE_MODULE
#include "wbcc/host.h"
#endif

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int8_t s8;
typedef int16_t s16;
typedef int32_t s32;
typedef int64_t s64;
typedef float f32;
typedef double f64;
typedef struct wb_funcref funcref;
typedef wb_externref externref;

#define wb_unused __attribute__((unused))
#define WB_INLINE static inline __attribute__((always_inline, unused))
#define WB_UNLIKELY(x) __builtin_expect(!!(x), 0)

/* ---- control ------------------------------------------------------------------------------- */

/*
 * A tail call does not grow the stack: with optimisation both compilers make a jump of it, as
 * long as its parameters fit where the caller's came in (registers do).  Without, clang must be
 * told; gcc cannot be.
 */
#if defined(__clang__) && !defined(__OPTIMIZE__) && __has_attribute(musttail)
#define wb_return_call __attribute__((musttail)) return
#else
#define wb_return_call return
#endif

/*
 * In functions that make tail calls or are so called: lets the compiler believe that they may
 * return, for calls of functions that never do are not made tail calls.  No instruction.
 */
#define wb_may_return() __asm__ goto("" : : : : wb_returns)

/*
 * Module shape only.  Compilers make a loop of a recursion where they can, and a loop does
 * not exhaust the stack.  WebAssembly allows that; its tests do not: with WB_KEEP_FRAMES each
 * call has a frame whose address escapes.
 */
#ifdef WB_KEEP_FRAMES
#define wb_frame()                                                                                 \
	char wb_frame_mark;                                                                        \
	__asm__ volatile("" : : "r"(&wb_frame_mark) : "memory")
#else
#define wb_frame() (void)0
#endif

/* Evaluates for what it may trap on or do, not for its value; the second for floats and vectors,
 * the third for structures. */
#define wb_drop(x) __asm__ volatile("" : : "r"(x))
#ifdef __SSE2__
#define wb_drop_float(x) __asm__ volatile("" : : "x"(x))
#else
#define wb_drop_float(x) __asm__ volatile("" : : "w"(x))
#endif
#define wb_drop_struct(...)                                                                        \
	do {                                                                                       \
		__typeof__(__VA_ARGS__) wb_dropped = (__VA_ARGS__);                                \
		__asm__ volatile("" : : "m"(wb_dropped));                                          \
	} while (0)

/* ---- memory -------------------------------------------------------------------------------- */

#ifdef WB_SHAPE_MODULE
#define WB_BASE mem
#else
#define WB_BASE wb_linear_memory
#endif

#ifdef WB_EXPLICIT_BOUNDS
#define WB_AT(base, size, addr, offset, len)                                                       \
	((base) + wb_checked((size), (u64)(addr) + (offset), (len)))
#else
#define WB_AT(base, size, addr, offset, len) ((base) + ((u64)(addr) + (offset)))
#endif

WB_INLINE u64 wb_checked(u64 size, u64 at, u64 len)
{
	if (WB_UNLIKELY(at + len > size))
		wb_trap(WB_TRAP_MEMORY);
	return at;
}

#ifdef WB_EXPLICIT_BOUNDS
#define WB_SIZE (w_memory.size)
#define wb_memory_require wb_memory_require_checked
#else
#define WB_SIZE 0
#endif

#define WB_LOAD(name, result, stored)                                                              \
	WB_INLINE result wb_##name(const u8 *base, u64 size wb_unused, u32 addr, u64 offset)       \
	{                                                                                          \
		stored v;                                                                          \
		memcpy(&v, WB_AT(base, size, addr, offset, sizeof v), sizeof v);                   \
		return (result)v;                                                                  \
	}
#define WB_STORE(name, given, stored)                                                              \
	WB_INLINE void wb_##name(u8 *base, u64 size wb_unused, u32 addr, u64 offset, given value)  \
	{                                                                                          \
		stored v = (stored)value;                                                          \
		memcpy(WB_AT(base, size, addr, offset, sizeof v), &v, sizeof v);                   \
	}

WB_LOAD(i32_load, u32, u32)
WB_LOAD(i64_load, u64, u64)
WB_LOAD(f32_load, f32, f32)
WB_LOAD(f64_load, f64, f64)
WB_LOAD(i32_load8_s, u32, s8)
WB_LOAD(i32_load8_u, u32, u8)
WB_LOAD(i32_load16_s, u32, s16)
WB_LOAD(i32_load16_u, u32, u16)
WB_LOAD(i64_load8_s, u64, s8)
WB_LOAD(i64_load8_u, u64, u8)
WB_LOAD(i64_load16_s, u64, s16)
WB_LOAD(i64_load16_u, u64, u16)
WB_LOAD(i64_load32_s, u64, s32)
WB_LOAD(i64_load32_u, u64, u32)
WB_STORE(i32_store, u32, u32)
WB_STORE(i64_store, u64, u64)
WB_STORE(f32_store, f32, f32)
WB_STORE(f64_store, f64, f64)
WB_STORE(i32_store8, u32, u8)
WB_STORE(i32_store16, u32, u16)
WB_STORE(i64_store8, u64, u8)
WB_STORE(i64_store16, u64, u16)
WB_STORE(i64_store32, u64, u32)

#define i32_load(addr, offset) wb_i32_load(WB_BASE, WB_SIZE, addr, offset)
#define i64_load(addr, offset) wb_i64_load(WB_BASE, WB_SIZE, addr, offset)
#define f32_load(addr, offset) wb_f32_load(WB_BASE, WB_SIZE, addr, offset)
#define f64_load(addr, offset) wb_f64_load(WB_BASE, WB_SIZE, addr, offset)
#define i32_load8_s(addr, offset) wb_i32_load8_s(WB_BASE, WB_SIZE, addr, offset)
#define i32_load8_u(addr, offset) wb_i32_load8_u(WB_BASE, WB_SIZE, addr, offset)
#define i32_load16_s(addr, offset) wb_i32_load16_s(WB_BASE, WB_SIZE, addr, offset)
#define i32_load16_u(addr, offset) wb_i32_load16_u(WB_BASE, WB_SIZE, addr, offset)
#define i64_load8_s(addr, offset) wb_i64_load8_s(WB_BASE, WB_SIZE, addr, offset)
#define i64_load8_u(addr, offset) wb_i64_load8_u(WB_BASE, WB_SIZE, addr, offset)
#define i64_load16_s(addr, offset) wb_i64_load16_s(WB_BASE, WB_SIZE, addr, offset)
#define i64_load16_u(addr, offset) wb_i64_load16_u(WB_BASE, WB_SIZE, addr, offset)
#define i64_load32_s(addr, offset) wb_i64_load32_s(WB_BASE, WB_SIZE, addr, offset)
#define i64_load32_u(addr, offset) wb_i64_load32_u(WB_BASE, WB_SIZE, addr, offset)
#define i32_store(addr, offset, v) wb_i32_store(WB_BASE, WB_SIZE, addr, offset, v)
#define i64_store(addr, offset, v) wb_i64_store(WB_BASE, WB_SIZE, addr, offset, v)
#define f32_store(addr, offset, v) wb_f32_store(WB_BASE, WB_SIZE, addr, offset, v)
#define f64_store(addr, offset, v) wb_f64_store(WB_BASE, WB_SIZE, addr, offset, v)
#define i32_store8(addr, offset, v) wb_i32_store8(WB_BASE, WB_SIZE, addr, offset, v)
#define i32_store16(addr, offset, v) wb_i32_store16(WB_BASE, WB_SIZE, addr, offset, v)
#define i64_store8(addr, offset, v) wb_i64_store8(WB_BASE, WB_SIZE, addr, offset, v)
#define i64_store16(addr, offset, v) wb_i64_store16(WB_BASE, WB_SIZE, addr, offset, v)
#define i64_store32(addr, offset, v) wb_i64_store32(WB_BASE, WB_SIZE, addr, offset, v)

/* The host address of [addr, addr + len), or a trap. */
WB_INLINE u8 *wb_range(const struct wb_memory *m, u64 addr, u64 len)
{
	if (WB_UNLIKELY(addr + len > m->size))
		wb_trap(WB_TRAP_MEMORY);
#ifdef WB_SHAPE_MODULE
	return m->base + addr;
#else
	return wb_linear_memory + addr;
#endif
}

/* A data segment that memory.init or data.drop names. */
struct wb_data {
	const char *bytes;
	u32 len;
};

WB_INLINE void wb_memory_copy(const struct wb_memory *m, u32 to, u32 from, u32 len)
{
	const u8 *source = wb_range(m, from, len);
	memmove(wb_range(m, to, len), source, len);
}

WB_INLINE void wb_memory_fill(const struct wb_memory *m, u32 to, u32 value, u32 len)
{
	memset(wb_range(m, to, len), (int)(value & 255), len);
}

WB_INLINE void wb_data_init(
	const struct wb_memory *m, const struct wb_data *d, u32 to, u32 from, u32 len)
{
	if (WB_UNLIKELY((u64)from + len > d->len))
		wb_trap(WB_TRAP_MEMORY);
	u8 *target = wb_range(m, to, len);
	if (len)
		memcpy(target, d->bytes + from, len);
}

#define memory_size() (w_memory.pages)
#define memory_grow(delta) wb_memory_grow(&w_memory, delta)
#define memory_copy(to, from, len) wb_memory_copy(&w_memory, to, from, len)
#define memory_fill(to, value, len) wb_memory_fill(&w_memory, to, value, len)
#define memory_init(data, to, from, len) wb_data_init(&w_memory, &(data), to, from, len)
#define data_drop(data) ((void)((data).len = 0))
/* An active segment, at instantiation. */
#define memory_put(addr, bytes, len) memcpy(wb_range(&w_memory, addr, len), bytes, len)

/* ---- the guest's libc ---------------------------------------------------------------------- */

/*
 * ISO C's functions over guest memory, for guests whose own are recognised (see
 * wbcc/lower/guestlib.c).  Each looks at the bytes that the guest's loop would look at; where
 * that loop would leave memory, so that it traps, these trap.
 */

/* How many of *len* bytes at *addr* are in memory. */
WB_INLINE u64 wb_guest_room(u32 addr, u64 len, u64 size)
{
	u64 room = addr < size ? size - addr : 0;
	return len < room ? len : room;
}

WB_INLINE u32 wb_guest_found(const u8 *base, const void *p)
{
	return p ? (u32)((const u8 *)p - base) : 0;
}

/* Traps unless all that was asked for was in memory. */
WB_INLINE void wb_guest_all(u64 room, u64 len)
{
	if (WB_UNLIKELY(room < len))
		wb_trap(WB_TRAP_MEMORY);
}

WB_INLINE u32 wb_memcpy_in(const struct wb_memory *m, u32 to, u32 from, u32 len)
{
	if (len) {
		const u8 *source = wb_range(m, from, len);
		memmove(wb_range(m, to, len), source, len);
	}
	return to;
}

WB_INLINE u32 wb_memset_in(const struct wb_memory *m, u32 to, u32 value, u32 len)
{
	if (len)
		memset(wb_range(m, to, len), (int)(value & 255), len);
	return to;
}

WB_INLINE u32 wb_memcmp_in(u8 *base, u64 size, u32 a, u32 b, u32 len)
{
	u64 room = wb_guest_room(a > b ? a : b, len, size);
	int order = room ? memcmp(base + a, base + b, room) : 0;
	if (!order)
		wb_guest_all(room, len);
	return (u32)order;
}

WB_INLINE u32 wb_memchr_in(u8 *base, u64 size, u32 s, u32 c, u32 len)
{
	u64 room = wb_guest_room(s, len, size);
	const void *p = room ? memchr(base + s, (int)(c & 255), room) : NULL;
	if (!p)
		wb_guest_all(room, len);
	return wb_guest_found(base, p);
}

WB_INLINE u32 wb_strlen_in(u8 *base, u64 size, u32 s)
{
	u64 room = wb_guest_room(s, UINT32_MAX, size);
	const void *end = room ? memchr(base + s, 0, room) : NULL;
	if (WB_UNLIKELY(!end))
		wb_trap(WB_TRAP_MEMORY);
	return (u32)((const u8 *)end - base) - s;
}

WB_INLINE u32 wb_strncmp_in(u8 *base, u64 size, u32 a, u32 b, u64 len)
{
	u64 room = wb_guest_room(a > b ? a : b, len, size);
	int order = room ? strncmp((const char *)base + a, (const char *)base + b, room) : 0;
	if (!order && room < len && !(room && memchr(base + a, 0, room)))
		wb_trap(WB_TRAP_MEMORY);
	return (u32)order;
}

WB_INLINE u32 wb_strchr_in(u8 *base, u64 size, u32 s, u32 c)
{
	u64 room = wb_guest_room(s, UINT32_MAX, size);
	const u8 *end = room ? (const u8 *)memchr(base + s, 0, room) : NULL;
	u64 len = end ? (u64)(end - base) - s + 1 : room;
	const void *p = len ? memchr(base + s, (int)(c & 255), len) : NULL;
	if (WB_UNLIKELY(!p && !end))
		wb_trap(WB_TRAP_MEMORY);
	return wb_guest_found(base, p);
}

WB_INLINE u32 wb_strrchr_in(u8 *base, u64 size, u32 s, u32 c)
{
	u32 at = s + wb_strlen_in(base, size, s) + 1;
	while (at-- > s)
		if (base[at] == (u8)c)
			return at;
	return 0;
}

#define wb_guest_memcpy(to, from, len) wb_memcpy_in(&w_memory, to, from, len)
#define wb_guest_memmove(to, from, len) wb_memcpy_in(&w_memory, to, from, len)
#define wb_guest_memset(to, c, len) wb_memset_in(&w_memory, to, c, len)
#define wb_guest_memcmp(a, b, len) wb_memcmp_in(w_memory.base, w_memory.size, a, b, len)
#define wb_guest_memchr(s, c, len) wb_memchr_in(w_memory.base, w_memory.size, s, c, len)
#define wb_guest_strlen(s) wb_strlen_in(w_memory.base, w_memory.size, s)
#define wb_guest_strcmp(a, b) wb_strncmp_in(w_memory.base, w_memory.size, a, b, UINT32_MAX)
#define wb_guest_strncmp(a, b, n) wb_strncmp_in(w_memory.base, w_memory.size, a, b, n)
#define wb_guest_strchr(s, c) wb_strchr_in(w_memory.base, w_memory.size, s, c)
#define wb_guest_strrchr(s, c) wb_strrchr_in(w_memory.base, w_memory.size, s, c)

/* ---- integers ------------------------------------------------------------------------------ */

WB_INLINE u32 i32_clz(u32 x)
{
	return x ? (u32)__builtin_clz(x) : 32;
}
WB_INLINE u32 i32_ctz(u32 x)
{
	return x ? (u32)__builtin_ctz(x) : 32;
}
WB_INLINE u32 i32_popcnt(u32 x)
{
	return (u32)__builtin_popcount(x);
}
WB_INLINE u32 i32_rotl(u32 x, u32 n)
{
	return x << (n & 31) | x >> (-n & 31);
}
WB_INLINE u32 i32_rotr(u32 x, u32 n)
{
	return x >> (n & 31) | x << (-n & 31);
}
WB_INLINE u64 i64_clz(u64 x)
{
	return x ? (u64)__builtin_clzll(x) : 64;
}
WB_INLINE u64 i64_ctz(u64 x)
{
	return x ? (u64)__builtin_ctzll(x) : 64;
}
WB_INLINE u64 i64_popcnt(u64 x)
{
	return (u64)__builtin_popcountll(x);
}
WB_INLINE u64 i64_rotl(u64 x, u64 n)
{
	return x << (n & 63) | x >> (-n & 63);
}
WB_INLINE u64 i64_rotr(u64 x, u64 n)
{
	return x >> (n & 63) | x << (-n & 63);
}

#define WB_DIVISION(i, u, s, min)                                                                  \
	WB_INLINE u i##_div_u(u a, u b)                                                            \
	{                                                                                          \
		if (WB_UNLIKELY(!b))                                                               \
			wb_trap(WB_TRAP_DIV_BY_ZERO);                                              \
		return a / b;                                                                      \
	}                                                                                          \
	WB_INLINE u i##_rem_u(u a, u b)                                                            \
	{                                                                                          \
		if (WB_UNLIKELY(!b))                                                               \
			wb_trap(WB_TRAP_DIV_BY_ZERO);                                              \
		return a % b;                                                                      \
	}                                                                                          \
	WB_INLINE u i##_div_s(u a, u b)                                                            \
	{                                                                                          \
		if (WB_UNLIKELY(!b))                                                               \
			wb_trap(WB_TRAP_DIV_BY_ZERO);                                              \
		if (WB_UNLIKELY(a == (u)(min) && b == (u)-1))                                      \
			wb_trap(WB_TRAP_OVERFLOW);                                                 \
		return (u)((s)a / (s)b);                                                           \
	}                                                                                          \
	WB_INLINE u i##_rem_s(u a, u b)                                                            \
	{                                                                                          \
		if (WB_UNLIKELY(!b))                                                               \
			wb_trap(WB_TRAP_DIV_BY_ZERO);                                              \
		return b == (u)-1 ? 0 : (u)((s)a % (s)b);                                          \
	}

WB_DIVISION(i32, u32, s32, INT32_MIN)
WB_DIVISION(i64, u64, s64, INT64_MIN)

/* ---- floats -------------------------------------------------------------------------------- */

#define f32_inf __builtin_inff()
#define f64_inf __builtin_inf()

WB_INLINE f32 f32_reinterpret_i32(u32 bits)
{
	f32 x;
	memcpy(&x, &bits, sizeof x);
	return x;
}
WB_INLINE f64 f64_reinterpret_i64(u64 bits)
{
	f64 x;
	memcpy(&x, &bits, sizeof x);
	return x;
}
WB_INLINE u32 i32_reinterpret_f32(f32 x)
{
	u32 bits;
	memcpy(&bits, &x, sizeof bits);
	return bits;
}
WB_INLINE u64 i64_reinterpret_f64(f64 x)
{
	u64 bits;
	memcpy(&bits, &x, sizeof bits);
	return bits;
}

/* NaN constants, with their payload. */
#define f32_bits(bits) f32_reinterpret_i32(bits)
#define f64_bits(bits) f64_reinterpret_i64(bits)

/* A value that the compiler does not know: it must do the arithmetic, which quiets NaNs. */
WB_INLINE f32 f32_opaque(f32 x)
{
#ifdef __SSE2__
	__asm__("" : "+x"(x));
#else
	__asm__("" : "+w"(x));
#endif
	return x;
}
WB_INLINE f64 f64_opaque(f64 x)
{
#ifdef __SSE2__
	__asm__("" : "+x"(x));
#else
	__asm__("" : "+w"(x));
#endif
	return x;
}

/*
 * min and max: a NaN if one is given (made quiet by the addition), and -0 below +0.  The
 * round functions give back quiet NaNs too.
 */
#define WB_FLOAT(f, i, bits, suffix)                                                               \
	WB_INLINE f f##_abs(f x)                                                                   \
	{                                                                                          \
		return __builtin_fabs##suffix(x);                                                  \
	}                                                                                          \
	WB_INLINE f f##_copysign(f x, f y)                                                         \
	{                                                                                          \
		return __builtin_copysign##suffix(x, y);                                           \
	}                                                                                          \
	WB_INLINE f f##_sqrt(f x)                                                                  \
	{                                                                                          \
		return __builtin_sqrt##suffix(x);                                                  \
	}                                                                                          \
	WB_INLINE f f##_ceil(f x)                                                                  \
	{                                                                                          \
		return WB_UNLIKELY(x != x) ? x + x : __builtin_ceil##suffix(x);                    \
	}                                                                                          \
	WB_INLINE f f##_floor(f x)                                                                 \
	{                                                                                          \
		return WB_UNLIKELY(x != x) ? x + x : __builtin_floor##suffix(x);                   \
	}                                                                                          \
	WB_INLINE f f##_trunc(f x)                                                                 \
	{                                                                                          \
		return WB_UNLIKELY(x != x) ? x + x : __builtin_trunc##suffix(x);                   \
	}                                                                                          \
	WB_INLINE f f##_nearest(f x)                                                               \
	{                                                                                          \
		return WB_UNLIKELY(x != x) ? x + x : __builtin_rint##suffix(x);                    \
	}                                                                                          \
	WB_INLINE f f##_min(f x, f y)                                                              \
	{                                                                                          \
		if (WB_UNLIKELY(x != x || y != y))                                                 \
			return x + y;                                                              \
		if (WB_UNLIKELY(x == y)) /* zeros of both signs: the bits' union is negative */    \
			return f##_bits(i##_reinterpret_##f(x) | i##_reinterpret_##f(y));          \
		return x < y ? x : y;                                                              \
	}                                                                                          \
	WB_INLINE f f##_max(f x, f y)                                                              \
	{                                                                                          \
		if (WB_UNLIKELY(x != x || y != y))                                                 \
			return x + y;                                                              \
		if (WB_UNLIKELY(x == y))                                                           \
			return f##_bits(i##_reinterpret_##f(x) & i##_reinterpret_##f(y));          \
		return x > y ? x : y;                                                              \
	}

WB_FLOAT(f32, i32, u32, f)
WB_FLOAT(f64, i64, u64, )

/*
 * Conversions to integers.  The bounds are the nearest floats outside the range; "low" is
 * compared with >= where it is itself outside (inexact) and > where only its truncation is in.
 */
#define WB_TRUNC(i, u, s, f, letter, low, high)                                                    \
	WB_INLINE u i##_trunc_##f##_##letter(f x)                                                  \
	{                                                                                          \
		if (WB_UNLIKELY(!(x low && x < high)))                                             \
			wb_trap(x != x ? WB_TRAP_CONVERSION : WB_TRAP_OVERFLOW);                   \
		return (u)(s)x;                                                                    \
	}                                                                                          \
	WB_INLINE u i##_trunc_sat_##f##_##letter(f x)                                              \
	{                                                                                          \
		if (WB_UNLIKELY(!(x low)))                                                         \
			return x != x || (s)-1 > 0 ? 0 : (u)1 << (sizeof(u) * 8 - 1);              \
		if (WB_UNLIKELY(!(x < high)))                                                      \
			return (s)-1 > 0 ? (u)-1 : ((u)1 << (sizeof(u) * 8 - 1)) - 1;              \
		return (u)(s)x;                                                                    \
	}

WB_TRUNC(i32, u32, s32, f32, s, >= -2147483648.0f, 2147483648.0f)
WB_TRUNC(i32, u32, u32, f32, u, > -1.0f, 4294967296.0f)
WB_TRUNC(i32, u32, s32, f64, s, > -2147483649.0, 2147483648.0)
WB_TRUNC(i32, u32, u32, f64, u, > -1.0, 4294967296.0)
WB_TRUNC(i64, u64, s64, f32, s, >= -9223372036854775808.0f, 9223372036854775808.0f)
WB_TRUNC(i64, u64, u64, f32, u, > -1.0f, 18446744073709551616.0f)
WB_TRUNC(i64, u64, s64, f64, s, >= -9223372036854775808.0, 9223372036854775808.0)
WB_TRUNC(i64, u64, u64, f64, u, > -1.0, 18446744073709551616.0)

/* ---- references and tables ------------------------------------------------------------------- */

#define null_funcref ((funcref){NULL, NULL})

/* The identity of a function type; see wb_type in runtime.h. */
#define WB_TYPE(name, sig) __attribute__((weak)) const char wb_type_##name[] = sig
#define WB_REF(type_name, function) {wb_type_##type_name, (wb_code)function}
#define ref_func(type, function) ((funcref){type, (wb_code)function})

/* What the elements of a constant table are that hold no function of the wanted type. */
#define WB_STUBS(result, sig, params)                                                              \
	static wb_unused result wb_null_##sig params                                               \
	{                                                                                          \
		wb_trap(WB_TRAP_NULL_ELEMENT);                                                     \
	}                                                                                          \
	static wb_unused result wb_other_##sig params                                              \
	{                                                                                          \
		wb_trap(WB_TRAP_INDIRECT_TYPE);                                                    \
	}                                                                                          \
	static wb_unused result wb_undefined_##sig params                                          \
	{                                                                                          \
		wb_trap(WB_TRAP_UNDEFINED_ELEMENT);                                                \
	}

/* The callee of a call_indirect through a constant table. */
#define wb_pick(table, index) (table[wb_index(index, sizeof(table) / sizeof *(table))])

WB_INLINE u32 wb_index(u32 index, u64 size)
{
	if (WB_UNLIKELY(index >= size))
		wb_trap(WB_TRAP_UNDEFINED_ELEMENT);
	return index;
}

/* The same through a table that may change. */
#define wb_indirect(fn, type, table, index) ((fn *)wb_callee(&(table), type, index))

WB_INLINE wb_code wb_callee(const struct wb_table *t, wb_type type, u32 index)
{
	const funcref *f = &t->funcs[wb_index(index, t->size)];
	if (WB_UNLIKELY(f->type != type)) {
		if (!f->code)
			wb_trap(WB_TRAP_NULL_ELEMENT);
		if (strcmp(f->type, type) != 0)
			wb_trap(WB_TRAP_INDIRECT_TYPE);
	}
	return f->code;
}

/* An element segment. */
struct wb_elem {
	const void *items;
	u32 len;
};

WB_INLINE void wb_table_range(u64 at, u64 len, u64 size)
{
	if (WB_UNLIKELY(at + len > size))
		wb_trap(WB_TRAP_TABLE);
}

#define WB_TABLE_OPS(kind, ref, array)                                                             \
	WB_INLINE ref wb_table_get_##kind(const struct wb_table *t, u32 i)                         \
	{                                                                                          \
		wb_table_range(i, 1, t->size);                                                     \
		return t->array[i];                                                                \
	}                                                                                          \
	WB_INLINE void wb_table_set_##kind(struct wb_table *t, u32 i, ref value)                   \
	{                                                                                          \
		wb_table_range(i, 1, t->size);                                                     \
		t->array[i] = value;                                                               \
	}                                                                                          \
	WB_INLINE void wb_table_fill_##kind(struct wb_table *t, u32 i, ref value, u32 n)           \
	{                                                                                          \
		wb_table_range(i, n, t->size);                                                     \
		for (u32 k = 0; k < n; k++)                                                        \
			t->array[i + k] = value;                                                   \
	}                                                                                          \
	WB_INLINE void wb_table_copy_##kind(                                                       \
		struct wb_table *to, const struct wb_table *from, u32 d, u32 s, u32 n)             \
	{                                                                                          \
		wb_table_range(s, n, from->size);                                                  \
		wb_table_range(d, n, to->size);                                                    \
		if (n)                                                                             \
			memmove(to->array + d, from->array + s, n * sizeof(ref));                  \
	}                                                                                          \
	WB_INLINE void wb_table_init_##kind(                                                       \
		struct wb_table *t, const struct wb_elem *e, u32 d, u32 s, u32 n)                  \
	{                                                                                          \
		wb_table_range(s, n, e->len);                                                      \
		wb_table_range(d, n, t->size);                                                     \
		if (n)                                                                             \
			memcpy(t->array + d, (const ref *)e->items + s, n * sizeof(ref));          \
	}                                                                                          \
	WB_INLINE u32 wb_table_grow_##kind(struct wb_table *t, ref value, u32 n)                   \
	{                                                                                          \
		return wb_table_grow(t, n, &value);                                                \
	}

WB_TABLE_OPS(func, funcref, funcs)
WB_TABLE_OPS(extern, externref, externs)

#define table_size(t) ((t).size)
#define table_get_func(t, i) wb_table_get_func(&(t), i)
#define table_set_func(t, i, v) wb_table_set_func(&(t), i, v)
#define table_fill_func(t, i, v, n) wb_table_fill_func(&(t), i, v, n)
#define table_copy_func(t, u, d, s, n) wb_table_copy_func(&(t), &(u), d, s, n)
#define table_init_func(t, e, d, s, n) wb_table_init_func(&(t), &(e), d, s, n)
#define table_grow_func(t, v, n) wb_table_grow_func(&(t), v, n)
#define table_get_extern(t, i) wb_table_get_extern(&(t), i)
#define table_set_extern(t, i, v) wb_table_set_extern(&(t), i, v)
#define table_fill_extern(t, i, v, n) wb_table_fill_extern(&(t), i, v, n)
#define table_copy_extern(t, u, d, s, n) wb_table_copy_extern(&(t), &(u), d, s, n)
#define table_init_extern(t, e, d, s, n) wb_table_init_extern(&(t), &(e), d, s, n)
#define table_grow_extern(t, v, n) wb_table_grow_extern(&(t), v, n)
#define elem_drop(e) ((void)((e).len = 0))

#endif

/*
 * How the one table of host functions is read.
 *
 * hostapi.def holds a line for each function that a guest may import:
 *
 *     WB_HOST4(module, name, result, type1, arg1, ... type4, arg4)
 *
 * The reader defines HOST(module, name, result, PARAMS, SIG) and includes this file; it is
 * expanded once for each function, where PARAMS is a parenthesised C parameter list made of
 * WB_PARAM(type, arg) (which the reader defines too) and SIG is a string literal: the letters
 * of the parameters' Wasm types, then '>', then the result's letter or nothing.
 *
 * Types say what a value means; all but i64, f64 and f32 are an i32 on the wire:
 *     i32 u32        a number                     ptr    address of bytes in linear memory
 *     i64 u64        a 64-bit number              str    address of a NUL-terminated string
 *     f64            a double                     len    a count of bytes
 *     handle         an object of the host's, generation-checked (0: none)
 *     fd             a guest descriptor           func   an index into the guest's table 0
 *     err            0 or a negative errno in the guest's (WASI) numbering
 *     nothing        no result
 *
 * Readers: the import check (wbcc/lower), the binding (each host function's prototype:
 * runtime-lib/include/wbcc/host.h), the sdk's import declarations (sdk/include/wbcc/imports.h),
 * and docs/host-interface.md (tests/unit checks that it names each one).
 */
/* gcc's and clang's GNU dialects define it as 1; here it is a module's name. */
#undef linux

#define WB_SIG_i32 "i"
#define WB_SIG_u32 "i"
#define WB_SIG_ptr "i"
#define WB_SIG_str "i"
#define WB_SIG_len "i"
#define WB_SIG_handle "i"
#define WB_SIG_fd "i"
#define WB_SIG_func "i"
#define WB_SIG_err "i"
#define WB_SIG_i64 "I"
#define WB_SIG_u64 "I"
#define WB_SIG_f64 "F"
#define WB_SIG_nothing ""

#define WB_HOST0(m, n, r) HOST(m, n, r, (), ">" WB_SIG_##r)
#define WB_HOST1(m, n, r, t1, a1) HOST(m, n, r, (WB_PARAM(t1, a1)), WB_SIG_##t1 ">" WB_SIG_##r)
#define WB_HOST2(m, n, r, t1, a1, t2, a2)                                                          \
	HOST(m, n, r, (WB_PARAM(t1, a1), WB_PARAM(t2, a2)), WB_SIG_##t1 WB_SIG_##t2 ">" WB_SIG_##r)
#define WB_HOST3(m, n, r, t1, a1, t2, a2, t3, a3)                                                  \
	HOST(m, n, r, (WB_PARAM(t1, a1), WB_PARAM(t2, a2), WB_PARAM(t3, a3)),                      \
		WB_SIG_##t1 WB_SIG_##t2 WB_SIG_##t3 ">" WB_SIG_##r)
#define WB_HOST4(m, n, r, t1, a1, t2, a2, t3, a3, t4, a4)                                          \
	HOST(m, n, r, (WB_PARAM(t1, a1), WB_PARAM(t2, a2), WB_PARAM(t3, a3), WB_PARAM(t4, a4)),    \
		WB_SIG_##t1 WB_SIG_##t2 WB_SIG_##t3 WB_SIG_##t4 ">" WB_SIG_##r)
#define WB_HOST5(m, n, r, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5)                                  \
	HOST(m, n, r,                                                                              \
		(WB_PARAM(t1, a1), WB_PARAM(t2, a2), WB_PARAM(t3, a3), WB_PARAM(t4, a4),           \
			WB_PARAM(t5, a5)),                                                         \
		WB_SIG_##t1 WB_SIG_##t2 WB_SIG_##t3 WB_SIG_##t4 WB_SIG_##t5 ">" WB_SIG_##r)
#define WB_HOST6(m, n, r, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6)                          \
	HOST(m, n, r,                                                                              \
		(WB_PARAM(t1, a1), WB_PARAM(t2, a2), WB_PARAM(t3, a3), WB_PARAM(t4, a4),           \
			WB_PARAM(t5, a5), WB_PARAM(t6, a6)),                                       \
		WB_SIG_##t1 WB_SIG_##t2 WB_SIG_##t3 WB_SIG_##t4 WB_SIG_##t5 WB_SIG_##t6            \
		">" WB_SIG_##r)
#define WB_HOST7(m, n, r, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6, t7, a7)                  \
	HOST(m, n, r,                                                                              \
		(WB_PARAM(t1, a1), WB_PARAM(t2, a2), WB_PARAM(t3, a3), WB_PARAM(t4, a4),           \
			WB_PARAM(t5, a5), WB_PARAM(t6, a6), WB_PARAM(t7, a7)),                     \
		WB_SIG_##t1 WB_SIG_##t2 WB_SIG_##t3 WB_SIG_##t4 WB_SIG_##t5 WB_SIG_##t6            \
			WB_SIG_##t7 ">" WB_SIG_##r)
#define WB_HOST9(m, n, r, t1, a1, t2, a2, t3, a3, t4, a4, t5, a5, t6, a6, t7, a7, t8, a8, t9, a9)  \
	HOST(m, n, r,                                                                              \
		(WB_PARAM(t1, a1), WB_PARAM(t2, a2), WB_PARAM(t3, a3), WB_PARAM(t4, a4),           \
			WB_PARAM(t5, a5), WB_PARAM(t6, a6), WB_PARAM(t7, a7), WB_PARAM(t8, a8),    \
			WB_PARAM(t9, a9)),                                                         \
		WB_SIG_##t1 WB_SIG_##t2 WB_SIG_##t3 WB_SIG_##t4 WB_SIG_##t5 WB_SIG_##t6            \
			WB_SIG_##t7 WB_SIG_##t8 WB_SIG_##t9 ">" WB_SIG_##r)

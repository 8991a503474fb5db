/*
 * The host functions as a C guest imports them, made from the one table (wbcc/hostapi.def):
 * `libbpf__bpf_map__fd` is the import `libbpf.bpf_map__fd`.  What the module does not call is
 * not imported.
 *
 * Handles, strings and addresses are pointers here; functions are indices into table 0, which
 * is what a cast of a function pointer to uint32_t gives.
 */
#ifndef WBCC_IMPORTS_H
#define WBCC_IMPORTS_H

#include <stdint.h>

#define WB_GUEST_T_i32 int32_t
#define WB_GUEST_T_u32 uint32_t
#define WB_GUEST_T_ptr const void *
#define WB_GUEST_T_str const char *
#define WB_GUEST_T_len uint32_t
#define WB_GUEST_T_handle const void *
#define WB_GUEST_T_fd int32_t
#define WB_GUEST_T_func uint32_t
#define WB_GUEST_T_err int32_t
#define WB_GUEST_T_i64 int64_t
#define WB_GUEST_T_u64 uint64_t
#define WB_GUEST_T_f64 double
#define WB_GUEST_T_nothing void

#include "wbcc/hostapi.h"

#define WB_PARAM(type, name) WB_GUEST_T_##type name
#define HOST(module, name, result, params, sig)                                                    \
	__attribute__((import_module(#module), import_name(#name)))                                \
	WB_GUEST_T_##result module##__##name params;

#ifdef __cplusplus
extern "C" {
#endif
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wstrict-prototypes"
#include "wbcc/hostapi.def"
#pragma clang diagnostic pop
#ifdef __cplusplus
}
#endif

#undef HOST
#undef WB_PARAM

#endif

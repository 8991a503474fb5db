/*
 * Prototypes of all host functions, made from the one table (sdk/include/wbcc/hostapi.def).
 * The C function behind the import `libbpf.bpf_map__fd` is `libbpf__bpf_map__fd`; its first
 * parameter is the instance that calls.  Lowered programs call these directly.
 */
#ifndef WBCC_HOST_H
#define WBCC_HOST_H

#include <stdint.h>

struct wb_instance;

#define WB_HOST_T_i32 int32_t
#define WB_HOST_T_u32 uint32_t
#define WB_HOST_T_ptr uint32_t
#define WB_HOST_T_str uint32_t
#define WB_HOST_T_len uint32_t
#define WB_HOST_T_handle uint32_t
#define WB_HOST_T_fd uint32_t
#define WB_HOST_T_func uint32_t
#define WB_HOST_T_err int32_t
#define WB_HOST_T_i64 int64_t
#define WB_HOST_T_u64 uint64_t
#define WB_HOST_T_f64 double
#define WB_HOST_T_nothing void

#include "wbcc/hostapi.h"

#define WB_PARAM(type, name) WB_HOST_T_##type name
#define WB_HOST_ARGS(...) (struct wb_instance * in, ##__VA_ARGS__)
#define WB_HOST_APPLY(params) WB_HOST_ARGS params
#define HOST(module, name, result, params, sig)                                                    \
	WB_HOST_T_##result module##__##name WB_HOST_APPLY(params);
#include "wbcc/hostapi.def"
#undef HOST
#undef WB_PARAM

#endif

// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* A hash map to look up and update. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8192);
	__type(key, __u32);
	__type(value, __u64);
} hash SEC(".maps");

char LICENSE[] SEC("license") = "Dual BSD/GPL";

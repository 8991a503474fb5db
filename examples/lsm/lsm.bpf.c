// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* Kernel part: refuses that a folder with a certain name is removed, and counts refusals. */
#include "vmlinux.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#define EPERM 1

char LICENSE[] SEC("license") = "GPL";

const volatile char protected_name[32] = "";
__u64 refused = 0;

SEC("lsm/path_rmdir")
int BPF_PROG(refuse_rmdir, const struct path *dir, struct dentry *dentry)
{
	char name[32] = {};
	const unsigned char *from = BPF_CORE_READ(dentry, d_name.name);

	bpf_probe_read_kernel_str(name, sizeof(name), from);
	for (int i = 0; i < (int)sizeof(name); i++) {
		if (name[i] != protected_name[i])
			return 0;
		if (!name[i])
			break;
	}
	__sync_fetch_and_add(&refused, 1);
	return -EPERM;
}

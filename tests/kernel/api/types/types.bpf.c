// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* An object with types of its own. */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

enum colour { RED = 1, GREEN = 2 };

struct point {
	int x, y;
	enum colour colour;
	char name[8];
};

struct point origin = {.x = 3, .y = -4, .colour = GREEN, .name = "here"};

SEC("socket")
int use(struct __sk_buff *skb)
{
	return origin.x;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";

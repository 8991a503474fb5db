// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/*
 * maps update|lookup OPERATIONS: so many operations on 4096 keys of a hash map; prints the CPU
 * time of each in ns.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "maps.skel.h"

#define KEYS 4096

static uint64_t cpu_time(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

int main(int argc, char **argv)
{
	int lookup = argc > 1 && argv[1][0] == 'l', n = argc > 2 ? atoi(argv[2]) : 1000000;
	struct maps_bpf *skel = maps_bpf__open_and_load();
	uint64_t value, sum = 0;

	if (!skel)
		return 1;
	int fd = bpf_map__fd(skel->maps.hash);
	for (uint32_t key = 0; key < KEYS; key++) {
		value = key;
		bpf_map_update_elem(fd, &key, &value, BPF_ANY);
	}
	uint64_t start = cpu_time();
	for (int i = 0; i < n; i++) {
		uint32_t key = (uint32_t)i % KEYS;
		value = (uint64_t)i;
		if (lookup ? bpf_map_lookup_elem(fd, &key, &value)
			   : bpf_map_update_elem(fd, &key, &value, BPF_ANY))
			return 1;
		sum += value;
	}
	uint64_t spent = cpu_time() - start;
	printf("%.2f ns/operation, %d operations, %llx\n", (double)spent / n, n,
		(unsigned long long)sum);
	maps_bpf__destroy(skel);
	return 0;
}

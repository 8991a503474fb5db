// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/*
 * Counts its own writes on old kernels too: minimal_legacy N writes N dots.
 * Introduces: bpf_map__update_elem and lookups in place of global variables.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <bpf/libbpf.h>
#include "minimal_legacy.skel.h"

struct state {
	int pid;
	unsigned writes;
};

int main(int argc, char **argv)
{
	int n = argc > 1 ? atoi(argv[1]) : 3, err;
	struct minimal_legacy_bpf *skel = minimal_legacy_bpf__open_and_load();
	struct state state = { .pid = getpid() };
	unsigned key = 0;

	if (!skel) {
		fprintf(stderr, "Failed to open and load the BPF object\n");
		return 1;
	}
	err = bpf_map__update_elem(skel->maps.state, &key, sizeof(key), &state, sizeof(state), BPF_ANY);
	if (!err)
		err = minimal_legacy_bpf__attach(skel);
	if (err) {
		fprintf(stderr, "Failed to set up: %d\n", err);
		goto cleanup;
	}
	for (int i = 0; i < n; i++)
		if (write(STDERR_FILENO, ".", 1) != 1)
			break;
	err = bpf_map__lookup_elem(skel->maps.state, &key, sizeof(key), &state, sizeof(state), 0);
	if (!err)
		printf("%u writes\n", state.writes);

cleanup:
	minimal_legacy_bpf__destroy(skel);
	return err ? 1 : 0;
}

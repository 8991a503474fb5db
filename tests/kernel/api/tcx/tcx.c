// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* tcx: attaches to the loopback interface, waits for packets and says how it went. */
#include <stdio.h>
#include <unistd.h>

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "../check.h"
#include "tcx.skel.h"

int main(void)
{
	struct tcx_bpf *skel = tcx_bpf__open_and_load();
	CHECK(skel != NULL);
	if (!skel)
		return report();
	LIBBPF_OPTS(bpf_tcx_opts, opts);
	struct bpf_link *link = bpf_program__attach_tcx(skel->progs.count, 1, &opts);
	CHECK(link != NULL && bpf_link__fd(link) >= 0);
	for (int i = 0; i < 100 && skel->bss->packets < 3; i++)
		usleep(50000);
	CHECK(skel->bss->packets >= 3);
	CHECK(bpf_link__destroy(link) == 0);
	errno = 0;
	CHECK(bpf_program__attach_tcx(skel->progs.count, 99999, &opts) == NULL && errno);
	CHECK(bpf_program__attach_tcx(skel->progs.count, 0, NULL) == NULL && errno == EINVAL);
	tcx_bpf__destroy(skel);
	return report();
}

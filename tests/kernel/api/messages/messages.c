// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* messages rejected|target|names: fails in one way; libbpf's messages go where they go. */
#include <stdio.h>
#include <string.h>

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "messages.skel.h"

int main(int argc, char **argv)
{
	const char *how = argc > 1 ? argv[1] : "";
	struct messages_bpf *skel = messages_bpf__open();

	if (!skel)
		return 2;
	if (!strcmp(how, "rejected"))
		bpf_program__set_autoload(skel->progs.rejected, true);
	if (!strcmp(how, "target"))
		bpf_program__set_autoload(skel->progs.no_target, true);
	if (!strcmp(how, "names"))
		return bpf_object__find_map_by_name(skel->obj, "nothing") ||
		       bpf_object__find_program_by_name(skel->obj, "nobody");
	if (messages_bpf__load(skel))
		return 3;
	if (messages_bpf__attach(skel))
		return 4;
	messages_bpf__destroy(skel);
	return 0;
}

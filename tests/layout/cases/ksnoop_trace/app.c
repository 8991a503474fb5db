#include <stdio.h>
#include <bpf/bpf.h>
#include "app.h"
#include "app.skel.h"

int main(void)
{
	struct app_bpf *skel = app_bpf__open_and_load();
	struct trace t = {.func = {.name = "vfs_read", .ip = 1}, .filter = 5};
	unsigned long long key = 1;
	int fd = bpf_map__fd(skel->maps.func_map);
	if (bpf_map_update_elem(fd, &key, &t, BPF_ANY) || bpf_map_lookup_elem(fd, &key, &t))
		return 2;
	printf("%zu %s %d\n", sizeof(t), t.func.name, t.filter);
	return 0;
}

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include "app.skel.h"

int main(void)
{
	struct app_bpf *skel = app_bpf__open_and_load();
	unsigned long *ip = malloc(16 * sizeof(*ip));
	app_bpf__attach(skel);
	for (int i = 0; i < 50 && skel->data->id < 0; i++)
		usleep(100000);
	int fd = bpf_map__fd(skel->maps.stackmap);
	if (bpf_map__lookup_elem(skel->maps.stackmap, &skel->data->id, 4, (void *)ip, 128, 0))
		return 2;
	puts(ip[0] >> 32 == 0xffffffff ? "a kernel address" : "nonsense");
	return ip[0] >> 32 != 0xffffffff;
}

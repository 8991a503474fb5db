#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include "app.skel.h"

int main(void)
{
	struct app_bpf *skel = app_bpf__open_and_load();
	unsigned long ip[16] = {0};
	app_bpf__attach(skel);
	for (int i = 0; i < 50 && skel->data->id < 0; i++)
		usleep(100000);
	int fd = bpf_map__fd(skel->maps.stackmap);
	if (bpf_map_lookup_elem(fd, &skel->data->id, &ip))
		return 2;
	puts(ip[0] >> 32 == 0xffffffff ? "a kernel address" : "nonsense");
	return ip[0] >> 32 != 0xffffffff;
}

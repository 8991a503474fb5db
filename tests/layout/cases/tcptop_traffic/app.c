#include <stdio.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include "app.h"
#include "app.skel.h"

int main(void)
{
	struct app_bpf *skel = app_bpf__open_and_load();
	struct traffic_t t = {0};
	__u32 key = 1;
	app_bpf__attach(skel);
	usleep(100000);
	if (bpf_map_lookup_elem(bpf_map__fd(skel->maps.ip_map), &key, &t))
		return 2;
	printf("%lu %lu\n", t.sent, t.received);
	return t.sent != 1 || t.received != 0x200000003;
}

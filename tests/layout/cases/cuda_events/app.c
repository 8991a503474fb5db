#include <stdio.h>
#include <bpf/libbpf.h>
#include "app.h"
#include "app.skel.h"

static int seen;

static int on_event(void *ctx, void *data, size_t size)
{
	const struct event *e = data;
	if (!seen++)
		printf("%d %zu %llu %d\n", e->pid, e->mem.size, e->mem.addr, e->ret_val);
	return 0;
}

int main(void)
{
	struct app_bpf *skel = app_bpf__open_and_load();
	struct ring_buffer *ring =
		ring_buffer__new(bpf_map__fd(skel->maps.rb), on_event, NULL, NULL);
	app_bpf__attach(skel);
	for (int i = 0; i < 50 && !seen; i++)
		ring_buffer__poll(ring, 100);
	return !seen;
}

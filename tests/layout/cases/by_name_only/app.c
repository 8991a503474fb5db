#include <stdio.h>
#include <sys/types.h>
#include <bpf/libbpf.h>
#include "app.h"
#include "app.skel.h"

static int right = -1;

static int on_event(void *ctx, void *data, size_t size)
{
	const struct event *e = data;
	if (right < 0)
		printf("%zu bytes: size %ld, pid %d, op %d\n", size, e->size, e->pid, e->op);
	right = e->size == 0x500000004ll && e->pid == 5 && e->op == 6;
	return 0;
}

int main(void)
{
	struct app_bpf *skel = app_bpf__open_and_load();
	struct ring_buffer *ring =
		ring_buffer__new(bpf_map__fd(skel->maps.events), on_event, NULL, NULL);
	app_bpf__attach(skel);
	for (int i = 0; i < 50 && right < 0; i++)
		ring_buffer__poll(ring, 100);
	return right != 1;
}

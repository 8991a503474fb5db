#include <stdio.h>
#include "app.skel.h"

int main(void)
{
	struct app_bpf *skel = app_bpf__open();
	skel->rodata->min_size = 1;
	skel->rodata->wanted = -2;
	printf("%llx %llu %lld\n", skel->rodata->max_size, skel->rodata->page_size,
		skel->rodata->wanted);
	return skel->rodata->max_size != ~0ull;
}

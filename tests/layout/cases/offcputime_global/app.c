#include <stdio.h>
#include "app.skel.h"

int main(void)
{
	struct app_bpf *skel = app_bpf__open();
	long state = -1;
	if (skel->rodata->state != state)
		return 1;
	skel->rodata->state = 2;
	puts("as set");
	return skel->rodata->state != 2;
}

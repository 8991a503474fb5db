#include <stdio.h>
#include "app.skel.h"

int main(void)
{
	struct app_bpf *skel = app_bpf__open();
	skel->rodata->targ_lock = 0xffffffff81234567ull;
	printf("%llx %zu\n", skel->rodata->targ_lock, sizeof(skel->rodata->targ_lock));
	return skel->rodata->targ_lock != 0xffffffff81234567ull;
}

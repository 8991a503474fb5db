#include <stdio.h>
#include "app.skel.h"

int main(void)
{
	struct app_bpf *skel = app_bpf__open();
	printf("%zu %zu\n", sizeof(skel->bss->entries), sizeof(skel->bss->entries[0]));
	return 0;
}

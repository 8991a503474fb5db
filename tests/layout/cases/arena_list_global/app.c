#include <stdio.h>
#include "app.h"
#include "app.skel.h"

int main(void)
{
	struct app_bpf *skel = app_bpf__open();
	printf("%d\n", skel->bss->list_head.first == 0);
	return 0;
}

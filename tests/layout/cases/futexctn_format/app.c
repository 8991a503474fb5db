#include <stdio.h>
#include <time.h>
#include "app.skel.h"

int main(void)
{
	struct app_bpf *skel = app_bpf__open();
	printf("%lu %d\n", skel->data->ns, 7);
	return 0;
}

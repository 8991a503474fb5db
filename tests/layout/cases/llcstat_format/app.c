#include <stdio.h>
#include <time.h>
#include "app.skel.h"

int main(void)
{
	struct app_bpf *skel = app_bpf__open();
	printf("%8lx %s\n", skel->data->ns, "end");
	return 0;
}

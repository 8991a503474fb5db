#include <stdio.h>
#include <time.h>
#include "app.skel.h"

int main(void)
{
	struct app_bpf *skel = app_bpf__open();
	fprintf(stdout, "%lu %016lx\n", skel->data->ns, skel->data->ns);
	return 0;
}

#include <stdio.h>
#include <time.h>
#include "app.skel.h"

int main(void)
{
	struct app_bpf *skel = app_bpf__open();
	time_t t = 0x100000003; printf("%-8ld %d\n", t, 7);
	return 0;
}

#include <stdio.h>
#include <time.h>
#include "app.skel.h"

int main(void)
{
	struct app_bpf *skel = app_bpf__open();
	char s[64]; snprintf(s, sizeof(s), "%ld %d", skel->data->events, 7); puts(s);
	return 0;
}

/* _Exit() flushes nothing. */
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
	printf("written\n");
	fflush(stdout);
	printf("lost");
	_Exit(255);
}

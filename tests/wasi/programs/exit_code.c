/* exit() flushes and runs what atexit() registered, and its code arrives. */
#include <stdio.h>
#include <stdlib.h>

static void first(void)
{
	printf("registered first\n");
}

static void second(void)
{
	printf("registered second\n");
}

int main(void)
{
	atexit(first);
	atexit(second);
	printf("no newline at the end of main: ");
	exit(42);
}

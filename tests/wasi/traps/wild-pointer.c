/* expect: wbcc: trap: out of bounds memory access (address 0x7fff0000, memory is [0-9]* bytes)
 * expect:   #0 .* (wild-pointer.c:[0-9]*)
 * flags: -g */
#include <stdio.h>

__attribute__((noinline)) static void poke(volatile int *p)
{
	fflush(stdout);
	*p = 1;
	fflush(stdout);
}

int main(void)
{
	char number[] = "2147418112";
	int *p;
	sscanf(number, "%p", (void **)&p);
	poke(p ? (int *)0x7fff0000 : p);
	return 0;
}

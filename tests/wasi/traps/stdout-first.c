/* What the guest wrote before the trap is there, and only that.
 * stdout: written
 * expect: wbcc: trap: unreachable */
#include <stdio.h>

int main(void)
{
	printf("written\n");
	fflush(stdout);
	printf("still in the guest's buffer\n");
	__builtin_trap();
}

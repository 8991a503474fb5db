/* A bad pointer inside the guest's libc.
 * expect: wbcc: trap: out of bounds memory access.*
 * expect:   #0 .* */
#include <string.h>

int main(void)
{
	char *volatile p = (char *)0xfff00000;
	memset(p, 7, 100);
	return p[1];
}

/* env: NAME=value EMPTY= */
#include <stdio.h>
#include <stdlib.h>

extern char **environ;

int main(void)
{
	int n = 0;
	for (char **e = environ; *e; e++)
		n++;
	setenv("NEW", "made here", 1);
	printf("%d %s [%s] %s %d\n", n, getenv("NAME"), getenv("EMPTY"), getenv("NEW"),
		getenv("HOME") != NULL);
	return 0;
}

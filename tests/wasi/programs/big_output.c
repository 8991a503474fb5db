/* A megabyte and more on standard output, in pieces of all sizes. */
#include <stdio.h>

int main(void)
{
	for (int i = 0; i < 40000; i++)
		printf("%d:%.*s\n", i, i % 60,
			"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefgh");
	return 0;
}

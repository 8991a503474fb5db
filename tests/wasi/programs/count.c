/* stdin: programs.txt
 * Counts lines, words and bytes. */
#include <ctype.h>
#include <stdio.h>

int main(void)
{
	unsigned lines = 0, words = 0, bytes = 0;
	int c, in_word = 0;
	while ((c = getchar()) != EOF) {
		bytes++;
		lines += c == '\n';
		words += !in_word && !isspace(c);
		in_word = !isspace(c);
	}
	printf("%u %u %u\n", lines, words, bytes);
	return 0;
}

/* stdin: programs.txt
 * Sorts lines: getline, a growing array, qsort through function pointers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int backwards(const void *a, const void *b)
{
	return -strcmp(*(char *const *)a, *(char *const *)b);
}

int main(void)
{
	char **lines = NULL, *line = NULL;
	size_t n = 0, room = 0;
	while (getline(&line, &room, stdin) >= 0) {
		lines = realloc(lines, (n + 1) * sizeof *lines);
		lines[n++] = strdup(line);
	}
	qsort(lines, n, sizeof *lines, backwards);
	for (size_t i = 0; i < n; i++)
		fputs(lines[i], stdout);
	return 0;
}

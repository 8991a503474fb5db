/* Text through stdio: every path of printf to streams, long doubles, messages. */
#include <err.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
	static char line[5000];
	char *text = NULL;
	int n;

	memset(line, 'x', sizeof line - 1);
	printf("%s|%.3s|%5000d|\n", line, line, 7);
	printf("%d %u %x %#o %llx %zu %hhd\n", -1, 2u, 255, 8, UINT64_MAX, sizeof(int),
		(signed char)44);
	printf("%f %.0f %.17g %e %g %a %.3a\n", 1.5, 2.5, 0.1, 12345.678, 1e-5, 1.0, 3.14159);
	printf("%.30f %.20e %g %g\n", 0.1, 1e300, __builtin_inf(), -0.0);
	printf("%5.2f|%-8.3f|%+.1e|% g|%08.2f\n", 3.14159, 2.5, 1e10, 7.0, -3.5);
	printf("%Lf %.10Lg %Le\n", 1.25L, 1024.5L, 0.5L);
	printf("%c%c%-5c|%5s|%-5s|%.2s|%s|%p\n", 'a', 'b', 'c', "ab", "cd", "efgh", (char *)NULL,
		NULL);
	printf("%2$s %1$d\n", 5, "five");
	fprintf(stderr, "to stderr %d%n", 5, &n);
	fprintf(stderr, " %d\n", n);
	dprintf(STDERR_FILENO, "to a descriptor %s\n", "here");
	n = asprintf(&text, "%0100d", 5);
	printf("%d %s\n", n, text);
	printf("%d %d\n", snprintf(NULL, 0, "%s", line), snprintf(line, 3, "abcdef"));
	puts(line);
	errno = ENOENT;
	printf("%m\n");
	warnx("a warning %d", 1);
	free(text);
	text = malloc(100000);
	text = realloc(text, 200000);
	printf("%d\n", text != NULL);
	free(text);
	err(3, "the end");
}

/* args: -v --count=3 --name x rest -q more
 * Options with getopt_long, which permutes. */
#include <getopt.h>
#include <stdio.h>

int main(int argc, char **argv)
{
	static const struct option longs[] = {{"count", required_argument, NULL, 'c'},
		{"name", required_argument, NULL, 'n'}, {NULL, 0, NULL, 0}};
	int c;
	opterr = 0;
	while ((c = getopt_long(argc, argv, "vc:n:", longs, NULL)) != -1)
		printf("%c %s\n", c, c == '?' ? "unknown" : optarg ? optarg : "-");
	while (optind < argc)
		printf("rest %s\n", argv[optind++]);
	return 0;
}

/* progname.c: asks the host for the first argument, once. */
#include <stdlib.h>
#include <string.h>
#include <wasi/api.h>

#include "progname.h"

const char *program_name(void)
{
	static const char *name;
	__wasi_size_t n = 0, size = 0;

	if (name)
		return name;
	name = "";
	if (__wasi_args_sizes_get(&n, &size) || !n)
		return name;
	uint8_t **argv = malloc((n + 1) * sizeof *argv), *text = malloc(size);
	if (argv && text && !__wasi_args_get(argv, text))
		name = (const char *)argv[0];
	free(argv);
	return name;
}

const char *short_program_name(void)
{
	const char *name = program_name(), *slash = strrchr(name, '/');

	return slash ? slash + 1 : name;
}

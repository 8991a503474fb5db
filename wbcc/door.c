/*
 * main() of bin/wbcc: small and static, because `wbcc run` of a program that is in the cache
 * must cost no more than the program's own start.  All else is done by libexec/wbcc-tool,
 * which loads the libraries that a compiler needs.
 */
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "cmd/run.h"

extern char **environ;
static char **arguments;

/* Becomes the whole tool, with our arguments. */
static bool enter(void)
{
	proc_become(tool_helper("wbcc-tool"), arguments, environ);
	note("the installation is not whole: cmake --install");
	return false;
}

bool run_fetch(const char *source, struct bytes *out)
{
	(void)source, (void)out;
	return enter();
}

bool run_compile(
	const struct run_options *o, const struct run_source *s, const char *entry, char **exe)
{
	(void)o, (void)s, (void)entry, (void)exe;
	return enter();
}

int main(int argc, char **argv)
{
	arguments = argv;
	if (argc > 1 && strcmp(argv[1], "run") == 0)
		return run_main(argc - 1, argv + 1);
	enter();
	return 1;
}

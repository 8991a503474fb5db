/*
 * main() of a native program: sets the stage for the guest and calls its _start.
 *
 * The guest gets the arguments as they are, the environment and the folders that grants.c
 * allows, and a stack of its own.  The exit code is the guest's; 134 after a trap.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "grants.h"
#include "wbcc/package.h"
#include "wbcc/runtime.h"
#include "wbcc/wasi.h"

#define STACK_DEFAULT ((rlim_t)8 << 20)
#define STACK_MAX ((rlim_t)4 << 30)

extern char **environ;

/* Descriptors 0, 1 and 2 stay taken, so that no other file ever gets messages meant for them. */
static bool keep_stdio(void)
{
	int fd;
	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
	return fd >= 0 || fcntl(STDERR_FILENO, F_GETFD) >= 0;
}

static int no_start(const struct wb_instance *in)
{
	fprintf(stderr,
		"wbcc: error: the module %s exports no function _start, so it is no program\n",
		in->name);
	fprintf(stderr, "note: it exports");
	for (uint32_t i = 0; i < in->n_exports; i++)
		fprintf(stderr, "%s %.*s", i ? "," : "", (int)in->exports[i].name_len,
			in->exports[i].name);
	fprintf(stderr, "%s\n", in->n_exports ? "" : " nothing");
	return 1;
}

/* What a native program has: `ulimit -s`, where it sets a limit. */
static size_t stack_size(void)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_STACK, &limit) || limit.rlim_cur == RLIM_INFINITY)
		return STACK_DEFAULT;
	if (limit.rlim_cur < STACK_DEFAULT)
		return STACK_DEFAULT;
	return limit.rlim_cur < STACK_MAX ? limit.rlim_cur : STACK_MAX;
}

struct guest {
	struct wb_instance *in;
	void (*start)(void);
};

static void run(void *arg)
{
	const struct guest *g = arg;
	g->in->instantiate();
	g->start();
}

int main(int argc, char **argv)
{
	(void)argc;
	struct guest g = {.in = &wb_program};
	const struct wb_export *start = wb_find_export(g.in, "_start");
	char **environment = grants_environment(environ);
	if (!keep_stdio())
		return EXIT_FAILURE;
	if (g.in->abi != WB_ABI) {
		fprintf(stderr, "wbcc: error: lowered for another version of the runtime\n");
		return EXIT_FAILURE;
	}
	if (!start || start->kind != WB_FUNC || strcmp(start->type, ">"))
		return no_start(g.in);
	if (!environment || wb_wasi_init(g.in, argv, environment)) {
		fprintf(stderr, "wbcc: error: no memory to start with\n");
		return EXIT_FAILURE;
	}
	grants_permissions(wb_package.manifest, environ);
	if (!grants_preopens(g.in, wb_package.manifest, argv, environ))
		return EXIT_FAILURE;
	wb_traps_install();
	g.start = start->code;
	wb_on_guest_stack(stack_size(), run, &g);
	return EXIT_SUCCESS;
}

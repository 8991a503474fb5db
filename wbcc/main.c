/* wbcc's main(): finds the command by name.  Reads argv, returns the command's exit code. */
#include <stdio.h>
#include <string.h>

#include "cmd/cmd.h"
#include "cmd/options.h"

static const struct command commands[] = {
	{"build", cmd_build, "build a project: package and native program"},
	{"gen", cmd_gen, "generate a skeleton, types or bindings from a BPF object"},
	{"aot", cmd_aot, "compile a .wasm file to a native program"},
	{"run", cmd_run, "run a .wasm file"},
	{"inspect", cmd_inspect, "show what a package, an object or a program holds"},
	{"new", cmd_new, "start a project"},
	{"doctor", cmd_doctor, "tell what this machine can do, and how to mend what it cannot"},
	{"cache", cmd_cache, "show or clean the cache"},
};

#define N_COMMANDS (sizeof commands / sizeof *commands)

static int print_help(void)
{
	puts("Usage: wbcc COMMAND [OPTION]...\n\n"
	     "Compiles eBPF applications to WebAssembly packages and to native programs.\n\n"
	     "Commands:");
	for (size_t i = 0; i < N_COMMANDS; i++)
		printf("  %-10s%s\n", commands[i].name, commands[i].summary);
	puts("\n'wbcc COMMAND --help' tells more.  Exit codes: 0 done, 1 failed, 2 wrong usage.");
	return EXIT_DONE;
}

static int print_version(void)
{
	puts("wbcc " WBCC_VERSION);
	return EXIT_DONE;
}

static int dispatch(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "";
	if (!*name)
		return usage_error(NULL, "no command given");
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0)
		return print_help();
	if (strcmp(name, "--version") == 0)
		return print_version();
	for (size_t i = 0; i < N_COMMANDS; i++)
		if (strcmp(commands[i].name, name) == 0)
			return commands[i].run(argc - 1, argv + 1);
	return usage_error(NULL, "unknown command '%s'", name);
}

int main(int argc, char **argv)
{
	int status = dispatch(argc, argv);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("wbcc: error: cannot write to standard output");
		return status ? status : EXIT_FAILED;
	}
	return status;
}

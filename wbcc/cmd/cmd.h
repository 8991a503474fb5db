/*
 * The commands of wbcc: one file each, found by name in main()'s table.  A command returns the
 * process's exit code.
 */
#ifndef WBCC_CMD_CMD_H
#define WBCC_CMD_CMD_H

#include "base/proc.h"

enum exit_code {
	EXIT_DONE = 0,
	EXIT_FAILED = 1, /* the work failed, and the reason was reported */
	EXIT_USAGE = 2,
};

struct command {
	const char *name;
	int (*run)(int argc, char **argv); /* argv[0] is the command's name */
	const char *summary;
};

int cmd_build(int argc, char **argv);
int cmd_gen(int argc, char **argv);
int cmd_aot(int argc, char **argv);
int cmd_run(int argc, char **argv);
int cmd_inspect(int argc, char **argv);
int cmd_new(int argc, char **argv);
int cmd_doctor(int argc, char **argv);
int cmd_cache(int argc, char **argv);

#endif

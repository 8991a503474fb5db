/*
 * wbcc run in two parts.  The quick one (run.c) needs no compiler: it finds the program in the
 * cache and becomes it; it is all that bin/wbcc itself does.  The slow one (run_compile.c,
 * fetch.c) makes the program; bin/wbcc has it done by libexec/wbcc-tool.
 */
#ifndef WBCC_CMD_RUN_H
#define WBCC_CMD_RUN_H

#include <stdbool.h>

#include "base/file.h"
#include "base/proc.h"

struct run_options {
	const char *timeout, *allow, *cc, *march, *bounds;
	struct args dirs, env;
	bool verbose, prepare;
};

/* What is run. */
struct run_source {
	const char *given; /* a path, "-", or a URL */
	const char *shown; /* for messages */
	char *name;	   /* of the program */
	struct bytes wasm;
};

int run_main(int argc, char **argv);

/* The slow part; each reports and returns false on failure. */
bool run_fetch(const char *source, struct bytes *out); /* what is not a plain file */
bool run_compile(const struct run_options *o, const struct run_source *s, const char *entry,
	char **exe); /* *exe: *entry*, or what serves until *entry* is there */

#endif

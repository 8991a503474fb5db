/*
 * Options of a command as a table: parsing and --help both come from it, so they agree.
 */
#ifndef WBCC_CMD_OPTIONS_H
#define WBCC_CMD_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/proc.h"

enum opt_kind {
	OPT_FLAG,  /* bool: set */
	OPT_TEXT,  /* const char *: the argument */
	OPT_LIST,  /* struct args: the argument is appended */
	OPT_WORDS, /* struct args: the argument's words are appended */
};

struct opt {
	char letter;	  /* 0: none */
	const char *name; /* NULL: only the letter */
	const char *arg;  /* how --help calls the argument; NULL: a flag */
	enum opt_kind kind;
	void *to;
	const char *help;
};

struct usage {
	const char *command;  /* "build" */
	const char *operands; /* "DIR" */
	const char *text;     /* what the command does; one or more lines */
	const struct opt *opts;
	size_t n_opts;
	int min, max;	    /* number of operands */
	bool rest_is_args;  /* what follows the operands belongs to the program that is run */
	void (*more)(void); /* prints more help; NULL: none */
};

struct operands {
	char **v; /* operands, then the rest */
	int n;
	char **rest; /* with rest_is_args */
	int n_rest;
};

/*
 * Returns -1 when the command shall go on, else the exit code with which it shall end: 0 after
 * --help, 2 after a usage error was reported.
 */
int options_parse(const struct usage *u, int argc, char **argv, struct operands *out);

/* Reports a wrong use and points to --help; returns 2. */
int usage_error(const char *command, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* --bounds=guard|explicit (NULL: guard); false after reporting another value. */
bool parse_bounds(const char *command, const char *text, bool *is_explicit);

#endif

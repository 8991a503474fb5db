/*
 * <argp.h>: command lines as glibc's argp reads them, with the same help texts.
 *
 * The names, numbers and structures are glibc's; its manual describes them.  There are no
 * translations: argp_domain is not looked at.
 */
#ifndef WBCC_SDK_ARGP_H
#define WBCC_SDK_ARGP_H

#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>

#ifndef __error_t_defined
#define __error_t_defined 1
typedef int error_t;
#endif

#ifdef __cplusplus
extern "C" {
#endif

struct argp;
struct argp_state;
struct argp_child;

struct argp_option {
	const char *name; /* the long one; NULL: none */
	int key;	  /* what the parser gets; a printing character is the short option */
	const char *arg;  /* the argument's name; NULL: it takes none */
	int flags;
	const char *doc;
	int group; /* options are listed by groups: 0, 1, ..., then -2, -1 */
};

#define OPTION_ARG_OPTIONAL 0x1
#define OPTION_HIDDEN 0x2
#define OPTION_ALIAS 0x4 /* another name of the option before it */
#define OPTION_DOC 0x8	 /* not an option: text for the list of options */
#define OPTION_NO_USAGE 0x10

typedef error_t (*argp_parser_t)(int key, char *arg, struct argp_state *state);

#define ARGP_ERR_UNKNOWN E2BIG /* the parser does not know this key */

#define ARGP_KEY_ARG 0
#define ARGP_KEY_ARGS 0x1000006
#define ARGP_KEY_END 0x1000001
#define ARGP_KEY_NO_ARGS 0x1000002
#define ARGP_KEY_INIT 0x1000003
#define ARGP_KEY_FINI 0x1000007
#define ARGP_KEY_SUCCESS 0x1000004
#define ARGP_KEY_ERROR 0x1000005

struct argp {
	const struct argp_option *options;
	argp_parser_t parser;
	const char *args_doc;		   /* the arguments; several lines: several usages */
	const char *doc;		   /* before '\v': above the options, after it: below */
	const struct argp_child *children; /* up to one with argp NULL */
	char *(*help_filter)(int key, const char *text, void *input);
	const char *argp_domain;
};

#define ARGP_KEY_HELP_PRE_DOC 0x2000001
#define ARGP_KEY_HELP_POST_DOC 0x2000002
#define ARGP_KEY_HELP_HEADER 0x2000003
#define ARGP_KEY_HELP_EXTRA 0x2000004
#define ARGP_KEY_HELP_DUP_ARGS_NOTE 0x2000005
#define ARGP_KEY_HELP_ARGS_DOC 0x2000006

struct argp_child {
	const struct argp *argp;
	int flags;
	const char *header; /* above its options; NULL: they mix with the parent's */
	int group;
};

struct argp_state {
	const struct argp *root_argp;
	int argc;
	char **argv;
	int next; /* index in argv */
	unsigned flags;
	unsigned arg_num; /* arguments seen so far by this parser */
	int quoted;	  /* index behind "--", or 0 */
	void *input;
	void **child_inputs;
	void *hook;
	char *name;
	FILE *err_stream;
	FILE *out_stream;
	void *pstate;
};

#define ARGP_PARSE_ARGV0 0x01
#define ARGP_NO_ERRS 0x02
#define ARGP_NO_ARGS 0x04
#define ARGP_IN_ORDER 0x08
#define ARGP_NO_HELP 0x10
#define ARGP_NO_EXIT 0x20
#define ARGP_LONG_ONLY 0x40
#define ARGP_SILENT (ARGP_NO_EXIT | ARGP_NO_ERRS | ARGP_NO_HELP)

error_t argp_parse(const struct argp *__restrict argp, int argc, char **__restrict argv,
	unsigned flags, int *__restrict arg_index, void *__restrict input);

extern const char *argp_program_version;
extern void (*argp_program_version_hook)(
	FILE *__restrict stream, struct argp_state *__restrict state);
extern const char *argp_program_bug_address;
extern error_t argp_err_exit_status;

#define ARGP_HELP_USAGE 0x01
#define ARGP_HELP_SHORT_USAGE 0x02
#define ARGP_HELP_SEE 0x04
#define ARGP_HELP_LONG 0x08
#define ARGP_HELP_PRE_DOC 0x10
#define ARGP_HELP_POST_DOC 0x20
#define ARGP_HELP_DOC (ARGP_HELP_PRE_DOC | ARGP_HELP_POST_DOC)
#define ARGP_HELP_BUG_ADDR 0x40
#define ARGP_HELP_LONG_ONLY 0x80
#define ARGP_HELP_EXIT_ERR 0x100
#define ARGP_HELP_EXIT_OK 0x200
#define ARGP_HELP_STD_ERR (ARGP_HELP_SEE | ARGP_HELP_EXIT_ERR)
#define ARGP_HELP_STD_USAGE (ARGP_HELP_SHORT_USAGE | ARGP_HELP_SEE | ARGP_HELP_EXIT_ERR)
#define ARGP_HELP_STD_HELP                                                                         \
	(ARGP_HELP_SHORT_USAGE | ARGP_HELP_LONG | ARGP_HELP_EXIT_OK | ARGP_HELP_DOC |              \
		ARGP_HELP_BUG_ADDR)

void argp_help(const struct argp *__restrict argp, FILE *__restrict stream, unsigned flags,
	char *__restrict name);
void argp_state_help(
	const struct argp_state *__restrict state, FILE *__restrict stream, unsigned flags);
void argp_usage(const struct argp_state *state);
void argp_error(const struct argp_state *__restrict state, const char *__restrict fmt, ...)
	__attribute__((__format__(__printf__, 2, 3)));
void argp_failure(const struct argp_state *__restrict state, int status, int errnum,
	const char *__restrict fmt, ...) __attribute__((__format__(__printf__, 4, 5)));

int _option_is_short(const struct argp_option *opt);
int _option_is_end(const struct argp_option *opt);
void *_argp_input(const struct argp *__restrict argp, const struct argp_state *__restrict state);

#ifdef __cplusplus
}
#endif

#endif

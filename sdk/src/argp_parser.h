/* argp_parser.h: a command line while argp reads it; shared by argp_read.c and argp_parse.c. */
#ifndef WBCC_SDK_ARGP_PARSER_H
#define WBCC_SDK_ARGP_PARSER_H

#include <argp.h>
#include <stdbool.h>

/* One argp of the tree that has options or a parser. */
struct group {
	const struct argp *argp;
	struct group *parent;
	unsigned child; /* which of the parent's children */
	unsigned args;	/* arguments that its parser took */
	void *input;
	void **child_inputs;
	void *hook;
};

struct parser {
	struct argp_state state;
	struct group *groups, *end;
	bool try_options; /* options may still come */
	bool errors;	  /* say what is wrong with them */
	bool in_order, stop_at_arg;
	char *rest; /* of a cluster of short options, or NULL */
	int skipped_from, skipped_to;
};

/* An option of the tables; real is the one that an alias stands for. */
struct option_ref {
	struct group *group;
	const struct argp_option *opt, *real;
	bool by_letter;
};

/* What a step through argv found. */
enum found { FOUND_END, FOUND_ARG, FOUND_OPTION, FOUND_ERROR };

/* Goes on in argv by one option or argument; says what is wrong with what is neither. */
enum found argp_read_next(struct parser *p, struct option_ref *ref, char **arg);
/* What the parser is given for this option. */
int argp_key_of(const struct option_ref *ref);

#endif

/* argp_layout.c: the columns of argp's help, and ARGP_HELP_FMT, by which users change them. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "argp_help.h"

struct layout argp_layout = {
	.dup_args_note = 1,
	.short_column = 2,
	.long_column = 6,
	.doc_column = 2,
	.text_column = 29,
	.header_column = 1,
	.usage_indent = 12,
	.right = 79,
};

static const struct {
	const char *name;
	int is_bool, *value;
} parameters[] = {
	{"dup-args", 1, &argp_layout.dup_args},
	{"dup-args-note", 1, &argp_layout.dup_args_note},
	{"short-opt-col", 0, &argp_layout.short_column},
	{"long-opt-col", 0, &argp_layout.long_column},
	{"doc-opt-col", 0, &argp_layout.doc_column},
	{"opt-doc-col", 0, &argp_layout.text_column},
	{"header-col", 0, &argp_layout.header_column},
	{"usage-indent", 0, &argp_layout.usage_indent},
	{"rmargin", 0, &argp_layout.right},
};

static const char *skip_blanks(const char *s)
{
	while (isspace((unsigned char)*s))
		s++;
	return s;
}

static void set(const struct argp_state *state, const char *name, int n, int has_value, int value)
{
	for (size_t i = 0; i < sizeof parameters / sizeof *parameters; i++) {
		if (strlen(parameters[i].name) != (size_t)n || strncmp(parameters[i].name, name, n))
			continue;
		if (!has_value && !parameters[i].is_bool)
			argp_failure(state, 0, 0, "%.*s: ARGP_HELP_FMT parameter requires a value",
				n, name);
		else
			*parameters[i].value = has_value ? value : value != 0;
		return;
	}
	argp_failure(state, 0, 0, "%.*s: Unknown ARGP_HELP_FMT parameter", n, name);
}

/* One of NAME, no-NAME, NAME=NUMBER; returns what follows it. */
static const char *read_parameter(const struct argp_state *state, const char *s)
{
	const char *name = s, *p = s;
	int value = 1, has_value = 0, n;

	while (isalnum((unsigned char)*p) || *p == '-' || *p == '_')
		p++;
	n = p - name;
	p = skip_blanks(p);
	if (*p == '=') {
		has_value = 1;
		p = skip_blanks(p + 1);
	}
	if (isdigit((unsigned char)*p)) {
		has_value = 1;
		value = atoi(p);
		while (isdigit((unsigned char)*p))
			p++;
		p = skip_blanks(p);
	} else if (!has_value && n > 3 && !strncmp(name, "no-", 3)) {
		value = 0;
		name += 3;
		n -= 3;
	}
	set(state, name, n, has_value, value);
	return p + (*p == ',');
}

void argp_read_layout(const struct argp_state *state)
{
	static int done;
	const char *s = done ? NULL : getenv("ARGP_HELP_FMT");

	done = 1;
	while (s && *(s = skip_blanks(s))) {
		if (!isalpha((unsigned char)*s)) {
			argp_failure(state, 0, 0, "Garbage in ARGP_HELP_FMT: %s", s);
			return;
		}
		s = read_parameter(state, s);
	}
}

/*
 * Programs that use argp in different ways; the first argument chooses one.  Compiled twice:
 * with glibc's argp and with the sdk's; run-argp compares what they print.
 */
#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what the parsers see, printed ------------------------------------------------------- */

static error_t tell(const char *who, int key, char *arg, struct argp_state *state)
{
	static const struct {
		int key;
		const char *name;
	} names[] = {{ARGP_KEY_ARG, "ARG"}, {ARGP_KEY_END, "END"}, {ARGP_KEY_NO_ARGS, "NO_ARGS"},
		{ARGP_KEY_INIT, "INIT"}, {ARGP_KEY_FINI, "FINI"}, {ARGP_KEY_SUCCESS, "SUCCESS"},
		{ARGP_KEY_ERROR, "ERROR"}, {ARGP_KEY_ARGS, "ARGS"}};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].key == key) {
			printf("%s %s %s next=%d num=%u quoted=%d\n", who, names[i].name,
				arg ? arg : "-", state->next, state->arg_num, state->quoted);
			return 0;
		}
	printf("%s option %d %s next=%d\n", who, key, arg ? arg : "-", state->next);
	return 0;
}

static error_t parse_all(int key, char *arg, struct argp_state *state)
{
	return tell(state->input ? state->input : "root", key, arg, state);
}

static error_t parse_args(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case 'e': argp_error(state, "bad value '%s'", arg ? arg : "none"); return EINVAL;
	case 'f': argp_failure(state, 3, 2, "failed with %d", 7); return EIO;
	case 'w': argp_failure(state, 0, 0, "just a warning"); return 0;
	case 'u': argp_usage(state); return 0;
	case 'r': return EPERM;
	case ARGP_KEY_ARG:
		if (state->arg_num >= 2)
			return ARGP_ERR_UNKNOWN;
		return tell("args", key, arg, state);
	case ARGP_KEY_ARGS: return ARGP_ERR_UNKNOWN;
	case 1000 ... 2000:
	case 'a':
	case 'c':
	case 'k':
	case 'd':
	case 'v': return tell("args", key, arg, state);
	case ARGP_KEY_END:
	case ARGP_KEY_NO_ARGS:
	case ARGP_KEY_ERROR:
	case ARGP_KEY_SUCCESS:
	case ARGP_KEY_FINI: return tell("args", key, arg, state);
	}
	return ARGP_ERR_UNKNOWN;
}

/* ---- a tool like those of libbpf-tools ---------------------------------------------------- */

static const struct argp_option tool_options[] = {
	{"pid", 'p', "PID", 0, "Process ID to trace", 0},
	{"tid", 't', "TID", 0, "Thread ID to trace", 0},
	{"uid", 'u', "UID", 0, "User ID to trace", 0},
	{"timestamp", 'T', NULL, 0, "Print timestamp", 0},
	{"failed", 'x', NULL, 0, "Failed opens only", 0},
	{"name", 'n', "NAME", 0, "Trace process names containing this", 0},
	{"extended-fields", 'e', NULL, 0, "Print extended fields", 0},
	{"duration", 'd', "DURATION", 0,
		"Duration to trace, given in seconds, with a text that is long enough to be broken "
		"into "
		"several lines, so that the column of the texts can be seen well",
		0},
	{"verbose", 'v', NULL, 0, "Verbose debug output", 0},
	{"callers", 'c', "COUNT", OPTION_ARG_OPTIONAL, "Show calling functions", 0},
	{NULL, 'h', NULL, OPTION_HIDDEN, "Show the full help", 0},
	{0},
};

static const struct argp tool = {tool_options, parse_all, NULL,
	"Trace open family syscalls\n"
	"\n"
	"USAGE: opensnoop [-h] [-T] [-U] [-x] [-p PID] [-t TID] [-u UID] [-d DURATION]\n"
	"\n"
	"EXAMPLES:\n"
	"    ./opensnoop           # trace all open() syscalls\n"
	"    ./opensnoop -T        # include timestamps, in a line that is longer than the screen "
	"is wide\n",
	NULL, NULL, NULL};

/* ---- all that an option can be ------------------------------------------------------------ */

static const struct argp_option odd_options[] = {
	{"alpha", 'a', NULL, 0, "First", 0},
	{"able", 0, NULL, OPTION_ALIAS, NULL, 0},
	{NULL, 'A', NULL, OPTION_ALIAS, NULL, 0},
	{"beta", 'b', "SIZE", 0, "Takes an argument", 0},
	{"block", 1000, "SIZE", OPTION_ALIAS, NULL, 0},
	{"color", 'c', "WHEN", OPTION_ARG_OPTIONAL, "May take one", 0},
	{"only-long", 1001, NULL, 0, "No short one", 0},
	{"only-long-argument", 1002, "A-RATHER-LONG-ARGUMENT-NAME", 0, "Text on the next line", 0},
	{NULL, 'd', "X", 0, "Only a short one", 0},
	{"hidden", 1003, "H", OPTION_HIDDEN, "Never seen", 0},
	{"quiet-usage", 'q', NULL, OPTION_NO_USAGE, "Not in the usage", 0},
	{NULL, 0, NULL, 0, "A header of a group:", 3},
	{"zeta", 'z', NULL, 0, "In group three", 3},
	{"eta", 'e', "N", 0, "Also in group three", 3},
	{"Zulu", 'Z', NULL, 0, "Capital after small", 3},
	{NULL, 0, NULL, 0, "The next group, its number counted up:", 0},
	{"number", 'n', "N", 0, "", 0},
	{"no-text", 'N', NULL, 0, NULL, 0},
	{NULL, 0, NULL, 0, "A group that comes last:", -2},
	{"last", 'l', NULL, 0, "In the last group", -2},
	{"FILE", 0, NULL, OPTION_DOC, "Documentation of an argument", 5},
	{"  --looks-like-an-option", 0, NULL, OPTION_DOC, "Documentation that sorts with options",
		5},
	{"5th", '5', NULL, 0, "A digit", 5},
	{0, 0, NULL, OPTION_DOC, "Text with neither name nor key", 6},
	{0},
};

static const struct argp odd = {odd_options, parse_all, "FILE...\nDIR\n--list",
	"Above the options.\vBelow the options, in a paragraph of text that goes on and on until "
	"it "
	"must be broken into lines because no screen is that wide, and then some more "
	"words.\n\nAnother "
	"paragraph.",
	NULL, NULL, NULL};

/* ---- errors --------------------------------------------------------------------------------- */

static const struct argp_option error_options[] = {
	{"all", 'a', NULL, 0, "Do all", 0},
	{"back", 'k', NULL, 0, "Step back", 0},
	{"colour", 'c', NULL, 0, "Colour", 0},
	{"column", 1000, "N", 0, "Column", 0},
	{"count", 'd', "N", 0, "Count", 0},
	{"error", 'e', "X", OPTION_ARG_OPTIONAL, "An error", 0},
	{"failure", 'f', NULL, 0, "A failure", 0},
	{"warning", 'w', NULL, 0, "A warning", 0},
	{"usage-please", 'u', NULL, 0, "Usage", 0},
	{"refuse", 'r', NULL, 0, "Returns an errno", 0},
	{"verbose", 'v', NULL, 0, "Verbose", 0},
	{"verbatim", 1001, NULL, 0, "Verbatim", 0},
	{"unknown", 'U', NULL, 0, "The parser does not know it", 0},
	{"unknown-long", 1, NULL, 0, "Nor this", 0},
	{0},
};

static const struct argp errors = {
	error_options, parse_args, "ONE TWO", "Reports errors.", NULL, NULL, NULL};

/* ---- children ------------------------------------------------------------------------------- */

static const struct argp_option inner_options[] = {
	{"inner", 'i', "I", 0, "Of the inner parser", 0},
	{"shadowed", 'p', NULL, 0, "Its short form belongs to the parent", 0},
	{"deep", 1100, NULL, 0, "Deep", 2},
	{0},
};

static const struct argp_option other_options[] = {
	{"other", 'o', NULL, 0, "Of the other parser", 0},
	{"outer", 1200, NULL, 0, "Mixes with the parent's", 0},
	{0},
};

static const struct argp_option parent_options[] = {
	{"parent", 'p', "P", 0, "Of the parent", 0},
	{"plain", 'P', NULL, 0, "Also of the parent", 1},
	{0},
};

static const struct argp innermost = {
	inner_options, parse_all, "[INNER]", "Inner doc\vInner end", NULL, NULL, NULL};
static const struct argp_child middle_children[] = {{&innermost, 0, "Innermost options:", 4}, {0}};
static const struct argp middle = {NULL, NULL, NULL, NULL, middle_children, NULL, NULL};
static const struct argp other = {
	other_options, parse_args, NULL, "Other doc\vOther end", NULL, NULL, NULL};
static const struct argp_child children[] = {
	{&middle, 0, "Middle options:", 7}, {&other, 0, NULL, 0}, {&errors, 0, "Errors:", -1}, {0}};

static error_t parse_parent(int key, char *arg, struct argp_state *state)
{
	if (key == ARGP_KEY_INIT)
		for (int i = 0; i < 3; i++)
			state->child_inputs[i] = i ? "second" : "first";
	if (key == ARGP_KEY_ARG)
		return ARGP_ERR_UNKNOWN;
	return tell("parent", key, arg, state);
}

static const struct argp parent = {
	parent_options, parse_parent, "FIRST\nSECOND THIRD", NULL, children, NULL, NULL};

/* ---- filters ------------------------------------------------------------------------------- */

static char *filter(int key, const char *text, void *input)
{
	char *out;

	(void)input;
	if (key == ARGP_KEY_HELP_EXTRA)
		return strdup("An extra text.");
	if (key == ARGP_KEY_HELP_POST_DOC && !text)
		return strdup("A post text from nowhere.");
	if (key == 'b')
		return NULL;
	if (!text || key == 'c')
		return (char *)text;
	return asprintf(&out, "<%x %s>", key, text) < 0 ? NULL : out;
}

static const struct argp filtered = {odd_options, parse_all, "ARG", "Filtered", NULL, filter, NULL};

/* ---- programs ------------------------------------------------------------------------------- */

static void print_version(FILE *stream, struct argp_state *state)
{
	fprintf(stream, "%s version hook\n", state->name);
}

static const struct argp_option none_options[] = {{0}};
static const struct argp empty = {none_options, parse_args, NULL, NULL, NULL, NULL, NULL};
static const struct argp no_parser = {0};
static const struct argp wide = {tool_options, parse_all, "ARGUMENT-WITH-A-NAME...",
	"word "
	"a-single-word-that-is-so-long-that-it-does-not-fit-into-one-line-of-eighty-columns-at-all "
	"after it",
	NULL, NULL, NULL};

static const struct {
	const char *name;
	const struct argp *argp;
	unsigned flags;
} programs[] = {
	{"tool", &tool, 0},
	{"odd", &odd, 0},
	{"errors", &errors, 0},
	{"parent", &parent, 0},
	{"filtered", &filtered, 0},
	{"empty", &empty, 0},
	{"none", NULL, 0},
	{"no_parser", &no_parser, 0},
	{"wide", &wide, 0},
	{"in_order", &errors, ARGP_IN_ORDER},
	{"no_args", &errors, ARGP_NO_ARGS},
	{"no_help", &errors, ARGP_NO_HELP},
	{"no_exit", &errors, ARGP_NO_EXIT},
	{"no_errs", &errors, ARGP_NO_ERRS},
	{"silent", &errors, ARGP_SILENT},
	{"long_only", &errors, ARGP_LONG_ONLY},
	{"long_only_odd", &odd, ARGP_LONG_ONLY},
};

int main(int argc, char **argv)
{
	int index = -7, with_index = !!getenv("WITH_INDEX");

	if (getenv("VERSION"))
		argp_program_version = getenv("VERSION");
	if (getenv("HOOK"))
		argp_program_version_hook = print_version;
	if (getenv("BUGS"))
		argp_program_bug_address = getenv("BUGS");
	if (getenv("STATUS"))
		argp_err_exit_status = atoi(getenv("STATUS"));
	for (size_t i = 0; argc > 1 && i < sizeof programs / sizeof *programs; i++) {
		if (strcmp(argv[1], programs[i].name))
			continue;
		argv[1] = argv[0];
		if (getenv("HELP_FLAGS")) {
			argp_help(programs[i].argp, stdout, atoi(getenv("HELP_FLAGS")), "called");
			return 0;
		}
		error_t err = argp_parse(programs[i].argp, argc - 1, argv + 1, programs[i].flags,
			with_index ? &index : NULL, "top");
		printf("returned %d index %d:", err, index);
		for (int k = 1; k < argc; k++)
			printf(" %s", argv[k]);
		printf("\n");
		return 0;
	}
	return 99;
}

/* argp_help.c: argp's help, usage lines and messages, in glibc's words and layout. */
#include <argp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "argp_help.h"

__attribute__((weak)) const char *argp_program_version;
__attribute__((weak)) void (*argp_program_version_hook)(
	FILE *restrict, struct argp_state *restrict);
__attribute__((weak)) const char *argp_program_bug_address;
__attribute__((weak)) error_t argp_err_exit_status = EX_USAGE;

const char *filter_text(
	const char *text, int key, const struct argp *argp, const struct argp_state *state)
{
	if (!argp || !argp->help_filter)
		return text;
	return argp->help_filter(key, text, _argp_input(argp, state));
}

void free_filtered(const char *filtered, const char *text)
{
	if (filtered != text)
		free((char *)filtered);
}

/* ---- usage ------------------------------------------------------------------------------- */

/* How many argps of the tree have several lines of args_doc: each counts through its own. */
static unsigned count_levels(const struct argp *argp)
{
	unsigned n = argp->args_doc && strchr(argp->args_doc, '\n');

	for (const struct argp_child *c = argp->children; c && c->argp; c++)
		n += count_levels(c->argp);
	return n;
}

/*
 * Writes the arguments of one usage line; the levels say which line of each args_doc.  Steps
 * on to the next combination when *advance*; whether there is one.
 */
static bool write_args(const struct argp *argp, const struct argp_state *state, char **levels,
	bool advance, struct text *t)
{
	const char *shown = filter_text(argp->args_doc, ARGP_KEY_HELP_ARGS_DOC, argp, state);
	char *level = *levels;
	bool several = false, more = false;

	if (shown) {
		const char *from = shown, *end = strchrnul(shown, '\n');
		if (*end) {
			several = true;
			for (int i = 0; i < *level; i++)
				from = end + 1, end = strchrnul(from, '\n');
			++*levels;
		}
		more = *end;
		text_space(t, 1 + (end - from));
		text_add(t, from, end - from);
	}
	free_filtered(shown, argp->args_doc);
	for (const struct argp_child *c = argp->children; c && c->argp; c++)
		advance = !write_args(c->argp, state, levels, advance, t);
	if (advance && several) {
		*level = more ? *level + 1 : 0;
		advance = !more;
	}
	return !advance;
}

static void write_usage(const struct argp *argp, const struct argp_state *state,
	const struct options *list, unsigned flags, const char *name, struct text *t)
{
	char levels[count_levels(argp) + 1];
	const char *opening = "Usage:";
	bool more;

	memset(levels, 0, sizeof levels);
	do {
		int wrap = text_wrap(t, argp_layout.usage_indent), left;
		char *level = levels;
		text_printf(t, "%s %s", opening, name);
		left = text_left(t, argp_layout.usage_indent);
		if (!(flags & ARGP_HELP_SHORT_USAGE))
			options_usage(list, t);
		else if (options_any(list))
			text_puts(t, " [OPTION...]");
		more = write_args(argp, state, &level, true, t);
		text_wrap(t, wrap);
		text_left(t, left);
		text_putc(t, '\n');
		flags |= ARGP_HELP_SHORT_USAGE; /* all options once is enough */
		opening = "  or: ";
	} while (more);
}

/* ---- documentation ----------------------------------------------------------------------- */

static void write_paragraph(struct text *t, const char *text, bool blank_line)
{
	if (blank_line)
		text_putc(t, '\n');
	text_puts(t, text);
	if (text_column(t) > t->left)
		text_putc(t, '\n');
}

/* The part of doc above ('\v' ends it) or below the options; to be freed when above. */
static char *part_of_doc(const char *doc, bool below)
{
	const char *tab = doc ? strchr(doc, '\v') : NULL;

	if (below)
		return tab ? (char *)tab + 1 : NULL;
	return doc ? strndup(doc, tab ? (size_t)(tab - doc) : strlen(doc)) : NULL;
}

/* The texts of the tree above or below the options; only the first when *one*. */
static bool write_docs(const struct argp *argp, const struct argp_state *state, bool below,
	bool blank_line, bool one, struct text *t)
{
	int key = below ? ARGP_KEY_HELP_POST_DOC : ARGP_KEY_HELP_PRE_DOC;
	char *doc = part_of_doc(argp->doc, below);
	const char *shown = filter_text(doc, key, argp, state);
	bool any = shown != NULL;

	if (shown)
		write_paragraph(t, shown, blank_line);
	free_filtered(shown, doc);
	if (!below)
		free(doc);
	if (below && argp->help_filter) {
		const char *extra = filter_text(NULL, ARGP_KEY_HELP_EXTRA, argp, state);
		if (extra)
			write_paragraph(t, extra, any || blank_line);
		any |= extra != NULL;
		free_filtered(extra, NULL);
	}
	for (const struct argp_child *c = argp->children; c && c->argp && !(one && any); c++)
		any |= write_docs(c->argp, state, below, any || blank_line, one, t);
	return any;
}

/* ---- the whole --------------------------------------------------------------------------- */

static void write_list(
	const struct options *list, const struct argp_state *state, bool blank_line, struct text *t)
{
	if (blank_line)
		text_putc(t, '\n');
	options_help(list, state, t);
}

static void help(const struct argp *argp, const struct argp_state *state, FILE *stream,
	unsigned flags, const char *name)
{
	static const struct argp none;
	struct options *list;
	bool any = false;

	argp_read_layout(state);
	struct text t = TEXT_START(argp_layout.right);
	argp = argp ? argp : &none;
	list = options_new(argp);
	if (!list)
		return;
	if (flags & (ARGP_HELP_USAGE | ARGP_HELP_SHORT_USAGE)) {
		write_usage(argp, state, list, flags, name, &t);
		any = true;
	}
	if (flags & ARGP_HELP_PRE_DOC)
		any |= write_docs(argp, state, false, false, true, &t);
	if (flags & ARGP_HELP_SEE) {
		text_printf(
			&t, "Try `%s --help' or `%s --usage' for more information.\n", name, name);
		any = true;
	}
	if (flags & ARGP_HELP_LONG && options_any(list)) {
		write_list(list, state, any, &t);
		any = true;
	}
	if (flags & ARGP_HELP_POST_DOC)
		any |= write_docs(argp, state, true, any, false, &t);
	if (flags & ARGP_HELP_BUG_ADDR && argp_program_bug_address)
		text_printf(
			&t, "%sReport bugs to %s.\n", any ? "\n" : "", argp_program_bug_address);
	options_free(list);
	text_write(&t, stream);
}

void argp_help(const struct argp *restrict argp, FILE *restrict stream, unsigned flags,
	char *restrict name)
{
	if (stream)
		help(argp, NULL, stream, flags, name);
}

void argp_state_help(const struct argp_state *restrict state, FILE *restrict stream, unsigned flags)
{
	if (!stream || (state && state->flags & ARGP_NO_ERRS))
		return;
	help(state ? state->root_argp : NULL, state, stream, flags, state ? state->name : "");
	if (state && state->flags & ARGP_NO_EXIT)
		return;
	if (flags & ARGP_HELP_EXIT_ERR)
		exit(argp_err_exit_status);
	if (flags & ARGP_HELP_EXIT_OK)
		exit(0);
}

void argp_usage(const struct argp_state *state)
{
	argp_state_help(state, stderr, ARGP_HELP_STD_USAGE);
}

/* Where messages go; NULL: nowhere. */
static FILE *message_stream(const struct argp_state *state)
{
	return !state ? stderr : state->flags & ARGP_NO_ERRS ? NULL : state->err_stream;
}

void argp_error(const struct argp_state *restrict state, const char *restrict fmt, ...)
{
	FILE *stream = message_stream(state);
	va_list args;

	if (!stream)
		return;
	va_start(args, fmt);
	fprintf(stream, "%s: ", state ? state->name : "");
	vfprintf(stream, fmt, args);
	va_end(args);
	fputc('\n', stream);
	argp_state_help(state, stream, ARGP_HELP_STD_ERR);
}

void argp_failure(const struct argp_state *restrict state, int status, int errnum,
	const char *restrict fmt, ...)
{
	FILE *stream = message_stream(state);
	va_list args;

	if (!stream)
		return;
	fputs(state ? state->name : "", stream);
	if (fmt) {
		va_start(args, fmt);
		fputs(": ", stream);
		vfprintf(stream, fmt, args);
		va_end(args);
	}
	if (errnum)
		fprintf(stream, ": %s", strerror(errnum));
	fputc('\n', stream);
	if (status && !(state && state->flags & ARGP_NO_EXIT))
		exit(status);
}

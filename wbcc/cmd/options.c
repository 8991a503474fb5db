/* Parses a command's options by its table, with getopt_long; prints its --help. */
#include "cmd/options.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"

#define FIRST_LONG 256 /* values of options without a letter */
#define HELP_VALUE 'h'

int usage_error(const char *command, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	char *text = xvasprintf(fmt, ap);
	va_end(ap);
	fail(AT_TOOL, "%s", text);
	note("see 'wbcc %s%s--help'", command ? command : "", command ? " " : "");
	free(text);
	return 2;
}

static void print_option(const struct opt *o)
{
	char left[80];
	snprintf(left, sizeof left, "%s%c%s%s%s%s%s", o->letter ? "-" : "",
		o->letter ? o->letter : ' ',
		o->letter && o->name ? ", "
		: o->letter	     ? ""
				     : "   ",
		o->name ? "--" : "", o->name ? o->name : "",
		!o->arg	  ? ""
		: o->name ? "="
			  : " ",
		o->arg ? o->arg : "");
	printf("  %-26s", left);
	if (strlen(left) > 25)
		printf("\n  %-26s", "");
	for (const char *p = o->help; *p; p++)
		if (*p == '\n')
			printf("\n  %-26s", "");
		else
			putchar(*p);
	putchar('\n');
}

static void print_help(const struct usage *u)
{
	printf("Usage: wbcc %s %s%s\n\n%s\n", u->command, u->n_opts ? "[OPTION]... " : "",
		u->operands, u->text);
	if (u->n_opts)
		puts("\nOptions:");
	for (size_t i = 0; i < u->n_opts; i++)
		print_option(&u->opts[i]);
	if (u->more)
		u->more();
}

static void add_words(struct args *list, const char *text)
{
	char *copy = xstrdup(text), *save = NULL;
	for (char *w = strtok_r(copy, " \t\n", &save); w; w = strtok_r(NULL, " \t\n", &save))
		args_add(list, w);
	free(copy);
}

static void store(const struct opt *o, char *value)
{
	switch (o->kind) {
	case OPT_FLAG: *(bool *)o->to = true; break;
	case OPT_TEXT: *(const char **)o->to = value; break;
	case OPT_LIST: args_add(o->to, value); break;
	case OPT_WORDS: add_words(o->to, value); break;
	}
}

/* getopt's two tables; '-' first: operands come in order, as option 1. */
static struct option *make_tables(const struct usage *u, struct buf *letters)
{
	struct option *longs = xcalloc(u->n_opts + 2, sizeof *longs);
	size_t n = 0;
	buf_puts(letters, "-:h");
	for (size_t i = 0; i < u->n_opts; i++) {
		const struct opt *o = &u->opts[i];
		if (o->letter)
			buf_printf(letters, "%c%s", o->letter, o->arg ? ":" : "");
		if (o->name)
			longs[n++] =
				(struct option){o->name, o->arg ? required_argument : no_argument,
					NULL, FIRST_LONG + (int)i};
	}
	longs[n] = (struct option){"help", no_argument, NULL, HELP_VALUE};
	return longs;
}

static const struct opt *find_opt(const struct usage *u, int value)
{
	if (value >= FIRST_LONG)
		return &u->opts[value - FIRST_LONG];
	for (size_t i = 0; i < u->n_opts; i++)
		if (u->opts[i].letter == value)
			return &u->opts[i];
	return NULL;
}

static int wrong_option(const struct usage *u, int why, char **argv)
{
	const char *seen = optopt > 0 && optopt < FIRST_LONG ? NULL : argv[optind - 1];
	int status = seen ? usage_error(u->command,
				    why == ':' ? "option '%s' needs an argument"
					       : "unknown or ambiguous option '%s'",
				    seen)
			  : usage_error(u->command,
				    why == ':' ? "option '-%c' needs an argument"
					       : "unknown option '-%c'",
				    optopt);
	if (u->rest_is_args)
		note("arguments of the program itself go behind '--'");
	return status;
}

/* One step of getopt; -1: go on, -2: the rest is for the program, else an exit code. */
static int take(const struct usage *u, int value, char **argv, struct operands *out)
{
	if (value == HELP_VALUE && !find_opt(u, HELP_VALUE)) {
		print_help(u);
		return 0;
	}
	if (value == '?' || value == ':')
		return wrong_option(u, value, argv);
	if (value != 1) {
		store(find_opt(u, value), optarg);
		return -1;
	}
	if (u->rest_is_args && out->n == u->max) {
		optind--;
		return -2;
	}
	out->v[out->n++] = optarg;
	return -1;
}

int options_parse(const struct usage *u, int argc, char **argv, struct operands *out)
{
	struct buf letters = {0};
	struct option *longs = make_tables(u, &letters);
	int value, status = -1;
	*out = (struct operands){.v = xcalloc((size_t)argc + 1, sizeof *out->v)};
	optind = 0;
	while (status == -1 && (value = getopt_long(argc, argv, letters.data, longs, NULL)) != -1)
		status = take(u, value, argv, out);
	buf_free(&letters);
	free(longs);
	if (status >= 0)
		return status;
	if (u->rest_is_args && out->n >= u->min) {
		out->rest = argv + optind;
		out->n_rest = argc - optind;
	} else {
		while (optind < argc)
			out->v[out->n++] = argv[optind++];
	}
	if (out->n < u->min)
		return usage_error(u->command, "missing operand: %s", u->operands);
	if (out->n > u->max)
		return usage_error(u->command, "unexpected operand '%s'", out->v[u->max]);
	return -1;
}

bool parse_bounds(const char *command, const char *text, bool *is_explicit)
{
	*is_explicit = text && strcmp(text, "explicit") == 0;
	if (!text || *is_explicit || strcmp(text, "guard") == 0)
		return true;
	usage_error(command, "--bounds: 'guard' or 'explicit', not '%s'", text);
	return false;
}

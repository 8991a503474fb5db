/* argp_help.h: what the files that write argp's help share. */
#ifndef WBCC_SDK_ARGP_HELP_H
#define WBCC_SDK_ARGP_HELP_H

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>

/* ---- argp_wrap.c: text broken into lines ---------------------------------------------------- */

/* Text is gathered here and broken when margins change, so that they hold for what follows. */
struct text {
	char *bytes;
	size_t used, room;
	size_t broken; /* bytes before this are in their lines */
	int column;    /* of the next byte; -1: 0, and no left margin there */
	int left, wrap, right;
	int filled, size; /* of glibc's buffer: see argp_wrap.c */
	bool failed;	  /* out of memory */
};

#define TEXT_START(right_margin)                                                                   \
	{                                                                                          \
		.right = (right_margin), .size = 200                                               \
	}

void text_add(struct text *t, const char *bytes, size_t n);
void text_puts(struct text *t, const char *s);
void text_putc(struct text *t, char c);
void text_printf(struct text *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
int text_column(struct text *t);
void text_indent(struct text *t, int column);
/* A space, or a new line when *ahead* columns would not fit behind it. */
void text_space(struct text *t, size_t ahead);
/* Margins of a new line and of a broken one; each returns what it was. */
int text_left(struct text *t, int column);
int text_wrap(struct text *t, int column);
void text_write(struct text *t, FILE *stream); /* and frees it */

/* ---- argp_layout.c: ARGP_HELP_FMT ------------------------------------------------------------ */

struct layout {
	int dup_args, dup_args_note;
	int short_column, long_column, doc_column, text_column, header_column;
	int usage_indent, right;
};
extern struct layout argp_layout;
void argp_read_layout(const struct argp_state *state);

/* ---- argp_options.c: the list of options ------------------------------------------------------
 */

struct options;
struct options *options_new(const struct argp *argp); /* sorted; NULL: no memory */
void options_free(struct options *list);
bool options_any(const struct options *list);
void options_usage(const struct options *list, struct text *t);
void options_help(const struct options *list, const struct argp_state *state, struct text *t);

/* ---- argp_help.c ------------------------------------------------------------------------------
 */

/* *text* as the argp's help filter wants it; what is not *text* itself is to be freed. */
const char *filter_text(
	const char *text, int key, const struct argp *argp, const struct argp_state *state);
void free_filtered(const char *filtered, const char *text);

#endif

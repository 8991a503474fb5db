/* The one place that forms diagnostics; see base/diag.h for the shape and the contract. */
#include "base/diag.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"

static unsigned n_errors;
static int color_mode = -1;
static diag_sink *the_sink;
static void *the_ctx;

static bool use_color(void)
{
	if (color_mode < 0) {
		const char *no = getenv("NO_COLOR");
		color_mode = isatty(STDERR_FILENO) && !(no && *no);
	}
	return color_mode;
}

static void add_place(struct buf *b, struct place at)
{
	buf_puts(b, at.file ? at.file : "wbcc");
	if (at.line)
		buf_printf(b, ":%u", at.line);
	if (at.line && at.col)
		buf_printf(b, ":%u", at.col);
	if (at.func)
		buf_printf(b, ": func %s+0x%llx", at.func, (unsigned long long)at.offset);
	else if (at.section)
		buf_printf(b, ": section %s+0x%llx", at.section, (unsigned long long)at.offset);
	buf_puts(b, ": ");
}

/* The line of the text file and a caret below it; tabs are kept so that the caret lines up. */
static void add_source_line(struct buf *b, struct place at)
{
	if (!at.file || !at.line)
		return;
	FILE *f = fopen(at.file, "re");
	if (!f)
		return;
	char *line = NULL;
	size_t cap = 0;
	ssize_t len = -1;
	for (unsigned i = 0; i < at.line; i++)
		if ((len = getline(&line, &cap, f)) < 0)
			break;
	if (len > 0 && len < 400) {
		line[strcspn(line, "\r\n")] = '\0';
		buf_printf(b, "%s\n", line);
		if (at.col && at.col <= strlen(line) + 1) {
			for (unsigned i = 0; i + 1 < at.col; i++)
				buf_putc(b, line[i] == '\t' ? '\t' : ' ');
			buf_puts(b, "^\n");
		}
	}
	free(line);
	fclose(f);
}

static void emit(struct buf *b)
{
	if (the_sink)
		the_sink(b->data, the_ctx);
	else
		fwrite(b->data, 1, b->len, stderr);
	buf_free(b);
}

static void report(
	struct place at, const char *kind, const char *color, int err, const char *fmt, va_list ap)
{
	struct buf b = {0};
	bool c = use_color() && !the_sink;
	if (c)
		buf_puts(&b, "\033[1m");
	add_place(&b, at);
	buf_printf(&b, "%s%s: %s", c ? color : "", kind, c ? "\033[0m" : "");
	buf_vprintf(&b, fmt, ap);
	if (err)
		buf_printf(&b, ": %s", strerror(err));
	buf_putc(&b, '\n');
	add_source_line(&b, at);
	emit(&b);
}

bool fail(struct place at, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	report(at, "error", "\033[31m", 0, fmt, ap);
	va_end(ap);
	n_errors++;
	return false;
}

bool fail_errno(struct place at, const char *fmt, ...)
{
	int err = errno;
	va_list ap;
	va_start(ap, fmt);
	report(at, "error", "\033[31m", err, fmt, ap);
	va_end(ap);
	n_errors++;
	return false;
}

void warn(struct place at, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	report(at, "warning", "\033[35m", 0, fmt, ap);
	va_end(ap);
}

void note(const char *fmt, ...)
{
	struct buf b = {0};
	va_list ap;
	va_start(ap, fmt);
	buf_puts(&b, "note: ");
	buf_vprintf(&b, fmt, ap);
	buf_putc(&b, '\n');
	va_end(ap);
	emit(&b);
}

unsigned diag_errors(void)
{
	return n_errors;
}

void diag_set_sink(diag_sink *sink, void *ctx)
{
	the_sink = sink;
	the_ctx = ctx;
}

void diag_set_color(int mode)
{
	color_mode = mode;
}

/*
 * argp_wrap.c: breaks text into lines as argp's help has them: at blanks, in front of the word
 * that would reach the right margin, continuing at the wrap margin.
 *
 * A line that ends exactly at the margin is broken or not, depending on whether glibc had seen
 * what follows it; that depends on when its buffer of 200 bytes was full.  To give the same
 * lines, the filling of that buffer is counted along.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "argp_help.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Replaces bytes[from..to) by *head* (or nothing) and n blanks. */
static void splice(struct text *t, size_t from, size_t to, const char *head, size_t n)
{
	size_t h = strlen(head), rest = t->used - to, used = from + h + n + rest;

	if (used > t->room) {
		char *grown = realloc(t->bytes, used + 256);
		if (!grown) {
			t->failed = true;
			return;
		}
		t->bytes = grown;
		t->room = used + 256;
	}
	memmove(t->bytes + from + h + n, t->bytes + to, rest);
	memcpy(t->bytes + from, head, h);
	memset(t->bytes + from + h, ' ', n);
	t->used = used;
}

/* A line is broken: what glibc's buffer holds after that. */
static void count_break(struct text *t, size_t stop, size_t word)
{
	bool grows = word - stop - 1 < (size_t)t->wrap && word < t->used;

	if (grows && t->size - t->filled <= t->wrap + 1)
		t->filled = t->wrap + (int)(t->used - word);
	else
		t->filled += 1 + t->wrap - (int)(word - stop);
}

/*
 * Breaks the line that starts (as far as it is not yet in place) at *at* and whose text ends
 * at *end*, where it is too long.  Returns where the next line's text starts.
 */
static size_t break_line(struct text *t, size_t at, size_t end)
{
	size_t limit = at + (t->right > t->column ? t->right - t->column : 0);
	size_t word = limit < end ? limit : end, stop;

	/* the start of the word that reaches the margin */
	while (word > at && !(word < t->used && is_blank(t->bytes[word])))
		word--;
	if (word < t->used && is_blank(t->bytes[word])) {
		stop = word++;
		while (stop > at && is_blank(t->bytes[stop - 1]))
			stop--;
	} else {
		/* one word wider than the line: it stands alone */
		stop = limit < end ? limit : end;
		while (stop < end && !is_blank(t->bytes[stop]))
			stop++;
		if (stop == end) {
			t->column = 0;
			return end + 1;
		}
		for (word = stop; word < t->used && is_blank(t->bytes[word]);)
			word++;
	}
	count_break(t, stop, word);
	splice(t, stop, word, "\n", t->wrap);
	t->column = t->wrap ? t->wrap : -1;
	return stop + 1 + t->wrap;
}

/* Puts what was added since the last time into lines. */
static void break_lines(struct text *t)
{
	size_t at = t->broken;

	while (at < t->used && !t->failed) {
		if (!t->column && t->left) {
			splice(t, at, at, "", t->left);
			at += t->left;
			if (t->filled + t->left < t->size)
				t->filled += t->left;
			t->column = t->left;
		}
		char *newline = memchr(t->bytes + at, '\n', t->used - at);
		size_t end = newline ? (size_t)(newline - t->bytes) : t->used;
		if (t->column < 0)
			t->column = 0;
		if (t->column + (int)(end - at) >= t->right) {
			at = break_line(t, at, end);
		} else if (newline) {
			t->column = 0;
			at = end + 1;
		} else {
			t->column += end - at;
			at = end;
		}
	}
	t->broken = t->used;
}

/* Makes room for n bytes in glibc's buffer; when it is full, lines are broken. */
static void make_room(struct text *t, int n)
{
	if (t->size - t->filled >= n)
		return;
	break_lines(t);
	t->filled = 0;
	if (t->size < n)
		t->size += n;
}

void text_add(struct text *t, const char *bytes, size_t n)
{
	size_t from = t->used;

	make_room(t, n);
	t->filled += n;
	splice(t, from, from, "", n);
	if (!t->failed)
		memcpy(t->bytes + from, bytes, n);
}

void text_puts(struct text *t, const char *s)
{
	text_add(t, s, strlen(s));
}

void text_putc(struct text *t, char c)
{
	text_add(t, &c, 1);
}

void text_printf(struct text *t, const char *fmt, ...)
{
	va_list args;
	char *s;

	va_start(args, fmt);
	int n = vasprintf(&s, fmt, args);
	va_end(args);
	if (n < 0) {
		t->failed = true;
		return;
	}
	make_room(t, 150); /* as glibc guesses, until it knows better */
	if (n >= t->size - t->filled)
		make_room(t, n + 1);
	text_add(t, s, n);
	free(s);
}

int text_column(struct text *t)
{
	break_lines(t);
	return t->column > 0 ? t->column : 0;
}

void text_indent(struct text *t, int column)
{
	for (int n = column - text_column(t); n > 0; n--)
		text_putc(t, ' ');
}

void text_space(struct text *t, size_t ahead)
{
	text_putc(t, text_column(t) + ahead >= (size_t)t->right ? '\n' : ' ');
}

int text_left(struct text *t, int column)
{
	int was = t->left;

	break_lines(t);
	t->left = column;
	return was;
}

int text_wrap(struct text *t, int column)
{
	int was = t->wrap;

	break_lines(t);
	t->wrap = column;
	return was;
}

void text_write(struct text *t, FILE *stream)
{
	break_lines(t);
	if (t->used)
		fwrite(t->bytes, 1, t->used, stream);
	free(t->bytes);
	*t = (struct text){0};
}

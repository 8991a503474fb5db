/*
 * format.h: the formatter behind the printf family.
 *
 * format.c reads a format and writes what it says into a sink; printf.c makes sinks of memory,
 * streams and descriptors; format_float.c turns floating-point numbers into digits.
 */
#ifndef WBCC_SDK_FORMAT_H
#define WBCC_SDK_FORMAT_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

/* Where bytes go: a room that *drain* empties or replaces when it is full. */
struct sink {
	char *at;      /* the next byte goes here */
	char *end;     /* of the room; at < end holds after drain */
	char *start;   /* of the room */
	uint64_t done; /* bytes that left earlier rooms */
	void (*drain)(struct sink *s);
};

void sink_put(struct sink *s, const char *from, size_t n);
void sink_pad(struct sink *s, char c, int n); /* n <= 0: nothing */

enum flag {
	FLAG_LEFT = 1,	     /* - */
	FLAG_ZERO = 2,	     /* 0 */
	FLAG_PLUS = 4,	     /* + */
	FLAG_SPACE = 8,	     /* space */
	FLAG_ALTERNATE = 16, /* # */
};

/* One conversion specification: %[arg$][flags][width][.precision][length]conversion. */
struct spec {
	unsigned flags;
	int width;     /* 0: none */
	int precision; /* -1: none */
	char length;   /* 0, 'h', 'H' (hh), 'l', 'q' (ll), 'j', 'z', 't', 'L' */
	char conversion;
	int arg, width_arg, precision_arg; /* numbers of arguments; 0: the next one, -1: none */
};

/* Writes fmt to the sink.  The number of bytes, or -1 with errno. */
int format(struct sink *s, const char *fmt, va_list args);

/*
 * The parts of one converted number, written in this order: spaces, prefix, zeros for the
 * width, body, spaces.  *length* is the body's, which the caller writes after open.
 */
void format_open(struct sink *s, const struct spec *spec, const char *prefix, int64_t length);
void format_close(struct sink *s, const struct spec *spec, const char *prefix, int64_t length);

/* "-", "+", " " or "", as flags say. */
const char *format_sign(const struct spec *spec, int negative);

/* *value* is a double, or a long double when spec->length is 'L'. */
void format_float(struct sink *s, struct spec *spec, const void *value);

/* Decimal digits of v, written so that they end before *end*; where they start. */
char *format_decimal(char *end, uint64_t v);

#endif

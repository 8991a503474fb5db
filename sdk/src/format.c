/*
 * format.c: reads a printf format and its arguments, writes the formatted bytes to a sink.
 *
 * What C and POSIX leave open follows glibc, since that is what the programs were written
 * with: (null), (nil), unknown conversions copied as they stand.  Wide characters become
 * UTF-8.  Functions are named after the part of a specification that they handle.
 */
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <wchar.h>

#include "format.h"

/* ---- sinks ------------------------------------------------------------------------------ */

static __attribute__((noinline)) void put_slow(struct sink *s, const char *from, size_t n)
{
	for (;;) {
		size_t room = s->end - s->at;
		size_t part = n < room ? n : room;

		memcpy(s->at, from, part);
		s->at += part;
		from += part;
		n -= part;
		if (!n)
			return;
		s->drain(s);
	}
}

static inline void copy(char *to, const char *from, size_t n)
{
	/* Most pieces are a few bytes long: a call of memcpy costs more than they do. */
	if (n > 16)
		memcpy(to, from, n);
	else
		while (n--)
			*to++ = *from++;
}

static inline void put(struct sink *s, const char *from, size_t n)
{
	if (n > (size_t)(s->end - s->at)) {
		put_slow(s, from, n);
		return;
	}
	copy(s->at, from, n);
	s->at += n;
}

void sink_put(struct sink *s, const char *from, size_t n)
{
	put(s, from, n);
}

void sink_pad(struct sink *s, char c, int n)
{
	while (n > 0) {
		size_t room = s->end - s->at;
		size_t part = (size_t)n < room ? (size_t)n : room;

		memset(s->at, c, part);
		s->at += part;
		n -= part;
		if (n > 0)
			s->drain(s);
	}
}

static inline void pad(struct sink *s, char c, int n)
{
	if (n > 0)
		sink_pad(s, c, n);
}

/* ---- arguments -------------------------------------------------------------------------- */

union value {
	uint64_t bits; /* integers, sign-extended; pointers */
	double d;
	long double ld;
};

/* Where arguments come from: one after the other, or by number from the start. */
struct args {
	va_list next;
	va_list all;
	const char *fmt;
	int error; /* errno at the start, for %m */
};

static const char *read_spec(const char *p, struct spec *spec);

/* How an argument of this specification was passed: one of "i" "l" "q" "d" "D" "p". */
static char passed_as(const struct spec *spec)
{
	switch (spec->conversion) {
	case 'a':
	case 'A':
	case 'e':
	case 'E':
	case 'f':
	case 'F':
	case 'g':
	case 'G': return spec->length == 'L' ? 'D' : 'd';
	case 's':
	case 'S':
	case 'p':
	case 'n': return 'p';
	case 'c':
	case 'C': return 'i';
	}
	switch (spec->length) {
	case 'l':
	case 'z':
	case 't': return sizeof(long) == 8 ? 'q' : 'l';
	case 'q':
	case 'j':
	case 'L': return 'q';
	}
	return 'i';
}

static union value take(va_list *from, char how, bool is_signed)
{
	union value v = {0};

	switch (how) {
	case 'q': v.bits = va_arg(*from, uint64_t); break;
	case 'd': v.d = va_arg(*from, double); break;
	case 'D': v.ld = va_arg(*from, long double); break;
	case 'p': v.bits = (uintptr_t)va_arg(*from, void *); break;
	default:
		v.bits = is_signed ? (uint64_t)(int64_t)va_arg(*from, int)
				   : va_arg(*from, unsigned int);
	}
	return v;
}

/* How the argument with this number was passed, told by the specification that uses it. */
static char passed_as_number(const char *fmt, int number)
{
	struct spec spec;

	while ((fmt = strchr(fmt, '%'))) {
		fmt = read_spec(fmt + 1, &spec);
		if (spec.arg == number)
			return passed_as(&spec);
		if (!spec.conversion)
			break;
	}
	return 'i'; /* a width or a precision, or a hole */
}

static __attribute__((noinline)) union value take_number(
	struct args *args, int number, char how, bool is_signed)
{
	va_list walk;
	union value v;

	va_copy(walk, args->all);
	for (int i = 1; i < number; i++)
		take(&walk, passed_as_number(args->fmt, i), true);
	v = take(&walk, how, is_signed);
	va_end(walk);
	return v;
}

static inline union value argument(struct args *args, int number, char how, bool is_signed)
{
	return number ? take_number(args, number, how, is_signed)
		      : take(&args->next, how, is_signed);
}

/* ---- reading a specification ------------------------------------------------------------- */

/* A decimal number; too large ones stay at INT_MAX, which no width may reach. */
static const char *read_number(const char *p, int *n)
{
	*n = 0;
	while ((unsigned)(*p - '0') < 10) {
		int digit = *p++ - '0';
		*n = *n > (INT_MAX - digit) / 10 ? INT_MAX : *n * 10 + digit;
	}
	return p;
}

/* What follows '*' in a width or precision: a number and '$', or nothing. */
static const char *read_star(const char *p, int *arg)
{
	const char *end = read_number(p, arg);

	if (*end == '$')
		return end + 1;
	*arg = 0;
	return p;
}

static const char *read_flags(const char *p, unsigned *flags)
{
	for (;; p++) {
		switch (*p) {
		case '-': *flags |= FLAG_LEFT; break;
		case '0': *flags |= FLAG_ZERO; break;
		case '+': *flags |= FLAG_PLUS; break;
		case ' ': *flags |= FLAG_SPACE; break;
		case '#': *flags |= FLAG_ALTERNATE; break;
		case '\'':
		case 'I': break; /* the C locale groups nothing */
		default: return p;
		}
	}
}

static const char *read_length(const char *p, char *length)
{
	switch (*p) {
	case 'h': *length = p[1] == 'h' ? 'H' : 'h'; break;
	case 'l': *length = p[1] == 'l' ? 'q' : 'l'; break;
	case 'q':
	case 'j':
	case 'z':
	case 't':
	case 'L': *length = *p; break;
	case 'Z': *length = 'z'; break;
	default: return p;
	}
	return p + (*length == 'H' || (*length == 'q' && *p == 'l') ? 2 : 1);
}

/* *p stands behind the '%'; returns what follows the specification. */
static const char *read_spec(const char *p, struct spec *spec)
{
	*spec = (struct spec){.precision = -1, .width_arg = -1, .precision_arg = -1};
	if ((unsigned)(*p - '1') < 9) {
		const char *end = read_number(p, &spec->width);
		if (*end == '$') {
			spec->arg = spec->width;
			spec->width = 0;
			p = end + 1;
		}
	}
	if (!spec->width)
		p = read_flags(p, &spec->flags);
	if (*p == '*')
		p = read_star(p + 1, &spec->width_arg);
	else
		p = read_number(p, &spec->width);
	if (*p == '.') {
		p++;
		if (*p == '*')
			p = read_star(p + 1, &spec->precision_arg);
		else
			p = read_number(p, &spec->precision);
	}
	p = read_length(p, &spec->length);
	spec->conversion = *p;
	return p + (*p != 0);
}

/* Widths and precisions that stand among the arguments. */
static void resolve_stars(struct spec *spec, struct args *args)
{
	if (spec->width_arg >= 0) {
		int64_t width = argument(args, spec->width_arg, 'i', true).bits;
		if (width < 0)
			spec->flags |= FLAG_LEFT;
		width = width < 0 ? -width : width;
		spec->width = width > INT_MAX ? INT_MAX : (int)width;
	}
	if (spec->precision_arg >= 0) {
		int precision = argument(args, spec->precision_arg, 'i', true).bits;
		spec->precision = precision < 0 ? -1 : precision;
	}
}

/* ---- strings ---------------------------------------------------------------------------- */

static void put_string(struct sink *s, const struct spec *spec, const char *text, size_t n)
{
	int padding = n < (size_t)spec->width ? spec->width - (int)n : 0;

	if (!(spec->flags & FLAG_LEFT))
		pad(s, ' ', padding);
	put(s, text, n);
	if (spec->flags & FLAG_LEFT)
		pad(s, ' ', padding);
}

/* The bytes of c in UTF-8: how many, or 0 for what is no character. */
static int encode(char to[4], uint32_t c)
{
	int more = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;

	if (c >= 0x110000 || (c & ~0x7ffu) == 0xd800)
		return 0;
	to[0] = more ? (0xff00 >> (more + 1) & 0xff) | c >> 6 * more : c;
	for (int i = 1; i <= more; i++)
		to[i] = 0x80 | (c >> 6 * (more - i) & 0x3f);
	return more + 1;
}

/* Bytes that a wide string takes within the precision, or -1. */
static int64_t wide_length(const struct spec *spec, const wchar_t *text)
{
	size_t limit = spec->precision < 0 ? SIZE_MAX : (size_t)spec->precision, n = 0;
	char bytes[4];

	for (; n < limit && *text; text++) {
		int step = encode(bytes, *text);
		if (!step)
			return -1;
		if (n + step > limit)
			break;
		n += step;
	}
	return n;
}

static bool put_wide(struct sink *s, const struct spec *spec, const wchar_t *text)
{
	int64_t n = wide_length(spec, text);
	char bytes[4];

	if (n < 0) {
		errno = EILSEQ;
		return false;
	}
	if (!(spec->flags & FLAG_LEFT))
		sink_pad(s, ' ', n < spec->width ? spec->width - (int)n : 0);
	for (int64_t left = n; left > 0; text++) {
		int step = encode(bytes, *text);
		put(s, bytes, step);
		left -= step;
	}
	if (spec->flags & FLAG_LEFT)
		sink_pad(s, ' ', n < spec->width ? spec->width - (int)n : 0);
	return true;
}

static bool convert_string(struct sink *s, const struct spec *spec, const char *text)
{
	if (!text)
		text = spec->precision < 0 || spec->precision >= 6 ? "(null)" : "";
	else if (spec->length == 'l' || spec->conversion == 'S')
		return put_wide(s, spec, (const wchar_t *)text);
	put_string(
		s, spec, text, spec->precision < 0 ? strlen(text) : strnlen(text, spec->precision));
	return true;
}

static bool convert_char(struct sink *s, const struct spec *spec, uint32_t c)
{
	char byte = c;
	wchar_t wide[2] = {c, 0};

	if (c && (spec->length == 'l' || spec->conversion == 'C')) {
		struct spec whole = *spec;
		whole.precision = -1;
		return put_wide(s, &whole, wide);
	}
	put_string(s, spec, &byte, 1);
	return true;
}

/* ---- integers --------------------------------------------------------------------------- */

void format_open(struct sink *s, const struct spec *spec, const char *prefix, int64_t length)
{
	int64_t padding = spec->width - length - (int64_t)strlen(prefix);

	if (padding > 0 && !(spec->flags & (FLAG_LEFT | FLAG_ZERO)))
		sink_pad(s, ' ', (int)padding);
	put(s, prefix, strlen(prefix));
	if (padding > 0 && (spec->flags & (FLAG_LEFT | FLAG_ZERO)) == FLAG_ZERO)
		sink_pad(s, '0', (int)padding);
}

void format_close(struct sink *s, const struct spec *spec, const char *prefix, int64_t length)
{
	int64_t padding = spec->width - length - (int64_t)strlen(prefix);

	if (padding > 0 && spec->flags & FLAG_LEFT)
		sink_pad(s, ' ', (int)padding);
}

/* Digits of base 2^shift. */
static char *power_digits(char *end, uint64_t v, int shift, char letter_a)
{
	for (; v; v >>= shift) {
		int digit = v & ((1 << shift) - 1);
		*--end = digit < 10 ? '0' + digit : letter_a + digit - 10;
	}
	return end;
}

/* The value as its length modifier says: h and hh cut it to their width. */
static uint64_t narrow(uint64_t v, char length, bool is_signed)
{
	if (length == 'h')
		return is_signed ? (uint64_t)(int16_t)v : (uint16_t)v;
	if (length == 'H')
		return is_signed ? (uint64_t)(int8_t)v : (uint8_t)v;
	return v;
}

const char *format_sign(const struct spec *spec, int negative)
{
	return negative ? "-" : spec->flags & FLAG_PLUS ? "+" : spec->flags & FLAG_SPACE ? " " : "";
}

static void convert_integer(struct sink *s, struct spec *spec, uint64_t v)
{
	char room[24], *end = room + sizeof room, *digits;
	char type = spec->conversion;
	bool is_signed = type == 'd' || type == 'i';
	const char *prefix = "";

	v = narrow(v, spec->length, is_signed);
	if (is_signed || type == 'u') {
		bool negative = is_signed && (int64_t)v < 0;
		if (is_signed)
			prefix = format_sign(spec, negative);
		digits = format_decimal(end, negative ? -v : v);
	} else if (type == 'o') {
		digits = power_digits(end, v, 3, 'a');
		if (spec->flags & FLAG_ALTERNATE && spec->precision <= end - digits &&
			(v || !spec->precision))
			*--digits = '0';
	} else {
		digits = power_digits(end, v, 4, type == 'X' ? 'A' : 'a');
		if (spec->flags & FLAG_ALTERNATE && v)
			prefix = type == 'X' ? "0X" : "0x";
	}
	int length = (int)(end - digits);
	int zeros = spec->precision < 0 ? !length : spec->precision - length;
	if (spec->precision >= 0)
		spec->flags &= ~FLAG_ZERO;
	if (zeros < 0)
		zeros = 0;
	if (spec->width | *prefix) {
		int64_t total = (int64_t)length + zeros;
		format_open(s, spec, prefix, total);
		pad(s, '0', zeros);
		put(s, digits, length);
		format_close(s, spec, prefix, total);
	} else {
		pad(s, '0', zeros);
		put(s, digits, length);
	}
}

static void convert_pointer(struct sink *s, struct spec *spec, uint64_t v)
{
	char room[24], *end = room + sizeof room, *digits = power_digits(end, v, 4, 'a');
	char prefix[4] = "";
	int length = (int)(end - digits);
	int zeros = spec->precision > length ? spec->precision - length : 0;

	if (!v) {
		put_string(s, spec, "(nil)", 5);
		return;
	}
	strcat(strcpy(prefix, format_sign(spec, 0)), "0x");
	if (spec->precision >= 0)
		spec->flags &= ~FLAG_ZERO;
	format_open(s, spec, prefix, (int64_t)length + zeros);
	pad(s, '0', zeros);
	put(s, digits, length);
	format_close(s, spec, prefix, (int64_t)length + zeros);
}

static void store_count(void *to, char length, uint64_t n)
{
	switch (length) {
	case 'H': *(signed char *)to = n; break;
	case 'h': *(short *)to = n; break;
	case 'l':
	case 'z':
	case 't': *(long *)to = n; break;
	case 'q':
	case 'j':
	case 'L': *(int64_t *)to = n; break;
	default: *(int *)to = n;
	}
}

/* ---- the whole format ------------------------------------------------------------------- */

static inline uint64_t written(const struct sink *s)
{
	return s->done + (s->at - s->start);
}

/* One specification, whose text began at *from* and ends before *to*. */
static bool convert(
	struct sink *s, struct spec *spec, struct args *args, const char *from, const char *to)
{
	char type = spec->conversion;

	switch (type) {
	case 'd':
	case 'i':
	case 'u':
	case 'x':
	case 'X':
	case 'o':
		convert_integer(s, spec,
			argument(args, spec->arg, passed_as(spec), type == 'd' || type == 'i')
				.bits);
		return true;
	case 's':
	case 'S':
		return convert_string(s, spec,
			(const char *)(uintptr_t)argument(args, spec->arg, 'p', false).bits);
	case 'c':
	case 'C': return convert_char(s, spec, argument(args, spec->arg, 'i', true).bits);
	case 'p': convert_pointer(s, spec, argument(args, spec->arg, 'p', false).bits); return true;
	case 'a':
	case 'A':
	case 'e':
	case 'E':
	case 'f':
	case 'F':
	case 'g':
	case 'G': {
		union value v = argument(args, spec->arg, passed_as(spec), false);
		format_float(s, spec, &v);
		return true;
	}
	case 'm': return spec->length = 0, convert_string(s, spec, strerror(args->error));
	case 'n':
		store_count((void *)(uintptr_t)argument(args, spec->arg, 'p', false).bits,
			spec->length, written(s));
		return true;
	case '%': put(s, "%", 1); return true;
	case 0: /* the format ends within a specification */ errno = EINVAL; return false;
	}
	put(s, from, to - from);
	return true;
}

static const char *put_literal(struct sink *s, const char *p)
{
	const char *from = p;

	while (*p && *p != '%')
		p++;
	put(s, from, p - from);
	return p;
}

int format(struct sink *s, const char *fmt, va_list list)
{
	struct args args = {.fmt = fmt, .error = errno};
	int result = -1;

	va_copy(args.next, list);
	va_copy(args.all, list);
	for (const char *p = fmt;;) {
		struct spec spec;

		if (*p != '%')
			p = put_literal(s, p);
		if (!*p) {
			result = 0;
			break;
		}
		const char *from = p;
		p = read_spec(p + 1, &spec);
		resolve_stars(&spec, &args);
		if (spec.width == INT_MAX || spec.precision == INT_MAX) {
			errno = EOVERFLOW;
			break;
		}
		if (!convert(s, &spec, &args, from, p))
			break;
	}
	va_end(args.all);
	va_end(args.next);
	if (result)
		return -1;
	if (written(s) > INT_MAX) {
		errno = EOVERFLOW;
		return -1;
	}
	return (int)written(s);
}

/*
 * format_float.c: floating-point numbers to text, exact for every value and precision.
 *
 * A number is m * 2^e.  It is laid out as a binary fixed-point number of 32-bit limbs: integer
 * limbs above, fraction limbs below.  Dividing the integer limbs by 10^9 gives its digits from
 * the right, multiplying the fraction limbs by 10^9 gives its digits from the left, nine at a
 * time and only as many as are asked for; what remains of the fraction decides the rounding
 * (to nearest, ties to even, the only mode of WebAssembly).  No floating-point arithmetic is
 * done, so that long double needs no software floating point.
 */
#include <float.h>
#include <stdbool.h>
#include <string.h>

#include "format.h"

#define CHUNK 1000000000u /* nine digits */

struct number {
	uint32_t m[4];		/* the significand, least significant limb first */
	int exponent;		/* of two: the value is m * 2^exponent */
	int fraction;		/* hexadecimal digits behind the point when written by %a */
	bool negative, special; /* special: infinite, or not a number when m is not 0 */
};

static bool is_zero(const uint32_t *limb, int n)
{
	while (n > 0)
		if (limb[--n])
			return false;
	return true;
}

/* Sets the exponent from its biased field, and the leading bit, which is implied. */
static void unpack_exponent(struct number *x, int biased, int bits, int max, int lead)
{
	x->special = biased == max;
	x->exponent = (biased ? biased : 1) - max / 2 - bits;
	if (biased && !x->special && lead >= 0)
		x->m[lead / 32] |= 1u << lead % 32;
}

static void unpack_double(struct number *x, const void *value)
{
	uint64_t bits;

	memcpy(&bits, value, sizeof bits);
	x->fraction = 13;
	x->negative = bits >> 63;
	x->m[0] = bits;
	x->m[1] = bits >> 32 & 0xfffff;
	unpack_exponent(x, bits >> 52 & 0x7ff, 52, 0x7ff, 52);
}

static void unpack_long_double(struct number *x, const void *value)
{
#if LDBL_MANT_DIG == 113
	uint32_t top;

	x->fraction = 28;
	memcpy(x->m, value, sizeof x->m);
	top = x->m[3];
	x->m[3] &= 0xffff;
	unpack_exponent(x, top >> 16 & 0x7fff, 112, 0x7fff, 112);
#else /* x87's: the formatter's own tests run there */
	uint32_t top;

	x->fraction = 15;
	memcpy(x->m, value, 10);
	top = x->m[2];
	x->m[2] = 0;
	unpack_exponent(x, top & 0x7fff, 63, 0x7fff, -1);
	if (x->special)
		x->m[1] &= 0x7fffffff;
	top <<= 16;
#endif
	x->negative = top >> 31;
}

/* ---- decimal digits ---------------------------------------------------------------------- */

/* The value is 0.DIGITS * 10^point; *exact* tells whether that is all of it. */
struct decimal {
	char *digits; /* 0 to 9, not characters; the byte before them is free */
	int count, point;
	bool exact;
};

/* A number as limbs: *fraction* of them below the point, *count* in all. */
struct fixed {
	uint32_t *limb;
	int fraction, count;
};

static int fixed_limbs(const struct number *x)
{
	return x->exponent < 0 ? (31 - x->exponent) / 32 + 5 : x->exponent / 32 + 5;
}

static void lay_out(struct fixed *f, const struct number *x, int limbs)
{
	int at, shift;

	memset(f->limb, 0, limbs * sizeof *f->limb);
	f->fraction = x->exponent < 0 ? (31 - x->exponent) / 32 : 0;
	at = f->fraction * 32 + x->exponent;
	shift = at % 32;
	at /= 32;
	for (int i = 0; i < 4; i++) {
		uint64_t v = (uint64_t)x->m[i] << shift;
		f->limb[at + i] |= (uint32_t)v;
		f->limb[at + i + 1] = v >> 32;
	}
	f->count = at + 5 > f->fraction ? at + 5 : f->fraction;
	while (f->count > f->fraction && !f->limb[f->count - 1])
		f->count--;
}

static void write_chunk(char *to, uint32_t chunk)
{
	for (int i = 8; i >= 0; i--, chunk /= 10)
		to[i] = chunk % 10;
}

/* Divides the integer part by 10^9 until nothing is left; its digits end before *end*. */
static char *integer_digits(struct fixed *f, char *end)
{
	while (f->count > f->fraction) {
		uint64_t rest = 0;
		for (int i = f->count - 1; i >= f->fraction; i--) {
			rest = rest << 32 | f->limb[i];
			f->limb[i] = rest / CHUNK;
			rest %= CHUNK;
		}
		write_chunk(end -= 9, rest);
		if (!f->limb[f->count - 1])
			f->count--;
	}
	return end;
}

/* The next nine digits of the fraction; *low* limbs have become zero at its lower end. */
static uint32_t fraction_chunk(struct fixed *f, int *low)
{
	uint64_t carry = 0;

	for (int i = *low; i < f->fraction; i++) {
		carry += (uint64_t)f->limb[i] * CHUNK;
		f->limb[i] = carry;
		carry >>= 32;
	}
	while (*low < f->fraction && !f->limb[*low])
		++*low;
	return carry;
}

/*
 * Digits of the number into room, whose first *integer* bytes are for those before the point:
 * *wanted* significant ones, or that many behind the point when *places*.  More may come.
 */
static struct decimal digits_of(struct fixed *f, char *room, int integer, int wanted, bool places)
{
	char *end = room + integer, *digits = integer_digits(f, end);
	struct decimal d;
	int low = 0;

	while (digits < end && !*digits)
		digits++;
	d.point = (int)(end - digits);
	if (places)
		wanted += d.point;
	while (low < f->fraction && end - digits <= wanted) {
		write_chunk(end, fraction_chunk(f, &low));
		end += 9;
		while (!places && digits < end && !*digits && d.point <= 0)
			digits++, d.point--;
		/* zeros before the first digit take no room */
		if (digits == end)
			digits = end = room + integer;
	}
	d.digits = digits;
	d.count = (int)(end - digits);
	d.exact = is_zero(f->limb, f->fraction);
	return d;
}

/* Adds one to the last of the digits. */
static void increment(struct decimal *d)
{
	int i = d->count;

	while (i > 0 && d->digits[i - 1] == 9)
		d->digits[--i] = 0;
	if (i > 0) {
		d->digits[i - 1]++;
		return;
	}
	*--d->digits = 1;
	d->count++;
	d->point++;
}

static void round_to(struct decimal *d, int count)
{
	bool up;

	if (d->count <= count)
		return;
	int first = d->digits[count];
	bool tie = first == 5 && d->exact;
	for (int i = count + 1; tie && i < d->count; i++)
		tie = !d->digits[i];
	up = tie ? count > 0 && d->digits[count - 1] & 1 : first >= 5;
	d->count = count;
	if (up)
		increment(d);
}

/* ---- writing ----------------------------------------------------------------------------- */

/* Digits from..to of d as characters; those that it has not are zeros. */
static void put_digits(struct sink *s, const struct decimal *d, int from, int to)
{
	char text[32];

	if (from < 0) {
		sink_pad(s, '0', (to < 0 ? to : 0) - from);
		from = 0;
	}
	while (from < to && from < d->count) {
		int n = 0;
		while (n < 32 && from < to && from < d->count)
			text[n++] = '0' + d->digits[from++];
		sink_put(s, text, n);
	}
	sink_pad(s, '0', to - from);
}

static void write_places(struct sink *s, const struct spec *spec, const char *prefix,
	const struct decimal *d, int places)
{
	bool point = places || spec->flags & FLAG_ALTERNATE;
	int64_t length = (int64_t)(d->point > 0 ? d->point : 1) + point + places;

	format_open(s, spec, prefix, length);
	if (d->point > 0)
		put_digits(s, d, 0, d->point);
	else
		sink_put(s, "0", 1);
	if (point)
		sink_put(s, ".", 1);
	put_digits(s, d, d->point, d->point + places);
	format_close(s, spec, prefix, length);
}

/* The exponent's letter, sign and at least *least* digits, ending before *end*. */
static char *exponent_text(char *end, char letter, int exponent, int least)
{
	char *p = format_decimal(end, exponent < 0 ? -exponent : exponent);

	while (end - p < least)
		*--p = '0';
	*--p = exponent < 0 ? '-' : '+';
	*--p = letter;
	return p;
}

static void write_scientific(struct sink *s, const struct spec *spec, const char *prefix,
	const struct decimal *d, int places, char letter)
{
	char room[16], *end = room + sizeof room;
	char *exponent = exponent_text(end, letter, d->count ? d->point - 1 : 0, 2);
	bool point = places || spec->flags & FLAG_ALTERNATE;
	int64_t length = (int64_t)1 + point + places + (end - exponent);

	format_open(s, spec, prefix, length);
	put_digits(s, d, 0, 1);
	if (point)
		sink_put(s, ".", 1);
	put_digits(s, d, 1, 1 + places);
	sink_put(s, exponent, end - exponent);
	format_close(s, spec, prefix, length);
}

/* %g: the shorter style for this exponent, without zeros at the end unless '#' says so. */
static void write_general(struct sink *s, const struct spec *spec, const char *prefix,
	const struct decimal *d, char letter)
{
	int digits = spec->precision, exponent = d->count ? d->point - 1 : 0;
	bool scientific = exponent < -4 || exponent >= digits;
	struct decimal shown = *d;

	if (!(spec->flags & FLAG_ALTERNATE)) {
		if (digits > d->count)
			digits = d->count ? d->count : 1;
		while (digits > 1 && digits <= d->count && !d->digits[digits - 1])
			digits--;
	}
	if (!d->count)
		shown.point = 1;
	if (scientific)
		write_scientific(s, spec, prefix, &shown, digits - 1, letter);
	else
		write_places(s, spec, prefix, &shown,
			digits - 1 - exponent > 0 ? digits - 1 - exponent : 0);
}

static void write_decimal(
	struct sink *s, struct spec *spec, const char *prefix, const struct number *x)
{
	char style = spec->conversion | 32;
	char letter = spec->conversion & 32 ? 'e' : 'E';
	int limbs = fixed_limbs(x);
	uint32_t limb[limbs];
	struct fixed f = {.limb = limb};

	if (spec->precision < 0)
		spec->precision = 6;
	if (style == 'g' && !spec->precision)
		spec->precision = 1;
	int wanted = spec->precision + (style == 'e');
	lay_out(&f, x, limbs);
	/* one digit for a carry, then 9.64 decimal digits for each limb, in chunks of nine */
	int integer = 1 + 9 + 10 * (f.count - f.fraction);
	int fraction = x->exponent < 0 ? 9 - x->exponent : 0;
	char room[integer + (wanted < fraction ? wanted : fraction) + 18];
	struct decimal d = digits_of(&f, room, integer, wanted, style == 'f');

	round_to(&d, style == 'f' ? d.point + wanted : wanted);
	if (style == 'f')
		write_places(s, spec, prefix, &d, spec->precision);
	else if (style == 'e')
		write_scientific(s, spec, prefix, &d, spec->precision, letter);
	else
		write_general(s, spec, prefix, &d, letter);
}

/* ---- hexadecimal ------------------------------------------------------------------------- */

static int nibble(const struct number *x, int i)
{
	return x->m[i / 8] >> i % 8 * 4 & 15;
}

static int bit(const struct number *x, int i)
{
	return x->m[i / 32] >> i % 32 & 1;
}

/* Rounds the significand to *places* of its hexadecimal digits; those behind stay as they are. */
static void round_nibbles(struct number *x, int places)
{
	int cut = (x->fraction - places) * 4; /* bits behind the last digit */
	bool sticky = false, carry;

	if (cut <= 0)
		return;
	for (int i = 0; i < cut - 1; i++)
		sticky |= bit(x, i);
	carry = bit(x, cut - 1) && (sticky || bit(x, cut));
	for (int i = cut; carry && i < 128; i++) {
		carry = bit(x, i);
		x->m[i / 32] ^= 1u << i % 32;
	}
}

static void write_hexadecimal(
	struct sink *s, const struct spec *spec, const char *sign, struct number *x)
{
	const char *digits = spec->conversion == 'a' ? "0123456789abcdef" : "0123456789ABCDEF";
	char prefix[4] = "", room[16], text[2], *end = room + sizeof room, *exponent;
	bool zero = is_zero(x->m, 4);
	int places = spec->precision;

	strcat(strcpy(prefix, sign), spec->conversion == 'a' ? "0x" : "0X");
	if (places >= 0)
		round_nibbles(x, places);
	else
		for (places = x->fraction; places && !nibble(x, x->fraction - places);)
			places--;
	exponent = exponent_text(end, spec->conversion == 'a' ? 'p' : 'P',
		zero ? 0 : x->exponent + x->fraction * 4, 1);
	bool point = places || spec->flags & FLAG_ALTERNATE;
	int64_t length = (int64_t)1 + point + places + (end - exponent);

	format_open(s, spec, prefix, length);
	text[0] = digits[nibble(x, x->fraction)];
	text[1] = '.';
	sink_put(s, text, 1 + point);
	for (int i = 1; i <= places && i <= x->fraction; i++)
		sink_put(s, &digits[nibble(x, x->fraction - i)], 1);
	sink_pad(s, '0', places - x->fraction);
	sink_put(s, exponent, end - exponent);
	format_close(s, spec, prefix, length);
}

void format_float(struct sink *s, struct spec *spec, const void *value)
{
	struct number x = {0};
	bool lower = spec->conversion & 32;

	if (spec->length == 'L')
		unpack_long_double(&x, value);
	else
		unpack_double(&x, value);
	const char *sign = format_sign(spec, x.negative);
	if (x.special) {
		bool infinite = is_zero(x.m, 4);
		spec->flags &= ~FLAG_ZERO;
		format_open(s, spec, sign, 3);
		sink_put(s, infinite ? lower ? "inf" : "INF" : lower ? "nan" : "NAN", 3);
		format_close(s, spec, sign, 3);
	} else if ((spec->conversion | 32) == 'a') {
		write_hexadecimal(s, spec, sign, &x);
	} else {
		write_decimal(s, spec, sign, &x);
	}
}

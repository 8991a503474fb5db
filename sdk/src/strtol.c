/* strtol.c: integers from text: strtol and its relatives. */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

static unsigned digit(char c)
{
	unsigned letter = (c | 32) - 'a';

	return (unsigned)(c - '0') < 10 ? (unsigned)(c - '0') : letter < 26 ? letter + 10 : 99;
}

/* Skips "0x" where the base allows it and a digit follows; the base that then holds. */
static int read_base(const char **s, int base)
{
	bool hex = (*s)[0] == '0' && ((*s)[1] | 32) == 'x' && digit((*s)[2]) < 16;

	if (hex && (!base || base == 16)) {
		*s += 2;
		return 16;
	}
	return base ? base : **s == '0' ? 8 : 10;
}

/*
 * *max* is the largest value of the type; a signed type's smallest one is -max - 1.  What does
 * not fit gives the nearest limit and ERANGE; a negative number of an unsigned type wraps.
 */
static uint64_t convert(const char *from, char **end, int base, uint64_t max, bool is_signed)
{
	const char *s = from, *digits;
	uint64_t v = 0, limit;
	bool negative, too_large = false;

	if (base < 0 || base == 1 || base > 36) {
		errno = EINVAL;
		return 0;
	}
	while (isspace((unsigned char)*s))
		s++;
	negative = *s == '-';
	s += *s == '-' || *s == '+';
	base = read_base(&s, base);
	limit = max + (is_signed && negative);
	for (digits = s; digit(*s) < (unsigned)base; s++) {
		too_large |= __builtin_mul_overflow(v, (uint64_t)base, &v);
		too_large |= __builtin_add_overflow(v, (uint64_t)digit(*s), &v);
	}
	if (end)
		*end = (char *)(s == digits ? from : s);
	if (too_large || v > limit) {
		errno = ERANGE;
		v = limit;
		negative &= is_signed;
	}
	return negative ? -v : v;
}

long strtol(const char *restrict s, char **restrict end, int base)
{
	return convert(s, end, base, LONG_MAX, true);
}

unsigned long strtoul(const char *restrict s, char **restrict end, int base)
{
	return convert(s, end, base, ULONG_MAX, false);
}

long long strtoll(const char *restrict s, char **restrict end, int base)
{
	return convert(s, end, base, LLONG_MAX, true);
}

unsigned long long strtoull(const char *restrict s, char **restrict end, int base)
{
	return convert(s, end, base, ULLONG_MAX, false);
}

intmax_t strtoimax(const char *restrict s, char **restrict end, int base)
{
	return strtoll(s, end, base);
}

uintmax_t strtoumax(const char *restrict s, char **restrict end, int base)
{
	return strtoull(s, end, base);
}

int atoi(const char *s)
{
	return strtol(s, NULL, 10);
}

long atol(const char *s)
{
	return strtol(s, NULL, 10);
}

long long atoll(const char *s)
{
	return strtoll(s, NULL, 10);
}

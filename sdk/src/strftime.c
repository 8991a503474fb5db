/*
 * strftime.c: dates as text, in the C locale, with glibc's flags (_ - 0 ^ #) and widths.
 * Functions are given what precedes a conversion in struct field.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "civil.h"
#include "format.h"

struct out {
	char *at, *end; /* end: the last byte, for the NUL */
	bool full;
};

/* %[flags][width]conversion */
struct field {
	char pad; /* '_', '-', '0', or 0: as the conversion has it */
	bool upper, swap;
	int width; /* -1: none */
};

static const char days[7][10] = {
	"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
static const char months[12][10] = {"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December"};

static void put(struct out *o, char c)
{
	if (o->at < o->end)
		*o->at++ = c;
	else
		o->full = true;
}

static void pad(struct out *o, char c, int n)
{
	while (n-- > 0 && !o->full)
		put(o, c);
}

static char to_upper(char c)
{
	return c >= 'a' && c <= 'z' ? c - 32 : c;
}

static char to_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

static void put_text(struct out *o, const struct field *f, const char *s, int n)
{
	pad(o, f->pad == '0' ? '0' : ' ', f->width - n);
	while (n--) {
		put(o, f->upper ? to_upper(*s) : *s);
		s++;
	}
}

/* A number of at least *digits* digits; *fill* is '0' or '_'. */
static void put_number(struct out *o, const struct field *f, int64_t v, int digits, char fill)
{
	char room[24], *end = room + sizeof room, *s;
	uint64_t magnitude = v < 0 ? -(uint64_t)v : (uint64_t)v;
	int sign = v < 0;

	s = format_decimal(end, magnitude);
	if (s == end)
		*--s = '0';
	if (f->pad)
		fill = f->pad;
	if (f->width > digits || fill == '-')
		digits = f->width;
	if (fill != '0')
		pad(o, ' ', digits - sign - (int)(end - s));
	if (sign)
		put(o, '-');
	if (fill == '0')
		pad(o, '0', digits - sign - (int)(end - s));
	while (s < end)
		put(o, *s++);
}

/* A name from a table; '#' makes it upper case. */
static void put_name(struct out *o, struct field f, const char (*names)[10], int i, int n, int cut)
{
	const char *name = i >= 0 && i < n ? names[i] : "?";
	int length = strlen(name);

	f.upper |= f.swap;
	put_text(o, &f, name, length > cut ? cut : length);
}

/* Days from the start of week 1 (ISO 8601: it has the year's first Thursday). */
static int iso_days(int yday, int wday)
{
	const int many_weeks = 3 * 7;

	return yday - (yday - wday + 4 + many_weeks * 18) % 7 + 4 - 1;
}

static int is_leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 || year % 400 == 0);
}

/* The ISO week's year (*year is changed when it is a neighbour's) and number from 1. */
static int iso_week(const struct tm *tm, int64_t *year)
{
	int in_year = iso_days(tm->tm_yday, tm->tm_wday);

	if (in_year < 0) {
		--*year;
		in_year = iso_days(tm->tm_yday + 365 + is_leap(*year), tm->tm_wday);
	} else {
		int in_next = iso_days(tm->tm_yday - 365 - is_leap(*year), tm->tm_wday);
		if (in_next >= 0) {
			++*year;
			in_year = in_next;
		}
	}
	return in_year / 7 + 1;
}

static int64_t floor_divide(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static void put_zone_offset(struct out *o, const struct field *f, const struct tm *tm)
{
	int minutes = tm->__tm_gmtoff / 60;
	struct field digits = *f;

	if (tm->tm_isdst < 0)
		return;
	put(o, minutes < 0 ? '-' : '+');
	minutes = minutes < 0 ? -minutes : minutes;
	digits.width = f->width > 0 ? f->width - 1 : -1;
	put_number(o, &digits, minutes / 60 * 100 + minutes % 60, 4, '0');
}

static void format_time(struct out *o, const char *fmt, const struct tm *tm);

/* A conversion that stands for several; padded and changed as a whole. */
static void put_compound(struct out *o, const struct field *f, const char *fmt, const struct tm *tm)
{
	char room[128];
	struct out whole = {room, room + sizeof room, false};

	format_time(&whole, fmt, tm);
	put_text(o, f, room, (int)(whole.at - room));
}

/* %p, and %P, which stays small whatever the flags say. */
static void put_meridiem(struct out *o, struct field f, const struct tm *tm, bool always_small)
{
	const char *names = f.swap || always_small ? "ampm" : "AMPM";

	f.upper &= !always_small;
	put_text(o, &f, tm->tm_hour > 11 ? names + 2 : names, 2);
}

/* The conversions that stand for several; NULL: this one does not. */
static const char *compound_of(char type)
{
	switch (type) {
	case 'c': return "%a %b %e %H:%M:%S %Y";
	case 'D':
	case 'x': return "%m/%d/%y";
	case 'F': return "%Y-%m-%d";
	case 'r': return "%I:%M:%S %p";
	case 'R': return "%H:%M";
	case 'T':
	case 'X': return "%H:%M:%S";
	}
	return NULL;
}

/* %s: padded as a text is. */
static void put_epoch(struct out *o, const struct field *f, const struct tm *tm)
{
	const struct field plain = {.width = -1};
	struct tm copy = *tm;
	char room[24];
	struct out whole = {room, room + sizeof room, false};

	put_number(&whole, &plain, mktime(&copy), 1, '0');
	put_text(o, f, room, (int)(whole.at - room));
}

/* The conversions to numbers: least digits, or 0 when this is none, and the value. */
static int number_of(char type, const struct tm *tm, int64_t *v)
{
	int64_t year = tm->tm_year + INT64_C(1900), week_year = year;
	int week = iso_week(tm, &week_year);

	switch (type) {
	case 'C': return *v = floor_divide(year, 100), 1;
	case 'd':
	case 'e': return *v = tm->tm_mday, 2;
	case 'g': return *v = week_year - floor_divide(week_year, 100) * 100, 2;
	case 'G': return *v = week_year, 1;
	case 'H':
	case 'k': return *v = tm->tm_hour, 2;
	case 'I':
	case 'l': return *v = tm->tm_hour % 12 ? tm->tm_hour % 12 : 12, 2;
	case 'j': return *v = tm->tm_yday + 1, 3;
	case 'm': return *v = tm->tm_mon + 1, 2;
	case 'M': return *v = tm->tm_min, 2;
	case 'S': return *v = tm->tm_sec, 2;
	case 'u': return *v = tm->tm_wday ? tm->tm_wday : 7, 1;
	case 'U': return *v = (tm->tm_yday + 7 - tm->tm_wday) / 7, 2;
	case 'V': return *v = week, 2;
	case 'w': return *v = tm->tm_wday, 1;
	case 'W': return *v = (tm->tm_yday + 7 - (tm->tm_wday + 6) % 7) / 7, 2;
	case 'y': return *v = year - floor_divide(year, 100) * 100, 2;
	case 'Y': return *v = year, 1;
	}
	return 0;
}

static void put_zone(struct out *o, struct field f, const struct tm *tm)
{
	char room[32];
	const char *zone = tm->__tm_zone ? tm->__tm_zone : "";
	int n = strnlen(zone, sizeof room);

	for (int i = 0; i < n; i++)
		room[i] = f.swap ? to_lower(zone[i]) : zone[i];
	f.upper &= !f.swap;
	put_text(o, &f, room, n);
}

/* False: there is no such conversion. */
static bool convert(struct out *o, const struct field *f, char type, const struct tm *tm)
{
	const char *compound = compound_of(type);
	int64_t v;
	int digits;

	if (compound) {
		put_compound(o, f, compound, tm);
		return true;
	}
	digits = number_of(type, tm, &v);
	if (digits) {
		put_number(o, f, v, digits, strchr("ekl", type) ? '_' : '0');
		return true;
	}
	switch (type) {
	case '%': put_text(o, f, "%", 1); return true;
	case 'n': put_text(o, f, "\n", 1); return true;
	case 't': put_text(o, f, "\t", 1); return true;
	case 'a': put_name(o, *f, days, tm->tm_wday, 7, 3); return true;
	case 'A': put_name(o, *f, days, tm->tm_wday, 7, 9); return true;
	case 'b':
	case 'h': put_name(o, *f, months, tm->tm_mon, 12, 3); return true;
	case 'B': put_name(o, *f, months, tm->tm_mon, 12, 9); return true;
	case 'p': put_meridiem(o, *f, tm, false); return true;
	case 'P': put_meridiem(o, *f, tm, true); return true;
	case 's': put_epoch(o, f, tm); return true;
	case 'z': put_zone_offset(o, f, tm); return true;
	case 'Z': put_zone(o, *f, tm); return true;
	}
	return false;
}

static const char *read_field(const char *p, struct field *f)
{
	*f = (struct field){.width = -1};
	for (;; p++) {
		switch (*p) {
		case '_':
		case '-':
		case '0': f->pad = *p; continue;
		case '^': f->upper = true; continue;
		case '#': f->swap = true; continue;
		}
		break;
	}
	if ((unsigned)(*p - '0') < 10)
		for (f->width = 0; (unsigned)(*p - '0') < 10; p++)
			f->width = f->width < 100000 ? f->width * 10 + *p - '0' : f->width;
	while (*p == 'E' || *p == 'O')
		p++;
	return p;
}

static void format_time(struct out *o, const char *fmt, const struct tm *tm)
{
	for (; *fmt && !o->full; fmt++) {
		struct field f;
		const char *from = fmt;
		if (*fmt != '%') {
			put(o, *fmt);
			continue;
		}
		fmt = read_field(fmt + 1, &f);
		if (*fmt && convert(o, &f, *fmt, tm))
			continue;
		while (from <= fmt && *from)
			put(o, *from++);
		if (!*fmt)
			return;
	}
}

size_t strftime(
	char *restrict to, size_t size, const char *restrict fmt, const struct tm *restrict tm)
{
	struct out o = {to, to + size - 1, false};

	if (!size)
		return 0;
	format_time(&o, fmt, tm);
	if (o.full)
		return 0;
	*o.at = 0;
	return o.at - to;
}

size_t strftime_l(char *restrict to, size_t size, const char *restrict fmt,
	const struct tm *restrict tm, locale_t locale)
{
	(void)locale;
	return strftime(to, size, fmt, tm);
}

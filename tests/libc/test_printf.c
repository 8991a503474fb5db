/*
 * The sdk's printf beside the host libc's: random specifications and values must give the same
 * bytes and the same count.  format.c, format_float.c and printf.c are compiled natively with
 * their functions renamed (tests/libc/CMakeLists.txt).
 */
#include <check.h>
#include <errno.h>
#include <float.h>
#include <limits.h>
#include <locale.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

int wb_snprintf(char *to, size_t size, const char *fmt, ...);
int wb_sprintf(char *to, const char *fmt, ...);
int wb_asprintf(char **to, const char *fmt, ...);
int wb_fprintf(FILE *stream, const char *fmt, ...);
int wb_dprintf(int fd, const char *fmt, ...);

/* ---- random material --------------------------------------------------------------------- */

static uint64_t state = 88172645463325252u;

static uint64_t random64(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	return state ^= state << 17;
}

static unsigned below(unsigned n)
{
	return (random64() >> 33) % n;
}

/* Numbers of every length in bits, and those at the edges. */
static uint64_t random_integer(void)
{
	static const uint64_t edges[] = {0, 1, 9, 10, 99, 100, 999999999, 1000000000, INT_MAX,
		(uint64_t)INT_MIN, UINT_MAX, INT64_MAX, (uint64_t)INT64_MIN, UINT64_MAX, 255, 256,
		65535};

	if (!below(4))
		return edges[below(sizeof edges / sizeof *edges)];
	return random64() >> below(64);
}

static double random_double(void)
{
	static const double edges[] = {0.0, -0.0, 0.5, 1.5, 2.5, 0.125, 9.5, 99.5, 999999.5, 0.05,
		1e15, 1e16, 1e17, 1e22, 1e23, 9.999999e22, DBL_MAX, DBL_MIN, DBL_TRUE_MIN, INFINITY,
		-INFINITY, NAN, 4.35, 123456789.125, 1e-5, 9.9999e-5, 0.0001, 0.00001234, 999999.9,
		1e100};
	double d;
	uint64_t bits = random64();

	switch (below(5)) {
	case 0: return edges[below(sizeof edges / sizeof *edges)];
	case 1: return (double)(int64_t)random64() / (1 << below(30));
	case 2: return (double)below(100000) / 1000;
	case 3: return (double)below(10000) * pow(10, (int)below(40) - 20);
	}
	memcpy(&d, &bits, sizeof d);
	return d;
}

static long double random_long_double(void)
{
	long double ld = random_double();

	if (below(3) && isfinite(ld) && ld != 0)
		ld = ldexpl(ld / 3, (int)below(200) - 100);
	return ld;
}

/* A specification with this length and conversion; how many stars stand in it. */
static int random_spec(char *to, const char *length, char conversion)
{
	static const char flags[] = "-0+ #";
	int stars = 0;

	*to++ = '%';
	for (int i = below(4); i > 0; i--)
		*to++ = flags[below(5)];
	switch (below(4)) {
	case 0: to += sprintf(to, "%u", below(30)); break;
	case 1: *to++ = '*', stars++; break;
	}
	switch (below(4)) {
	case 0: to += sprintf(to, ".%u", below(25)); break;
	case 1: *to++ = '.', *to++ = '*', stars++; break;
	case 2:
		if (!below(4))
			*to++ = '.';
		break;
	}
	sprintf(to, "%s%c", length, conversion);
	return stars;
}

/* glibc drops the zeros of %#g when rounding carries into a new digit; C wants them. */
static bool host_is_wrong(const char *fmt)
{
	return strchr(fmt, '#') && strpbrk(fmt, "gG");
}

/* ---- comparison -------------------------------------------------------------------------- */

static void same(const char *fmt, const char *want, int want_n, const char *got, int got_n)
{
	ck_assert_msg(want_n == got_n && !strcmp(want, got), "%s: want %d \"%s\", got %d \"%s\"",
		fmt, want_n, want, got_n, got);
}

#define COMPARE(fmt, ...)                                                                          \
	do {                                                                                       \
		static char want[30000], got[30000];                                               \
		int want_n = snprintf(want, sizeof want, fmt, __VA_ARGS__);                        \
		int got_n = wb_snprintf(got, sizeof got, fmt, __VA_ARGS__);                        \
		same(fmt, want, want_n, got, got_n);                                               \
	} while (0)

/* With as many stars as the format has. */
#define COMPARE_STARS(stars, fmt, value)                                                           \
	do {                                                                                       \
		int a = (int)below(40) - 10, b = (int)below(30) - 5;                               \
		__auto_type v = value;                                                             \
		if (stars == 0)                                                                    \
			COMPARE(fmt, v);                                                           \
		else if (stars == 1)                                                               \
			COMPARE(fmt, a, v);                                                        \
		else                                                                               \
			COMPARE(fmt, a, b, v);                                                     \
	} while (0)

#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"
#pragma GCC diagnostic ignored "-Wformat"
#pragma GCC diagnostic ignored "-Wformat-extra-args"
#pragma GCC diagnostic ignored "-Wformat-truncation"

#define ROUNDS 60000

START_TEST(integers)
{
	static const char *const lengths[] = {"", "h", "hh", "l", "ll", "j", "z", "t"};
	char fmt[64];

	for (int i = 0; i < ROUNDS * 4; i++) {
		int length = below(8);
		int stars = random_spec(fmt, lengths[length], "diuoxX"[below(6)]);
		uint64_t bits = random_integer();
		if (length < 3)
			COMPARE_STARS(stars, fmt, (int)bits);
		else
			COMPARE_STARS(stars, fmt, bits);
	}
}
END_TEST

START_TEST(doubles)
{
	char fmt[64];

	for (int i = 0; i < ROUNDS * 4; i++) {
		int stars = random_spec(fmt, below(4) ? "" : "l", "eEfFgGaA"[below(8)]);
		if (!host_is_wrong(fmt))
			COMPARE_STARS(stars, fmt, random_double());
	}
}
END_TEST

START_TEST(long_doubles)
{
	char fmt[64];

	for (int i = 0; i < ROUNDS; i++) {
		int stars = random_spec(fmt, "L", "eEfFgG"[below(6)]);
		if (!host_is_wrong(fmt))
			COMPARE_STARS(stars, fmt, random_long_double());
	}
	COMPARE("%La %.3La %La", 1.0L, 1.1L, 0.0L);
	COMPARE("%Lf", LDBL_MAX);
	COMPARE("%.16500Lf", LDBL_TRUE_MIN);
	COMPARE("%.11500Le", LDBL_MIN);
	COMPARE("%Lg %Lg", (long double)INFINITY, -(long double)NAN);
}
END_TEST

START_TEST(every_digit_of_extremes)
{
	COMPARE("%.1080f", DBL_TRUE_MIN);
	COMPARE("%.1100e", DBL_TRUE_MIN);
	COMPARE("%.1100g", DBL_MIN);
	COMPARE("%.400f", DBL_MAX);
	COMPARE("%#.800g", DBL_MAX);
	for (int p = 0; p < 60; p++)
		COMPARE("%.*f %.*e %.*g", p, 0.1, p, 1.0 / 3, p, 2e-300);
	for (int e = -1074; e < 1024; e++)
		COMPARE("%.17g %f %e", ldexp(1, e), ldexp(1, e), ldexp(1.75, e));
}
END_TEST

START_TEST(alternate_general)
{
	char got[32];

	COMPARE("%#g %#.3g %#g %#g %#.0g", 1.0, 2.5, 1e-7, 0.0, 3.0);
	COMPARE("%#g %#G %#.10g", 123456.0, 1234567.0, 0.1);
	wb_snprintf(got, sizeof got, "%#g", 999999.5);
	ck_assert_str_eq(got, "1.00000e+06");
}
END_TEST

START_TEST(ties_go_to_even)
{
	for (int i = 0; i < 4000; i++)
		for (int p = 0; p < 4; p++)
			COMPARE("%.*f %.*e %.*g %.*a", p, i / 8.0, p, i / 8.0, p, i / 8.0, p,
				i / 8.0);
}
END_TEST

START_TEST(strings_and_characters)
{
	static const char *const texts[] = {
		"", "a", "wbcc", "a string of more than sixteen bytes", NULL};
	char fmt[64];

	for (int i = 0; i < ROUNDS; i++) {
		int stars = random_spec(fmt, "", 's');
		COMPARE_STARS(stars, fmt, texts[below(5)]);
		stars = random_spec(fmt, "", 'c');
		COMPARE_STARS(stars, fmt, (int)(1 + below(255)));
		stars = random_spec(fmt, "", 'p');
		COMPARE_STARS(stars, fmt, (void *)(uintptr_t)random_integer());
	}
}
END_TEST

START_TEST(wide_characters)
{
	char fmt[64];

	ck_assert_ptr_nonnull(setlocale(LC_CTYPE, "C.UTF-8"));
	for (int i = 0; i < ROUNDS / 4; i++) {
		int stars = random_spec(fmt, "l", 's');
		COMPARE_STARS(stars, fmt, L"a\u00e9\u20ac\U0001f41d");
		stars = random_spec(fmt, "l", 'c');
		COMPARE_STARS(stars, fmt, (wint_t)(1 + below(0x300)));
	}
	COMPARE("%S|%C|%5C|%.3S", L"\u20ac", (wint_t)L'\u00e9', (wint_t)L'x', L"\u20ac\u20ac");
	errno = 0;
	char got[8];
	ck_assert_int_eq(wb_snprintf(got, sizeof got, "%ls", L"\xd800"), -1);
	ck_assert_int_eq(errno, EILSEQ);
	setlocale(LC_CTYPE, "C");
}
END_TEST

START_TEST(whole_lines)
{
	COMPARE("%-8s %-5s %-16s %-7d %-7d %s\n", "12:34:56", "EXEC", "bash", 4321, 17,
		"/bin/bash");
	COMPARE("%5d%% of %lu: %08x, %.3f ms%c", 99, 123456789ul, 0xbeefu, 3.14159, '!');
	COMPARE("%s%s%s", "", "%d", "%");
	COMPARE("%lld %llu %zu %jd %td %hhu %hd", -1ll, ~0ull, (size_t)5, (intmax_t)-7,
		(ptrdiff_t)8, 300, 70000);
	COMPARE("plain%%text%s", "");
	errno = ENOENT;
	COMPARE("%m|%20m|%-30m|%d", 5);
	COMPARE("%y %d", 1);
	COMPARE("%'d %Id %qd %Lf %Zu", 1234567, 5, 6ll, 7.0L, (size_t)8);
}
END_TEST

START_TEST(numbered_arguments)
{
	COMPARE("%2$s-%1$d-%2$s", 42, "two");
	COMPARE("%3$*1$.*2$f|%1$d", 12, 3, 2.71828);
	COMPARE("%1$lld %2$d %3$g %4$s %3$08.2f", 1ll << 40, 7, 2.5, "end");
	COMPARE("%2$-*1$d|", 6, 9);
	COMPARE("%1$Lg %2$c", 1.5L, 'x');
	COMPARE("%10$d %9$d %8$d %7$d %6$d %5$d %4$d %3$d %2$d %1$d", 1, 2, 3, 4, 5, 6, 7, 8, 9,
		10);
}
END_TEST

START_TEST(counts)
{
	signed char hh;
	short h;
	int n, last;
	long l;
	long long ll;
	char got[64];

	ck_assert_int_eq(
		wb_snprintf(got, 4, "abc%hhn def%hn%n ghi%ln%lln", &hh, &h, &n, &l, &ll), 11);
	ck_assert_str_eq(got, "abc");
	ck_assert(hh == 3 && h == 7 && n == 7 && l == 11 && ll == 11);
	ck_assert_int_eq(wb_snprintf(got, sizeof got, "%2$d%1$n", &last, 123456), 6);
	ck_assert_int_eq(last, 6);
}
END_TEST

START_TEST(sizes_of_destinations)
{
	char got[80];

	for (size_t size = 0; size < 70; size++) {
		memset(got, '#', sizeof got);
		ck_assert_int_eq(wb_snprintf(size ? got : NULL, size, "%-20s|%20d|%s", "left", 7,
					 "the tail"),
			50);
		if (size) {
			char want[80];
			snprintf(want, size, "%-20s|%20d|%s", "left", 7, "the tail");
			ck_assert_str_eq(got, want);
		}
		ck_assert_int_eq(got[size], '#');
	}
	ck_assert_int_eq(wb_snprintf(got, SIZE_MAX, "%d", 5), 1);
	ck_assert_int_eq(wb_sprintf(got, "%s", "unbounded"), 9);
	ck_assert_int_eq(wb_snprintf(NULL, 0, "%*d", INT_MAX - 1, 1), INT_MAX - 1);
}
END_TEST

START_TEST(what_is_too_large)
{
	char got[8];

	errno = 0;
	ck_assert_int_eq(wb_snprintf(got, sizeof got, "%2147483647d", 1), -1);
	ck_assert_int_eq(errno, EOVERFLOW);
	ck_assert_int_eq(wb_snprintf(got, sizeof got, "%99999999999999999999d", 1), -1);
	ck_assert_int_eq(wb_snprintf(got, sizeof got, "%*d", INT_MIN, 1), -1);
	ck_assert_int_eq(wb_snprintf(got, sizeof got, "%.99999999999f", 1.0), -1);
	ck_assert_int_eq(wb_snprintf(NULL, 0, "%2147483640d%2147483640d", 1, 1), -1);
}
END_TEST

START_TEST(streams_and_descriptors)
{
	static char want[9000], got[9000];
	char *text = NULL;
	FILE *file = tmpfile();
	int n = snprintf(want, sizeof want, "%s %5000d %-3000s|", "stream", 5, "x");

	ck_assert_int_eq(wb_fprintf(file, "%s %5000d %-3000s|", "stream", 5, "x"), n);
	fflush(file);
	rewind(file);
	ck_assert_int_eq((int)fread(got, 1, sizeof got, file), n);
	ck_assert_str_eq(got, want);
	ck_assert_int_eq(ftruncate(fileno(file), 0), 0);
	lseek(fileno(file), 0, SEEK_SET);
	ck_assert_int_eq(wb_dprintf(fileno(file), "%s %5000d %-3000s|", "stream", 5, "x"), n);
	ck_assert_int_eq(pread(fileno(file), got, sizeof got, 0), n);
	ck_assert(!memcmp(got, want, n));
	fclose(file);
	ck_assert_int_eq(wb_asprintf(&text, "%s %5000d %-3000s|", "stream", 5, "x"), n);
	ck_assert_str_eq(text, want);
	free(text);
	ck_assert_int_eq(wb_dprintf(-1, "nowhere"), -1);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("printf");
	TCase *all = tcase_create("printf");
	SRunner *runner = srunner_create(suite);

	tcase_set_timeout(all, 0);
	suite_add_tcase(suite, all);
	tcase_add_test(all, integers);
	tcase_add_test(all, doubles);
	tcase_add_test(all, long_doubles);
	tcase_add_test(all, every_digit_of_extremes);
	tcase_add_test(all, alternate_general);
	tcase_add_test(all, ties_go_to_even);
	tcase_add_test(all, strings_and_characters);
	tcase_add_test(all, wide_characters);
	tcase_add_test(all, whole_lines);
	tcase_add_test(all, numbered_arguments);
	tcase_add_test(all, counts);
	tcase_add_test(all, sizes_of_destinations);
	tcase_add_test(all, what_is_too_large);
	tcase_add_test(all, streams_and_descriptors);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}

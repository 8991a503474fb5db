/*
 * The sdk's dates, strftime and strtol beside the host libc's.  linux.localtime, which the
 * host side of the runtime gives to guests, is here the host libc itself.
 */
#include <check.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct tm *wb_localtime_r(const time_t *t, struct tm *tm);
struct tm *wb_gmtime_r(const time_t *t, struct tm *tm);
time_t wb_mktime(struct tm *tm);
time_t wb_timegm(struct tm *tm);
size_t wb_strftime(char *to, size_t size, const char *fmt, const struct tm *tm);
long wb_strtol(const char *s, char **end, int base);
unsigned long wb_strtoul(const char *s, char **end, int base);

int32_t linux__localtime(int64_t t, const char *zone, const void *out)
{
	struct {
		int32_t offset, is_dst;
		char name[24];
	} z = {0};
	time_t when = t;
	struct tm tm;

	(void)zone;
	localtime_r(&when, &tm);
	z.offset = tm.tm_gmtoff;
	z.is_dst = tm.tm_isdst;
	strcpy(z.name, tm.tm_zone);
	memcpy((void *)out, &z, sizeof z);
	return 0;
}

static uint64_t state = 88172645463325252u;

static uint64_t random64(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	return state ^= state << 17;
}

static time_t random_time(void)
{
	return (int64_t)random64() >> (20 + random64() % 40);
}

static void use_zone(int i)
{
	static const char *const zones[] = {"UTC", "Europe/Berlin", "America/New_York",
		"Asia/Kathmandu", "Australia/Lord_Howe", "CET-1CEST,M3.5.0,M10.5.0/3", "XYZ3:30"};

	setenv("TZ", zones[i % 7], 1);
	tzset();
}

static void same_date(const struct tm *want, const struct tm *got)
{
	ck_assert_int_eq(want->tm_sec, got->tm_sec);
	ck_assert_int_eq(want->tm_min, got->tm_min);
	ck_assert_int_eq(want->tm_hour, got->tm_hour);
	ck_assert_int_eq(want->tm_mday, got->tm_mday);
	ck_assert_int_eq(want->tm_mon, got->tm_mon);
	ck_assert_int_eq(want->tm_year, got->tm_year);
	ck_assert_int_eq(want->tm_wday, got->tm_wday);
	ck_assert_int_eq(want->tm_yday, got->tm_yday);
	ck_assert_int_eq(want->tm_isdst, got->tm_isdst);
	ck_assert_int_eq(want->tm_gmtoff, got->tm_gmtoff);
	ck_assert_str_eq(want->tm_zone, got->tm_zone);
}

START_TEST(dates)
{
	struct tm want, got;

	for (int i = 0; i < 7000; i++) {
		time_t t = random_time();
		use_zone(i / 1000);
		same_date(gmtime_r(&t, &want), wb_gmtime_r(&t, &got));
		ck_assert_int_eq(timegm(&want), t);
		ck_assert_int_eq(wb_timegm(&got), t);
		localtime_r(&t, &want);
		wb_localtime_r(&t, &got);
		same_date(&want, &got);
		ck_assert_int_eq(wb_mktime(&got), t);
	}
	time_t beyond = INT64_MAX / 2;
	ck_assert_ptr_null(wb_gmtime_r(&beyond, &got));
	ck_assert_int_eq(errno, EOVERFLOW);
}
END_TEST

START_TEST(dates_out_of_range)
{
	use_zone(1);
	for (int i = 0; i < 3000; i++) {
		struct tm want = {.tm_year = 70 + random64() % 60,
			.tm_mon = (int)(random64() % 60) - 30,
			.tm_mday = (int)(random64() % 100) - 50,
			.tm_hour = (int)(random64() % 100) - 50,
			.tm_min = (int)(random64() % 1000) - 500,
			.tm_sec = (int)(random64() % 1000),
			.tm_isdst = -1};
		struct tm got = want;
		time_t t = mktime(&want), u = wb_mktime(&got);
		/* in the hour that summer time leaves out or doubles both answers are right */
		if (t != u)
			ck_assert_int_eq(llabs((long long)t - u), 3600);
		else
			same_date(&want, &got);
	}
}
END_TEST

START_TEST(formats)
{
	static const char conversions[] = "aAbBcCdDeFgGhHIjklmMnpPrRsStTuUVwWxXyYzZ%";
	static const char *const flags[] = {
		"", "_", "-", "0", "^", "#", "8", "_12", "-5", "0^20", "012"};
	char fmt[40], want[400], got[400];

	for (int i = 0; i < 100000; i++) {
		time_t t = i % 2 ? random_time() : (time_t)(random64() % 4000000000);
		struct tm tm;
		if (i % 1000 == 0)
			use_zone(i / 1000);
		localtime_r(&t, &tm);
		if (tm.tm_year < 100 - 1900)
			continue; /* how glibc signs and pads years before 100 changed over time */
		char type = conversions[random64() % 41];
		/* nobody gives the zone's offset a flag or a width */
		sprintf(fmt, "[%%%s%c]", type == 'z' ? "" : flags[random64() % 11], type);
		size_t w = strftime(want, sizeof want, fmt, &tm);
		size_t g = wb_strftime(got, sizeof got, fmt, &tm);
		ck_assert_msg(w == g && !strcmp(want, got), "%s of %jd: want %zu %s got %zu %s",
			fmt, (intmax_t)t, w, want, g, got);
	}
}
END_TEST

START_TEST(sizes_of_destinations)
{
	struct tm tm = {.tm_year = 126, .tm_mon = 10, .tm_mday = 21, .tm_hour = 2};
	char got[16] = "unchanged";

	ck_assert_uint_eq(wb_strftime(got, 9, "%H:%M:%S", &tm), 8);
	ck_assert_str_eq(got, "02:00:00");
	ck_assert_uint_eq(wb_strftime(got, 8, "%H:%M:%S", &tm), 0);
	ck_assert_uint_eq(wb_strftime(got, 0, "%H", &tm), 0);
	ck_assert_uint_eq(wb_strftime(got, 16, "%Ey %OH", &tm), 5);
	ck_assert_str_eq(got, "26 02");
	ck_assert_uint_eq(wb_strftime(got, 16, "%Q%", &tm), 3);
	ck_assert_str_eq(got, "%Q%");
}
END_TEST

START_TEST(integers)
{
	static const char *const texts[] = {"0", "1", "-1", "+7", "  42x", "0x1f", "0X", "0xg",
		"-0x10", "017", "08", "9223372036854775807", "9223372036854775808",
		"-9223372036854775808", "-9223372036854775809", "18446744073709551615",
		"18446744073709551616", "-18446744073709551615", "99999999999999999999999", "", "-",
		"zz", "1_2", "\t\n 5", "abcdef", "0b11", "- 5"};
	static const int bases[] = {0, 2, 8, 10, 16, 36};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		for (int b = 0; b < 6; b++) {
			char *want_end, *got_end;
			errno = 0;
			long want = strtol(texts[i], &want_end, bases[b]);
			int want_errno = errno;
			errno = 0;
			ck_assert_int_eq(wb_strtol(texts[i], &got_end, bases[b]), want);
			ck_assert_int_eq(errno, want_errno);
			ck_assert_ptr_eq(got_end, want_end);
			errno = 0;
			unsigned long u = strtoul(texts[i], &want_end, bases[b]);
			want_errno = errno;
			errno = 0;
			ck_assert_uint_eq(wb_strtoul(texts[i], &got_end, bases[b]), u);
			ck_assert_int_eq(errno, want_errno);
			ck_assert_ptr_eq(got_end, want_end);
		}
	errno = 0;
	ck_assert_int_eq(wb_strtol("5", NULL, 37), 0);
	ck_assert_int_eq(errno, EINVAL);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("time");
	TCase *all = tcase_create("time");
	SRunner *runner = srunner_create(suite);

	tcase_set_timeout(all, 0);
	suite_add_tcase(suite, all);
	tcase_add_test(all, dates);
	tcase_add_test(all, dates_out_of_range);
	tcase_add_test(all, formats);
	tcase_add_test(all, sizes_of_destinations);
	tcase_add_test(all, integers);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}

/*
 * civil.c: dates.  Days are counted from 1 March of the year 0, so that a leap day is the last
 * of its year and every month but the last has its place in cycles of 153 days in 5 months.
 */
#include <errno.h>
#include <limits.h>

#include "civil.h"

#define DAY 86400
#define DAYS_TO_1970 719468 /* from 1 March 0 */
#define DAYS_IN_400_YEARS 146097

static int64_t divide(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int civil_from_seconds(int64_t seconds, struct tm *tm)
{
	int64_t days = divide(seconds, DAY), era, year;
	int rest = seconds - days * DAY, day, of_year, month;

	tm->tm_wday = ((days + 4) % 7 + 7) % 7;
	days += DAYS_TO_1970;
	era = divide(days, DAYS_IN_400_YEARS);
	day = days - era * DAYS_IN_400_YEARS;
	of_year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
	day -= of_year * 365 + of_year / 4 - of_year / 100;
	month = (5 * day + 2) / 153;
	year = era * 400 + of_year + (month >= 10) - 1900;
	if (year > INT_MAX || year < INT_MIN) {
		errno = EOVERFLOW;
		return -1;
	}
	tm->tm_hour = rest / 3600;
	tm->tm_min = rest / 60 % 60;
	tm->tm_sec = rest % 60;
	tm->tm_mday = day - (153 * month + 2) / 5 + 1;
	tm->tm_mon = (month + 2) % 12;
	tm->tm_year = year;
	/* 1 March is day 59 of a year, 60 of a leap year; of_year is this year until December */
	tm->tm_yday = month >= 10 ? day - 306
				  : day + 59 + (of_year % 4 == 0 && (of_year % 100 || !of_year));
	return 0;
}

int64_t civil_to_seconds(const struct tm *tm)
{
	int64_t months = tm->tm_mon - 2, year = tm->tm_year + INT64_C(1900) + divide(months, 12),
		era, days;
	int of_year, month = months - divide(months, 12) * 12;

	era = divide(year, 400);
	of_year = year - era * 400;
	days = era * DAYS_IN_400_YEARS + of_year * 365 + of_year / 4 - of_year / 100 +
	       (153 * month + 2) / 5 + tm->tm_mday - 1 - DAYS_TO_1970;
	return days * DAY + tm->tm_hour * INT64_C(3600) + tm->tm_min * INT64_C(60) + tm->tm_sec;
}

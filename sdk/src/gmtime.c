/* gmtime.c: universal time. */
#include "civil.h"

struct tm *gmtime_r(const time_t *restrict t, struct tm *restrict tm)
{
	if (civil_from_seconds(*t, tm))
		return NULL;
	tm->tm_isdst = tm->__tm_gmtoff = 0;
	tm->__tm_zone = "GMT";
	return tm;
}

struct tm *gmtime(const time_t *t)
{
	static struct tm tm;

	return gmtime_r(t, &tm);
}

time_t timegm(struct tm *tm)
{
	time_t t = civil_to_seconds(tm);

	return gmtime_r(&t, tm) ? t : -1;
}

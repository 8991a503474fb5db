/*
 * localtime.c: local and universal time.  Of a time zone only the host knows the rules: it is
 * asked for the offset at a moment, with TZ as the guest's environment has it, so that no
 * folder needs to be granted.
 */
#include <stdlib.h>
#include <string.h>

#include "civil.h"
#include "result.h"
#include "wbcc/imports.h"

/* As linux.localtime gives it (runtime-lib/linux/localtime.c). */
struct zone {
	int32_t offset; /* seconds east of Greenwich */
	int32_t is_dst;
	char name[24];
};

static char names[2][sizeof((struct zone *)0)->name] = {"UTC", "UTC"};
char *tzname[2] = {names[0], names[1]};
long timezone;
int daylight;

/* The zone at a moment; remembers its name for as long as no other takes its place. */
static int zone_at(int64_t t, struct zone *z)
{
	const char *tz = getenv("TZ");
	int error = linux__localtime(t, tz ? tz : "", z);

	if (error)
		return result(error);
	z->is_dst = !!z->is_dst;
	memcpy(names[z->is_dst], z->name, sizeof z->name);
	if (z->is_dst)
		daylight = 1;
	else
		timezone = -z->offset;
	return 0;
}

struct tm *localtime_r(const time_t *restrict t, struct tm *restrict tm)
{
	struct zone z;

	if (zone_at(*t, &z) || civil_from_seconds(*t + z.offset, tm))
		return NULL;
	tm->tm_isdst = z.is_dst;
	tm->__tm_gmtoff = z.offset;
	tm->__tm_zone = tzname[z.is_dst];
	return tm;
}

struct tm *localtime(const time_t *t)
{
	static struct tm tm;

	return localtime_r(t, &tm);
}

/*
 * The moment whose local time is *tm: that with the offset of a moment near it, and when it is
 * ambiguous the one that tm_isdst asks for.
 */
time_t mktime(struct tm *tm)
{
	int64_t local = civil_to_seconds(tm), best = 0;
	int found = 0;
	struct tm got;

	/* the offsets a day before, and a day after, are all that can hold at that time */
	for (int side = -1; side <= 1; side += 2) {
		struct zone z;
		if (zone_at(local + side * 86400, &z))
			return -1;
		time_t t = local - z.offset;
		if (!localtime_r(&t, &got))
			return -1;
		int fits = civil_to_seconds(&got) == local;
		int wanted = fits && (tm->tm_isdst < 0 || !tm->tm_isdst == !got.tm_isdst);
		if (!found || (fits && found < 2) || wanted > (found == 3)) {
			best = t;
			found = wanted ? 3 : fits ? 2 : 1;
		}
	}
	time_t t = best;
	return localtime_r(&t, tm) ? t : -1;
}

/* Asks about a winter and a summer of now, so that both names are known. */
void tzset(void)
{
	time_t now = time(NULL);
	struct zone z;

	daylight = 0;
	zone_at(now, &z);
	zone_at(now + 182 * 86400, &z);
}

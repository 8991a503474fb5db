/*
 * Local time: the host's libc knows the rules of its time zones (TZ, /etc/localtime).  The
 * guest's TZ counts, as far as it names a zone of the host's and no other file.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "linux/linux.h"

struct zone {
	int32_t offset, is_dst;
	char name[24];
};

static char *inherited; /* the user's TZ, "" for none; lives as long as the process */

static bool is_harmless(const char *tz)
{
	return (inherited && !strcmp(tz, inherited)) ||
	       (strlen(tz) < 128 && *tz != '/' && *tz != ':' && !strstr(tz, ".."));
}

/* Makes tz the process's zone, and remembers it; the guest has none: the user's own. */
static void use_zone(const char *tz)
{
	static char current[128];

	if (!inherited) {
		inherited = strdup(getenv("TZ") ? getenv("TZ") : "");
		snprintf(current, sizeof current, "%s", inherited ? inherited : "");
		tzset();
	}
	if (!*tz || !is_harmless(tz))
		tz = inherited ? inherited : "";
	if (!strncmp(tz, current, sizeof current - 1))
		return;
	snprintf(current, sizeof current, "%s", tz);
	if (*tz)
		setenv("TZ", tz, 1);
	else
		unsetenv("TZ");
	tzset();
}

int32_t linux__localtime(struct wb_instance *in, int64_t t, uint32_t zone, uint32_t out)
{
	const char *tz = wb_str(in, zone);
	time_t when = t;
	struct tm tm;
	struct zone z = {0};

	if (!tz)
		return wb_err_to_guest(-EFAULT);
	use_zone(tz);
	if (!localtime_r(&when, &tm))
		return wb_err_to_guest(-errno);
	z.offset = (int32_t)tm.tm_gmtoff;
	z.is_dst = tm.tm_isdst > 0;
	if (tm.tm_zone)
		strncpy(z.name, tm.tm_zone, sizeof z.name - 1);
	return wb_put(in, out, &z, sizeof z) ? 0 : wb_err_to_guest(-EFAULT);
}

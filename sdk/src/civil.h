/* civil.h: between seconds since 1970 and a date of the Gregorian calendar, in UTC. */
#ifndef WBCC_SDK_CIVIL_H
#define WBCC_SDK_CIVIL_H

#include <stdint.h>
#include <time.h>

/* Fills in all but the zone; 0, or -1 when the year does not fit. */
int civil_from_seconds(int64_t seconds, struct tm *tm);
/* Members may be out of their ranges. */
int64_t civil_to_seconds(const struct tm *tm);

#endif

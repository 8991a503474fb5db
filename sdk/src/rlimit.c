/* rlimit.c: the process's limits and what it has used. */
#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "result.h"
#include "wbcc/imports.h"

int getrlimit(int resource, struct rlimit *limit)
{
	return result(linux__rlimit(resource, NULL, limit));
}

int setrlimit(int resource, const struct rlimit *limit)
{
	return result(linux__rlimit(resource, limit, NULL));
}

int getrusage(int who, struct rusage *usage)
{
	struct timespec t;

	if (who != RUSAGE_SELF) {
		errno = EINVAL;
		return -1;
	}
	if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t))
		return -1;
	memset(usage, 0, sizeof *usage);
	usage->ru_utime = (struct timeval){t.tv_sec, t.tv_nsec / 1000};
	return 0;
}

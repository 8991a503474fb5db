/* Clocks go forward, and sleeping takes time. */
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static long long now(clockid_t clock)
{
	struct timespec t;
	clock_gettime(clock, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

int main(void)
{
	long long start = now(CLOCK_MONOTONIC), wall = now(CLOCK_REALTIME);
	const struct timespec nap = {0, 20000000};
	printf("nanosleep %d usleep %d\n", nanosleep(&nap, NULL), usleep(1000));
	printf("%d %d %d\n", now(CLOCK_MONOTONIC) - start >= 21000000, now(CLOCK_REALTIME) > wall,
		wall > 1600000000LL * 1000000000);
	struct timespec res;
	printf("%d %d\n", clock_getres(CLOCK_MONOTONIC, &res), res.tv_sec == 0 && res.tv_nsec > 0);
	return 0;
}

/* timer.c: alarm() and the interval timers behind it. */
#include <stddef.h>
#include <stdint.h>
#include <sys/time.h>
#include <unistd.h>

#include "result.h"
#include "wbcc/imports.h"

#define MICRO 1000000

_Static_assert(sizeof(struct itimerval) == 32, "linux.setitimer takes four 64-bit numbers");

int setitimer(int which, const struct itimerval *restrict value, struct itimerval *restrict old)
{
	return result(linux__setitimer(which, value, old));
}

int getitimer(int which, struct itimerval *value)
{
	return setitimer(which, NULL, value);
}

static uint64_t start(uint64_t us, uint64_t interval)
{
	struct itimerval old = {0}, value = {
					    .it_value = {us / MICRO, us % MICRO},
					    .it_interval = {interval / MICRO, interval % MICRO},
				    };

	setitimer(ITIMER_REAL, &value, &old);
	return old.it_value.tv_sec * UINT64_C(1000000) + old.it_value.tv_usec;
}

unsigned alarm(unsigned seconds)
{
	uint64_t left = start(seconds * UINT64_C(1000000), 0);

	/* never 0 while one was running */
	return left && left < MICRO ? 1 : (left + MICRO / 2) / MICRO;
}

unsigned ualarm(unsigned microseconds, unsigned interval)
{
	return start(microseconds, interval);
}

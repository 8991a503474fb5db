/*
 * sleep.c: waiting for time to pass.  A signal whose handler ran ends the wait, and what was
 * left of it is told, which wasi-libc's functions do not do.
 */
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>
#include <wasi/api.h>

#define SECOND UINT64_C(1000000000)

static uint64_t now(__wasi_clockid_t clock)
{
	__wasi_timestamp_t t = 0;

	(void)!__wasi_clock_time_get(clock, 1, &t);
	return t;
}

/* Until the clock shows *until*: 0 or an errno. */
static int wait_until(__wasi_clockid_t clock, uint64_t until)
{
	__wasi_subscription_t sub = {.u.tag = __WASI_EVENTTYPE_CLOCK};
	__wasi_event_t event;
	__wasi_size_t n;
	int error;

	sub.u.u.clock.id = clock;
	sub.u.u.clock.timeout = until;
	sub.u.u.clock.flags = __WASI_SUBCLOCKFLAGS_SUBSCRIPTION_CLOCK_ABSTIME;
	error = __wasi_poll_oneoff(&sub, &event, 1, &n);
	return error ? error : event.error;
}

/* Waits ns nanoseconds; *left, which may be NULL, is what a signal left of them. */
static int wait_for(__wasi_clockid_t clock, uint64_t ns, uint64_t *left)
{
	uint64_t from = now(clock), until, end;
	int error;

	if (__builtin_add_overflow(from, ns, &until))
		until = UINT64_MAX;
	error = wait_until(clock, until);
	end = left && error ? now(clock) : until;
	if (left)
		*left = end < until ? until - end : 0;
	return error;
}

/* In nanoseconds; false when it is not a time. */
static int to_ns(const struct timespec *t, uint64_t *ns)
{
	if (t->tv_sec < 0 || t->tv_nsec < 0 || (uint64_t)t->tv_nsec >= SECOND)
		return 0;
	if (__builtin_mul_overflow((uint64_t)t->tv_sec, SECOND, ns))
		*ns = UINT64_MAX - t->tv_nsec;
	*ns += t->tv_nsec;
	return 1;
}

int clock_nanosleep(
	clockid_t clock, int flags, const struct timespec *request, struct timespec *remain)
{
	/* the clocks that one can wait for; wasi-libc's clockid_t points to WASI's number */
	__wasi_clockid_t id =
		clock == CLOCK_REALTIME ? __WASI_CLOCKID_REALTIME : __WASI_CLOCKID_MONOTONIC;
	uint64_t ns, left;
	int error;

	if (!to_ns(request, &ns) || (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC))
		return EINVAL;
	if (flags & TIMER_ABSTIME)
		return wait_until(id, ns);
	error = wait_for(id, ns, &left);
	if (error == EINTR && remain)
		*remain = (struct timespec){.tv_sec = left / SECOND, .tv_nsec = left % SECOND};
	return error;
}

int nanosleep(const struct timespec *request, struct timespec *remain)
{
	int error = clock_nanosleep(CLOCK_MONOTONIC, 0, request, remain);

	if (!error)
		return 0;
	errno = error;
	return -1;
}

unsigned sleep(unsigned seconds)
{
	uint64_t left = 0;

	wait_for(__WASI_CLOCKID_MONOTONIC, seconds * SECOND, &left);
	return (left + SECOND / 2) / SECOND;
}

int usleep(unsigned microseconds)
{
	int error = wait_for(__WASI_CLOCKID_MONOTONIC, microseconds * UINT64_C(1000), NULL);

	if (!error)
		return 0;
	errno = error;
	return -1;
}

/*
 * Clocks.
 */
#include "wasi/wasi.h"

bool clock_of(uint32_t id, clockid_t *out)
{
	static const clockid_t host[] = {
		[WASI_CLOCK_REALTIME] = CLOCK_REALTIME,
		[WASI_CLOCK_MONOTONIC] = CLOCK_MONOTONIC,
		[WASI_CLOCK_PROCESS_CPUTIME_ID] = CLOCK_PROCESS_CPUTIME_ID,
		[WASI_CLOCK_THREAD_CPUTIME_ID] = CLOCK_THREAD_CPUTIME_ID,
	};
	if (id >= sizeof host / sizeof host[0])
		return false;
	*out = host[id];
	return true;
}

typedef int clock_call(clockid_t clock, struct timespec *out);

static uint32_t ask(struct wb_instance *in, uint32_t id, uint32_t out, clock_call *call)
{
	clockid_t clock;
	struct timespec t;
	if (!clock_of(id, &clock))
		return WASI_EINVAL;
	if (call(clock, &t))
		return last_error();
	uint64_t ns = (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
	return wb_put_u64(in, out, ns) ? WASI_SUCCESS : WASI_EFAULT;
}

uint32_t wasi_snapshot_preview1__clock_res_get(struct wb_instance *in, uint32_t id, uint32_t out)
{
	return ask(in, id, out, clock_getres);
}

uint32_t wasi_snapshot_preview1__clock_time_get(
	struct wb_instance *in, uint32_t id, uint64_t precision, uint32_t out)
{
	(void)precision; /* ours is always the finest */
	return ask(in, id, out, clock_gettime);
}

/* Of several clocks in one poll_oneoff, those that have gone off are reported. */
#include <stdio.h>
#include <string.h>
#include <wasi/api.h>

static __wasi_subscription_t after(__wasi_userdata_t name, __wasi_timestamp_t ns)
{
	__wasi_subscription_t s;
	memset(&s, 0, sizeof s);
	s.userdata = name;
	s.u.tag = __WASI_EVENTTYPE_CLOCK;
	s.u.u.clock.id = __WASI_CLOCKID_MONOTONIC;
	s.u.u.clock.timeout = ns;
	return s;
}

int main(void)
{
	const __wasi_subscription_t subs[] = {
		after(1, 3600000000000), after(2, 20000000), after(3, 3600000000000)};
	__wasi_event_t events[3];
	__wasi_size_t n;
	printf("%d ", __wasi_poll_oneoff(subs, events, 3, &n));
	printf("%d %d %d\n", (int)n, (int)events[0].userdata, events[0].error);
	printf("%d\n", __wasi_poll_oneoff(subs, events, 0, &n));
	return 0;
}

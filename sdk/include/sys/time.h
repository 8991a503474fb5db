/* <sys/time.h> of a guest: wasi-libc's, and the timers that send SIGALRM. */
#ifndef WBCC_SDK_SYS_TIME_H
#define WBCC_SDK_SYS_TIME_H

#include_next <sys/time.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ITIMER_REAL 0
#define ITIMER_VIRTUAL 1
#define ITIMER_PROF 2

struct itimerval {
	struct timeval it_interval;
	struct timeval it_value;
};

int getitimer(int which, struct itimerval *value);
int setitimer(
	int which, const struct itimerval *__restrict value, struct itimerval *__restrict old);

#ifdef __cplusplus
}
#endif

#endif

/* <time.h> of a guest: wasi-libc's, and local time zones, which the host knows. */
#ifndef WBCC_SDK_TIME_H
#define WBCC_SDK_TIME_H

#ifndef _WASI_EMULATED_PROCESS_CLOCKS /* clock() tells the truth here: do not warn of it */
#define _WASI_EMULATED_PROCESS_CLOCKS
#include_next <time.h>
#undef _WASI_EMULATED_PROCESS_CLOCKS
#else
#include_next <time.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

void tzset(void);
extern char *tzname[2];
extern long timezone; /* seconds west of Greenwich, without daylight saving time */
extern int daylight;

#ifdef __cplusplus
}
#endif

#endif

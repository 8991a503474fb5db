/* <error.h> of a guest: glibc's error(). */
#ifndef WBCC_SDK_ERROR_H
#define WBCC_SDK_ERROR_H

#ifdef __cplusplus
extern "C" {
#endif

void error(int status, int errnum, const char *fmt, ...)
	__attribute__((__format__(__printf__, 3, 4)));
extern unsigned error_message_count;

#ifdef __cplusplus
}
#endif

#endif

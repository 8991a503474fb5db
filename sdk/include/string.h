/* <string.h> of a guest: wasi-libc's, and glibc's names of errors. */
#ifndef WBCC_SDK_STRING_H
#define WBCC_SDK_STRING_H

#include_next <string.h>

#ifdef __cplusplus
extern "C" {
#endif

const char *strerrorname_np(int error);
const char *strerrordesc_np(int error);
const char *sigabbrev_np(int signal);
const char *sigdescr_np(int signal);

#ifdef __cplusplus
}
#endif

#endif

/* <stdio.h> of a guest: wasi-libc's, and pipes to other programs (permission "exec"). */
#ifndef WBCC_SDK_STDIO_H
#define WBCC_SDK_STDIO_H

#include_next <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

FILE *popen(const char *command, const char *mode);
int pclose(FILE *stream);

#ifdef __cplusplus
}
#endif

#endif

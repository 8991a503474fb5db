/* <stdlib.h> of a guest: wasi-libc's, and what Linux tools expect beyond it. */
#ifndef WBCC_SDK_STDLIB_H
#define WBCC_SDK_STDLIB_H

#include_next <stdlib.h>

#ifdef __cplusplus
extern "C" {
#endif

int mkstemp(char *path);
int mkostemp(char *path, int flags);
int mkstemps(char *path, int suffix);
int mkostemps(char *path, int suffix, int flags);
char *mkdtemp(char *path);

/* "clear" is done by the guest itself; other commands need the permission "exec". */
int system(const char *command);

int getloadavg(double loads[], int n);
void *memalign(size_t alignment, size_t size);
void *reallocarray(void *p, size_t n, size_t size);

#ifdef __cplusplus
}
#endif

#endif

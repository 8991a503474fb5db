/* sigset_t for all 64 signals of Linux, in place of wasi-libc's placeholder of one byte. */
#ifndef WBCC_SDK_SIGSET_H
#define WBCC_SDK_SIGSET_H

typedef struct {
	unsigned long long __bits; /* signal n is bit n - 1 */
} sigset_t;

#endif

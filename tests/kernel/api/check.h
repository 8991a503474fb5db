/*
 * What the API tests share.  Each is an ordinary libbpf program that checks its own results and
 * is built twice, natively and through wbcc: what libbpf does in native code is what a guest
 * must see.
 */
#ifndef CHECK_H
#define CHECK_H

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int checks, failures;

#define CHECK(cond)                                                                                \
	do {                                                                                       \
		checks++;                                                                          \
		if (!(cond)) {                                                                     \
			failures++;                                                                \
			printf("%s:%d: %s (errno %d: %s)\n", __FILE_NAME__, __LINE__, #cond,       \
				errno, strerror(errno));                                           \
		}                                                                                  \
	} while (0)

#ifndef __FILE_NAME__
#define __FILE_NAME__ __FILE__
#endif

/* An error as libbpf gives it: negative, and in errno. */
#define CHECK_ERR(call, code)                                                                      \
	do {                                                                                       \
		errno = 0;                                                                         \
		long r_ = (long)(call);                                                            \
		CHECK(r_ == -(code));                                                              \
		CHECK(errno == (code));                                                            \
	} while (0)

static int report(void)
{
	printf("%d checks, %d failures\n", checks, failures);
	return failures != 0;
}

#endif

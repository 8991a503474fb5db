/* result.h: what a host function returned, as libc returns it: -errno becomes -1 and errno. */
#ifndef WBCC_SDK_RESULT_H
#define WBCC_SDK_RESULT_H

#include <errno.h>
#include <stdint.h>

static inline int result(int32_t r)
{
	if (r >= 0)
		return r;
	errno = -r;
	return -1;
}

#endif

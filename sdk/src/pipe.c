/* pipe.c: pipes, from the host. */
#include <unistd.h>

#include "result.h"
#include "wbcc/imports.h"

int pipe2(int fds[2], int flags)
{
	return result(linux__pipe(fds, flags));
}

int pipe(int fds[2])
{
	return pipe2(fds, 0);
}

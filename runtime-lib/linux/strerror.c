/* The texts of errors, in the words of the host's libc. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "linux/linux.h"

#define MAX_ERRNO 134 /* Linux's numbers are below */

/* The Linux number of a guest's error; -1: that is no error of its. */
static int from_guest(uint32_t error)
{
	if (!error)
		return 0;
	for (int e = 1; e < MAX_ERRNO; e++)
		if (wb_errno_to_guest(e) == error && (error != wb_errno_to_guest(EIO) || e == EIO))
			return e;
	return -1;
}

int32_t linux__strerror(struct wb_instance *in, int32_t error, uint32_t text_out, uint32_t cap)
{
	char *to = wb_at(in, text_out, cap);
	int host = from_guest((uint32_t)error);

	if (!to || !cap)
		return wb_err_to_guest(-EFAULT);
	if (host >= 0)
		snprintf(to, cap, "%s", strerror(host));
	else
		snprintf(to, cap, "Unknown error %d", error);
	return 0;
}

/* eventfd.c: counters to wait for. */
#include <errno.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "result.h"
#include "wbcc/imports.h"

int eventfd(unsigned value, int flags)
{
	return result(linux__eventfd(value, flags));
}

int eventfd_read(int fd, eventfd_t *value)
{
	return read(fd, value, sizeof *value) == sizeof *value ? 0 : -1;
}

int eventfd_write(int fd, eventfd_t value)
{
	return write(fd, &value, sizeof value) == sizeof value ? 0 : -1;
}

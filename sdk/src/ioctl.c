/* ioctl.c: requests to devices; the host knows which it lets through. */
#include <stdarg.h>
#include <stdint.h>
#include <sys/ioctl.h>

#include "result.h"
#include "wbcc/imports.h"

int ioctl(int fd, int request, ...)
{
	va_list args;
	uint32_t argument;

	/* a pointer or a number: both are 32 bits wide */
	va_start(args, request);
	argument = va_arg(args, uint32_t);
	va_end(args);
	return result(linux__ioctl(fd, request, argument));
}

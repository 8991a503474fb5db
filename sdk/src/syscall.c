/* syscall.c: the system calls that tools make by number because libc has no name for them. */
#include <errno.h>
#include <stdarg.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "result.h"
#include "wbcc/imports.h"

static long perf_event_open(va_list args)
{
	const void *attr = va_arg(args, const void *);
	int pid = va_arg(args, int), cpu = va_arg(args, int), group = va_arg(args, int);
	unsigned long flags = va_arg(args, unsigned long);

	return result(linux__perf_event_open(attr, pid, cpu, group, flags));
}

long syscall(long number, ...)
{
	va_list args;
	long r;

	va_start(args, number);
	switch (number) {
	case __NR_perf_event_open: r = perf_event_open(args); break;
	case __NR_gettid: r = gettid(); break;
	case __NR_getpid: r = getpid(); break;
	default: r = result(-ENOSYS);
	}
	va_end(args);
	return r;
}

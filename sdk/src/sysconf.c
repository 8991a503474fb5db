/* sysconf.c: numbers of the machine, which wasi-libc gives as if there were one processor. */
#include <errno.h>
#include <limits.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include "wbcc/imports.h"

/* In the order of runtime-lib/linux/process.c. */
enum number { ONLINE_CPUS, CONFIGURED_CPUS, MEMORY_PAGE, TICKS, PAGES, FREE_PAGES, OPEN_MAX_FDS };

long sysconf(int name)
{
	switch (name) {
	case _SC_NPROCESSORS_ONLN: return linux__sysconf(ONLINE_CPUS);
	case _SC_NPROCESSORS_CONF: return linux__sysconf(CONFIGURED_CPUS);
	case _SC_PAGE_SIZE: return linux__sysconf(MEMORY_PAGE);
	case _SC_CLK_TCK: return linux__sysconf(TICKS);
	case _SC_PHYS_PAGES: return linux__sysconf(PAGES);
	case _SC_AVPHYS_PAGES: return linux__sysconf(FREE_PAGES);
	case _SC_OPEN_MAX: return linux__sysconf(OPEN_MAX_FDS);
	case _SC_ARG_MAX: return ARG_MAX;
	case _SC_IOV_MAX: return IOV_MAX;
	case _SC_HOST_NAME_MAX: return HOST_NAME_MAX;
	case _SC_LOGIN_NAME_MAX: return 256;
	case _SC_VERSION: return _POSIX_VERSION;
	case _SC_MONOTONIC_CLOCK: return _POSIX_MONOTONIC_CLOCK;
	}
	errno = EINVAL;
	return -1;
}

int getpagesize(void)
{
	return linux__sysconf(MEMORY_PAGE);
}

int getdtablesize(void)
{
	return linux__sysconf(OPEN_MAX_FDS);
}

int get_nprocs(void)
{
	return linux__sysconf(ONLINE_CPUS);
}

int get_nprocs_conf(void)
{
	return linux__sysconf(CONFIGURED_CPUS);
}

long get_phys_pages(void)
{
	return linux__sysconf(PAGES);
}

long get_avphys_pages(void)
{
	return linux__sysconf(FREE_PAGES);
}

/* Who and where the program is: numbers and names of the host, with nothing checked but where
 * they go. */
#include <errno.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "wbcc/guest.h"
#include "wbcc/host.h"

/* In the order of sdk/src/process.c. */
enum id { ID_PID, ID_PPID, ID_TID, ID_PGRP, ID_SID, ID_UID, ID_EUID, ID_GID, ID_EGID };

int32_t linux__id(struct wb_instance *in, uint32_t which)
{
	(void)in;
	switch ((enum id)which) {
	case ID_PID: return getpid();
	case ID_PPID: return getppid();
	case ID_TID: return gettid();
	case ID_PGRP: return getpgrp();
	case ID_SID: return getsid(0);
	case ID_UID: return (int32_t)getuid();
	case ID_EUID: return (int32_t)geteuid();
	case ID_GID: return (int32_t)getgid();
	case ID_EGID: return (int32_t)getegid();
	}
	return -1;
}

/* struct utsname is six arrays of 65 characters, for the guest as for us. */
int32_t linux__uname(struct wb_instance *in, uint32_t names_out, uint32_t size)
{
	struct utsname names;

	if (uname(&names))
		return wb_err_to_guest(-errno);
	if (size > sizeof names)
		size = sizeof names;
	return wb_put(in, names_out, &names, size) ? 0 : wb_err_to_guest(-EFAULT);
}

/* In the order of sdk/src/sysconf.c. */
enum number { ONLINE_CPUS, CONFIGURED_CPUS, PAGE_SIZE, TICKS, PAGES, FREE_PAGES, OPEN_MAX_FDS };

int64_t linux__sysconf(struct wb_instance *in, uint32_t which)
{
	(void)in;
	switch ((enum number)which) {
	case ONLINE_CPUS: return sysconf(_SC_NPROCESSORS_ONLN);
	case CONFIGURED_CPUS: return sysconf(_SC_NPROCESSORS_CONF);
	case PAGE_SIZE: return sysconf(_SC_PAGESIZE);
	case TICKS: return sysconf(_SC_CLK_TCK);
	case PAGES: return sysconf(_SC_PHYS_PAGES);
	case FREE_PAGES: return sysconf(_SC_AVPHYS_PAGES);
	case OPEN_MAX_FDS: return sysconf(_SC_OPEN_MAX);
	}
	return -1;
}

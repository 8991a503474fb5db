/* getsid.c: groups and sessions of processes; those of others are not a guest's business. */
#include <errno.h>
#include <unistd.h>

#include "wbcc/imports.h"

enum { ID_PGRP = 3, ID_SID = 4 }; /* as in process.c */

static pid_t own(pid_t pid, unsigned which)
{
	if (!pid || pid == getpid())
		return linux__id(which);
	errno = EPERM;
	return -1;
}

pid_t getpgid(pid_t pid)
{
	return own(pid, ID_PGRP);
}

pid_t getsid(pid_t pid)
{
	return own(pid, ID_SID);
}

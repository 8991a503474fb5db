/* process.c: who the program is: numbers that the host gives. */
#include <unistd.h>

#include "wbcc/imports.h"

/* In the order of runtime-lib/linux/process.c. */
enum id { ID_PID, ID_PPID, ID_TID, ID_PGRP, ID_SID, ID_UID, ID_EUID, ID_GID, ID_EGID };

pid_t getpid(void)
{
	return linux__id(ID_PID);
}

pid_t getppid(void)
{
	return linux__id(ID_PPID);
}

pid_t gettid(void)
{
	return linux__id(ID_TID);
}

pid_t getpgrp(void)
{
	return linux__id(ID_PGRP);
}

uid_t getuid(void)
{
	return linux__id(ID_UID);
}

uid_t geteuid(void)
{
	return linux__id(ID_EUID);
}

gid_t getgid(void)
{
	return linux__id(ID_GID);
}

gid_t getegid(void)
{
	return linux__id(ID_EGID);
}

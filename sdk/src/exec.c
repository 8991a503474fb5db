/*
 * exec.c: what no guest can do: be two processes, or become another program.  The functions
 * are here so that tools which do it for one of their options can be built and say so.
 */
#include <errno.h>
#include <unistd.h>

static int refuse(void)
{
	errno = ENOSYS;
	return -1;
}

pid_t fork(void)
{
	return refuse();
}

pid_t vfork(void)
{
	return refuse();
}

int execve(const char *path, char *const argv[], char *const envp[])
{
	(void)path, (void)argv, (void)envp;
	return refuse();
}

int execv(const char *path, char *const argv[])
{
	(void)path, (void)argv;
	return refuse();
}

int execvp(const char *file, char *const argv[])
{
	(void)file, (void)argv;
	return refuse();
}

int execl(const char *path, const char *arg, ...)
{
	(void)path, (void)arg;
	return refuse();
}

int execlp(const char *file, const char *arg, ...)
{
	(void)file, (void)arg;
	return refuse();
}

int execle(const char *path, const char *arg, ...)
{
	(void)path, (void)arg;
	return refuse();
}

/* spawn.c: other programs: posix_spawn and waiting for them. */
#include <errno.h>
#include <spawn.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include "result.h"
#include "wbcc/imports.h"

int posix_spawnp(pid_t *pid, const char *file, const posix_spawn_file_actions_t *actions,
	const posix_spawnattr_t *attributes, char *const argv[], char *const envp[])
{
	static char *const nothing[] = {NULL};
	int fds[3];
	int child;

	(void)attributes;
	for (int i = 0; i < 3; i++)
		fds[i] = actions ? actions->__fds[i] - 1 : -1;
	child = linux__spawn(file, argv, envp ? envp : nothing, fds);
	if (child < 0)
		return -child;
	if (pid)
		*pid = child;
	return 0;
}

int posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions,
	const posix_spawnattr_t *attributes, char *const argv[], char *const envp[])
{
	/* a path with a slash is not searched for */
	return posix_spawnp(pid, path, actions, attributes, argv, envp);
}

int posix_spawn_file_actions_init(posix_spawn_file_actions_t *actions)
{
	*actions = (posix_spawn_file_actions_t){{0}};
	return 0;
}

int posix_spawn_file_actions_destroy(posix_spawn_file_actions_t *actions)
{
	(void)actions;
	return 0;
}

int posix_spawn_file_actions_adddup2(posix_spawn_file_actions_t *actions, int from, int to)
{
	if (from < 0 || to < 0 || to > 2)
		return EBADF;
	actions->__fds[to] = from + 1;
	return 0;
}

/* The new program gets descriptors 0, 1 and 2 only: all others are closed anyway. */
int posix_spawn_file_actions_addclose(posix_spawn_file_actions_t *actions, int fd)
{
	(void)actions;
	return fd < 0 ? EBADF : 0;
}

int posix_spawnattr_init(posix_spawnattr_t *attributes)
{
	attributes->__unused = 0;
	return 0;
}

int posix_spawnattr_destroy(posix_spawnattr_t *attributes)
{
	(void)attributes;
	return 0;
}

pid_t waitpid(pid_t pid, int *status, int options)
{
	return result(linux__waitpid(pid, status, options));
}

pid_t wait(int *status)
{
	return waitpid(-1, status, 0);
}

/*
 * Other processes: spawning, pipes to them, waiting for them.  Refused unless the package asks
 * for it and the user allows it; then the new process is no guest: it has the user's rights.
 */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "linux/linux.h"

#define MAX_STRINGS 4096 /* arguments and variables, each */

static bool asked, allowed;

void wb_linux_grant_exec(bool package_asks, bool user_allows)
{
	asked = package_asks;
	allowed = user_allows;
}

bool linux_may_run_processes(void)
{
	static bool said;

	if (asked && allowed)
		return true;
	if (!said)
		fprintf(stderr, "wbcc: the guest wanted to start or signal another process: %s\n",
			asked ? "allow it with WBCC_ALLOW=exec"
			      : "its package does not ask for the permission \"exec\"");
	said = true;
	return false;
}

/* The guest's NULL-terminated list of strings, copied; the caller frees it with free_strings. */
static int copy_strings(struct wb_instance *in, uint32_t list, char ***out)
{
	char **copy = calloc(MAX_STRINGS + 1, sizeof *copy);
	int err = copy ? 0 : -ENOMEM;

	*out = copy;
	for (uint32_t i = 0; !err; i++) {
		uint32_t addr;
		const char *s;
		if (i == MAX_STRINGS)
			err = -E2BIG;
		else if (!wb_get(in, list + i * 4, &addr, 4))
			err = -EFAULT;
		else if (!addr)
			break;
		else if (!(s = wb_str(in, addr)))
			err = -EFAULT;
		else if (!(copy[i] = strdup(s)))
			err = -ENOMEM;
	}
	return err;
}

static void free_strings(char **list)
{
	for (char **s = list; s && *s; s++)
		free(*s);
	free(list);
}

/* Descriptors 0, 1 and 2 of the new process, as the guest numbers them; -1: its own. */
static int add_fds(struct wb_instance *in, uint32_t fds, posix_spawn_file_actions_t *actions)
{
	int32_t guest[3];

	if (!wb_get(in, fds, guest, sizeof guest))
		return -EFAULT;
	for (int i = 0; i < 3; i++) {
		int host = i;
		if (guest[i] >= 0)
			host = wb_fd_host(in, (uint32_t)guest[i], WB_FD_FILE, NULL);
		if (host < 0)
			return -EBADF;
		/* onto itself too: that clears the mark to close it */
		posix_spawn_file_actions_adddup2(actions, host, i);
	}
	return 0;
}

static int spawn(const char *file, char **argv, char **envp, posix_spawn_file_actions_t *actions)
{
	posix_spawnattr_t attr;
	sigset_t none;
	pid_t pid;
	int err;

	/* handlers are the guest's: the new process gets the default actions and no mask */
	sigemptyset(&none);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK);
	posix_spawnattr_setsigmask(&attr, &none);
	err = posix_spawnp(&pid, file, actions, &attr, argv, envp);
	posix_spawnattr_destroy(&attr);
	return err ? -err : pid;
}

int32_t linux__spawn(
	struct wb_instance *in, uint32_t file, uint32_t argv, uint32_t envp, uint32_t fds)
{
	const char *name = wb_str(in, file);
	posix_spawn_file_actions_t actions;
	char **args = NULL, **env = NULL, *path = NULL;
	int r;

	if (!linux_may_run_processes())
		return wb_err_to_guest(-EPERM);
	if (!name)
		return wb_err_to_guest(-EFAULT);
	posix_spawn_file_actions_init(&actions);
	path = strdup(name);
	r = path ? copy_strings(in, argv, &args) : -ENOMEM;
	if (!r)
		r = copy_strings(in, envp, &env);
	if (!r)
		r = add_fds(in, fds, &actions);
	if (!r)
		r = spawn(path, args, env, &actions);
	posix_spawn_file_actions_destroy(&actions);
	free(path);
	free_strings(args);
	free_strings(env);
	return wb_err_to_guest(r);
}

int32_t linux__waitpid(struct wb_instance *in, int32_t pid, uint32_t status_out, int32_t options)
{
	int status;
	pid_t got;

	do
		got = waitpid(pid, &status, options);
	while (got < 0 && errno == EINTR && (!wb_signals_deliver(in) || wb_signals_restart()));
	if (got < 0)
		return wb_err_to_guest(-errno);
	if (got > 0 && status_out && !wb_put(in, status_out, &status, sizeof status))
		return wb_err_to_guest(-EFAULT);
	return got;
}

int32_t linux__pipe(struct wb_instance *in, uint32_t fds_out, int32_t flags)
{
	int host[2], guest[2];

	/* the guest's flags are WASI's: only non-blocking has a meaning for pipes */
	if (pipe2(host, O_CLOEXEC | (flags ? O_NONBLOCK : 0)))
		return wb_err_to_guest(-errno);
	guest[0] = linux_new_fd(in, host[0]);
	guest[1] = linux_new_fd(in, host[1]);
	if (guest[0] >= 0 && guest[1] >= 0 && wb_put(in, fds_out, guest, sizeof guest))
		return 0;
	for (int i = 0; i < 2; i++)
		if (guest[i] >= 0)
			wb_fd_close(in, (uint32_t)guest[i]);
	return guest[0] < 0 ? guest[0] : guest[1] < 0 ? guest[1] : wb_err_to_guest(-EFAULT);
}

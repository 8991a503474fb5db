/*
 * system.c: system().  "clear", which is what tools that redraw a screen call, is done here;
 * all other commands need the permission to start programs.
 */
#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* What terminals that follow ECMA-48 understand: home, clear, clear what was scrolled away. */
static int clear(void)
{
	static const char text[] = "\033[H\033[2J\033[3J";

	fflush(stdout);
	return write(STDOUT_FILENO, text, sizeof text - 1) < 0 ? 1 << 8 : 0;
}

int system(const char *command)
{
	char *argv[] = {"sh", "-c", (char *)command, NULL};
	int status, error;
	pid_t pid;

	if (!command)
		return 1;
	if (!strcmp(command, "clear"))
		return clear();
	error = posix_spawn(&pid, "/bin/sh", NULL, NULL, argv, environ);
	if (error) {
		errno = error;
		return -1;
	}
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return status;
}

/* popen.c: streams to and from commands that /bin/sh runs. */
#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

struct child {
	struct child *next;
	FILE *stream;
	pid_t pid;
};

static struct child *children;

/* Starts the command with its end of the pipe; ours is closed with it. */
static int start(struct child *c, const char *command, const int fds[2], int writing)
{
	char *argv[] = {"sh", "-c", (char *)command, NULL};
	posix_spawn_file_actions_t actions;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, fds[!writing], !writing);
	return posix_spawn(&c->pid, "/bin/sh", &actions, NULL, argv, environ);
}

FILE *popen(const char *command, const char *mode)
{
	int writing = *mode == 'w', fds[2], error;
	struct child *c;

	if ((*mode != 'r' && *mode != 'w') || (mode[1] && strcmp(mode + 1, "e"))) {
		errno = EINVAL;
		return NULL;
	}
	if (!(c = malloc(sizeof *c)))
		return NULL;
	if (pipe(fds)) {
		free(c);
		return NULL;
	}
	error = start(c, command, fds, writing);
	close(fds[!writing]);
	c->stream = error ? NULL : fdopen(fds[writing], writing ? "w" : "r");
	if (!c->stream) {
		close(fds[writing]);
		free(c);
		if (error)
			errno = error;
		return NULL;
	}
	c->next = children;
	children = c;
	return c->stream;
}

int pclose(FILE *stream)
{
	struct child **link = &children, *c;
	int status;
	pid_t pid;

	while (*link && (*link)->stream != stream)
		link = &(*link)->next;
	if (!(c = *link)) {
		errno = EINVAL;
		return -1;
	}
	*link = c->next;
	pid = c->pid;
	free(c);
	fclose(stream);
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return status;
}

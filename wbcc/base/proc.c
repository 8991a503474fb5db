/* Starting programs: reads PATH, runs, waits; prints the command line with -v. */
#include "base/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"

extern char **environ;
bool proc_verbose;

void args_add(struct args *a, const char *arg)
{
	vec_push(a->v, a->n, a->cap) = xstrdup(arg);
	vec_push(a->v, a->n, a->cap) = NULL;
	a->n--;
}

void args_addf(struct args *a, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	char *s = xvasprintf(fmt, ap);
	va_end(ap);
	args_add(a, s);
	free(s);
}

void args_free(struct args *a)
{
	for (size_t i = 0; i < a->n; i++)
		free(a->v[i]);
	free(a->v);
	*a = (struct args){0};
}

static bool is_plain(const char *s)
{
	return *s && !s[strcspn(s, " \t\n'\"\\$&|;<>()*?[]#~`!{}")];
}

static void print_command(const struct args *a)
{
	struct buf b = {0};
	for (size_t i = 0; i < a->n; i++) {
		buf_puts(&b, i ? " " : "");
		if (is_plain(a->v[i])) {
			buf_puts(&b, a->v[i]);
			continue;
		}
		buf_putc(&b, '\'');
		for (const char *p = a->v[i]; *p; p++)
			buf_printf(&b, *p == '\'' ? "'\\''" : "%c", *p);
		buf_putc(&b, '\'');
	}
	fprintf(stderr, "  %s\n", b.data ? b.data : "");
	buf_free(&b);
}

static int start(const struct args *a, posix_spawn_file_actions_t *actions)
{
	if (proc_verbose)
		print_command(a);
	fflush(stdout);
	pid_t pid;
	int err = posix_spawnp(&pid, a->v[0], actions, NULL, a->v, environ);
	if (err) {
		errno = err;
		fail_errno(AT_TOOL, "cannot run '%s'", a->v[0]);
		return -1;
	}
	return pid;
}

int proc_start(const struct args *a)
{
	return start(a, NULL);
}

int proc_wait(int pid)
{
	int status;
	if (pid < 0)
		return -1;
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int proc_wait_for(int pid, double seconds)
{
	if (pid < 0)
		return -1;
	signal(SIGINT, SIG_IGN);
	int fd = pidfd_open(pid, 0);
	struct pollfd ended = {.fd = fd, .events = POLLIN};
	int n = poll(&ended, 1, (int)(seconds * 1000));
	close(fd);
	if (n == 0)
		kill(pid, SIGKILL);
	int status = proc_wait(pid);
	return n == 0 ? PROC_TIMEOUT : status;
}

void proc_become(const char *path, char *const *argv, char *const *envp)
{
	fflush(stdout);
	execve(path, argv, envp);
	fail_errno(AT_FILE(path), "cannot run this program");
}

int proc_start_env(const char *path, char *const *argv, char *const *envp)
{
	pid_t pid;
	int err = posix_spawn(&pid, path, NULL, NULL, argv, envp);
	if (!err)
		return pid;
	errno = err;
	fail_errno(AT_FILE(path), "cannot run this program");
	return -1;
}

bool proc_background(void)
{
	fflush(NULL);
	pid_t pid = fork();
	if (pid != 0) {
		proc_wait(pid);
		return false;
	}
	setsid();
	if (fork() != 0) /* the grandchild is init's: the program that we become has no child */
		_exit(0);
	int null = open("/dev/null", O_RDWR);
	for (int fd = 0; fd <= STDERR_FILENO; fd++)
		dup2(null, fd);
	errno = 0;
	if (nice(10) == -1 && errno)
		return true; /* as it is, then */
	return true;
}

int proc_status(const struct args *a)
{
	return proc_wait(proc_start(a));
}

bool proc_run(const struct args *a, const char *what)
{
	int status = proc_status(a);
	if (status > 128)
		return fail(AT_TOOL, "%s: %s was ended by signal %d (%s)", what, a->v[0],
			status - 128, strsignal(status - 128));
	if (status > 0)
		return fail(
			AT_TOOL, "%s: %s exited with status %d", what, path_base(a->v[0]), status);
	return status == 0;
}

char *proc_output(const struct args *a)
{
	int fds[2];
	if (pipe2(fds, O_CLOEXEC) != 0) {
		fail_errno(AT_TOOL, "pipe");
		return NULL;
	}
	posix_spawn_file_actions_t actions;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, fds[1], STDOUT_FILENO);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	int pid = start(a, &actions);
	posix_spawn_file_actions_destroy(&actions);
	close(fds[1]);
	struct buf b = {0};
	char chunk[4096];
	ssize_t n;
	while (pid > 0 && (n = read(fds[0], chunk, sizeof chunk)) > 0)
		buf_add(&b, chunk, (size_t)n);
	close(fds[0]);
	if (proc_wait(pid) != 0) {
		buf_free(&b);
		return NULL;
	}
	return buf_take(&b);
}

char *find_program(const char *name)
{
	if (strchr(name, '/'))
		return access(name, X_OK) == 0 ? xstrdup(name) : NULL;
	const char *path = getenv("PATH");
	char *copy = xstrdup(path ? path : "/usr/bin:/bin"), *save = NULL, *found = NULL;
	for (char *d = strtok_r(copy, ":", &save); d && !found; d = strtok_r(NULL, ":", &save)) {
		found = path_join(d, name);
		if (access(found, X_OK) != 0) {
			free(found);
			found = NULL;
		}
	}
	free(copy);
	return found;
}

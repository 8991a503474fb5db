/*
 * Runs a command and prints what it took, with all processes that it started and waited for:
 *
 *     usage: measure COMMAND ARG...
 *     CPU-SECONDS PEAK-MEGABYTES
 *
 * The peak is that of the largest single process.  The exit status is the command's.
 */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static double seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
	struct rusage used;
	int status;
	if (argc < 2)
		return fprintf(stderr, "usage: %s COMMAND ARG...\n", argv[0]), 2;
	pid_t pid = fork();
	if (!pid) {
		dup2(STDERR_FILENO, STDOUT_FILENO);
		execvp(argv[1], argv + 1);
		perror(argv[1]);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) < 0 || getrusage(RUSAGE_CHILDREN, &used))
		return 2;
	printf("%.2f %.0f\n", seconds(used.ru_utime) + seconds(used.ru_stime),
		(double)used.ru_maxrss / 1024);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

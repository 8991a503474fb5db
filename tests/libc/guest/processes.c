/* Starting other programs: what happens depends on what is granted.  Prints what it got. */
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	char line[100] = "", *argv[] = {"sh", "-c", "exit 5", NULL}, *envp[] = {NULL};
	FILE *f = popen("echo from popen", "r");
	pid_t pid = 0;
	int status = 0, r;

	printf("popen %s\n", f ? fgets(line, sizeof line, f) : strerror(errno));
	if (f)
		printf("pclose %d\n", pclose(f));
	fflush(stdout);
	r = system("exit 3");
	printf("system %d %s\n", r < 0 ? r : WEXITSTATUS(r), r < 0 ? strerror(errno) : "");
	r = posix_spawnp(&pid, "sh", NULL, NULL, argv, envp);
	printf("spawn %s\n", strerror(r));
	if (!r)
		printf("wait %d exit %d\n", waitpid(pid, &status, 0) == pid, WEXITSTATUS(status));
	f = popen("cat", "w");
	if (f) {
		fprintf(f, "to popen\n");
		printf("pclose %d\n", pclose(f));
	}
	r = kill(1, 0);
	printf("kill %s\n", r ? strerror(errno) : "0");
	return 0;
}

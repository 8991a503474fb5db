/*
 * no_openat2 [--errno=N] COMMAND ARGS...: runs a command on a kernel that has no openat2(), by
 * a system call filter that makes it fail: with ENOSYS as before Linux 5.6, or with another
 * error, such as the EPERM of some containers.
 */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static int install(unsigned error)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (error & SECCOMP_RET_DATA)),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = {.len = sizeof code / sizeof code[0], .filter = code};
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return -1;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

int main(int argc, char **argv)
{
	unsigned error = ENOSYS;
	int at = 1;
	if (argc > 1 && !strncmp(argv[1], "--errno=", 8))
		error = (unsigned)atoi(argv[at++] + 8);
	if (at >= argc) {
		fprintf(stderr, "usage: no_openat2 [--errno=N] COMMAND ARGS...\n");
		return 2;
	}
	if (install(error)) {
		printf("SKIP: no system call filter can be installed here: %s\n", strerror(errno));
		return 77;
	}
	execvp(argv[at], argv + at);
	perror(argv[at]);
	return 127;
}

/*
 * <unistd.h> of a guest: wasi-libc's, and what Linux tools expect beyond it.  fork and exec
 * always fail with ENOSYS: no Wasm program can have them; posix_spawn (spawn.h) is there.
 */
#ifndef WBCC_SDK_UNISTD_H
#define WBCC_SDK_UNISTD_H

#ifndef _WASI_EMULATED_GETPID /* getpid() tells the truth here: do not warn of it */
#define _WASI_EMULATED_GETPID
#include_next <unistd.h>
#undef _WASI_EMULATED_GETPID
#else
#include_next <unistd.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

pid_t getppid(void);
pid_t gettid(void);
pid_t getpgrp(void);
pid_t getpgid(pid_t pid);
pid_t getsid(pid_t pid);
uid_t getuid(void);
uid_t geteuid(void);
gid_t getgid(void);
gid_t getegid(void);

int pause(void);
unsigned alarm(unsigned seconds);
unsigned ualarm(unsigned microseconds, unsigned interval);

int getpagesize(void);
int getdtablesize(void);
int gethostname(char *name, size_t size);
long syscall(long number, ...);

int pipe(int fds[2]);
int pipe2(int fds[2], int flags);

pid_t fork(void);
pid_t vfork(void);
int execve(const char *path, char *const argv[], char *const envp[]);
int execv(const char *path, char *const argv[]);
int execvp(const char *file, char *const argv[]);
int execl(const char *path, const char *arg, ...);
int execlp(const char *file, const char *arg, ...);
int execle(const char *path, const char *arg, ...);

#ifdef __cplusplus
}
#endif

#endif

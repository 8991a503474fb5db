/*
 * <signal.h> of a guest, in place of wasi-libc's: real signals of the host, with Linux's
 * numbers.
 *
 * A handler runs at a safe point: before a host function returns.  One that waits (sleep,
 * poll, ring_buffer__poll, read) ends early then, with EINTR where native code would see it.
 * Faults of the guest (SIGSEGV, SIGBUS, SIGFPE, SIGILL) are traps and cannot be caught.
 */
#ifndef WBCC_SDK_SIGNAL_H
#define WBCC_SDK_SIGNAL_H

#include <features.h>

#define __NEED_size_t
#define __NEED_pid_t
#define __NEED_uid_t
#define __NEED_struct_timespec
#define __NEED_time_t
#define __NEED_clock_t
#define __NEED_sigset_t
#include <bits/alltypes.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SIGHUP 1
#define SIGINT 2
#define SIGQUIT 3
#define SIGILL 4
#define SIGTRAP 5
#define SIGABRT 6
#define SIGIOT SIGABRT
#define SIGBUS 7
#define SIGFPE 8
#define SIGKILL 9
#define SIGUSR1 10
#define SIGSEGV 11
#define SIGUSR2 12
#define SIGPIPE 13
#define SIGALRM 14
#define SIGTERM 15
#define SIGSTKFLT 16
#define SIGCHLD 17
#define SIGCLD SIGCHLD
#define SIGCONT 18
#define SIGSTOP 19
#define SIGTSTP 20
#define SIGTTIN 21
#define SIGTTOU 22
#define SIGURG 23
#define SIGXCPU 24
#define SIGXFSZ 25
#define SIGVTALRM 26
#define SIGPROF 27
#define SIGWINCH 28
#define SIGIO 29
#define SIGPOLL SIGIO
#define SIGPWR 30
#define SIGSYS 31
#define SIGRTMIN 34
#define SIGRTMAX 64
#define _NSIG 65
#define NSIG _NSIG

#define SIG_BLOCK 0
#define SIG_UNBLOCK 1
#define SIG_SETMASK 2

#define SA_NOCLDSTOP 1
#define SA_NOCLDWAIT 2
#define SA_SIGINFO 4
#define SA_ONSTACK 0x08000000
#define SA_RESTART 0x10000000
#define SA_NODEFER 0x40000000 /* accepted; a handler is never entered twice all the same */
#define SA_RESETHAND 0x80000000
#define SA_NOMASK SA_NODEFER
#define SA_ONESHOT SA_RESETHAND

#define SI_USER 0
#define SI_KERNEL 128
#define SI_QUEUE (-1)
#define SI_TIMER (-2)

/* No function stands at these places of the function table. */
#define SIG_DFL ((void (*)(int))0)
#define SIG_ERR ((void (*)(int)) - 1)
#define SIG_IGN ((void (*)(int)) - 2)

typedef int sig_atomic_t;
typedef void (*sighandler_t)(int);
typedef void (*__sighandler_t)(int);
typedef void (*sig_t)(int);

union sigval {
	int sival_int;
	void *sival_ptr;
};
typedef union sigval sigval_t;

/* Only si_signo is told by the host; the other members are zero. */
typedef struct {
	int si_signo, si_errno, si_code;
	pid_t si_pid;
	uid_t si_uid;
	int si_status;
	void *si_addr;
	union sigval si_value;
} siginfo_t;
#define si_int si_value.sival_int
#define si_ptr si_value.sival_ptr

struct sigaction {
	union {
		void (*sa_handler)(int);
		void (*sa_sigaction)(int, siginfo_t *, void *);
	} __handler;
	sigset_t sa_mask;
	int sa_flags;
	void (*sa_restorer)(void);
};
#define sa_handler __handler.sa_handler
#define sa_sigaction __handler.sa_sigaction

void (*signal(int signal, void (*handler)(int)))(int);
void (*bsd_signal(int signal, void (*handler)(int)))(int);
int sigaction(int signal, const struct sigaction *__restrict act, struct sigaction *__restrict old);
int siginterrupt(int signal, int flag);
int raise(int signal);
int kill(pid_t pid, int signal);
int killpg(pid_t group, int signal);
int sigprocmask(int how, const sigset_t *__restrict set, sigset_t *__restrict old);
int pthread_sigmask(int how, const sigset_t *__restrict set, sigset_t *__restrict old);
int sigpending(sigset_t *set);
int sigsuspend(const sigset_t *mask);
int sigwait(const sigset_t *__restrict set, int *__restrict signal);
int sigtimedwait(const sigset_t *__restrict set, siginfo_t *__restrict info,
	const struct timespec *__restrict timeout);
int sigwaitinfo(const sigset_t *__restrict set, siginfo_t *__restrict info);

int sigemptyset(sigset_t *set);
int sigfillset(sigset_t *set);
int sigaddset(sigset_t *set, int signal);
int sigdelset(sigset_t *set, int signal);
int sigismember(const sigset_t *set, int signal);
int sigisemptyset(const sigset_t *set);
int sigorset(sigset_t *to, const sigset_t *a, const sigset_t *b);
int sigandset(sigset_t *to, const sigset_t *a, const sigset_t *b);

void psignal(int signal, const char *message);
const char *sigabbrev_np(int signal);
const char *sigdescr_np(int signal);

#ifdef __cplusplus
}
#endif

#endif

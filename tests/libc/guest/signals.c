/* Signals: handlers, masks, waiting; what interrupts what.  Prints the same as native code. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t count[65];

static void on_signal(int signal)
{
	count[signal]++;
}

static void on_info(int signal, siginfo_t *info, void *context)
{
	(void)context;
	count[signal] += info->si_signo == signal ? 10 : 1000;
}

static void with_signal(void)
{
	printf("old %d\n", signal(SIGUSR1, on_signal) == SIG_DFL);
	printf("raise %d count %d\n", raise(SIGUSR1), (int)count[SIGUSR1]);
	printf("again %d", raise(SIGUSR1));
	printf(" count %d\n", (int)count[SIGUSR1]);
	printf("old %d\n", signal(SIGUSR1, SIG_IGN) == on_signal);
	raise(SIGUSR1);
	printf("ignored %d\n", (int)count[SIGUSR1]);
	printf("old %d\n", signal(SIGUSR1, SIG_DFL) == SIG_IGN);
	printf("bad %d", signal(SIGKILL, on_signal) == SIG_ERR);
	printf(" %s\n", strerror(errno));
}

static void with_sigaction(void)
{
	struct sigaction act = {.sa_sigaction = on_info, .sa_flags = SA_SIGINFO | SA_RESTART}, old;

	sigemptyset(&act.sa_mask);
	sigaddset(&act.sa_mask, SIGUSR1);
	printf("sigaction %d\n", sigaction(SIGUSR2, &act, &old));
	printf("old %d\n", old.sa_handler == SIG_DFL);
	raise(SIGUSR2);
	printf("info %d\n", (int)count[SIGUSR2]);
	printf("get %d", sigaction(SIGUSR2, NULL, &old));
	printf(" %d %d %d\n", old.sa_sigaction == on_info, !!(old.sa_flags & SA_RESTART),
		sigismember(&old.sa_mask, SIGUSR1));
	act = (struct sigaction){.sa_handler = on_signal, .sa_flags = SA_RESETHAND};
	sigaction(SIGUSR2, &act, NULL);
	raise(SIGUSR2);
	sigaction(SIGUSR2, NULL, &old);
	printf("reset %d %d\n", (int)count[SIGUSR2], old.sa_handler == SIG_DFL);
}

static void with_masks(void)
{
	sigset_t set, old, pending;
	struct timespec now = {0};

	signal(SIGUSR1, on_signal);
	count[SIGUSR1] = 0;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	printf("block %d", sigprocmask(SIG_BLOCK, &set, &old));
	printf(" was blocked %d\n", sigismember(&old, SIGUSR1));
	raise(SIGUSR1);
	sigpending(&pending);
	printf("pending %d count %d\n", sigismember(&pending, SIGUSR1), (int)count[SIGUSR1]);
	sigprocmask(SIG_SETMASK, &old, NULL);
	printf("after %d\n", (int)count[SIGUSR1]);
	sigprocmask(SIG_BLOCK, &set, NULL);
	raise(SIGUSR1);
	printf("suspend %d", sigsuspend(&old));
	printf(" %s count %d\n", strerror(errno), (int)count[SIGUSR1]);
	raise(SIGUSR1);
	printf("wait %d", sigtimedwait(&set, NULL, &now));
	printf(" then %d", sigtimedwait(&set, NULL, &now));
	printf(" count %d\n", (int)count[SIGUSR1]);
	sigprocmask(SIG_SETMASK, &old, NULL);
}

static void arm(int ms)
{
	struct itimerval value = {.it_value = {0, ms * 1000}};

	setitimer(ITIMER_REAL, &value, NULL);
}

static void with_waits(void)
{
	struct timespec hour = {3600, 0}, left = {0, 0};
	char c;
	int fds[2];

	signal(SIGALRM, on_signal);
	arm(50);
	printf("pause %d", pause());
	printf(" %s count %d\n", strerror(errno), (int)count[SIGALRM]);
	arm(50);
	printf("sleep %d\n", sleep(1000) >= 999);
	arm(50);
	printf("nanosleep %d", nanosleep(&hour, &left));
	printf(" %s %d\n", strerror(errno), left.tv_sec == 3599);
	arm(50);
	printf("usleep %d", usleep(900000000));
	printf(" %s\n", strerror(errno));
	arm(50);
	printf("clock_nanosleep %s\n", strerror(clock_nanosleep(CLOCK_MONOTONIC, 0, &hour, NULL)));
	printf("pipe %d\n", pipe(fds));
	siginterrupt(SIGALRM, 1);
	arm(50);
	printf("read %d", (int)read(fds[0], &c, 1));
	printf(" %s\n", strerror(errno));
	alarm(100);
	printf("alarm %u count %d\n", alarm(0), (int)count[SIGALRM]);
}

int main(void)
{
	with_signal();
	with_sigaction();
	with_masks();
	with_waits();
	printf("%s, %s, %s\n", strsignal(SIGINT), strsignal(SIGRTMIN + 1), strsignal(99));
	printf("%s %s\n", sigabbrev_np(SIGTERM), sigdescr_np(SIGSEGV));
	kill(getpid(), 0);
	fflush(stdout);
	raise(SIGTERM);
	printf("not reached\n");
	return 1;
}

/* sigmask.c: blocked and pending signals, and waiting for them. */
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <time.h>
#include <unistd.h>

#include "result.h"
#include "wbcc/imports.h"

int sigprocmask(int how, const sigset_t *restrict set, sigset_t *restrict old)
{
	/* blocking nothing more is how the mask is asked for */
	return result(linux__sigprocmask(set ? how : SIG_BLOCK, set ? set->__bits : 0, old));
}

int pthread_sigmask(int how, const sigset_t *restrict set, sigset_t *restrict old)
{
	return -linux__sigprocmask(set ? how : SIG_BLOCK, set ? set->__bits : 0, old);
}

int sigpending(sigset_t *set)
{
	return result(linux__sigpending(set));
}

int sigsuspend(const sigset_t *mask)
{
	return result(linux__sigsuspend(mask->__bits));
}

int pause(void)
{
	sigset_t mask;

	sigprocmask(SIG_BLOCK, NULL, &mask);
	return sigsuspend(&mask);
}

int sigtimedwait(const sigset_t *restrict set, siginfo_t *restrict info,
	const struct timespec *restrict timeout)
{
	int64_t ns = timeout ? timeout->tv_sec * INT64_C(1000000000) + timeout->tv_nsec : -1;
	int signal = result(linux__sigwait(set->__bits, ns));

	if (signal > 0 && info)
		*info = (siginfo_t){.si_signo = signal};
	return signal;
}

int sigwaitinfo(const sigset_t *restrict set, siginfo_t *restrict info)
{
	return sigtimedwait(set, info, NULL);
}

int sigwait(const sigset_t *restrict set, int *restrict signal)
{
	int got;

	while ((got = sigtimedwait(set, NULL, NULL)) < 0)
		if (errno != EINTR)
			return errno;
	*signal = got;
	return 0;
}

/* sigset.c: sets of signals. */
#include <errno.h>
#include <signal.h>

static unsigned long long bit(int signal)
{
	if (signal > 0 && signal < _NSIG)
		return 1ull << (signal - 1);
	errno = EINVAL;
	return 0;
}

int sigemptyset(sigset_t *set)
{
	set->__bits = 0;
	return 0;
}

int sigfillset(sigset_t *set)
{
	set->__bits = ~0ull;
	return 0;
}

int sigaddset(sigset_t *set, int signal)
{
	set->__bits |= bit(signal);
	return bit(signal) ? 0 : -1;
}

int sigdelset(sigset_t *set, int signal)
{
	set->__bits &= ~bit(signal);
	return bit(signal) ? 0 : -1;
}

int sigismember(const sigset_t *set, int signal)
{
	return bit(signal) ? !!(set->__bits & bit(signal)) : -1;
}

int sigisemptyset(const sigset_t *set)
{
	return !set->__bits;
}

int sigorset(sigset_t *to, const sigset_t *a, const sigset_t *b)
{
	to->__bits = a->__bits | b->__bits;
	return 0;
}

int sigandset(sigset_t *to, const sigset_t *a, const sigset_t *b)
{
	to->__bits = a->__bits & b->__bits;
	return 0;
}

/*
 * sigaction.c: sigaction() and siginterrupt().
 *
 * The host knows a handler and whether calls restart.  What else an action says (SA_SIGINFO,
 * SA_RESETHAND, a mask) is kept here, and the host is given enter(), which minds it.
 */
#include <errno.h>
#include <signal.h>
#include <stddef.h>

#include "host_signal.h"

static struct sigaction actions[_NSIG]; /* of the signals whose handler is enter() */

static void enter(int signal)
{
	struct sigaction act = actions[signal];
	sigset_t mask;

	sigprocmask(SIG_BLOCK, &act.sa_mask, &mask);
	if (act.sa_flags & (int)SA_RESETHAND)
		linux__sigaction(signal, HOST_DEFAULT, 0, 0, NULL);
	if (act.sa_flags & SA_SIGINFO) {
		siginfo_t info = {.si_signo = signal};
		act.sa_sigaction(signal, &info, NULL);
	} else {
		act.sa_handler(signal);
	}
	sigprocmask(SIG_SETMASK, &mask, NULL);
}

static int needs_enter(const struct sigaction *act)
{
	return act->sa_handler != SIG_DFL && act->sa_handler != SIG_IGN &&
	       (act->sa_flags & (int)(SA_SIGINFO | SA_RESETHAND) || !sigisemptyset(&act->sa_mask));
}

static void describe(struct sigaction *old, const struct host_signal *s, int signal)
{
	if (host_signal_handler(s) == enter) {
		*old = actions[signal];
		return;
	}
	*old = (struct sigaction){
		.sa_handler = host_signal_handler(s), .sa_flags = s->restart ? SA_RESTART : 0};
}

int sigaction(int signal, const struct sigaction *restrict act, struct sigaction *restrict old)
{
	struct host_signal before;
	struct sigaction now; /* act may be where old is */
	int error;

	if (act) {
		now = *act;
		error = host_signal_set(signal, needs_enter(act) ? enter : act->sa_handler,
			(act->sa_flags & SA_RESTART) != 0, &before);
	} else {
		error = linux__sigaction(signal, HOST_KEEP, 0, 0, &before);
	}
	if (error) {
		errno = -error;
		return -1;
	}
	if (old)
		describe(old, &before, signal);
	if (act)
		actions[signal] = now;
	return 0;
}

int siginterrupt(int signal, int flag)
{
	struct sigaction act;

	if (sigaction(signal, NULL, &act))
		return -1;
	act.sa_flags = flag ? act.sa_flags & ~SA_RESTART : act.sa_flags | SA_RESTART;
	return sigaction(signal, &act, NULL);
}

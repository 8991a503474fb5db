/*
 * Signals of the guest: the host's handler only notes that one came; the guest's own function
 * runs at the next safe point, on the guest's stack, between two host calls.
 *
 * A guest that computes without ever calling the host has no safe point.  So that Ctrl-C ends
 * it all the same, a signal that comes again while the first one has been waiting for over a
 * second takes its default action.
 */
#include <errno.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "wbcc/guest.h"

#define IMPATIENCE 1 /* seconds */

static struct wb_signal actions[_NSIG]; /* of the one guest that has signals */
static volatile sig_atomic_t waiting[_NSIG], some_wait;
static volatile time_t since[_NSIG];
static uint64_t running; /* a bit for each signal whose guest function is active */
static bool last_restart;

static time_t now(void)
{
	struct timespec t = {0};
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

static void note_signal(int signal)
{
	int saved = errno;
	if (waiting[signal] && now() - since[signal] > IMPATIENCE) {
		sigset_t only;
		sigemptyset(&only);
		sigaddset(&only, signal);
		sigaction(signal, &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
		raise(signal);
		sigprocmask(SIG_UNBLOCK, &only, NULL);
	}
	if (!waiting[signal])
		since[signal] = now();
	waiting[signal] = 1;
	some_wait = 1;
	errno = saved;
}

static bool is_catchable(int signal)
{
	switch (signal) {
	case SIGKILL:
	case SIGSTOP:
	case SIGSEGV:
	case SIGBUS:
	case SIGFPE:
	case SIGILL: return false;
	default: return signal > 0 && signal < _NSIG;
	}
}

int wb_signal_set(
	struct wb_instance *in, int signal, const struct wb_signal *new, struct wb_signal *old)
{
	(void)in;
	if (!is_catchable(signal))
		return -EINVAL;
	if (old)
		*old = actions[signal];
	if (!new)
		return 0;
	/* Never SA_RESTART here: a blocking call must come back for the guest's function to run. */
	struct sigaction sa = {.sa_handler = note_signal};
	sigemptyset(&sa.sa_mask);
	if (new->action == WB_SIGNAL_DEFAULT)
		sa.sa_handler = SIG_DFL;
	else if (new->action == WB_SIGNAL_IGNORE)
		sa.sa_handler = SIG_IGN;
	actions[signal] = *new;
	return sigaction(signal, &sa, NULL) ? -errno : 0;
}

bool wb_signals_pending(void)
{
	return some_wait;
}

bool wb_signals_restart(void)
{
	return last_restart;
}

/* As in native code, a signal is held back while its own function runs. */
static bool deliver_one(struct wb_instance *in, int signal)
{
	const struct wb_signal *a = &actions[signal];
	waiting[signal] = 0;
	if (a->action != WB_SIGNAL_GUEST)
		return false;
	void (*handler)(uint32_t) = (void (*)(uint32_t))wb_callback(in, a->func, "i>");
	if (!handler)
		return false;
	bool restart = a->restart; /* the handler may change it */
	running |= UINT64_C(1) << (signal - 1);
	handler((uint32_t)signal);
	running &= ~(UINT64_C(1) << (signal - 1));
	last_restart = last_restart && restart;
	return true;
}

bool wb_signals_deliver(struct wb_instance *in)
{
	bool ran = false;
	last_restart = true;
	if (!some_wait)
		return false;
	some_wait = 0;
	for (int signal = 1; signal < _NSIG; signal++) {
		if (!waiting[signal])
			continue;
		if (running & UINT64_C(1) << (signal - 1))
			some_wait = 1; /* for the safe point after its function has returned */
		else if (deliver_one(in, signal))
			ran = true;
	}
	return ran;
}

/* WASI's numbers are Linux's up to SIGTERM; it has no SIGSTKFLT, so the rest is one lower. */
int wb_signal_to_host(uint32_t wasi_signal)
{
	const uint32_t term = 15, sys = 30;
	if (wasi_signal == 0 || wasi_signal > sys)
		return 0;
	return (int)(wasi_signal <= term ? wasi_signal : wasi_signal + 1);
}

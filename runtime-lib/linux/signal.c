/*
 * Signals as POSIX programs handle them: a guest's handlers, its mask, waiting, timers.  The
 * safe points themselves are in signals.c.
 *
 * The mask is the process's own: a signal that a guest blocks stays in the kernel.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "linux/linux.h"

/* What the guest's signal.c passes; the first three are enum wb_signal_action. */
#define KEEP 3

struct guest_action {
	uint32_t action, func, restart;
};

int32_t linux__sigaction(struct wb_instance *in, int32_t signal, uint32_t action, uint32_t handler,
	uint32_t restart, uint32_t old_out)
{
	struct wb_signal new = {.action = action, .func = handler, .restart = restart}, old = {0};
	int err;

	if (action > KEEP)
		return wb_err_to_guest(-EINVAL);
	err = wb_signal_set(in, signal, action == KEEP ? NULL : &new, &old);
	if (err)
		return wb_err_to_guest(err);
	struct guest_action was = {old.action, old.func, old.restart};
	return !old_out || wb_put(in, old_out, &was, sizeof was) ? 0 : wb_err_to_guest(-EFAULT);
}

/* ---- masks ------------------------------------------------------------------------------- */

/* Without those that turn faults into traps: a guest cannot block them. */
static sigset_t set_from(uint64_t bits)
{
	sigset_t set;

	sigemptyset(&set);
	for (int signal = 1; signal < _NSIG; signal++)
		if (bits >> (signal - 1) & 1)
			sigaddset(&set, signal);
	sigdelset(&set, SIGSEGV);
	sigdelset(&set, SIGBUS);
	sigdelset(&set, SIGFPE);
	sigdelset(&set, SIGILL);
	return set;
}

static uint64_t bits_from(const sigset_t *set)
{
	uint64_t bits = 0;

	for (int signal = 1; signal < _NSIG; signal++)
		if (sigismember(set, signal) == 1)
			bits |= UINT64_C(1) << (signal - 1);
	return bits;
}

int32_t linux__sigprocmask(struct wb_instance *in, int32_t how, uint64_t bits, uint32_t old_out)
{
	static const int hows[] = {SIG_BLOCK, SIG_UNBLOCK, SIG_SETMASK}; /* the guest's 0, 1, 2 */
	sigset_t set = set_from(bits), old;

	if (how < 0 || how > 2)
		return wb_err_to_guest(-EINVAL);
	if (sigprocmask(hows[how], &set, &old))
		return wb_err_to_guest(-errno);
	if (old_out && !wb_put_u64(in, old_out, bits_from(&old)))
		return wb_err_to_guest(-EFAULT);
	wb_signals_deliver(in);
	return 0;
}

int32_t linux__sigpending(struct wb_instance *in, uint32_t set_out)
{
	sigset_t set;

	if (sigpending(&set))
		return wb_err_to_guest(-errno);
	return wb_put_u64(in, set_out, bits_from(&set)) ? 0 : wb_err_to_guest(-EFAULT);
}

/* ---- waiting ----------------------------------------------------------------------------- */

int32_t linux__sigsuspend(struct wb_instance *in, uint64_t mask)
{
	sigset_t set = set_from(mask), all, old;

	/* blocked while we look, so that none slips in between the look and the wait */
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &old);
	while (!wb_signals_deliver(in))
		sigsuspend(&set);
	sigprocmask(SIG_SETMASK, &old, NULL);
	return wb_err_to_guest(-EINTR);
}

int32_t linux__sigwait(struct wb_instance *in, uint64_t bits, int64_t timeout_ns)
{
	sigset_t set = set_from(bits);
	struct timespec t = {timeout_ns / 1000000000, timeout_ns % 1000000000};
	int signal = sigtimedwait(&set, NULL, timeout_ns < 0 ? NULL : &t);
	int error = errno;

	wb_signals_deliver(in);
	return signal > 0 ? signal : wb_err_to_guest(-error);
}

int32_t linux__setitimer(struct wb_instance *in, int32_t which, uint32_t value, uint32_t old_out)
{
	_Static_assert(sizeof(struct itimerval) == 32, "the guest's layout: four 64-bit numbers");
	struct itimerval new, old;
	int err;

	if (value && !wb_get(in, value, &new, sizeof new))
		return wb_err_to_guest(-EFAULT);
	err = value ? setitimer(which, &new, &old) : getitimer(which, &old);
	if (err)
		return wb_err_to_guest(-errno);
	return !old_out || wb_put(in, old_out, &old, sizeof old) ? 0 : wb_err_to_guest(-EFAULT);
}

/* ---- sending ----------------------------------------------------------------------------- */

int32_t linux__kill(struct wb_instance *in, int32_t pid, int32_t signal)
{
	if (pid != getpid() && !linux_may_run_processes())
		return wb_err_to_guest(-EPERM);
	if (kill(pid, signal))
		return wb_err_to_guest(-errno);
	wb_signals_deliver(in);
	return 0;
}

/* signal.c: signal(), with glibc's meaning: calls that the signal interrupts are restarted. */
#include <errno.h>
#include <signal.h>

#include "host_signal.h"

void (*signal(int signal, void (*handler)(int)))(int)
{
	struct host_signal old;
	int error = host_signal_set(signal, handler, 1, &old);

	if (error) {
		errno = -error;
		return SIG_ERR;
	}
	return host_signal_handler(&old);
}

void (*bsd_signal(int number, void (*handler)(int)))(int)
{
	return signal(number, handler);
}

/*
 * The process: its end, signals to itself, giving up the processor.
 */
#include "wasi/wasi.h"

#include <sched.h>
#include <signal.h>
#include <stdlib.h>

void wasi_snapshot_preview1__proc_exit(struct wb_instance *in, uint32_t code)
{
	(void)in;
	exit((int)code); /* the status keeps its low 8 bits, as everywhere on POSIX */
}

uint32_t wasi_snapshot_preview1__proc_raise(struct wb_instance *in, uint32_t signal)
{
	int host = wb_signal_to_host(signal);
	if (signal == 0)
		return WASI_SUCCESS;
	if (host == 0)
		return WASI_EINVAL;
	if (raise(host))
		return last_error();
	wb_signals_deliver(in);
	return WASI_SUCCESS;
}

uint32_t wasi_snapshot_preview1__sched_yield(struct wb_instance *in)
{
	sched_yield();
	wb_signals_deliver(in);
	return WASI_SUCCESS;
}

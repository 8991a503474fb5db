/* host_signal.h: one signal's action as linux.sigaction takes and gives it. */
#ifndef WBCC_SDK_HOST_SIGNAL_H
#define WBCC_SDK_HOST_SIGNAL_H

#include <signal.h>
#include <stdint.h>

#include "wbcc/imports.h"

enum host_action { HOST_DEFAULT, HOST_IGNORE, HOST_GUEST, HOST_KEEP };

struct host_signal {
	uint32_t action; /* enum host_action, never HOST_KEEP */
	uint32_t func;	 /* HOST_GUEST: the handler */
	uint32_t restart;
};

static inline int host_signal_set(
	int signal, void (*handler)(int), int restart, struct host_signal *old)
{
	enum host_action action = handler == SIG_DFL   ? HOST_DEFAULT
				  : handler == SIG_IGN ? HOST_IGNORE
						       : HOST_GUEST;
	return linux__sigaction(signal, action, (uint32_t)handler, restart, old);
}

static inline void (*host_signal_handler(const struct host_signal *s))(int)
{
	return s->action == HOST_DEFAULT  ? SIG_DFL
	       : s->action == HOST_IGNORE ? SIG_IGN
					  : (void (*)(int))s->func;
}

#endif

/* kill.c: sending signals, to the process itself unless the package may do more. */
#include <signal.h>
#include <unistd.h>

#include "result.h"
#include "wbcc/imports.h"

int kill(pid_t pid, int signal)
{
	return result(linux__kill(pid, signal));
}

int killpg(pid_t group, int signal)
{
	return kill(-group, signal);
}

int raise(int signal)
{
	return kill(getpid(), signal);
}

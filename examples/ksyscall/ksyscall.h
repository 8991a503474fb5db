/* One event for each signal that is sent with kill(2). */
#ifndef KSYSCALL_H
#define KSYSCALL_H

struct event {
	int from, to, sig;
	char comm[16];
};

#endif

/* One event each time that the probe is passed. */
#ifndef USDT_H
#define USDT_H

struct event {
	int pid, n_args;
	long long a, b;
};

#endif

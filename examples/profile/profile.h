/* One event for each sample: who ran, and the stacks. */
#ifndef PROFILE_H
#define PROFILE_H

#define MAX_DEPTH 64

struct event {
	int pid;
	unsigned cpu;
	char comm[16];
	int kernel_bytes, user_bytes; /* of the stacks; <= 0: none */
	unsigned long long kernel[MAX_DEPTH];
	unsigned long long user[MAX_DEPTH];
};

#endif

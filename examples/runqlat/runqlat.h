/* A histogram of powers of two, in microseconds. */
#ifndef RUNQLAT_H
#define RUNQLAT_H

#define MAX_SLOTS 26

struct hist {
	unsigned slots[MAX_SLOTS];
	char comm[16];
};

#endif

/* SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause */
/* What the kernel side sends and the user side prints. */
#ifndef EVENTS_H
#define EVENTS_H

#define COMM_LEN 16

/* Types of fixed size: the two sides are compiled for different machines. */
struct event {
	unsigned long long time_ns;
	int pid;
	int ppid;
	char comm[COMM_LEN];
};

#endif

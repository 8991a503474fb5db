/* One event for each open(2) or openat(2) that returned. */
#ifndef OPENSNOOP_H
#define OPENSNOOP_H

struct event {
	int pid;
	unsigned uid;
	int ret; /* descriptor, or negative errno */
	int flags;
	char comm[16];
	char path[255];
};

#endif

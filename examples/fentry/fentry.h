/* One event when a file is about to be removed, one when that is done. */
#ifndef FENTRY_H
#define FENTRY_H

struct event {
	int pid;
	bool is_return;
	long long ret;
	char comm[16];
};

#endif

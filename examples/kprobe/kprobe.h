/* One event when a file is about to be removed, one when that is done. */
#ifndef KPROBE_H
#define KPROBE_H

struct event {
	int pid;
	bool is_return;
	long long ret;
	char comm[16];
};

#endif

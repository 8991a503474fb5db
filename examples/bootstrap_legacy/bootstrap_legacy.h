/* What the kernel part tells the user part: one event for each exec and each exit. */
#ifndef BOOTSTRAP_LEGACY_H
#define BOOTSTRAP_LEGACY_H

struct event {
	int pid;
	int ppid;
	unsigned exit_code;
	unsigned long long duration_ns;
	char comm[16];
	char filename[127];
	bool exit_event;
};

#endif

/* What the kernel part tells the user part: one event for each exec and each exit. */
#ifndef BOOTSTRAP_H
#define BOOTSTRAP_H

#define TASK_COMM_LEN 16
#define MAX_FILENAME_LEN 127

struct event {
	int pid;
	int ppid;
	unsigned exit_code;
	unsigned long long duration_ns; /* exit only: since the exec that we saw, 0 when none */
	char comm[TASK_COMM_LEN];
	char filename[MAX_FILENAME_LEN]; /* exec only */
	bool exit_event;
};

#endif

/* One event for each execve(2) that was entered. */
#ifndef EXECVE_H
#define EXECVE_H

struct event {
	int pid;
	unsigned uid;
	char comm[16]; /* of the caller, before the new program takes over */
	char path[64]; /* first argument of execve, cut */
};

#endif

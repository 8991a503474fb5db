/* One event for each call of the function that is watched, and one for each return. */
#ifndef UPROBE_H
#define UPROBE_H

struct event {
	int pid;
	bool is_return;
	long long a, b; /* arguments; for returns a is the result */
};

#endif

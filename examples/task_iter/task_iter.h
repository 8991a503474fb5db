/* One record for each task that the iterator visits. */
#ifndef TASK_ITER_H
#define TASK_ITER_H

struct task_info {
	int pid, tid;
	unsigned state;
	char comm[16];
};

#endif

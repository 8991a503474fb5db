/* One event, as large as a process tracer's. */
#ifndef RINGBUF_H
#define RINGBUF_H

struct event {
	unsigned long long sequence;
	int pid, ppid;
	unsigned long long duration;
	char comm[16];
	char filename[128];
};

#endif

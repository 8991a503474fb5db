struct event {
	unsigned long long delta_us;
	unsigned long long end_ns;
	long long offset;
	ssize_t size;
	int pid;
	int op;
};

struct event {
	int pid;
	union {
		struct {
			size_t size;
			unsigned long long addr;
		} mem;
		int device;
	};
	int ret_val;
};

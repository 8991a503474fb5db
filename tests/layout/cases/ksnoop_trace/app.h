struct btf;

struct value {
	char name[8];
	unsigned long long type_id;
};

struct func {
	char name[16];
	unsigned long long ip;
	struct value args[2];
};

struct trace {
	struct btf *btf;
	struct func func;
	const char *dump;
	unsigned int filter : 3;
};

/* Names that are words of C++, that system headers have, and that collide. */
#include "corpus.bpf.h"
#include "keywords.fields.h"

struct timespec {
	long tv_sec;
	long tv_nsec;
};

struct keywords {
	int class;
	int new;
	long delete;
	struct timespec when;
	struct bpf_spin_lock *lock;
	int in_map;
};

CORPUS(struct keywords)

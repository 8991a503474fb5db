/* One of each: what the other languages make of it. */
#include <stdbool.h>
#include <linux/types.h>
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

enum kind { NONE, OPEN, CLOSE };
enum flag { LOW = -1, HIGH = 100 };
typedef struct { int x; long y; } point_t;
typedef point_t place_t;

struct tight {
	char c;
	long l;
} __attribute__((packed));

struct event {
	__u32 type;
	char comm[16];
	bool ok;
	enum kind kind;
	enum flag flag;
	unsigned int a : 3;
	int b : 7;
	union {
		long wide;
		char narrow[3];
	} u;
	struct {
		short s;
		void *p;
	} in[2];
	place_t at;
	struct tight tight;
	double d;
	__int128 big;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, struct event);
} events SEC(".maps");

int counter;

SEC("tp/sched/sched_switch")
int on_switch(void *ctx)
{
	return counter++;
}

char LICENSE[] SEC("license") = "GPL";

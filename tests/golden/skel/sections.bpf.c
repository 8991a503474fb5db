/* Data sections: the usual ones, custom ones, static variables, names that collide. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include "sections.h"

const volatile long min_size = 4096;
const volatile char name[8] = "abc";
static const volatile int hidden = 3;
int counter;
static long total;
char flag = 1;
struct pair pairs[2] = {{1, 2}, {3, 4}};
void *pointer;
struct {
	int q;
	struct {
		short a;
		long b;
	} in;
} anonymous;
int custom SEC(".data.custom") = 5;
const volatile int settings SEC(".rodata.settings") = 6;

static int count_one(void)
{
	static int calls = 1;
	return ++calls;
}

SEC("raw_tp/sys_enter")
int first(void *ctx)
{
	static int calls = 2;
	bpf_printk("%d %ld", counter, min_size + name[0] + hidden);
	calls++;
	total += count_one() + calls + pairs[1].a + (long)pointer + anonymous.q;
	return counter++ + flag + custom + settings;
}

char LICENSE[] SEC("license") = "GPL";

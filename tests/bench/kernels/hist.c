/* hist: a log2 histogram of durations and an FNV-1a hash over events of 168 bytes. */
#include <stddef.h>
#include <string.h>

#include "kernel.h"

enum { EVENTS = 4096, ROUNDS = 400, SLOTS = 36 };

/* What a tracer of process exits sends through its ring buffer. */
struct event {
	uint64_t duration_ns;
	int32_t pid, ppid;
	uint32_t exit_code;
	char comm[16];
	char filename[127];
	uint8_t is_exit;
};

_Static_assert(sizeof(struct event) == 168, "the events of the kernel are of 168 bytes");

static struct event events[EVENTS];
static uint32_t slots[SLOTS];

static void fill(void)
{
	uint64_t seed = 88172645463325252u;
	for (int i = 0; i < EVENTS; i++) {
		struct event *e = &events[i];
		uint64_t r = next_random(&seed);
		memset(e, 0, sizeof *e);
		e->duration_ns = r >> (r & 31);
		e->pid = (int32_t)(r >> 40 & 0x7fff);
		e->ppid = e->pid / 3;
		e->exit_code = (uint32_t)(r >> 8 & 3);
		memcpy(e->comm, "worker-thread", 14);
		e->comm[6] = (char)('a' + r % 26);
		for (unsigned k = 0, n = 20 + r % 100; k < n; k++)
			e->filename[k] = (char)('a' + (r >> (k & 31)) % 26);
		e->is_exit = r & 1;
	}
}

static unsigned log2_slot(uint64_t v)
{
	unsigned slot = 0;
	for (unsigned shift = 32; shift; shift /= 2)
		if (v >> shift) {
			v >>= shift;
			slot += shift;
		}
	return slot < SLOTS ? slot : SLOTS - 1;
}

static uint64_t hash_bytes(uint64_t hash, const void *data, size_t len)
{
	const uint8_t *p = data;
	for (size_t i = 0; i < len; i++)
		hash = fnv_byte(hash, p[i]);
	return hash;
}

uint64_t kernel(void)
{
	uint64_t hash = FNV_START;
	fill();
	memset(slots, 0, sizeof slots);
	for (int round = 0; round < ROUNDS; round++)
		for (int i = 0; i < EVENTS; i++) {
			const struct event *e = &events[i];
			slots[log2_slot(e->duration_ns / 1000)] += e->is_exit ? 1 : 2;
			hash = hash_bytes(hash, e, sizeof *e);
		}
	return hash_bytes(hash, slots, sizeof slots);
}

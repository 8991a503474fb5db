/* hash: a table with open addressing: per-key statistics, with lookups, inserts and deletes. */
#include <stdbool.h>
#include <string.h>

#include "kernel.h"

enum { BITS = 17, SIZE = 1 << BITS, KEYS = 80000, OPERATIONS = 24000000 };

/* Counts and totals for a key, as an aggregating tool keeps them.  key 0: free. */
struct slot {
	uint64_t key;
	uint64_t total;
	uint32_t count;
	uint32_t longest;
};

static struct slot table[SIZE];

static unsigned home(uint64_t key)
{
	return (unsigned)(key * UINT64_C(0x9e3779b97f4a7c15) >> (64 - BITS));
}

static struct slot *find(uint64_t key)
{
	unsigned i = home(key);
	while (table[i].key && table[i].key != key)
		i = (i + 1) % SIZE;
	return &table[i];
}

/* Closes the gap that a delete leaves, so that no marks are needed. */
static void delete (struct slot *gone)
{
	unsigned hole = (unsigned)(gone - table);
	for (unsigned i = (hole + 1) % SIZE; table[i].key; i = (i + 1) % SIZE) {
		unsigned distance = (i - home(table[i].key)) % SIZE;
		if (distance >= (i - hole) % SIZE) {
			table[hole] = table[i];
			hole = i;
		}
	}
	table[hole].key = 0;
}

static void count(struct slot *s, uint64_t key, uint32_t value)
{
	if (!s->key)
		*s = (struct slot){.key = key};
	s->count++;
	s->total += value;
	if (value > s->longest)
		s->longest = value;
}

uint64_t kernel(void)
{
	uint64_t seed = 1181783497276652981u, hash = FNV_START;
	memset(table, 0, sizeof table);
	for (int i = 0; i < OPERATIONS; i++) {
		uint64_t r = next_random(&seed);
		uint64_t key = (r >> 20) % KEYS + 1;
		struct slot *s = find(key);
		if (s->key && (r & 15) == 0)
			delete (s);
		else
			count(s, key, (uint32_t)(r & 0xfffff));
	}
	for (int i = 0; i < SIZE; i++)
		if (table[i].key)
			hash = fnv_u64(hash, table[i].total ^ table[i].longest ^ table[i].count);
	return hash;
}

/*
 * A kernel: one piece of work of the kind that the user side of a BPF tool does.  Each file
 * defines kernel(), which does the work once and returns a checksum of all it computed; main.c
 * times it.  The same sources are compiled natively and for wasm32-wasi.
 */
#ifndef WBCC_BENCH_KERNEL_H
#define WBCC_BENCH_KERNEL_H

#include <stdint.h>

uint64_t kernel(void);

/* xorshift64: the same numbers everywhere. */
static inline uint64_t next_random(uint64_t *state)
{
	uint64_t x = *state;
	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return *state = x;
}

#define FNV_START UINT64_C(0xcbf29ce484222325)

static inline uint64_t fnv_byte(uint64_t hash, uint8_t byte)
{
	return (hash ^ byte) * UINT64_C(0x100000001b3);
}

static inline uint64_t fnv_u64(uint64_t hash, uint64_t word)
{
	for (int i = 0; i < 8; i++, word >>= 8)
		hash = fnv_byte(hash, (uint8_t)word);
	return hash;
}

#endif

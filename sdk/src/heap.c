/*
 * heap.c: gives malloc.c linear memory: first what lies between the linker's __heap_base and
 * the end of memory, then what memory.grow adds.
 */
#include <stdbool.h>
#include <stdint.h>

#include "heap.h"

#define PAGE ((size_t)65536)

extern char __heap_base[];

static bool begun;

static char *grow_memory(size_t *bytes)
{
	size_t pages = (*bytes + PAGE - 1) / PAGE;
	size_t old = __builtin_wasm_memory_grow(0, pages);

	*bytes = pages * PAGE;
	return old == SIZE_MAX ? NULL : (char *)(old * PAGE);
}

char *heap_grow(size_t *bytes)
{
	size_t rest = __builtin_wasm_memory_size(0) * PAGE - (size_t)__heap_base;

	if (begun)
		return grow_memory(bytes);
	begun = true; /* what is behind __heap_base now is given out once, or never */
	if (rest < *bytes)
		return grow_memory(bytes);
	*bytes = rest;
	return __heap_base;
}

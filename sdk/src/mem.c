/*
 * mem.c: memcpy, memmove and memset as the bulk memory instructions, which lowering gives to
 * the host's own.  The feature is set for these functions only: with it for a whole file
 * clang 14 makes errno thread-local, which wasi-libc's is not.
 */
#include <string.h>

#define BULK __attribute__((target("bulk-memory")))

BULK void *memcpy(void *restrict to, const void *restrict from, size_t n)
{
	__builtin_memcpy(to, from, n);
	return to;
}

BULK void *memmove(void *to, const void *from, size_t n)
{
	__builtin_memmove(to, from, n);
	return to;
}

BULK void *memset(void *to, int c, size_t n)
{
	__builtin_memset(to, c, n);
	return to;
}

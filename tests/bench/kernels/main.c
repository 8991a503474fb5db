/*
 * Runs a kernel twice, once to warm up, and prints what the second run took:
 *
 *     NANOSECONDS CHECKSUM
 *
 * Nanoseconds are of this thread's CPU time.
 */
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "kernel.h"

static uint64_t cpu_time(void)
{
	struct timespec t;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

int main(void)
{
	uint64_t first = kernel();
	uint64_t start = cpu_time();
	uint64_t sum = kernel();
	uint64_t end = cpu_time();
	printf("%" PRIu64 " %016" PRIx64 "\n", end - start, sum);
	return first != sum;
}

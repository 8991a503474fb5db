/* fib: what a call costs. */
#include "kernel.h"

enum { N = 39 };

/* Read through a volatile, so that no compiler computes the answer. */
static volatile uint32_t the_n = N;

static __attribute__((noinline)) uint32_t fib(uint32_t n)
{
	return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

uint64_t kernel(void)
{
	return fib(the_n);
}

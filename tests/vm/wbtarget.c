/* The process that the examples watch: calls add_numbers, passes a static probe, exits with
 * the status that it is given. */
#include <stdlib.h>
#include <sys/sdt.h>

__attribute__((noinline)) int add_numbers(int a, int b)
{
	__asm__ volatile("");
	return a + b;
}

int main(int argc, char **argv)
{
	for (long i = 0; i < 3; i++)
		DTRACE_PROBE2(wbtest, step, i * 100, (long)argc);
	return add_numbers(19, 23) == 42 && argc > 1 ? atoi(argv[1]) : 1;
}

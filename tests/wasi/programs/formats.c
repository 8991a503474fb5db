/* printf and scanf, floating point included. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

int main(void)
{
	static const double v[] = {0, -0.0, 1, 3.14159265358979, 1e-310, 1.7976931348623157e308,
		0.1, 123456789, 5e-324};
	for (size_t i = 0; i < sizeof v / sizeof v[0]; i++)
		printf("%g %f %e %a %.17g\n", v[i], v[i] < 1e100 ? v[i] : 0, v[i], v[i], v[i]);
	printf("%f %f %F\n", INFINITY, -INFINITY, NAN);
	printf("[%5d] [%-5d] [%05d] [%+d] [% d] [%x] [%#X] [%o] [%c]\n", 42, 42, 42, 42, 42, 255,
		255, 8, 'c');
	printf("[%10s] [%-10s] [%.2s] [%*d] %%\n", "abc", "abc", "abc", 6, 7);
	printf("%" PRIu64 " %" PRId64 " %hhd %hu %zu\n", UINT64_MAX, INT64_MIN, (signed char)200,
		(unsigned short)70000, sizeof(long));
	int n, x;
	double d;
	char word[10];
	n = sscanf("17 0x1f word 2.5e3", "%d %i %9s %lf", &x, &x, word, &d);
	printf("%d %d %s %g\n", n, x, word, d);
	return 0;
}

/* Arithmetic at its edges. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
	volatile int32_t min = INT32_MIN, one = 1;
	volatile uint64_t big = UINT64_MAX;
	volatile double x = 2.5, y = -2.5, huge = 1e300;
	printf("%d %d %d\n", (int)((uint32_t)min - (uint32_t)one), min % 7, -7 / 2 * one);
	printf("%llu %llu\n", (unsigned long long)(big * big), (unsigned long long)(big / 3));
	printf("%g %g %g %g\n", rint(x), rint(y), trunc(y), floor(y));
	printf("%.15g %.15g %.15g\n", sqrt(2 * x), sin(x), pow(x, y));
	printf("%d %d\n", isinf(huge * huge), isnan(huge * huge - huge * huge));
	printf("%ld %g %lld\n", strtol("-0x7f", NULL, 16), strtod("1e-5", NULL),
		strtoll("99999999999", NULL, 10));
	return 0;
}

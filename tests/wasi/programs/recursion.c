/* Deep, but not too deep: Ackermann, permutations, mutual recursion. */
#include <stdio.h>

static unsigned ackermann(unsigned m, unsigned n)
{
	return m == 0	? n + 1
	       : n == 0 ? ackermann(m - 1, 1)
			: ackermann(m - 1, ackermann(m, n - 1));
}

static int count;

static void permute(int *v, int n)
{
	count += n == 1;
	for (int i = 0; i < n; i++) {
		int t = v[i];
		v[i] = v[n - 1], v[n - 1] = t;
		permute(v, n - 1);
		v[n - 1] = v[i], v[i] = t;
	}
}

static int is_odd(int n);

static int is_even(int n)
{
	return n == 0 ? 1 : is_odd(n - 1);
}

static int is_odd(int n)
{
	return n == 0 ? 0 : is_even(n - 1);
}

int main(void)
{
	int v[] = {1, 2, 3, 4, 5, 6, 7};
	permute(v, 7);
	printf("%u %d %d\n", ackermann(2, 300), count, is_even(10001));
	return 0;
}

/* sort: quicksort with median of three and insertion sort at the leaves, over 1M numbers. */
#include <stddef.h>

#include "kernel.h"

enum { N = 1000000, SMALL = 16, ROUNDS = 3 };

static uint32_t values[N];

static void swap(uint32_t *a, uint32_t *b)
{
	uint32_t t = *a;
	*a = *b;
	*b = t;
}

static void insertion_sort(uint32_t *v, ptrdiff_t n)
{
	for (ptrdiff_t i = 1; i < n; i++) {
		uint32_t x = v[i];
		ptrdiff_t k = i;
		for (; k > 0 && v[k - 1] > x; k--)
			v[k] = v[k - 1];
		v[k] = x;
	}
}

/* Orders the first, middle and last element; the middle one becomes the pivot. */
static uint32_t pivot_of(uint32_t *v, ptrdiff_t n)
{
	uint32_t *low = v, *middle = v + n / 2, *high = v + n - 1;
	if (*middle < *low)
		swap(middle, low);
	if (*high < *low)
		swap(high, low);
	if (*high < *middle)
		swap(high, middle);
	return *middle;
}

static void sort(uint32_t *v, ptrdiff_t n)
{
	while (n > SMALL) {
		uint32_t pivot = pivot_of(v, n);
		ptrdiff_t i = 0, k = n - 1;
		while (i <= k) {
			while (v[i] < pivot)
				i++;
			while (v[k] > pivot)
				k--;
			if (i <= k)
				swap(&v[i++], &v[k--]);
		}
		sort(v, k + 1);
		v += i;
		n -= i;
	}
	insertion_sort(v, n);
}

uint64_t kernel(void)
{
	uint64_t seed = 2463534242u, hash = FNV_START;
	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < N; i++)
			values[i] = (uint32_t)next_random(&seed);
		sort(values, N);
		for (int i = 0; i < N; i += 997)
			hash = fnv_u64(hash, values[i]);
	}
	return hash;
}

/* matmul: doubles, row by row, so that the inner loop can be vectorised. */
#include <string.h>

#include "kernel.h"

enum { N = 400, ROUNDS = 16 };

static double a[N][N], b[N][N], c[N][N];

static void fill(void)
{
	uint64_t seed = 362436069u;
	for (int i = 0; i < N; i++)
		for (int k = 0; k < N; k++) {
			a[i][k] = (double)(next_random(&seed) & 0xffff) / 256;
			b[i][k] = (double)(next_random(&seed) & 0xffff) / 1024;
		}
}

static void multiply(void)
{
	memset(c, 0, sizeof c);
	for (int i = 0; i < N; i++)
		for (int k = 0; k < N; k++) {
			double factor = a[i][k];
			for (int j = 0; j < N; j++)
				c[i][j] += factor * b[k][j];
		}
}

uint64_t kernel(void)
{
	uint64_t hash = FNV_START;
	fill();
	for (int round = 0; round < ROUNDS; round++) {
		multiply();
		for (int i = 0; i < N; i++)
			a[i][(i + round) % N] += c[i][i] / 4294967296.0;
	}
	for (int i = 0; i < N; i++) {
		uint64_t bits;
		memcpy(&bits, &c[i][N - 1 - i], sizeof bits);
		hash = fnv_u64(hash, bits);
	}
	return hash;
}

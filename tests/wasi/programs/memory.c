/* The heap grows over many pages, and what is freed comes back. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
	enum { N = 500 };
	static unsigned char *block[N];
	uint32_t sum = 0;
	for (int round = 0; round < 20; round++)
		for (int i = 0; i < N; i++) {
			size_t size = (size_t)(i * 37 + round * 101) % 20000 + 1;
			free(block[i]);
			block[i] = malloc(size);
			memset(block[i], i + round, size);
		}
	for (int i = 0; i < N; i++)
		sum = sum * 31 + block[i][0];
	block[0] = realloc(block[0], 5000000);
	block[0][4999999] = 1;
	printf("%u %d\n", sum, __builtin_wasm_memory_size(0) > 100);
	printf("%d\n", malloc(0xf0000000) == NULL);
	unsigned char *zero = calloc(1000, 1000);
	for (int i = 0; i < 1000000; i++)
		sum += zero[i];
	printf("%u\n", sum);
	return 0;
}

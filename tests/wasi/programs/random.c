/* Random bytes differ, whatever their number. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
	static unsigned char a[100000], b[100000];
	for (size_t i = 0; i < sizeof a; i += 256) {
		size_t n = sizeof a - i < 256 ? sizeof a - i : 256;
		if (getentropy(a + i, n) || getentropy(b + i, n))
			return 1;
	}
	unsigned bits = 0;
	for (size_t i = 0; i < sizeof a; i++)
		bits += (unsigned)__builtin_popcount(a[i] ^ b[i]);
	printf("%d %d\n", memcmp(a, b, sizeof a) != 0, bits > 390000 && bits < 410000);
	return 0;
}

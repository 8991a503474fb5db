/* stdin: programs.txt
 * A hash: shifts, rotations, tables. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static uint32_t k[64], h[8];

static uint32_t rotate(uint32_t x, int n)
{
	return x >> n | x << (32 - n);
}

/* The first 32 bits of the fractional part of a root: by search, not by floating point. */
static uint32_t root_bits(unsigned prime, int power)
{
	unsigned __int128 lo = 0, hi = (unsigned __int128)prime << 32;
	while (hi - lo > 1) {
		unsigned __int128 mid = (lo + hi) / 2, p = mid * mid;
		unsigned shift = power == 2 ? 64 : 96;
		if (power == 3)
			p = p * mid;
		if (p >> shift >= prime)
			hi = mid;
		else
			lo = mid;
	}
	return (uint32_t)lo;
}

static void constants(void)
{
	unsigned n = 0;
	for (unsigned p = 2; n < 64; p++) {
		unsigned d = 2;
		while (d * d <= p && p % d)
			d++;
		if (d * d <= p)
			continue;
		if (n < 8)
			h[n] = root_bits(p, 2);
		k[n++] = root_bits(p, 3);
	}
}

static void block(const uint8_t *p)
{
	uint32_t w[64], s[8];
	for (int i = 0; i < 16; i++)
		w[i] = (uint32_t)p[4 * i] << 24 | p[4 * i + 1] << 16 | p[4 * i + 2] << 8 |
		       p[4 * i + 3];
	for (int i = 16; i < 64; i++)
		w[i] = w[i - 16] + w[i - 7] +
		       (rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3) +
		       (rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10);
	memcpy(s, h, sizeof s);
	for (int i = 0; i < 64; i++) {
		uint32_t a = s[0], e = s[4];
		uint32_t t1 = s[7] + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) +
			      ((e & s[5]) ^ (~e & s[6])) + k[i] + w[i];
		uint32_t t2 = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) +
			      ((a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]));
		memmove(s + 1, s, 7 * sizeof *s);
		s[4] += t1;
		s[0] = t1 + t2;
	}
	for (int i = 0; i < 8; i++)
		h[i] += s[i];
}

int main(void)
{
	uint8_t b[64];
	uint64_t len = 0;
	size_t n;
	constants();
	while ((n = fread(b, 1, 64, stdin)) == 64) {
		len += n;
		block(b);
	}
	len += n;
	memset(b + n, 0, 64 - n);
	b[n] = 0x80;
	if (n >= 56) {
		block(b);
		memset(b, 0, 64);
	}
	for (int i = 0; i < 8; i++)
		b[63 - i] = (uint8_t)(len * 8 >> 8 * i);
	block(b);
	for (int i = 0; i < 8; i++)
		printf("%08x", h[i]);
	printf("\n");
	return 0;
}

/*
 * SHA-256 (FIPS 180-4) of bytes: names cache entries and modules by their content.  Own code,
 * because loading libcrypto would take longer than the start of most programs that we run.
 */
#ifndef WBCC_BASE_SHA256_H
#define WBCC_BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

struct sha256 {
	uint32_t state[8];
	uint64_t len;
	uint8_t block[64];
};

void sha256_init(struct sha256 *h);
void sha256_add(struct sha256 *h, const void *data, size_t len);
/* Writes 64 hex digits and a NUL. */
void sha256_hex(struct sha256 *h, char hex[65]);

#endif

/* Integers of a file in the byte order that the file says; no alignment is asked of *p*. */
#ifndef WBCC_MODEL_BYTES_H
#define WBCC_MODEL_BYTES_H

#include <endian.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static inline uint16_t get_u16(const uint8_t *p, bool big)
{
	uint16_t v;
	memcpy(&v, p, sizeof v);
	return big ? be16toh(v) : le16toh(v);
}

static inline uint32_t get_u32(const uint8_t *p, bool big)
{
	uint32_t v;
	memcpy(&v, p, sizeof v);
	return big ? be32toh(v) : le32toh(v);
}

static inline uint64_t get_u64(const uint8_t *p, bool big)
{
	uint64_t v;
	memcpy(&v, p, sizeof v);
	return big ? be64toh(v) : le64toh(v);
}

#endif

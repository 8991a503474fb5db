/* The outermost shape of a .wasm file: a header and a list of sections. */
#ifndef WBCC_PACK_SECTIONS_H
#define WBCC_PACK_SECTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct section {
	uint8_t id;	     /* 0: custom */
	char *name;	     /* of a custom section; NULL for others */
	const uint8_t *data; /* the content, behind a custom section's name */
	size_t len;
	size_t at, end; /* the whole section in the file, header included */
};

struct sections {
	struct section *v;
	size_t n, cap;
};

/* Reports and returns false for what is not a sequence of sections. */
bool sections_read(const char *file, const uint8_t *wasm, size_t len, struct sections *out);
void sections_free(struct sections *s);
/* "type", "import", ...; "custom" for 0. */
const char *section_kind(uint8_t id);
/* Appends a custom section to a module that is being written. */
void section_add(struct buf *wasm, const char *name, const void *data, size_t len);

#endif

/*
 * The package: a Wasm module with BPF objects and a manifest in custom sections (see
 * docs/package-format.md).  Reads .wasm bytes, writes .wasm bytes.
 */
#ifndef WBCC_PACK_PACKAGE_H
#define WBCC_PACK_PACKAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

#define SECTION_BPF "bpf:"
#define SECTION_MANIFEST "wbcc:manifest"

struct package_object {
	const char *name;    /* "bootstrap" of bpf:bootstrap@x86 */
	const char *arch;    /* "x86"; NULL: for all */
	const uint8_t *data; /* the ELF file */
	size_t len;
};

struct package {
	const char *name, *version; /* of the manifest; "" when it has none */
	const char *manifest;	    /* JSON text; "" when there is none */
	struct package_object *objects;
	size_t n_objects;
};

/*
 * What *wasm* carries; points into it.  A plain module gives an empty package.  Reports and
 * returns false for what is no module, a broken manifest, or two objects of one name.
 */
bool package_read(const char *file, const uint8_t *wasm, size_t len, struct package *out);
void package_free(struct package *p);

/* Appends *p* to the module, in place of what it carried; other sections are kept as they are. */
bool package_write(const char *file, const uint8_t *wasm, size_t len, const struct package *p,
	struct buf *out);

#endif

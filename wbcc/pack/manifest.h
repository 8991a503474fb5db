/* Writes wbcc:manifest: the JSON that tells what a package is and needs. */
#ifndef WBCC_PACK_MANIFEST_H
#define WBCC_PACK_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "base/buf.h"
#include "base/proc.h"

struct model;

struct manifest_object {
	const char *name; /* "bootstrap" */
	const struct model *model;
	const uint8_t *data; /* the ELF file that the model was read from */
	size_t len;
};

struct manifest_input {
	const char *name, *version;
	const char *description; /* NULL: none */
	const struct manifest_object *objects;
	size_t n_objects;
	const char *file; /* the module, for messages */
	const uint8_t *wasm;
	size_t len;
	const struct args *preopens, *permissions;
};

/* The same input gives the same bytes.  Reports and returns false when the module is none. */
bool manifest_write(const struct manifest_input *in, struct buf *out);
/* What the manifest says of one object; `wbcc inspect` shows the same. */
json_t *manifest_object(const struct manifest_object *in);
struct wasm_module;
/* {"libbpf": ["bpf_map__fd", ...], ...}: what a module imports. */
json_t *manifest_imports(const struct wasm_module *m);

#endif

/*
 * What a native program carries of its package: the custom sections of the .wasm file that
 * its loader needs, as data.  Stage 7 (wbcc/native) writes the definitions.
 */
#ifndef WBCC_PACKAGE_H
#define WBCC_PACKAGE_H

#include <stdint.h>

struct wb_bpf_object {
	const char *name;	/* "bootstrap" of the section bpf:bootstrap, without @arch */
	const char *arch;	/* "x86", "arm64", ...; NULL: for all */
	const unsigned char *data; /* the ELF file; 8-byte aligned */
	uint64_t size;
};

struct wb_package {
	const char *name;
	const char *version;
	const char *manifest; /* wbcc:manifest, JSON, NUL-terminated; "" when there is none */
	const struct wb_bpf_object *objects;
	uint32_t n_objects;
};

extern const struct wb_package wb_package;

#endif

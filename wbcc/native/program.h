/* Reads what stage 7 put into a native program, for `wbcc inspect`. */
#ifndef WBCC_NATIVE_PROGRAM_H
#define WBCC_NATIVE_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pack/package.h"
#include "pack/sections.h"

/*
 * The sections of an ELF file that have a name, and the package that it carries; both point
 * into *elf*.  Reports and returns false when it is no ELF file, or none of ours.
 */
bool program_read(const char *file, const uint8_t *elf, size_t len, struct sections *sections,
	struct package *package);

#endif

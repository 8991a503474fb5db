/*
 * Which files of the machine a guest wants to read, as its own string constants tell: a tool
 * that opens "/proc/kallsyms" has that string in its data.  The manifest asks for exactly these,
 * so that a libbpf tool works without a word of configuration and still sees no other file.
 */
#ifndef WBCC_PACK_PREOPENS_H
#define WBCC_PACK_PREOPENS_H

#include "base/proc.h"
#include "lower/module.h"

/*
 * Appends to *out*, sorted, each file or folder below /proc, /sys, /etc or /usr/share that a
 * string constant of the module names and that *out* does not cover yet.  Of a format such as
 * "/proc/%d/maps" the folder before the first conversion counts.
 */
void preopens_infer(const struct wasm_module *m, struct args *out);

#endif

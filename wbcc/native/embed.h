/*
 * What a native program carries of its package, as data in sections of their own:
 * ".wbcc.manifest" and ".wbcc.bpf:NAME", so that `wbcc inspect` reads programs too.
 */
#ifndef WBCC_NATIVE_EMBED_H
#define WBCC_NATIVE_EMBED_H

#include <stdbool.h>

#include "base/proc.h"

#define EMBED_MANIFEST ".wbcc.manifest"
#define EMBED_BPF ".wbcc.bpf:"

struct package;

/* Writes the definition of wb_package (wbcc/package.h) and adds its C file to *sources*. */
bool embed_package(const struct package *p, const char *work, struct args *sources);

#endif

/*
 * Programs for another machine than this one: where its C library and libbpf are, and the
 * runtime and the loader compiled for it.
 */
#ifndef WBCC_NATIVE_TARGET_H
#define WBCC_NATIVE_TARGET_H

#include <stdbool.h>

#include "native/native.h"

/* Adds --target and --sysroot to a clang's command line; nothing for this machine. */
void target_add_flags(struct args *a, const struct native_options *o);
/*
 * Checks that the target's static libraries are there: below o->sysroot, or as Debian's
 * multiarch packages.  Reports what is missing and how to get it.
 */
bool target_check(const struct native_options *o);
/* Whether they are there, without a word; for `wbcc doctor`. */
bool target_is_ready(const char *triple, const char *sysroot);
/*
 * The runtime and the loader for the target in one static library, compiled by *cc* from the
 * sources in share/wbcc/native, once for each content; NULL after reporting.  Allocated.
 */
char *target_library(const struct native_options *o, const char *cc, const char *work);

#endif

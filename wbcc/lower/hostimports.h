/*
 * The import check: which imports of a module the host has (sdk/include/wbcc/hostapi.def).
 */
#ifndef WBCC_LOWER_HOSTIMPORTS_H
#define WBCC_LOWER_HOSTIMPORTS_H

#include "lower/module.h"

/* Reports each import that a native program cannot give; true when there is none. */
bool host_imports_check(const struct wasm_module *m);

#endif

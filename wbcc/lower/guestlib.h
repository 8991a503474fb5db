/*
 * Functions of the guest's libc that the host's replace.
 */
#ifndef WBCC_LOWER_GUESTLIB_H
#define WBCC_LOWER_GUESTLIB_H

#include "lower/module.h"

bool is_linked_by_wasm_ld(const struct wasm_module *m);
/* The libc function that a guest's of this name and type is, or NULL. */
const char *guest_function(const char *name, const char *sig);

#endif

/*
 * wbcc/wasi.h: what a program gives its guest through WASI: arguments, environment,
 * descriptors.  A guest has nothing else: no working folder, no path that is not below one
 * of its preopened folders.
 */
#ifndef WBCC_WASI_H
#define WBCC_WASI_H

#include <stdbool.h>
#include <stdint.h>

#include "wbcc/runtime.h"

/*
 * Makes in->wasi: the arguments and the environment (NULL-terminated lists, not copied) and
 * descriptors 0, 1 and 2 for the host's.  0 or -ENOMEM.
 */
int wb_wasi_init(struct wb_instance *in, char *const *argv, char *const *envp);
/* Closes all guest descriptors and frees in->wasi. */
void wb_wasi_free(struct wb_instance *in);

/*
 * Grants what is below the host folder *host*, or the one file *host*, under the name *guest*;
 * both copied.  With
 * *read_only* the guest can neither write nor create nor remove there.  Preopens get the
 * descriptors 3, 4, ... in the order of these calls.  0 or a negative errno.
 */
int wb_wasi_preopen(struct wb_instance *in, const char *host, const char *guest, bool read_only);

#endif

/*
 * What the files of runtime-lib/linux share.  Their functions are the import module `linux`:
 * what a Linux tool expects of its libc and WASI lacks.  They return what the host function
 * table says: 0 or more, or a negative errno in the guest's numbering.
 */
#ifndef WB_LINUX_LINUX_H
#define WB_LINUX_LINUX_H

#include <stdbool.h>

#include "wbcc/guest.h"
#include "wbcc/host.h"
#include "wbcc/linux.h"

/* Whether the guest may start other processes and signal them; says why not, once. */
bool linux_may_run_processes(void);

/* A guest's descriptor for a host one, which is closed on failure; *host* < 0: errno says why. */
int linux_new_fd(struct wb_instance *in, int host);

#endif

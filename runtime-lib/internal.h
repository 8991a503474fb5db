/*
 * What the files of the runtime tell each other and nobody else, one section per file.
 */
#ifndef WB_INTERNAL_H
#define WB_INTERNAL_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wbcc/runtime.h"

/* ---- memory.c ---- */

/* The linear memory whose reservation holds *addr*, or NULL.  Safe in signal handlers. */
const struct wb_memory *wb_memory_of(const void *addr);

/* ---- stack.c ---- */

/* Whether *addr* lies in the guard of a guest stack.  Safe in signal handlers. */
bool wb_stack_guard_has(const void *addr);
/* The innermost guest stack; after a longjmp, wb_stack_unwind() releases those inside *mark*. */
struct guest_stack *wb_stack_mark(void);
void wb_stack_unwind(struct guest_stack *mark);

/* ---- backtrace.c ---- */

/* Writes the guest's frames, innermost first, to *fd*; allocates nothing. */
void wb_backtrace_write(int fd);

/* ---- trap.c ---- */

/* snprintf and write(2): no locks, no allocation, usable wherever a guest can fault. */
void wb_say(int fd, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif

/*
 * Memory of the compiler.  wbcc is a short-lived program: what it allocates lives until it
 * exits, or until the owner that the comment of a function names frees it.  Running out of
 * memory ends the process with one message, so no caller checks for NULL.
 */
#ifndef WBCC_BASE_MEM_H
#define WBCC_BASE_MEM_H

#include <stdarg.h>
#include <stddef.h>

void *xmalloc(size_t size);
void *xcalloc(size_t n, size_t size); /* zeroed; n * size is checked for overflow */
void *xreallocarray(void *old, size_t n, size_t size);
char *xstrdup(const char *s);
char *xstrndup(const char *s, size_t n);
char *xmemdup(const void *p, size_t n);
char *xasprintf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
char *xvasprintf(const char *fmt, va_list ap) __attribute__((format(printf, 1, 0)));

/* Appends to a growing array: `vec_push(v, n, cap) = elem;`. */
#define vec_push(v, n, cap)                                                                        \
	(*((n) == (cap) ? (void)((cap) = (cap) ? (cap)*2 : 16,                                     \
				  (v) = xreallocarray((v), (cap), sizeof *(v)))                    \
			: (void)0,                                                                 \
		&(v)[(n)++]))

#endif

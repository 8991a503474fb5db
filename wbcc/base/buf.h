/*
 * A growing byte buffer: everything that wbcc writes is formed here first, so that a file is
 * either written whole (base/file.h) or not at all.
 */
#ifndef WBCC_BASE_BUF_H
#define WBCC_BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

struct buf {
	char *data; /* always NUL-terminated once something was added; NULL before */
	size_t len; /* bytes in use, without the NUL */
	size_t cap;
};

void buf_add(struct buf *b, const void *data, size_t len);
void buf_puts(struct buf *b, const char *s);
void buf_putc(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *b, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));
/* Inserts *len* bytes before offset *at*. */
void buf_insert(struct buf *b, size_t at, const void *data, size_t len);
/* Gives the bytes back (NUL-terminated, to be freed by the caller) and leaves *b* empty. */
char *buf_take(struct buf *b);
void buf_free(struct buf *b);

/* Wasm's integers: unsigned and signed LEB128. */
void buf_uleb(struct buf *b, uint64_t v);
void buf_sleb(struct buf *b, int64_t v);

#endif

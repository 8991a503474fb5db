/*
 * Diagnostics of the compiler: one function, one shape.
 *
 *     app.bpf.c:12:7: error: ...              a place in a text file
 *     app.bpf.o: section .maps+0x20: error: ...   a place in an object
 *     app.wasm: func on_event+0x1c: error: ...    a place in a module's code
 *     wbcc: error: ...                        no place
 *         int x = foo;                        the line and a caret, for text files
 *             ^
 *     note: what was expected, what to do
 *
 * The error contract: the function that finds an error reports it here, where the place is
 * known, and returns false (or NULL, or -1).  Callers pass the failure on and add nothing;
 * only main() turns it into an exit code.  On success nothing is printed.
 */
#ifndef WBCC_BASE_DIAG_H
#define WBCC_BASE_DIAG_H

#include <stdbool.h>
#include <stdint.h>

struct place {
	const char *file;    /* NULL: the tool itself */
	unsigned line, col;  /* from 1; 0: none */
	const char *section; /* of an object or a module; NULL: none */
	const char *func;    /* of a module; NULL: none */
	uint64_t offset;     /* within section or func, in bytes */
};

#define AT_TOOL ((struct place){0})
#define AT_FILE(f) ((struct place){.file = (f)})
#define AT_LINE(f, l, c) ((struct place){.file = (f), .line = (l), .col = (c)})
#define AT_SECTION(f, s, o) ((struct place){.file = (f), .section = (s), .offset = (o)})
#define AT_FUNC(f, fn, o) ((struct place){.file = (f), .func = (fn), .offset = (o)})

/* Prints an error; returns false so that `return fail(place, ...)` reads well. */
bool fail(struct place at, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The same, with ": strerror(errno)" appended. */
bool fail_errno(struct place at, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void warn(struct place at, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Adds what to do to the error or warning just printed. */
void note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* How many errors were reported so far. */
unsigned diag_errors(void);

/* Where a finished message goes; the default writes to stderr.  For tests and the library. */
typedef void diag_sink(const char *text, void *ctx);
void diag_set_sink(diag_sink *sink, void *ctx);
/* Colour: 1 on, 0 off, -1 only when stderr is a terminal and NO_COLOR is unset (the default). */
void diag_set_color(int mode);

#endif

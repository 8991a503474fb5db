/*
 * Stage 6: a module in, C text out.  Callable as a library; the command line is one caller.
 */
#ifndef WBCC_LOWER_LOWER_H
#define WBCC_LOWER_LOWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum lower_shape {
	LOWER_PROGRAM, /* the only instance of its process: wb_program, direct host calls */
	LOWER_MODULE,  /* linked at run time by name through wb_instantiate() */
};

struct lower_options {
	const char *file; /* for messages; never written into the output */
	enum lower_shape shape;
	const char *symbol; /* LOWER_MODULE: C name of the struct wb_instance; "wb_program" else */
	bool lines;	    /* -g: #line directives and records for the trap's backtrace */
	bool explicit_bounds; /* check addresses instead of relying on guard pages */
};

/*
 * Lowers *wasm*.  Reports and returns false on failure; *out* is empty then, and else the C
 * file's text.  Runs Binaryen in a child process, limited in memory and time.
 */
bool lower_module(
	const uint8_t *wasm, size_t len, const struct lower_options *o, struct buf *out);

#endif

/* Text modules of a script that stand for bytes: quoted.c. */
#ifndef WBCC_TESTS_SPEC_QUOTED_H
#define WBCC_TESTS_SPEC_QUOTED_H

#include <stdbool.h>

#include "base/buf.h"

/* Writes the binary that *text* means; false when the text is of another form. */
bool quoted_module(const char *text, struct buf *module);

#endif

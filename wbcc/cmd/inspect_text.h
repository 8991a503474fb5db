/* The text of `wbcc inspect`, written to stdout from the same JSON value that --json prints. */
#ifndef WBCC_CMD_INSPECT_TEXT_H
#define WBCC_CMD_INSPECT_TEXT_H

#include <jansson.h>

void inspect_print(const json_t *what);

#endif

/* Where `wbcc run` gets a module from: a file, standard input ("-"), or an http(s) URL. */
#ifndef WBCC_CMD_FETCH_H
#define WBCC_CMD_FETCH_H

#include <stdbool.h>
#include <string.h>

#include "base/file.h"

#define FETCH_MAX (256u << 20) /* bytes; larger ones are refused */

static inline bool fetch_is_url(const char *source)
{
	return strncmp(source, "http://", 7) == 0 || strncmp(source, "https://", 8) == 0;
}

/* Reports and returns false when it did not arrive whole. */
bool fetch_module(const char *source, struct bytes *out);

#endif

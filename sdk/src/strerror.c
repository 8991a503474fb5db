/*
 * strerror.c: the texts of errors: the host's, so that they are the words of native tools and
 * take no room in the package.  Each is asked for once and kept, because callers keep what
 * strerror() gave them.
 */
#include <stdlib.h>
#include <string.h>

#include "wbcc/imports.h"

#define KEPT 80 /* WASI's errors are fewer */

static char *ask(int error, char *to, size_t size)
{
	linux__strerror(error, to, size);
	return to;
}

char *strerror(int error)
{
	static char *kept[KEPT], other[32];
	char text[64];

	if (error < 0 || error >= KEPT)
		return ask(error, other, sizeof other);
	if (!kept[error])
		kept[error] = strdup(ask(error, text, sizeof text));
	return kept[error] ? kept[error] : ask(error, other, sizeof other);
}

char *strerror_l(int error, locale_t locale)
{
	(void)locale;
	return strerror(error);
}

int strerror_r(int error, char *to, size_t size)
{
	if (size)
		ask(error, to, size);
	return 0;
}

/* uname.c: the host's kernel and names. */
#include <errno.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "result.h"
#include "wbcc/imports.h"

int uname(struct utsname *names)
{
	return result(linux__uname(names, sizeof *names));
}

int gethostname(char *name, size_t size)
{
	struct utsname names;
	size_t n;

	if (uname(&names))
		return -1;
	n = strlen(names.nodename) + 1;
	memcpy(name, names.nodename, n < size ? n : size);
	if (n <= size)
		return 0;
	errno = ENAMETOOLONG;
	return -1;
}

/* The process's limits, and the users of the machine. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "linux/linux.h"

int32_t linux__rlimit(struct wb_instance *in, int32_t resource, uint32_t value, uint32_t old_out)
{
	_Static_assert(sizeof(struct rlimit) == 16, "the guest's layout: two 64-bit numbers");
	struct rlimit new, old;

	if (getrlimit(resource, &old))
		return wb_err_to_guest(-errno);
	if (value && !wb_get(in, value, &new, sizeof new))
		return wb_err_to_guest(-EFAULT);
	if (value && setrlimit(resource, &new))
		return wb_err_to_guest(-errno);
	return !old_out || wb_put(in, old_out, &old, sizeof old) ? 0 : wb_err_to_guest(-EFAULT);
}

/* Whether a line of /etc/passwd is that of this user: by name, or when that is NULL by number. */
static bool is_user(const char *line, const char *name, uint32_t uid)
{
	const char *end = strchr(line, ':'), *number = end ? strchr(end + 1, ':') : NULL;

	if (!number)
		return false;
	if (name)
		return strlen(name) == (size_t)(end - line) && !memcmp(line, name, end - line);
	return strtoul(number + 1, NULL, 10) == uid;
}

/* The file itself: what other databases say (NSS) needs shared libraries, and we are static. */
int32_t linux__passwd(
	struct wb_instance *in, uint32_t name_at, uint32_t uid, uint32_t line_out, uint32_t cap)
{
	const char *name = name_at ? wb_str(in, name_at) : NULL;
	char line[1024];
	int32_t r = 0;
	FILE *f;

	if (name_at && !name)
		return wb_err_to_guest(-EFAULT);
	if (!(f = fopen("/etc/passwd", "re")))
		return wb_err_to_guest(-errno);
	while (!r && fgets(line, sizeof line, f)) {
		line[strcspn(line, "\n")] = 0;
		uint32_t size = (uint32_t)strlen(line) + 1;
		if (!is_user(line, name, uid))
			continue;
		if (size > cap)
			r = wb_err_to_guest(-ERANGE);
		else
			r = wb_put(in, line_out, line, size) ? (int32_t)size
							     : wb_err_to_guest(-EFAULT);
	}
	fclose(f);
	return r;
}

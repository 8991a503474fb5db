/* passwd.c: users; the host gives a user's line of its database. */
#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>

#include "result.h"
#include "wbcc/imports.h"

/* Cuts the next field of a line off. */
static char *field(char **line)
{
	char *from = *line, *end = strchr(from, ':');

	*line = end ? end + 1 : from + strlen(from);
	if (end)
		*end = 0;
	return from;
}

/* By name, or when that is NULL by number; the errno, *entry* untouched when there is none. */
static int find(const char *name, uid_t uid, struct passwd *entry, char *line, size_t size,
	struct passwd **found)
{
	int n = linux__passwd(name, uid, line, size);

	*found = NULL;
	if (n <= 0)
		return -n;
	entry->pw_name = field(&line);
	entry->pw_passwd = field(&line);
	entry->pw_uid = strtoul(field(&line), NULL, 10);
	entry->pw_gid = strtoul(field(&line), NULL, 10);
	entry->pw_gecos = field(&line);
	entry->pw_dir = field(&line);
	entry->pw_shell = field(&line);
	*found = entry;
	return 0;
}

int getpwnam_r(
	const char *name, struct passwd *entry, char *buffer, size_t size, struct passwd **found)
{
	return find(name, 0, entry, buffer, size, found);
}

int getpwuid_r(uid_t uid, struct passwd *entry, char *buffer, size_t size, struct passwd **found)
{
	return find(NULL, uid, entry, buffer, size, found);
}

static struct passwd *find_static(const char *name, uid_t uid)
{
	static struct passwd entry;
	static char line[1024];
	struct passwd *found;
	int error = find(name, uid, &entry, line, sizeof line, &found);

	if (error)
		errno = error;
	return found;
}

struct passwd *getpwnam(const char *name)
{
	return find_static(name, 0);
}

struct passwd *getpwuid(uid_t uid)
{
	return find_static(NULL, uid);
}

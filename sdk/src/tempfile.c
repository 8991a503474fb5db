/* tempfile.c: files and folders with names that nobody else has. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TRIES 100

/* Fills in the six X in front of the suffix; NULL: they are not there. */
static char *place_of(char *path, int suffix)
{
	int n = strlen(path);
	char *x = path + n - suffix - 6;

	if (suffix >= 0 && n >= suffix + 6 && !strncmp(x, "XXXXXX", 6))
		return x;
	errno = EINVAL;
	return NULL;
}

static void fill(char *x)
{
	static const char letters[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
	unsigned char random[6] = {0};

	getentropy(random, sizeof random);
	for (int i = 0; i < 6; i++)
		x[i] = letters[random[i] % (sizeof letters - 1)];
}

int mkostemps(char *path, int suffix, int flags)
{
	char *x = place_of(path, suffix);
	int fd = -1;

	for (int i = 0; x && i < TRIES; i++) {
		fill(x);
		fd = open(path, flags | O_RDWR | O_CREAT | O_EXCL, 0600);
		if (fd >= 0 || errno != EEXIST)
			break;
	}
	if (fd < 0 && x)
		memcpy(x, "XXXXXX", 6);
	return fd;
}

int mkstemps(char *path, int suffix)
{
	return mkostemps(path, suffix, 0);
}

int mkostemp(char *path, int flags)
{
	return mkostemps(path, 0, flags);
}

int mkstemp(char *path)
{
	return mkostemps(path, 0, 0);
}

char *mkdtemp(char *path)
{
	char *x = place_of(path, 0);

	for (int i = 0; x && i < TRIES; i++) {
		fill(x);
		if (!mkdir(path, 0700))
			return path;
		if (errno != EEXIST)
			break;
	}
	if (x)
		memcpy(x, "XXXXXX", 6);
	return NULL;
}

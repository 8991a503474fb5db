/*
 * resolve_trace SEED: makes a random tree of folders, files and links, opens random paths in it
 * and prints what came of each.  With openat2() and without it the output must be the same
 * (tests/wasi/resolve-agrees).
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "wasi/wasi.h"

enum { NAMES = 5, NODES = 60, PATHS = 3000 };

static uint32_t state;

static uint32_t pick(uint32_t n)
{
	state = state * 1664525 + 1013904223;
	return (state >> 8) % n;
}

/* A path of *most* components at most, with dots, doubled slashes and slashes at the end. */
static void random_path(char *out, uint32_t most)
{
	uint32_t n = 1 + pick(most);
	*out = 0;
	for (uint32_t i = 0; i < n; i++) {
		static const char *const odd[] = {"..", ".", "", "none"};
		char name[2] = {(char)('a' + pick(NAMES)), 0};
		strcat(out, i ? "/" : "");
		strcat(out, pick(4) ? name : odd[pick(4)]);
	}
	if (!pick(8))
		strcat(out, "/");
	if (!pick(40))
		memmove(out + 1, out, strlen(out) + 1), *out = '/';
}

static void make_tree(void)
{
	char path[200], target[200];
	for (int i = 0; i < NODES; i++) {
		random_path(path, 4);
		if (*path == '/' || strstr(path, ".."))
			continue;
		random_path(target, 4);
		int fd;
		switch (pick(4)) {
		case 0:
			if ((fd = open(path, O_CREAT | O_EXCL | O_WRONLY, 0644)) >= 0)
				close(fd);
			break;
		case 1: (void)!symlink(target, path); break;
		default: mkdir(path, 0755);
		}
	}
}

/* Identity of what was opened, in terms that two equal trees share: type and place. */
static void print_opened(int fd)
{
	char name[32], place[4096] = "";
	struct stat st;
	snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
	ssize_t n = readlink(name, place, sizeof place - 1);
	const char *box = n > 0 ? strstr(place, "/box") : NULL;
	fstat(fd, &st);
	printf("%o %s\n", st.st_mode & S_IFMT, box ? box : "OUTSIDE");
}

static void try_path(int dir)
{
	static const int flags[] = {O_RDONLY, O_RDONLY | O_NOFOLLOW, O_PATH, O_PATH | O_NOFOLLOW,
		O_RDONLY | O_DIRECTORY, O_PATH | O_DIRECTORY, O_RDWR, O_WRONLY | O_CREAT | O_EXCL,
		O_WRONLY | O_CREAT, O_RDONLY | O_DIRECTORY | O_NOFOLLOW};
	char path[400];
	random_path(path, 7);
	if (!*path)
		return;
	int how = flags[pick(sizeof flags / sizeof flags[0])];
	int fd = open_beneath(dir, path, how, 0644);
	printf("%s %o: ", path, how);
	if (fd < 0) {
		printf("error %d\n", -fd);
		return;
	}
	print_opened(fd);
	close(fd);
}

int main(int argc, char **argv)
{
	state = argc > 1 ? (uint32_t)atoi(argv[1]) : 1;
	if (mkdir("box", 0755) || chdir("box"))
		return 1;
	make_tree();
	int dir = open(".", O_RDONLY | O_DIRECTORY);
	for (int i = 0; i < PATHS; i++)
		try_path(dir);
	return 0;
}

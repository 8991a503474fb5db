/* wbcc cache: shows what the cache holds, removes what was not used for a while, or all. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/cache.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/cmd.h"
#include "cmd/options.h"

#define DAY (24 * 60 * 60)

/* What walk() does to entries, and what it counted. */
struct sweep {
	long older_than; /* seconds; entries used since are kept; -1: all are kept */
	size_t n, removed;
	unsigned long long bytes, freed;
};

static void visit(const char *path, struct sweep *s)
{
	struct stat st;
	if (lstat(path, &st) != 0 || S_ISDIR(st.st_mode))
		return;
	bool remove_it = s->older_than >= 0 && time(NULL) - st.st_mtime >= s->older_than;
	if (remove_it && unlink(path) == 0) {
		s->removed++;
		s->freed += (unsigned long long)st.st_size;
		return;
	}
	s->n++;
	s->bytes += (unsigned long long)st.st_size;
}

static void walk(const char *kind, struct sweep *s)
{
	char *dir = path_join(cache_root(), kind);
	struct dirent **entries;
	int n = scandir(dir, &entries, NULL, alphasort);
	for (int i = 0; i < n; i++) {
		char *path = path_join(dir, entries[i]->d_name);
		visit(path, s);
		free(path);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
	free(dir);
}

int cmd_cache(int argc, char **argv)
{
	static const char *const kinds[] = {"run", "sdk", "vmlinux"};
	bool clean = false;
	const char *days = NULL;
	struct operands operands;
	const struct opt opts[] = {
		{0, "clean", NULL, OPT_FLAG, &clean, "remove all entries"},
		{0, "older-than", "DAYS", OPT_TEXT, &days,
			"remove those not used for so many days"},
	};
	const struct usage usage = {
		.command = "cache",
		.operands = "",
		.text = "Shows what the cache holds: programs of 'wbcc run', the compiled sdk, "
			"vmlinux.h.\n"
			"All of it is made again when it is needed.",
		.opts = opts,
		.n_opts = 2,
	};
	int status = options_parse(&usage, argc, argv, &operands);
	if (status >= 0)
		return status;
	char *end = NULL;
	long n = days ? strtol(days, &end, 10) : 0;
	if (days && (end == days || *end || n < 0))
		return usage_error("cache", "--older-than: a number of days, not '%s'", days);
	printf("%s\n", cache_root());
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct sweep s = {.older_than = clean ? 0 : days ? n * DAY : -1};
		walk(kinds[i], &s);
		printf("  %-8s %zu entries, %llu KiB", kinds[i], s.n, s.bytes / 1024);
		if (s.older_than >= 0)
			printf("; removed %zu, %llu KiB", s.removed, s.freed / 1024);
		putchar('\n');
	}
	return EXIT_DONE;
}

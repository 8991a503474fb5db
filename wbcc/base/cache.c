/* The cache of base/cache.h: reads the environment, makes folders, renames finished entries. */
#include "base/cache.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"

void key_init(struct cache_key *k)
{
	sha256_init(&k->hash);
	key_add_text(k, WBCC_VERSION);
	char *tool = tool_helper("wbcc-tool");
	key_add_tool(k, tool);
	free(tool);
}

void key_add(struct cache_key *k, const void *data, size_t len)
{
	uint64_t n = len; /* lengths are part of the key: "ab","c" differs from "a","bc" */
	sha256_add(&k->hash, &n, sizeof n);
	sha256_add(&k->hash, data, len);
}

void key_add_text(struct cache_key *k, const char *s)
{
	key_add(k, s ? s : "", s ? strlen(s) + 1 : 0);
}

void key_add_tool(struct cache_key *k, const char *path)
{
	struct stat st;
	key_add_text(k, path);
	if (!path || stat(path, &st) != 0)
		return;
	int64_t id[] = {st.st_size, st.st_mtim.tv_sec, st.st_mtim.tv_nsec};
	key_add(k, id, sizeof id);
}

bool key_add_file(struct cache_key *k, const char *path)
{
	struct bytes b;
	if (!file_read(path, 0, &b))
		return false;
	key_add(k, b.data, b.len);
	free(b.data);
	return true;
}

const char *cache_root(void)
{
	static char *root;
	const char *xdg = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
	if (root)
		return root;
	if (xdg && *xdg == '/') /* the specification ignores relative ones */
		root = path_join(xdg, "wbcc");
	else if (home && *home)
		root = path_join(home, ".cache/wbcc");
	else
		root = xasprintf("/tmp/wbcc-cache-%u", (unsigned)getuid());
	return root;
}

/* A folder under /tmp could have been made by somebody else, to feed us programs. */
static bool is_ours(const char *dir)
{
	struct stat st;
	if (lstat(dir, &st) == 0 && S_ISDIR(st.st_mode) && st.st_uid == getuid() &&
		!(st.st_mode & (S_IWGRP | S_IWOTH)))
		return true;
	fail(AT_FILE(dir), "this cache folder can be written by others");
	note("make it yours alone (chown, chmod go-w), or set XDG_CACHE_HOME");
	return false;
}

char *cache_entry(const char *kind, struct cache_key *k, const char *name)
{
	char hex[65];
	sha256_hex(&k->hash, hex);
	char *dir = path_join(cache_root(), kind);
	if (!make_dirs(dir) || !is_ours(dir)) {
		free(dir);
		return NULL;
	}
	char *entry = xasprintf("%s/%.32s-%s", dir, hex, name);
	free(dir);
	return entry;
}

void cache_touch(const char *entry)
{
	utimensat(AT_FDCWD, entry, NULL, 0);
}

/*
 * What wbcc computes once and keeps: $XDG_CACHE_HOME/wbcc (or ~/.cache/wbcc), one folder for
 * each kind ("vmlinux", "sdk", "run"), one entry for each key.  A key is the hash of all that
 * the entry depends on, so entries never change and never go stale; losing one costs time
 * only.  Entries are written by
 * file_write(), that is by rename, so several wbcc at once do not disturb each other.
 */
#ifndef WBCC_BASE_CACHE_H
#define WBCC_BASE_CACHE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/sha256.h"

/* Collects what an entry depends on: the tool's own version and file are in every key. */
struct cache_key {
	struct sha256 hash;
};

void key_init(struct cache_key *k);
void key_add(struct cache_key *k, const void *data, size_t len);
void key_add_text(struct cache_key *k, const char *s);
/* A file's identity (path, size, time of change): for tools, too large to be read each time. */
void key_add_tool(struct cache_key *k, const char *path);
/* A file's content; false after reporting. */
bool key_add_file(struct cache_key *k, const char *path);

/* The whole cache's folder.  Never NULL; the folder may not exist. */
const char *cache_root(void);
/* The entry's path ROOT/KIND/HASH-NAME with its folder made; NULL after reporting. */
char *cache_entry(const char *kind, struct cache_key *k, const char *name);
/* Marks an entry as used now, for `wbcc cache` to tell old ones. */
void cache_touch(const char *entry);
#endif

/*
 * Files of the compiler: read whole, written whole.  A write goes to a temporary file beside
 * the target and is renamed over it, so a failure (disk full, read-only folder, a signal)
 * leaves what was there before.
 */
#ifndef WBCC_BASE_FILE_H
#define WBCC_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

struct bytes {
	unsigned char *data; /* NUL-terminated behind len; the caller frees it */
	size_t len;
};

/* Reads a whole file; reports and returns false on failure or above *max* bytes (0: 1 GiB). */
bool file_read(const char *path, size_t max, struct bytes *out);
/* Writes a whole file, atomically, with the given mode bits (0644, 0755). */
bool file_write(const char *path, const void *data, size_t len, unsigned mode);
bool file_exists(const char *path); /* a regular file, or a link to one */
bool dir_exists(const char *path);
bool make_dirs(const char *path); /* mkdir -p; reports on failure */

/* Pure functions on names; results are allocated. */
char *path_join(const char *dir, const char *name);
char *path_dir(const char *path);		       /* "a/b.c" -> "a", "b.c" -> "." */
const char *path_base(const char *path);	       /* "a/b.c" -> "b.c" (points into path) */
char *path_stem(const char *path, const char *suffix); /* "a/b.bpf.c", ".bpf.c" -> "b" */
bool has_suffix(const char *s, const char *suffix);

/*
 * A fresh private folder for one run's intermediate files; removed with all that is in it at
 * exit, also when a signal ends the process.  NULL after reporting.
 */
const char *temp_dir(void);
char *temp_path(const char *name); /* a file name inside it */
/* Another process's folder is used instead, and left to it. */
void temp_dir_use(const char *dir);
/* Removes it now: before the process becomes another program. */
void temp_dir_remove(void);
/* After a fork: the folder is the parent's, the next temp_dir() makes an own one. */
void temp_dir_forget(void);
/* Removes files and folders below *path* and itself. */
void remove_tree(const char *path);

/* Where this tool's own files are: share/wbcc, lib/wbcc, found relative to the executable. */
char *tool_share(const char *name);
char *tool_lib(const char *name);
char *tool_helper(const char *name); /* a program of its own, in libexec/ */

#endif

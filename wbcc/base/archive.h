/*
 * A folder of C sources compiled into a static library, once for each content: the sdk for
 * guests, the runtime and the loader for programs of another machine.
 */
#ifndef WBCC_BASE_ARCHIVE_H
#define WBCC_BASE_ARCHIVE_H

#include <stdbool.h>

#include "base/cache.h"
#include "base/proc.h"

struct archive {
	const char *dir;     /* names in *files* are relative to it */
	struct args files;   /* all that the result depends on; those that end in .c are compiled */
	const char *skip;    /* .c files whose names begin like this are not; NULL: none */
	const char *prefix;  /* of the objects' names, which the linker's messages show */
	const char *failure; /* "clang could not compile the sdk" */
	/* Adds compiler and flags; source, -c and -o follow. */
	void (*add_compiler)(struct args *command, const void *ctx);
	const void *ctx;
};

/* The files below *dir*, relative and sorted, so that the key does not depend on the disk. */
void archive_list(struct archive *a, const char *below);
/* Adds names and contents of the files to a key; false after reporting. */
bool archive_key(const struct archive *a, struct cache_key *key);
/* Compiles side by side and writes the library *entry*; *work* is for intermediate files. */
bool archive_make(const struct archive *a, const char *work, const char *entry);

#endif

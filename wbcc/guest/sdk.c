/*
 * Compiles the sdk's sources (share/wbcc/sdk/src) into an archive, once for each content, each
 * clang and each set of flags; then it comes from the cache.
 */
#include <stdlib.h>

#include "base/archive.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/tools.h"
#include "guest/guest.h"

struct sdk {
	const char *dir, *work;
};

/* For size: packages stay small, and stage 7 optimises the sdk's code for speed once more. */
static void add_compiler(struct args *command, const void *ctx)
{
	static const char *const no_flags[] = {NULL};
	static const struct args none = {(char **)no_flags, 0, 0};
	const struct sdk *sdk = ctx;
	struct guest_options o = {.dir = sdk->dir,
		.include = sdk->dir,
		.work = sdk->work,
		.cflags = &none,
		.ldflags = &none,
		.small = true};
	args_add(command, tool_path(TOOL_CLANG));
	guest_add_flags(command, &o);
	args_add(command, "-D_GNU_SOURCE");
	args_addf(command, "-I%s/src", sdk->dir);
}

char *sdk_archive(const char *work)
{
	char *dir = tool_share("sdk"), *entry = NULL;
	struct sdk sdk = {dir, work};
	struct archive a = {.dir = dir,
		.skip = "include/",
		.prefix = "sdk",
		.failure = "clang could not compile the sdk",
		.add_compiler = add_compiler,
		.ctx = &sdk};
	struct cache_key key;
	archive_list(&a, "include");
	archive_list(&a, "src");
	if (!a.files.n) {
		fail(AT_FILE(dir), "wbcc's own sdk is not there");
		note("wbcc finds it relative to itself; install the whole tree (cmake --install)");
		return NULL;
	}
	key_init(&key);
	key_add_tool(&key, tool_path(TOOL_CLANG));
	if (archive_key(&a, &key))
		entry = cache_entry("sdk", &key, "sdk.a");
	if (entry && !file_exists(entry) && !archive_make(&a, work, entry))
		entry = NULL;
	args_free(&a.files);
	free(dir);
	return entry;
}

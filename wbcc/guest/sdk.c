/*
 * Compiles the sdk's sources (share/wbcc/sdk/src) into an archive, once for each content, each
 * clang and each set of flags; then it comes from the cache.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/cache.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/jobs.h"
#include "base/mem.h"
#include "base/tools.h"
#include "guest/guest.h"

/* The files below *dir*, relative paths sorted, so that the key does not depend on the disk. */
static void list_files(const char *dir, const char *below, struct args *out)
{
	char *path = path_join(dir, below);
	struct dirent **entries;
	int n = scandir(path, &entries, NULL, alphasort);
	free(path);
	for (int i = 0; i < n; i++) {
		const char *name = entries[i]->d_name;
		char *inner = *below ? path_join(below, name) : xstrdup(name);
		char *full = path_join(dir, inner);
		if (*name != '.' && dir_exists(full))
			list_files(dir, inner, out);
		else if (*name != '.')
			args_add(out, inner);
		free(full);
		free(inner);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
}

static const char *const no_flags[] = {NULL};

/* For size: packages stay small, and stage 7 optimises the sdk's code for speed once more. */
static struct guest_options sdk_options(const char *sdk, const char *work)
{
	static const struct args none = {(char **)no_flags, 0, 0};
	return (struct guest_options){.dir = sdk,
		.include = sdk,
		.work = work,
		.cflags = &none,
		.ldflags = &none,
		.small = true};
}

static bool make_key(const char *sdk, const struct args *files, struct cache_key *key)
{
	key_init(key);
	key_add_tool(key, tool_path(TOOL_CLANG));
	for (size_t i = 0; i < files->n; i++) {
		char *path = path_join(sdk, files->v[i]);
		key_add_text(key, files->v[i]);
		bool ok = key_add_file(key, path);
		free(path);
		if (!ok)
			return false;
	}
	return true;
}

static void add_compile(
	struct jobs *jobs, const char *sdk, const char *file, const char *object, const char *work)
{
	struct guest_options o = sdk_options(sdk, work);
	char *source = path_join(sdk, file);
	struct job *job = jobs_add(jobs, source, "clang could not compile the sdk");
	args_add(&job->command, tool_path(TOOL_CLANG));
	guest_add_flags(&job->command, &o);
	args_add(&job->command, "-D_GNU_SOURCE");
	args_addf(&job->command, "-I%s/src", sdk);
	args_add(&job->command, "-c");
	args_add(&job->command, source);
	args_add(&job->command, "-o");
	args_add(&job->command, object);
}

static bool copy_file(const char *from, const char *to)
{
	struct bytes b;
	if (!file_read(from, 0, &b))
		return false;
	bool ok = file_write(to, b.data, b.len, 0644);
	free(b.data);
	return ok;
}

/* "src/argp/parse.c" -> WORK/sdk.src-argp-parse.o: the linker names it in its messages. */
static char *object_path(const char *work, const char *file)
{
	char *flat = xstrndup(file, strlen(file) - strlen(".c"));
	for (char *p = flat; *p; p++)
		if (*p == '/')
			*p = '-';
	char *path = xasprintf("%s/sdk.%s.o", work, flat);
	free(flat);
	return path;
}

static bool make_archive(
	const char *sdk, const struct args *files, const char *work, const char *entry)
{
	struct jobs jobs = {0};
	struct args ar = {0};
	char *archive = path_join(work, "sdk.a");
	if (!tool_need(TOOL_LLVM_AR))
		return false;
	args_add(&ar, tool_path(TOOL_LLVM_AR));
	args_add(&ar, "rcsD"); /* D: no times, no owners */
	args_add(&ar, archive);
	for (size_t i = 0; i < files->n; i++) {
		if (!has_suffix(files->v[i], ".c") || strncmp(files->v[i], "src/", 4) != 0)
			continue;
		char *object = object_path(work, files->v[i]);
		add_compile(&jobs, sdk, files->v[i], object, work);
		args_add(&ar, object);
		free(object);
	}
	bool ok = jobs_run(&jobs) && proc_run(&ar, "stage guest") && copy_file(archive, entry);
	args_free(&ar);
	free(archive);
	return ok;
}

char *sdk_archive(const char *work)
{
	char *sdk = tool_share("sdk");
	struct args files = {0};
	struct cache_key key;
	list_files(sdk, "include", &files);
	list_files(sdk, "src", &files);
	if (!files.n) {
		fail(AT_FILE(sdk), "wbcc's own sdk is not there");
		note("wbcc finds it relative to itself; install the whole tree (cmake --install)");
		return NULL;
	}
	char *entry = make_key(sdk, &files, &key) ? cache_entry("sdk", &key, "sdk.a") : NULL;
	if (entry && !file_exists(entry) && !make_archive(sdk, &files, work, entry))
		entry = NULL;
	args_free(&files);
	free(sdk);
	return entry;
}

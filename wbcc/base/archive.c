/* Compiles a folder of C sources into a static library (base/archive.h). */
#include "base/archive.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/jobs.h"
#include "base/mem.h"
#include "base/tools.h"

void archive_list(struct archive *a, const char *below)
{
	char *path = path_join(a->dir, below);
	struct dirent **entries;
	int n = scandir(path, &entries, NULL, alphasort);
	free(path);
	for (int i = 0; i < n; i++) {
		const char *name = entries[i]->d_name;
		char *inner = *below ? path_join(below, name) : xstrdup(name);
		char *full = path_join(a->dir, inner);
		if (*name != '.' && dir_exists(full))
			archive_list(a, inner);
		else if (*name != '.')
			args_add(&a->files, inner);
		free(full);
		free(inner);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
}

bool archive_key(const struct archive *a, struct cache_key *key)
{
	for (size_t i = 0; i < a->files.n; i++) {
		char *path = path_join(a->dir, a->files.v[i]);
		key_add_text(key, a->files.v[i]);
		bool ok = key_add_file(key, path);
		free(path);
		if (!ok)
			return false;
	}
	return true;
}

/* "src/argp/parse.c" -> WORK/sdk.src-argp-parse.o */
static char *object_path(const struct archive *a, const char *work, const char *file)
{
	char *flat = xstrndup(file, strlen(file) - strlen(".c"));
	for (char *p = flat; *p; p++)
		if (*p == '/')
			*p = '-';
	char *path = xasprintf("%s/%s.%s.o", work, a->prefix, flat);
	free(flat);
	return path;
}

static void add_job(
	struct jobs *jobs, const struct archive *a, const char *file, const char *object)
{
	char *source = path_join(a->dir, file);
	struct job *job = jobs_add(jobs, source, a->failure);
	a->add_compiler(&job->command, a->ctx);
	args_add(&job->command, "-c");
	args_add(&job->command, source);
	args_add(&job->command, "-o");
	args_add(&job->command, object);
}

static bool is_compiled(const struct archive *a, const char *file)
{
	return has_suffix(file, ".c") && !(a->skip && strncmp(file, a->skip, strlen(a->skip)) == 0);
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

bool archive_make(const struct archive *a, const char *work, const char *entry)
{
	struct jobs jobs = {0};
	struct args ar = {0};
	char *library = xasprintf("%s/%s.a", work, a->prefix);
	if (!tool_need(TOOL_LLVM_AR))
		return false;
	args_add(&ar, tool_path(TOOL_LLVM_AR));
	args_add(&ar, "rcsD"); /* D: no times, no owners */
	args_add(&ar, library);
	for (size_t i = 0; i < a->files.n; i++) {
		if (!is_compiled(a, a->files.v[i]))
			continue;
		char *object = object_path(a, work, a->files.v[i]);
		add_job(&jobs, a, a->files.v[i], object);
		args_add(&ar, object);
		free(object);
	}
	bool ok = jobs_run(&jobs) && proc_run(&ar, "library") && copy_file(library, entry);
	args_free(&ar);
	free(library);
	return ok;
}

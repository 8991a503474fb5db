/* Finds the sources of a project; reads the folder and wbcc.yaml, writes nothing. */
#include "cmd/project.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"

#define BPF_SUFFIX ".bpf.c"

static void add_path(struct args *list, const char *dir, const char *name)
{
	char *path = path_join(dir, name);
	args_add(list, path);
	free(path);
}

/* Sources that wbcc.yaml names replace those that the folder holds. */
static bool scan_folder(struct project *p)
{
	bool want_objects = !p->objects.n, want_sources = !p->sources.n;
	struct dirent **entries;
	int n = scandir(p->dir, &entries, NULL, alphasort);
	if (n < 0)
		return fail_errno(AT_FILE(p->dir), "cannot read this folder");
	for (int i = 0; i < n; i++) {
		const char *name = entries[i]->d_name;
		bool is_source = *name != '.' && has_suffix(name, ".c");
		bool is_bpf = is_source && has_suffix(name, BPF_SUFFIX);
		if (is_bpf && want_objects)
			add_path(&p->objects, p->dir, name);
		else if (is_source && !is_bpf && want_sources)
			add_path(&p->sources, p->dir, name);
		free(entries[i]);
	}
	free(entries);
	return true;
}

/* The last component of the folder's real path: "." has a name too. */
static char *folder_name(const char *dir)
{
	char *real = realpath(dir, NULL);
	char *name = xstrdup(real && path_base(real)[0] ? path_base(real) : "package");
	free(real);
	return name;
}

static bool read_settings(struct project *p)
{
	char *file = path_join(p->dir, PROJECT_FILE);
	bool ok = !file_exists(file) || project_read_yaml(file, p);
	free(file);
	return ok;
}

/* Without slashes at its end: the folder stands in prefix maps, and "." is a name as well. */
static char *trimmed(const char *dir)
{
	size_t n = strlen(dir);
	while (n > 1 && dir[n - 1] == '/')
		n--;
	return xstrndup(dir, n);
}

static bool read_folder(const char *dir, struct project *p)
{
	p->dir = trimmed(dir);
	if (!dir_exists(dir))
		return fail(AT_FILE(dir), "no such folder");
	if (!read_settings(p) || !scan_folder(p))
		return false;
	if (!p->objects.n) {
		fail(AT_FILE(dir), "no NAME.bpf.c in this folder");
		note("a project has NAME.bpf.c, NAME.c and headers; 'wbcc new DIR' makes one");
		return false;
	}
	if (!p->name && p->objects.n == 1)
		p->name = path_stem(p->objects.v[0], BPF_SUFFIX);
	else if (!p->name)
		p->name = folder_name(dir);
	return true;
}

/* DIR/NAME.bpf.c alone: its neighbours are other programs, except what wbcc.yaml names. */
static bool read_one(const char *path, struct project *p)
{
	char *stem = path_stem(path, BPF_SUFFIX);
	char *source = xasprintf("%s.c", stem);
	p->dir = path_dir(path);
	if (!file_exists(path))
		return fail(AT_FILE(path), "no such file");
	if (!read_settings(p))
		return false;
	if (!p->objects.n)
		args_add(&p->objects, path);
	if (!p->sources.n)
		add_path(&p->sources, p->dir, source);
	if (!p->name)
		p->name = xstrdup(stem);
	free(source);
	free(stem);
	return true;
}

bool project_name_ok(const char *s)
{
	static const char good[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-";
	return *s && *s != '.' && *s != '-' && strlen(s) < 128 && s[strspn(s, good)] == '\0';
}

static bool check_files(const struct project *p)
{
	const struct args *lists[] = {&p->objects, &p->sources};
	for (int l = 0; l < 2; l++)
		for (size_t i = 0; i < lists[l]->n; i++) {
			const char *file = lists[l]->v[i];
			if (!file_exists(file))
				return fail(AT_FILE(file), "no such file");
			if (!project_name_ok(path_base(file)))
				return fail(AT_FILE(file), "a name may hold letters, digits and "
							   "._+- only");
		}
	if (!p->sources.n) {
		fail(AT_FILE(p->dir), "no C source for the user side in this folder");
		note("beside NAME.bpf.c there must be a NAME.c with main()");
		return false;
	}
	if (!project_name_ok(p->name))
		return fail(AT_FILE(p->dir),
			"the package's name '%s' may hold letters, digits and ._+- only", p->name);
	return true;
}

bool project_read(const char *path, struct project *out)
{
	*out = (struct project){.version = NULL};
	bool ok = has_suffix(path, BPF_SUFFIX) ? read_one(path, out) : read_folder(path, out);
	if (!ok || !check_files(out))
		return false;
	if (!out->version)
		out->version = "0.0.0";
	return true;
}

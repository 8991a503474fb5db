/* Reads a module's data segments; writes the preopens that its string constants ask for. */
#include "pack/preopens.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define MAX_PATH 200
#define MAX_PREOPENS 32

static bool is_wanted_root(const char *s)
{
	static const char *const roots[] = {"/proc/", "/sys/", "/etc/", "/usr/share/"};
	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
		if (strncmp(s, roots[i], strlen(roots[i])) == 0 && s[strlen(roots[i])])
			return true;
	return false;
}

/* A path and nothing else: no spaces, no "..", nothing that is no part of a file's name. */
static bool is_path(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)s[i] <= ' ' || s[i] == 0x7f || strchr("\"'<>|*?;:$`\\", s[i]))
			return false;
	return !strstr(s, "..");
}

/* "/proc/%d/maps" -> "/proc"; a path without a conversion as it is; allocated. */
static char *granted_by(const char *s)
{
	const char *percent = strchr(s, '%');
	size_t len = percent ? (size_t)(percent - s) : strlen(s);
	while (percent && len > 1 && s[len - 1] != '/')
		len--;
	while (len > 1 && s[len - 1] == '/')
		len--;
	return xstrndup(s, len);
}

/* Whether *folder* is *path* or above it. */
static bool covers(const char *folder, const char *path)
{
	size_t len = strcspn(folder, ":");
	return strncmp(folder, path, len) == 0 && (path[len] == '\0' || path[len] == '/');
}

static void add(struct args *out, char *path)
{
	bool is_covered = out->n >= MAX_PREOPENS;
	for (size_t i = 0; i < out->n && !is_covered; i++)
		is_covered = covers(out->v[i], path);
	if (!is_covered)
		args_add(out, path);
	free(path);
}

/* A linker may store a string as the tail of another one: a path may begin anywhere. */
static void scan(const struct wasm_data *d, struct args *found)
{
	const char *end = (const char *)d->bytes + d->len;
	for (const char *s = (const char *)d->bytes;
		s < end && (s = memchr(s, '/', (size_t)(end - s))); s++) {
		size_t len = strnlen(s, (size_t)(end - s));
		if (s + len < end && len < MAX_PATH && is_wanted_root(s) && is_path(s, len)) {
			args_add(found, s);
			s += len - 1;
		}
	}
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void preopens_infer(const struct wasm_module *m, struct args *out)
{
	struct args found = {0};
	for (uint32_t i = 0; i < m->n_datas; i++)
		scan(&m->datas[i], &found);
	for (size_t i = 0; i < found.n; i++) {
		char *path = granted_by(found.v[i]);
		free(found.v[i]);
		found.v[i] = path;
	}
	if (found.n)
		qsort(found.v, found.n, sizeof *found.v,
			by_text); /* folders before what they hold */
	for (size_t i = 0; i < found.n; i++)
		add(out, xstrdup(found.v[i]));
	args_free(&found);
}

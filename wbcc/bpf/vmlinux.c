/*
 * Provides vmlinux.h.  Reads /sys/kernel/btf/vmlinux or the file that the user gave; writes the
 * header into the cache, under the hash of the BTF, and from there into the work folder.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/cache.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "bpf/bpf.h"
#include "model/model.h"
#include "skel/skel.h"

#define KERNEL_BTF "/sys/kernel/btf/vmlinux"
#define HEADER "vmlinux.h"
#define MAX_BTF (256u << 20)

static bool mentions_header(const char *path)
{
	struct bytes b;
	if (!file_read(path, 64 << 20, &b))
		return false;
	bool found = memmem(b.data, b.len, HEADER, strlen(HEADER)) != NULL;
	free(b.data);
	return found;
}

bool vmlinux_is_wanted(const char *dir)
{
	struct dirent **entries;
	int n = scandir(dir, &entries, NULL, alphasort);
	bool wanted = false;
	for (int i = 0; i < n; i++) {
		const char *name = entries[i]->d_name;
		char *path = path_join(dir, name);
		if (!wanted && (has_suffix(name, ".bpf.c") || has_suffix(name, ".h")) &&
			strcmp(name, HEADER) != 0 && file_exists(path))
			wanted = mentions_header(path);
		free(path);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
	return wanted;
}

static bool convert(const char *file, const struct bytes *btf, const char *entry)
{
	struct buf text = {0};
	struct model *m = model_read(file, btf->data, btf->len);
	bool ok = m && vmlinux_write(m, &text) && file_write(entry, text.data, text.len, 0644);
	buf_free(&text);
	model_free(m);
	return ok;
}

static bool link_into(const char *header, const char *dir)
{
	char *path = path_join(dir, HEADER);
	char *real = realpath(header, NULL);
	unlink(path);
	bool ok = real && symlink(real, path) == 0;
	if (!ok)
		fail_errno(AT_FILE(path), "cannot link to %s", header);
	free(real);
	free(path);
	return ok;
}

static bool provide_from_btf(const char *file, const char *dir)
{
	struct bytes btf;
	struct cache_key key;
	if (!file_read(file, MAX_BTF, &btf))
		return false;
	key_init(&key);
	key_add(&key, btf.data, btf.len);
	char *entry = cache_entry("vmlinux", &key, HEADER);
	bool ok = entry && (file_exists(entry) || convert(file, &btf, entry)) &&
		  link_into(entry, dir);
	free(entry);
	free(btf.data);
	return ok;
}

bool vmlinux_provide(const char *given, const char *dir)
{
	if (given && has_suffix(given, ".h"))
		return file_exists(given) ? link_into(given, dir)
					  : fail(AT_FILE(given), "no such file");
	if (given)
		return provide_from_btf(given, dir);
	if (file_exists(KERNEL_BTF))
		return provide_from_btf(KERNEL_BTF, dir);
	fail(AT_FILE(KERNEL_BTF), "the sources include vmlinux.h, but this kernel offers no BTF");
	note("give a vmlinux.h, or a file with BTF, by --vmlinux FILE or 'vmlinux:' in wbcc.yaml");
	return false;
}

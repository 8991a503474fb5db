/* Reading and writing whole files, names of files, and the folder for intermediate files. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"

#define DEFAULT_MAX (1ull << 30)

bool file_read(const char *path, size_t max, struct bytes *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return fail_errno(AT_FILE(path), "cannot open");
	if (!max)
		max = DEFAULT_MAX;
	struct buf b = {0};
	char chunk[65536];
	ssize_t n;
	while ((n = read(fd, chunk, sizeof chunk)) > 0 && b.len <= max)
		buf_add(&b, chunk, (size_t)n);
	int err = errno;
	close(fd);
	if (n < 0 || b.len > max) {
		buf_free(&b);
		errno = err;
		return n < 0 ? fail_errno(AT_FILE(path), "cannot read")
			     : fail(AT_FILE(path), "larger than the limit of %zu bytes", max);
	}
	out->len = b.len;
	out->data = (unsigned char *)buf_take(&b);
	return true;
}

static bool write_all(int fd, const char *p, size_t len)
{
	while (len) {
		ssize_t n = write(fd, p, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		p += n;
		len -= (size_t)n;
	}
	return true;
}

bool file_write(const char *path, const void *data, size_t len, unsigned mode)
{
	char *tmp = xasprintf("%s.tmp.%d", path, (int)getpid());
	int fd = open(tmp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
	bool ok = fd >= 0 && write_all(fd, data, len) && fchmod(fd, mode) == 0;
	if (fd >= 0 && close(fd) != 0)
		ok = false;
	if (!ok || rename(tmp, path) != 0) {
		fail_errno(AT_FILE(path), "cannot write");
		unlink(tmp);
		ok = false;
	}
	free(tmp);
	return ok;
}

bool file_exists(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

bool dir_exists(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool make_dirs(const char *path)
{
	char *p = xstrdup(path);
	bool ok = true;
	for (char *s = p + 1; ok; s++) {
		if (*s != '/' && *s != '\0')
			continue;
		char c = *s;
		*s = '\0';
		ok = mkdir(p, 0755) == 0 || errno == EEXIST;
		*s = c;
		if (c == '\0')
			break;
	}
	if (ok && !dir_exists(path)) {
		errno = ENOTDIR;
		ok = false;
	}
	if (!ok)
		fail_errno(AT_FILE(path), "cannot make this folder");
	free(p);
	return ok;
}

char *path_join(const char *dir, const char *name)
{
	size_t n = strlen(dir);
	return xasprintf("%s%s%s", dir, n && dir[n - 1] == '/' ? "" : "/", name);
}

char *path_dir(const char *path)
{
	const char *slash = strrchr(path, '/');
	if (!slash)
		return xstrdup(".");
	return slash == path ? xstrdup("/") : xstrndup(path, (size_t)(slash - path));
}

const char *path_base(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

bool has_suffix(const char *s, const char *suffix)
{
	size_t n = strlen(s), m = strlen(suffix);
	return n >= m && strcmp(s + n - m, suffix) == 0;
}

char *path_stem(const char *path, const char *suffix)
{
	const char *base = path_base(path);
	size_t n = strlen(base);
	return xstrndup(base, has_suffix(base, suffix) ? n - strlen(suffix) : n);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	remove(path);
	return 0;
}

void remove_tree(const char *path)
{
	nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static char *the_temp_dir;
static pid_t the_temp_owner;

static void remove_temp_dir(void)
{
	if (the_temp_dir && the_temp_owner == getpid())
		remove_tree(the_temp_dir);
}

static void remove_and_die(int sig)
{
	remove_temp_dir();
	signal(sig, SIG_DFL);
	raise(sig);
}

const char *temp_dir(void)
{
	if (the_temp_dir)
		return the_temp_dir;
	const char *base = getenv("TMPDIR");
	char *dir = xasprintf("%s/wbcc.XXXXXX", base && *base ? base : "/tmp");
	if (!mkdtemp(dir)) {
		fail_errno(AT_FILE(dir), "cannot make a temporary folder");
		free(dir);
		return NULL;
	}
	the_temp_dir = dir;
	the_temp_owner = getpid();
	atexit(remove_temp_dir);
	static const int sigs[] = {SIGINT, SIGTERM, SIGHUP};
	for (size_t i = 0; i < sizeof sigs / sizeof *sigs; i++)
		if (signal(sigs[i], remove_and_die) == SIG_IGN)
			signal(sigs[i], SIG_IGN);
	return dir;
}

void temp_dir_remove(void)
{
	remove_temp_dir();
	temp_dir_forget();
}

void temp_dir_forget(void)
{
	the_temp_dir = NULL;
}

void temp_dir_use(const char *dir)
{
	the_temp_dir = xstrdup(dir);
}

char *temp_path(const char *name)
{
	const char *dir = temp_dir();
	return dir ? path_join(dir, name) : NULL;
}

/* bin/wbcc, libexec/wbcc-layout -> the folder above. */
static const char *tool_root(void)
{
	static char root[PATH_MAX];
	if (*root)
		return root;
	ssize_t n = readlink("/proc/self/exe", root, sizeof root - 1);
	if (n <= 0)
		return ".";
	root[n] = '\0';
	for (int up = 0; up < 2; up++) {
		char *slash = strrchr(root, '/');
		if (slash)
			*slash = '\0';
	}
	return root;
}

char *tool_share(const char *name)
{
	return xasprintf("%s/share/wbcc/%s", tool_root(), name);
}

char *tool_lib(const char *name)
{
	return xasprintf("%s/lib/wbcc/%s", tool_root(), name);
}

char *tool_helper(const char *name)
{
	return xasprintf("%s/libexec/%s", tool_root(), name);
}

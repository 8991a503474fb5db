/*
 * Paths: how a guest's path becomes an open descriptor without ever leaving its folder.
 *
 * Linux 5.6 and later do it in one call, openat2() with RESOLVE_BENEATH.  Elsewhere we walk:
 * one component at a time, each opened with O_NOFOLLOW relative to the descriptor of the one
 * before, links read and put in front of what remains.  ".." steps back to a descriptor that
 * we already hold and never asks the file system, so a folder that is moved away under us
 * does not take the walk out with it.
 */
#include "wasi/wasi.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MAX_LINKS 40	/* as in Linux */
#define MAX_RETRIES 256 /* of openat2(), which gives up when folders move under it */

uint32_t path_copy(struct wb_instance *in, uint32_t addr, uint32_t len, char out[PATH_MAX])
{
	const char *path = wb_at(in, addr, len);
	if (!path)
		return WASI_EFAULT;
	if (len == 0)
		return WASI_ENOENT;
	if (len >= PATH_MAX)
		return WASI_ENAMETOOLONG;
	memcpy(out, path, len);
	out[len] = 0;
	return memchr(out, 0, len) ? WASI_EILSEQ : WASI_SUCCESS;
}

/* ---- the walk ---------------------------------------------------------------------------- */

struct walk {
	int *dirs; /* dirs[0] is the caller's; the rest are ours */
	uint32_t n, capacity;
	char todo[2 * PATH_MAX]; /* what remains of the path, */
	size_t at;		 /* from here */
	int links;
};

static int walk_push(struct walk *w, int fd)
{
	if (w->n == w->capacity) {
		uint32_t capacity = 2 * w->capacity;
		int *dirs = realloc(w->dirs, capacity * sizeof *dirs);
		if (!dirs) {
			close(fd);
			return -WASI_ENOMEM;
		}
		w->dirs = dirs;
		w->capacity = capacity;
	}
	w->dirs[w->n++] = fd;
	return 0;
}

static void walk_free(struct walk *w)
{
	while (w->n > 1)
		close(w->dirs[--w->n]);
	free(w->dirs);
}

/* Puts a link's target in front of what remains. */
static int walk_into_link(struct walk *w, const char *target, size_t len)
{
	if (++w->links > MAX_LINKS)
		return -WASI_ELOOP;
	if (len == 0)
		return -WASI_ENOENT;
	if (target[0] == '/')
		return -WASI_ENOTCAPABLE;
	size_t rest = strlen(w->todo + w->at);
	if (len + rest + 1 > sizeof w->todo)
		return -WASI_ENAMETOOLONG;
	memmove(w->todo + len, w->todo + w->at, rest + 1);
	memcpy(w->todo, target, len);
	w->at = 0;
	return 0;
}

struct component {
	char name[NAME_MAX + 1];
	bool is_last;	/* nothing but slashes follows */
	bool has_slash; /* slashes follow: it must be a folder */
};

static int next_component(struct walk *w, struct component *c)
{
	w->at += strspn(w->todo + w->at, "/");
	size_t len = strcspn(w->todo + w->at, "/");
	if (len > NAME_MAX)
		return -WASI_ENAMETOOLONG;
	memcpy(c->name, w->todo + w->at, len);
	c->name[len] = 0;
	w->at += len;
	size_t slashes = strspn(w->todo + w->at, "/");
	c->has_slash = slashes != 0;
	c->is_last = w->todo[w->at + slashes] == 0;
	return 0;
}

/* Steps into the folder or the link *name*; a link that is swapped in meanwhile is seen. */
static int step(struct walk *w, const char *name)
{
	char target[PATH_MAX];
	int dir = w->dirs[w->n - 1];
	int fd = openat(dir, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd >= 0)
		return walk_push(w, fd);
	if (errno != ENOTDIR && errno != ELOOP)
		return -(int)last_error();
	ssize_t len = readlinkat(dir, name, target, sizeof target);
	if (len < 0)
		return errno == EINVAL ? -WASI_ENOTDIR : -(int)last_error();
	return walk_into_link(w, target, (size_t)len);
}

static int step_back(struct walk *w)
{
	if (w->n == 1)
		return -WASI_ENOTCAPABLE;
	close(w->dirs[--w->n]);
	return 0;
}

static bool is_link(int fd)
{
	struct stat st;
	return !fstat(fd, &st) && S_ISLNK(st.st_mode);
}

/*
 * Opens the last component as the caller wants it.  0: it was a link to follow, and the walk
 * goes on (no descriptor that is opened here is 0: main() keeps 0, 1 and 2 taken).
 */
static int finish(struct walk *w, const struct component *c, int flags, mode_t mode)
{
	char target[PATH_MAX];
	int dir = w->dirs[w->n - 1];
	bool follow = !(flags & O_NOFOLLOW) || c->has_slash;
	if (c->has_slash && (flags & O_CREAT))
		return -WASI_EISDIR;
	if (c->has_slash)
		flags |= O_DIRECTORY;
	int fd = openat(dir, c->name, flags | O_NOFOLLOW | O_CLOEXEC, mode);
	if (!follow || (flags & (O_CREAT | O_EXCL)) == (O_CREAT | O_EXCL))
		return fd < 0 ? -(int)last_error() : fd;
	if (fd >= 0 && !is_link(fd)) /* O_PATH opens links themselves */
		return fd;
	int error = fd < 0 ? errno : ELOOP;
	if (fd >= 0)
		close(fd);
	if (error != ELOOP && error != ENOTDIR)
		return -(int)wb_errno_to_guest(error);
	ssize_t len = readlinkat(dir, c->name, target, sizeof target - 1);
	if (len < 0)
		return -(int)wb_errno_to_guest(errno == EINVAL ? error : errno);
	if (c->has_slash)
		target[len++] = '/';
	return walk_into_link(w, target, (size_t)len);
}

static int walk(struct walk *w, int flags, mode_t mode)
{
	for (;;) {
		struct component c;
		int r = next_component(w, &c);
		bool is_dot = !r && (!strcmp(c.name, ".") || !*c.name);
		if (r)
			return r;
		if (!strcmp(c.name, "..")) {
			r = step_back(w);
			is_dot = true;
		} else if (!is_dot && !c.is_last) {
			r = step(w, c.name);
		}
		if (r < 0)
			return r;
		if (!c.is_last)
			continue;
		if (is_dot)
			c = (struct component){.name = ".", .is_last = true};
		r = finish(w, &c, flags, mode);
		if (r)
			return r;
	}
}

static int open_by_walking(int dir, const char *path, int flags, mode_t mode)
{
	struct walk w = {.n = 1, .capacity = 32};
	w.dirs = malloc(w.capacity * sizeof *w.dirs);
	if (!w.dirs)
		return -WASI_ENOMEM;
	w.dirs[0] = dir;
	strcpy(w.todo, path);
	int r = walk(&w, flags, mode);
	walk_free(&w);
	return r;
}

/* ---- openat2 ----------------------------------------------------------------------------- */

/* Old kernels say ENOSYS; EPERM is what some containers' system call filters say. */
static bool no_openat2;

static int open_by_kernel(int dir, const char *path, int flags, mode_t mode)
{
	struct open_how how = {
		.flags = (uint64_t)(flags | O_CLOEXEC),
		.mode = flags & O_CREAT ? mode : 0,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
	};
	long fd = -1;
	for (int i = 0; i < MAX_RETRIES; i++) {
		fd = syscall(SYS_openat2, dir, path, &how, sizeof how);
		if (fd >= 0 || errno != EAGAIN)
			break;
	}
	if (fd >= 0)
		return (int)fd;
	return errno == EXDEV ? -WASI_ENOTCAPABLE : -(int)last_error();
}

static bool kernel_has_openat2(int dir)
{
	struct open_how how = {.flags = O_PATH | O_CLOEXEC, .resolve = RESOLVE_BENEATH};
	long fd = syscall(SYS_openat2, dir, ".", &how, sizeof how);
	if (fd >= 0)
		close((int)fd);
	return fd >= 0 || (errno != ENOSYS && errno != EPERM);
}

/*
 * A preopened file rather than folder is known to a guest's libc as "." below itself; it is
 * opened anew, for what the guest wants of it.
 */
static bool is_file_itself(int dir, const char *path)
{
	struct stat st;
	return path[0] == '.' && !path[1] && !fstat(dir, &st) && !S_ISDIR(st.st_mode);
}

static int reopen(int fd, int flags)
{
	char self[32];
	snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
	int again = open(self, (flags & ~(O_NOFOLLOW | O_CREAT | O_EXCL)) | O_CLOEXEC);
	return again < 0 ? -(int)last_error() : again;
}

int open_beneath(int dir, const char *path, int flags, mode_t mode)
{
	static bool is_known;
	if (is_file_itself(dir, path))
		return reopen(dir, flags);
	if (path[0] == '/')
		return -WASI_ENOTCAPABLE;
	if (!is_known)
		no_openat2 = !kernel_has_openat2(dir);
	is_known = true;
	return no_openat2 ? open_by_walking(dir, path, flags, mode)
			  : open_by_kernel(dir, path, flags, mode);
}

int open_parent(int dir, char *path, const char **last)
{
	size_t end = strlen(path);
	while (end > 0 && path[end - 1] == '/')
		end--;
	size_t start = end;
	while (start > 0 && path[start - 1] != '/')
		start--;
	*last = path + start;
	if (path[0] == '/')
		return -WASI_ENOTCAPABLE;
	if (start == 0)
		return open_beneath(dir, ".", O_PATH | O_DIRECTORY, 0);
	path[start - 1] = 0;
	return open_beneath(dir, path, O_PATH | O_DIRECTORY, 0);
}

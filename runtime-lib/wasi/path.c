/*
 * The functions on paths.  Those that follow a last link open the whole path and work on the
 * descriptor; those that do not open its folder and work on the last name in it.
 */
#include "wasi/wasi.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/* A guest's path and the folder it starts from. */
struct path {
	int dir; /* the host's descriptor of the guest's folder, not owned */
	char text[PATH_MAX];
};

static uint32_t path_get(struct wb_instance *in, uint32_t dir, uint64_t rights, uint32_t addr,
	uint32_t len, struct path *out)
{
	struct fd *f;
	uint32_t err = fd_get(in, dir, rights, &f);
	if (err)
		return err;
	if (f->filetype != WASI_FILETYPE_DIRECTORY)
		return WASI_ENOTDIR;
	out->dir = f->host;
	return path_copy(in, addr, len, out->text);
}

/* ---- calls on one name ------------------------------------------------------------------- */

/* One call on the last name of a path, in its folder; 0 or -1 with errno. */
typedef int name_call(int dir, const char *name);

static uint32_t on_name(struct wb_instance *in, uint32_t dir, uint64_t right, uint32_t addr,
	uint32_t len, name_call *call)
{
	struct path p;
	const char *last;
	uint32_t err = path_get(in, dir, right, addr, len, &p);
	if (err)
		return err;
	int parent = open_parent(p.dir, p.text, &last);
	if (parent < 0)
		return (uint32_t)-parent;
	err = call(parent, last) ? last_error() : WASI_SUCCESS;
	close(parent);
	return err;
}

static int make_folder(int dir, const char *name)
{
	return mkdirat(dir, name, 0777);
}

static int remove_folder(int dir, const char *name)
{
	return unlinkat(dir, name, AT_REMOVEDIR);
}

static int remove_file(int dir, const char *name)
{
	return unlinkat(dir, name, 0);
}

uint32_t wasi_snapshot_preview1__path_create_directory(
	struct wb_instance *in, uint32_t dir, uint32_t path, uint32_t len)
{
	return on_name(in, dir, WASI_RIGHT_PATH_CREATE_DIRECTORY, path, len, make_folder);
}

uint32_t wasi_snapshot_preview1__path_remove_directory(
	struct wb_instance *in, uint32_t dir, uint32_t path, uint32_t len)
{
	return on_name(in, dir, WASI_RIGHT_PATH_REMOVE_DIRECTORY, path, len, remove_folder);
}

uint32_t wasi_snapshot_preview1__path_unlink_file(
	struct wb_instance *in, uint32_t dir, uint32_t path, uint32_t len)
{
	return on_name(in, dir, WASI_RIGHT_PATH_UNLINK_FILE, path, len, remove_file);
}

/* ---- file status ------------------------------------------------------------------------------
 */

/* The file itself, for looking only; links at the end are followed or not as *flags* say. */
static int open_to_look(const struct path *p, uint32_t flags)
{
	bool follow = flags & WASI_LOOKUP_SYMLINK_FOLLOW;
	return open_beneath(p->dir, p->text, O_PATH | (follow ? 0 : O_NOFOLLOW), 0);
}

static bool bad_lookup(uint32_t flags)
{
	return flags & ~(uint32_t)WASI_LOOKUP_SYMLINK_FOLLOW;
}

uint32_t wasi_snapshot_preview1__path_filestat_get(struct wb_instance *in, uint32_t dir,
	uint32_t flags, uint32_t path, uint32_t len, uint32_t stat_out)
{
	struct path p;
	struct stat st;
	struct wasi_filestat out;
	uint32_t err = path_get(in, dir, WASI_RIGHT_PATH_FILESTAT_GET, path, len, &p);
	if (err || bad_lookup(flags))
		return err ? err : WASI_EINVAL;
	int fd = open_to_look(&p, flags);
	if (fd < 0)
		return (uint32_t)-fd;
	int failed = fstat(fd, &st);
	err = failed ? last_error() : WASI_SUCCESS;
	close(fd);
	if (err)
		return err;
	filestat_from(&out, &st, filetype_of(&st, -1));
	return wb_put(in, stat_out, &out, sizeof out) ? WASI_SUCCESS : WASI_EFAULT;
}

/* "/proc/self/fd/N": a name for what a descriptor stands for, also where calls want names. */
static const char *name_of(int fd, char out[32])
{
	snprintf(out, 32, "/proc/self/fd/%d", fd);
	return out;
}

/* Sets the times of the file behind an O_PATH descriptor. */
static uint32_t set_times(int fd, const struct timespec times[2])
{
	char name[32];
	if (!utimensat(fd, "", times, AT_EMPTY_PATH))
		return WASI_SUCCESS;
	/* Before Linux 5.8 there is no AT_EMPTY_PATH here. */
	if (errno == EINVAL && !utimensat(AT_FDCWD, name_of(fd, name), times, 0))
		return WASI_SUCCESS;
	return last_error();
}

uint32_t wasi_snapshot_preview1__path_filestat_set_times(struct wb_instance *in, uint32_t dir,
	uint32_t flags, uint32_t path, uint32_t len, uint64_t atim, uint64_t mtim,
	uint32_t fst_flags)
{
	struct path p;
	struct timespec times[2];
	uint32_t err = path_get(in, dir, WASI_RIGHT_PATH_FILESTAT_SET_TIMES, path, len, &p);
	if (!err)
		err = bad_lookup(flags) ? WASI_EINVAL : times_from(atim, mtim, fst_flags, times);
	if (err)
		return err;
	int fd = open_to_look(&p, flags);
	if (fd < 0)
		return (uint32_t)-fd;
	err = set_times(fd, times);
	close(fd);
	return err;
}

/* ---- links -------------------------------------------------------------------------------------
 */

uint32_t wasi_snapshot_preview1__path_readlink(struct wb_instance *in, uint32_t dir, uint32_t path,
	uint32_t len, uint32_t buf, uint32_t buf_len, uint32_t used_out)
{
	struct path p;
	uint32_t err = path_get(in, dir, WASI_RIGHT_PATH_READLINK, path, len, &p);
	if (err)
		return err;
	char *to = wb_at(in, buf, buf_len);
	if (!to || !wb_at(in, used_out, 4))
		return WASI_EFAULT;
	int fd = open_to_look(&p, 0);
	if (fd < 0)
		return (uint32_t)-fd;
	char target[PATH_MAX];
	ssize_t n = readlinkat(fd, "", target, sizeof target);
	/* ENOENT is how an empty name says that the descriptor is no link. */
	err = n >= 0 ? WASI_SUCCESS : errno == ENOENT ? WASI_EINVAL : last_error();
	close(fd);
	if (err)
		return err;
	uint32_t used = (uint32_t)n < buf_len ? (uint32_t)n : buf_len;
	memcpy(to, target, used);
	wb_put_u32(in, used_out, used);
	return WASI_SUCCESS;
}

uint32_t wasi_snapshot_preview1__path_symlink(struct wb_instance *in, uint32_t old_path,
	uint32_t old_len, uint32_t dir, uint32_t new_path, uint32_t new_len)
{
	struct path p;
	char target[PATH_MAX];
	const char *last;
	uint32_t err = path_get(in, dir, WASI_RIGHT_PATH_SYMLINK, new_path, new_len, &p);
	if (!err)
		err = path_copy(in, old_path, old_len, target);
	if (err)
		return err;
	if (target[0] == '/')
		return WASI_ENOTCAPABLE; /* no guest could follow it, and no host program should */
	int parent = open_parent(p.dir, p.text, &last);
	if (parent < 0)
		return (uint32_t)-parent;
	err = symlinkat(target, parent, last) ? last_error() : WASI_SUCCESS;
	close(parent);
	return err;
}

/* Two paths: each one's folder, and the names in them. */
struct two_names {
	int from, to;
	const char *old, *new;
};

static uint32_t two_open(struct path *old, struct path *new, struct two_names *out)
{
	out->from = open_parent(old->dir, old->text, &out->old);
	if (out->from < 0)
		return (uint32_t)-out->from;
	out->to = open_parent(new->dir, new->text, &out->new);
	if (out->to >= 0)
		return WASI_SUCCESS;
	close(out->from);
	return (uint32_t)-out->to;
}

static void two_close(const struct two_names *n)
{
	close(n->from);
	close(n->to);
}

uint32_t wasi_snapshot_preview1__path_rename(struct wb_instance *in, uint32_t old_dir,
	uint32_t old_path, uint32_t old_len, uint32_t new_dir, uint32_t new_path, uint32_t new_len)
{
	struct path old, new;
	struct two_names n;
	uint32_t err =
		path_get(in, old_dir, WASI_RIGHT_PATH_RENAME_SOURCE, old_path, old_len, &old);
	if (!err)
		err = path_get(in, new_dir, WASI_RIGHT_PATH_RENAME_TARGET, new_path, new_len, &new);
	if (!err)
		err = two_open(&old, &new, &n);
	if (err)
		return err;
	err = renameat(n.from, n.old, n.to, n.new) ? last_error() : WASI_SUCCESS;
	two_close(&n);
	return err;
}

/* Links the file behind *fd*, whatever name it has now, as *name* in *dir*. */
static uint32_t link_file(int fd, int dir, const char *name)
{
	char source[32];
	int r = linkat(AT_FDCWD, name_of(fd, source), dir, name, AT_SYMLINK_FOLLOW);
	return r ? last_error() : WASI_SUCCESS;
}

static uint32_t link_followed(const struct path *old, uint32_t flags, struct path *new)
{
	const char *last;
	int fd = open_to_look(old, flags);
	if (fd < 0)
		return (uint32_t)-fd;
	int parent = open_parent(new->dir, new->text, &last);
	uint32_t err = parent < 0 ? (uint32_t)-parent : link_file(fd, parent, last);
	close(fd);
	if (parent >= 0)
		close(parent);
	return err;
}

static uint32_t link_itself(struct path *old, struct path *new)
{
	struct two_names n;
	uint32_t err = two_open(old, new, &n);
	if (err)
		return err;
	err = linkat(n.from, n.old, n.to, n.new, 0) ? last_error() : WASI_SUCCESS;
	two_close(&n);
	return err;
}

uint32_t wasi_snapshot_preview1__path_link(struct wb_instance *in, uint32_t old_dir,
	uint32_t old_flags, uint32_t old_path, uint32_t old_len, uint32_t new_dir,
	uint32_t new_path, uint32_t new_len)
{
	struct path old, new;
	uint32_t err = path_get(in, old_dir, WASI_RIGHT_PATH_LINK_SOURCE, old_path, old_len, &old);
	if (!err)
		err = path_get(in, new_dir, WASI_RIGHT_PATH_LINK_TARGET, new_path, new_len, &new);
	if (err || bad_lookup(old_flags))
		return err ? err : WASI_EINVAL;
	/* The host follows a link that a slash stands behind, wherever it leads: we do not let it.
	 */
	bool slash = old.text[strlen(old.text) - 1] == '/';
	if (slash || (old_flags & WASI_LOOKUP_SYMLINK_FOLLOW))
		return link_followed(&old, old_flags, &new);
	return link_itself(&old, &new);
}

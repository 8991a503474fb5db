/*
 * The table of guest descriptors: files, preopened folders, sockets, and what the loader adds.
 * A number is an index into one array; each entry owns its host descriptor and says what the
 * guest may do with it.
 */
#include "wasi/wasi.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "internal.h"

#define MAX_FDS (1u << 20)

/* ---- rights ------------------------------------------------------------------------------ */

#define RIGHTS_STREAM                                                                              \
	(WASI_RIGHT_FD_READ | WASI_RIGHT_FD_WRITE | WASI_RIGHT_FD_FDSTAT_SET_FLAGS |               \
		WASI_RIGHT_FD_FILESTAT_GET | WASI_RIGHT_POLL_FD_READWRITE)
#define RIGHTS_FILE                                                                                \
	(RIGHTS_STREAM | WASI_RIGHT_FD_DATASYNC | WASI_RIGHT_FD_SEEK | WASI_RIGHT_FD_SYNC |        \
		WASI_RIGHT_FD_TELL | WASI_RIGHT_FD_ADVISE | WASI_RIGHT_FD_ALLOCATE |               \
		WASI_RIGHT_FD_FILESTAT_SET_SIZE | WASI_RIGHT_FD_FILESTAT_SET_TIMES)
#define RIGHTS_FOLDER                                                                              \
	(WASI_RIGHT_FD_FDSTAT_SET_FLAGS | WASI_RIGHT_FD_SYNC | WASI_RIGHT_FD_DATASYNC |            \
		WASI_RIGHT_PATH_CREATE_DIRECTORY | WASI_RIGHT_PATH_CREATE_FILE |                   \
		WASI_RIGHT_PATH_LINK_SOURCE | WASI_RIGHT_PATH_LINK_TARGET | WASI_RIGHT_PATH_OPEN | \
		WASI_RIGHT_FD_READDIR | WASI_RIGHT_PATH_READLINK | WASI_RIGHT_PATH_RENAME_SOURCE | \
		WASI_RIGHT_PATH_RENAME_TARGET | WASI_RIGHT_PATH_FILESTAT_GET |                     \
		WASI_RIGHT_PATH_FILESTAT_SET_SIZE | WASI_RIGHT_PATH_FILESTAT_SET_TIMES |           \
		WASI_RIGHT_FD_FILESTAT_GET | WASI_RIGHT_FD_FILESTAT_SET_TIMES |                    \
		WASI_RIGHT_PATH_SYMLINK | WASI_RIGHT_PATH_REMOVE_DIRECTORY |                       \
		WASI_RIGHT_PATH_UNLINK_FILE | WASI_RIGHT_POLL_FD_READWRITE)
#define RIGHTS_SOCKET (RIGHTS_STREAM | WASI_RIGHT_SOCK_SHUTDOWN | WASI_RIGHT_SOCK_ACCEPT)

uint64_t rights_of(uint8_t filetype, bool is_tty, uint64_t *inheriting)
{
	*inheriting = 0;
	switch (filetype) {
	case WASI_FILETYPE_DIRECTORY:
		*inheriting = RIGHTS_FOLDER | RIGHTS_FILE | RIGHTS_SOCKET;
		return RIGHTS_FOLDER;
	case WASI_FILETYPE_SOCKET_DGRAM:
	case WASI_FILETYPE_SOCKET_STREAM:
		*inheriting = RIGHTS_SOCKET; /* what sock_accept() gives */
		return RIGHTS_SOCKET;
	case WASI_FILETYPE_REGULAR_FILE:
	case WASI_FILETYPE_BLOCK_DEVICE: return RIGHTS_FILE;
	/* A guest's libc takes a character device that cannot seek for a terminal. */
	case WASI_FILETYPE_CHARACTER_DEVICE: return is_tty ? RIGHTS_STREAM : RIGHTS_FILE;
	default: return RIGHTS_STREAM;
	}
}

uint8_t filetype_of(const struct stat *st, int host)
{
	switch (st->st_mode & S_IFMT) {
	case S_IFREG: return WASI_FILETYPE_REGULAR_FILE;
	case S_IFDIR: return WASI_FILETYPE_DIRECTORY;
	case S_IFLNK: return WASI_FILETYPE_SYMBOLIC_LINK;
	case S_IFCHR: return WASI_FILETYPE_CHARACTER_DEVICE;
	case S_IFBLK: return WASI_FILETYPE_BLOCK_DEVICE;
	case S_IFSOCK: break;
	default: return WASI_FILETYPE_UNKNOWN;
	}
	int type = SOCK_STREAM;
	socklen_t len = sizeof type;
	if (host >= 0)
		getsockopt(host, SOL_SOCKET, SO_TYPE, &type, &len);
	return type == SOCK_DGRAM ? WASI_FILETYPE_SOCKET_DGRAM : WASI_FILETYPE_SOCKET_STREAM;
}

/* ---- the table --------------------------------------------------------------------------- */

static void fd_release(struct fd *f)
{
	if (f->info.release)
		f->info.release(f->info.data, f->host);
	else
		close(f->host);
	free(f->preopen);
	listing_free(f->listing);
	*f = (struct fd){.host = -1};
}

static bool table_grow(struct wb_wasi *w)
{
	uint32_t n = w->n_fds ? 2 * w->n_fds : 16;
	struct fd *fds = n <= MAX_FDS ? realloc(w->fds, n * sizeof *fds) : NULL;
	if (!fds)
		return false;
	for (uint32_t i = w->n_fds; i < n; i++)
		fds[i] = (struct fd){.host = -1};
	w->fds = fds;
	w->n_fds = n;
	return true;
}

/* The lowest free number, as POSIX programs expect; -1: none. */
static int slot_find(struct wb_wasi *w)
{
	uint32_t i = w->first_free;
	while (i < w->n_fds && w->fds[i].is_open)
		i++;
	w->first_free = i;
	return i < w->n_fds || table_grow(w) ? (int)i : -1;
}

int fd_add(struct wb_instance *in, const struct fd *fd)
{
	struct wb_wasi *w = in->wasi;
	int slot = slot_find(w);
	struct fd f = *fd;
	if (slot < 0) {
		fd_release(&f);
		return -WASI_EMFILE;
	}
	f.is_open = true;
	w->fds[slot] = f;
	return slot;
}

static struct fd *lookup(const struct wb_instance *in, uint32_t fd)
{
	const struct wb_wasi *w = in->wasi;
	return w && fd < w->n_fds && w->fds[fd].is_open ? &w->fds[fd] : NULL;
}

uint32_t fd_get(struct wb_instance *in, uint32_t fd, uint64_t rights, struct fd **out)
{
	*out = lookup(in, fd);
	if (!*out)
		return WASI_EBADF;
	return ((*out)->base & rights) == rights ? WASI_SUCCESS : WASI_ENOTCAPABLE;
}

uint32_t wasi_snapshot_preview1__fd_close(struct wb_instance *in, uint32_t fd)
{
	struct wb_wasi *w = in->wasi;
	struct fd *f = lookup(in, fd);
	if (!f)
		return WASI_EBADF;
	fd_release(f);
	if (fd < w->first_free)
		w->first_free = fd;
	return WASI_SUCCESS;
}

uint32_t wasi_snapshot_preview1__fd_renumber(struct wb_instance *in, uint32_t from, uint32_t to)
{
	struct wb_wasi *w = in->wasi;
	struct fd *source = lookup(in, from), *target = lookup(in, to);
	if (!source || !target)
		return WASI_EBADF;
	if (from == to)
		return WASI_SUCCESS;
	fd_release(target);
	*target = *source;
	*source = (struct fd){.host = -1};
	if (from < w->first_free)
		w->first_free = from;
	return WASI_SUCCESS;
}

/* ---- guest.h: for the other host modules ------------------------------------------------- */

int wb_fd_insert(struct wb_instance *in, int host_fd, const struct wb_fd_info *info)
{
	struct wb_wasi *w = in->wasi;
	struct stat st;
	if (fstat(host_fd, &st))
		return -errno;
	int slot = slot_find(w);
	if (slot < 0)
		return -EMFILE;
	struct fd f = {.is_open = true, .host = host_fd, .info = *info};
	f.filetype = filetype_of(&st, host_fd);
	if (info->kind == WB_FD_FILE)
		f.base = rights_of(f.filetype, isatty(host_fd), &f.inheriting);
	else if (info->kind == WB_FD_STREAM)
		f.base = WASI_RIGHT_FD_READ | WASI_RIGHT_POLL_FD_READWRITE;
	else
		f.base = WASI_RIGHT_POLL_FD_READWRITE;
	w->fds[slot] = f;
	return slot;
}

int wb_fd_host(struct wb_instance *in, uint32_t fd, enum wb_fd_kind kind, struct wb_fd_info *info)
{
	const struct fd *f = lookup(in, fd);
	if (!f || (kind != WB_FD_ANY && f->info.kind != kind))
		return -EBADF;
	if (info)
		*info = f->info;
	return f->host;
}

int wb_fd_close(struct wb_instance *in, uint32_t fd)
{
	return wasi_snapshot_preview1__fd_close(in, fd) ? -EBADF : 0;
}

/* ---- wasi.h: the state of an instance ---------------------------------------------------- */

/* Keeps the host's 0, 1 and 2 taken, so that no file of the guest's gets our messages. */
static void release_stdio(void *data, int host)
{
	(void)data;
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null < 0)
		return;
	dup2(null, host);
	close(null);
}

static void keep_stdio(void *data, int host)
{
	(void)data, (void)host;
}

int wb_wasi_init(struct wb_instance *in, char *const *argv, char *const *envp)
{
	const struct wb_fd_info stdio = {.kind = WB_FD_FILE, .release = release_stdio};
	struct wb_wasi *w = calloc(1, sizeof *w);
	if (!w)
		return -ENOMEM;
	*w = (struct wb_wasi){.argv = argv, .envp = envp};
	in->wasi = w;
	if (!table_grow(w)) {
		wb_wasi_free(in);
		return -ENOMEM;
	}
	for (uint32_t fd = 0; fd < 3; fd++) {
		w->first_free = fd;
		wb_fd_insert(in, (int)fd, &stdio); /* closed on the host: closed here */
	}
	w->first_free = 0;
	return 0;
}

void wb_wasi_free(struct wb_instance *in)
{
	struct wb_wasi *w = in->wasi;
	if (!w)
		return;
	for (uint32_t i = 0; i < w->n_fds; i++) {
		struct fd *f = &w->fds[i];
		if (f->info.release == release_stdio)
			f->info.release = keep_stdio;
		if (f->is_open)
			fd_release(f);
	}
	free(w->fds);
	free(w);
	in->wasi = NULL;
}

int wb_wasi_preopen(struct wb_instance *in, const char *host, const char *guest, bool read_only)
{
	int fd = open(host, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 && errno == ENOTDIR) /* a file: only a place from which it is opened */
		fd = open(host, O_PATH | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	struct fd f = {.host = fd, .info = {.kind = WB_FD_FILE}};
	f.filetype = WASI_FILETYPE_DIRECTORY;
	f.base = rights_of(f.filetype, false, &f.inheriting);
	if (read_only) {
		f.base &= ~(uint64_t)RIGHTS_OF_WRITERS;
		f.inheriting &= ~(uint64_t)RIGHTS_OF_WRITERS;
	}
	f.preopen = strdup(guest);
	if (!f.preopen) {
		close(fd);
		return -ENOMEM;
	}
	struct wb_wasi *w = in->wasi;
	if (w->first_free < 3)
		w->first_free = 3; /* also where the host's 0, 1 or 2 was closed */
	return fd_add(in, &f) < 0 ? -EMFILE : 0;
}

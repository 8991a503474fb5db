/*
 * path_open: from rights and flags of the guest's to an open descriptor of the host's.
 */
#include "wasi/wasi.h"

#include <fcntl.h>
#include <unistd.h>

/* What the folder must allow for these flags, beyond path_open itself. */
static uint64_t rights_for(uint32_t oflags)
{
	uint64_t rights = WASI_RIGHT_PATH_OPEN;
	if (oflags & WASI_O_CREAT)
		rights |= WASI_RIGHT_PATH_CREATE_FILE;
	if (oflags & WASI_O_TRUNC)
		rights |= WASI_RIGHT_PATH_FILESTAT_SET_SIZE;
	return rights;
}

/* What the folder must pass on for the new descriptor to have these flags. */
static uint64_t inherited_for(uint32_t fdflags)
{
	uint64_t rights = 0;
	if (fdflags & WASI_FDFLAG_DSYNC)
		rights |= WASI_RIGHT_FD_DATASYNC;
	if (fdflags & (WASI_FDFLAG_RSYNC | WASI_FDFLAG_SYNC))
		rights |= WASI_RIGHT_FD_SYNC;
	return rights;
}

static int access_mode(uint64_t base, uint32_t oflags)
{
	const uint64_t readers = WASI_RIGHT_FD_READ | WASI_RIGHT_FD_READDIR;
	const uint64_t writers =
		WASI_RIGHT_FD_WRITE | WASI_RIGHT_FD_ALLOCATE | WASI_RIGHT_FD_FILESTAT_SET_SIZE;
	if (!(base & writers) || (oflags & WASI_O_DIRECTORY))
		return O_RDONLY;
	return base & readers ? O_RDWR : O_WRONLY;
}

static int host_flags(uint32_t dirflags, uint32_t oflags, uint32_t fdflags, uint64_t base)
{
	int flags = access_mode(base, oflags) | O_NOCTTY;
	flags |= dirflags & WASI_LOOKUP_SYMLINK_FOLLOW ? 0 : O_NOFOLLOW;
	flags |= oflags & WASI_O_CREAT ? O_CREAT : 0;
	flags |= oflags & WASI_O_DIRECTORY ? O_DIRECTORY : 0;
	flags |= oflags & WASI_O_EXCL ? O_EXCL : 0;
	flags |= oflags & WASI_O_TRUNC ? O_TRUNC : 0;
	flags |= fdflags & WASI_FDFLAG_APPEND ? O_APPEND : 0;
	flags |= fdflags & WASI_FDFLAG_DSYNC ? O_DSYNC : 0;
	flags |= fdflags & WASI_FDFLAG_NONBLOCK ? O_NONBLOCK : 0;
	flags |= fdflags & (WASI_FDFLAG_RSYNC | WASI_FDFLAG_SYNC) ? O_SYNC : 0;
	return flags;
}

static bool bad_flags(uint32_t dirflags, uint32_t oflags, uint32_t fdflags)
{
	return (dirflags & ~(uint32_t)WASI_LOOKUP_SYMLINK_FOLLOW) ||
	       (oflags & ~(uint32_t)WASI_OFLAGS_ALL) || (fdflags & ~(uint32_t)WASI_FDFLAGS_ALL) ||
	       ((oflags & WASI_O_DIRECTORY) && (oflags & (WASI_O_CREAT | WASI_O_TRUNC)));
}

/* The guest's descriptor for *host*, which it takes over; a negative errno of the guest's. */
static int adopt(
	struct wb_instance *in, int host, uint64_t base, uint64_t inheriting, uint32_t fdflags)
{
	struct stat st;
	struct fd f = {.host = host, .info = {.kind = WB_FD_FILE}};
	if (fstat(host, &st)) {
		int err = (int)last_error();
		close(host);
		return -err;
	}
	f.filetype = filetype_of(&st, host);
	f.sync_flags = fdflags & (WASI_FDFLAG_DSYNC | WASI_FDFLAG_RSYNC | WASI_FDFLAG_SYNC);
	uint64_t passed_on, possible = rights_of(f.filetype, isatty(host), &passed_on);
	f.base = base & possible;
	f.inheriting = inheriting & passed_on;
	return fd_add(in, &f);
}

uint32_t wasi_snapshot_preview1__path_open(struct wb_instance *in, uint32_t dir, uint32_t dirflags,
	uint32_t path, uint32_t len, uint32_t oflags, uint64_t rights_base,
	uint64_t rights_inheriting, uint32_t fdflags, uint32_t fd_out)
{
	char text[PATH_MAX];
	struct fd *f;
	int host;
	const int flags = host_flags(dirflags, oflags, fdflags, rights_base);
	do {
		uint32_t err = fd_get(in, dir, rights_for(oflags), &f);
		if (!err && f->filetype != WASI_FILETYPE_DIRECTORY)
			err = WASI_ENOTDIR;
		if (!err && ((rights_base | rights_inheriting | inherited_for(fdflags)) &
				    ~f->inheriting))
			err = WASI_ENOTCAPABLE;
		if (!err && bad_flags(dirflags, oflags, fdflags))
			err = WASI_EINVAL;
		if (!err)
			err = path_copy(in, path, len, text);
		if (!err && !wb_at(in, fd_out, 4))
			err = WASI_EFAULT;
		if (err)
			return err;
		host = open_beneath(f->host, text, flags, 0666);
	} while (host == -WASI_EINTR && may_restart(in)); /* a FIFO waits for its other end */
	if (host < 0)
		return (uint32_t)-host;
	int fd = adopt(in, host, rights_base, rights_inheriting, fdflags);
	if (fd < 0)
		return (uint32_t)-fd;
	wb_put_u32(in, fd_out, (uint32_t)fd);
	return WASI_SUCCESS;
}

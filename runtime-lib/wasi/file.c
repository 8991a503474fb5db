/*
 * What is known of a descriptor and of the file behind it: fdstat, filestat, size, times.
 */
#include "wasi/wasi.h"

#include <fcntl.h>
#include <unistd.h>

#define SYNC_FLAGS (WASI_FDFLAG_DSYNC | WASI_FDFLAG_RSYNC | WASI_FDFLAG_SYNC)

uint32_t wasi_snapshot_preview1__fd_fdstat_get(
	struct wb_instance *in, uint32_t fd, uint32_t stat_out)
{
	struct fd *f;
	uint32_t err = fd_get(in, fd, 0, &f);
	if (err)
		return err;
	int flags = fcntl(f->host, F_GETFL);
	if (flags < 0)
		return last_error();
	struct wasi_fdstat out;
	memset(&out, 0, sizeof out); /* the padding is the guest's to read */
	out.filetype = f->filetype;
	out.flags = f->sync_flags;
	out.flags |= flags & O_APPEND ? WASI_FDFLAG_APPEND : 0;
	out.flags |= flags & O_NONBLOCK ? WASI_FDFLAG_NONBLOCK : 0;
	out.rights_base = f->base;
	out.rights_inheriting = f->inheriting;
	return wb_put(in, stat_out, &out, sizeof out) ? WASI_SUCCESS : WASI_EFAULT;
}

uint32_t wasi_snapshot_preview1__fd_fdstat_set_flags(
	struct wb_instance *in, uint32_t fd, uint32_t flags)
{
	struct fd *f;
	uint32_t err = fd_get(in, fd, WASI_RIGHT_FD_FDSTAT_SET_FLAGS, &f);
	if (err)
		return err;
	if (flags & ~(uint32_t)WASI_FDFLAGS_ALL)
		return WASI_EINVAL;
	if ((flags & SYNC_FLAGS) != f->sync_flags)
		return WASI_ENOTSUP; /* Linux fixes them at open */
	int host = fcntl(f->host, F_GETFL);
	if (host < 0)
		return last_error();
	host &= ~(O_APPEND | O_NONBLOCK);
	host |= flags & WASI_FDFLAG_APPEND ? O_APPEND : 0;
	host |= flags & WASI_FDFLAG_NONBLOCK ? O_NONBLOCK : 0;
	return fcntl(f->host, F_SETFL, host) ? last_error() : WASI_SUCCESS;
}

uint32_t wasi_snapshot_preview1__fd_fdstat_set_rights(
	struct wb_instance *in, uint32_t fd, uint64_t base, uint64_t inheriting)
{
	struct fd *f;
	uint32_t err = fd_get(in, fd, 0, &f);
	if (err)
		return err;
	if ((base & ~f->base) || (inheriting & ~f->inheriting))
		return WASI_ENOTCAPABLE; /* rights only ever get fewer */
	f->base = base;
	f->inheriting = inheriting;
	return WASI_SUCCESS;
}

static uint64_t nanoseconds(struct timespec t)
{
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

void filestat_from(struct wasi_filestat *out, const struct stat *st, uint8_t filetype)
{
	memset(out, 0, sizeof *out);
	out->dev = st->st_dev;
	out->ino = st->st_ino;
	out->filetype = filetype;
	out->nlink = st->st_nlink;
	out->size = (uint64_t)st->st_size;
	out->atim = nanoseconds(st->st_atim);
	out->mtim = nanoseconds(st->st_mtim);
	out->ctim = nanoseconds(st->st_ctim);
}

uint32_t wasi_snapshot_preview1__fd_filestat_get(
	struct wb_instance *in, uint32_t fd, uint32_t stat_out)
{
	struct fd *f;
	struct stat st;
	struct wasi_filestat out;
	uint32_t err = fd_get(in, fd, WASI_RIGHT_FD_FILESTAT_GET, &f);
	if (err)
		return err;
	if (fstat(f->host, &st))
		return last_error();
	filestat_from(&out, &st, f->filetype);
	return wb_put(in, stat_out, &out, sizeof out) ? WASI_SUCCESS : WASI_EFAULT;
}

uint32_t wasi_snapshot_preview1__fd_filestat_set_size(
	struct wb_instance *in, uint32_t fd, uint64_t size)
{
	struct fd *f;
	uint32_t err = fd_get(in, fd, WASI_RIGHT_FD_FILESTAT_SET_SIZE, &f);
	if (err)
		return err;
	if (size > INT64_MAX)
		return WASI_EFBIG;
	return ftruncate(f->host, (off_t)size) ? last_error() : WASI_SUCCESS;
}

static struct timespec time_from(uint64_t ns, bool set, bool now)
{
	if (now)
		return (struct timespec){.tv_nsec = UTIME_NOW};
	if (!set)
		return (struct timespec){.tv_nsec = UTIME_OMIT};
	return (struct timespec){
		.tv_sec = (time_t)(ns / 1000000000u), .tv_nsec = (long)(ns % 1000000000u)};
}

uint32_t times_from(uint64_t atim, uint64_t mtim, uint32_t flags, struct timespec out[2])
{
	const uint32_t atim_both = WASI_FST_ATIM | WASI_FST_ATIM_NOW;
	const uint32_t mtim_both = WASI_FST_MTIM | WASI_FST_MTIM_NOW;
	if ((flags & ~(uint32_t)WASI_FST_ALL) || (flags & atim_both) == atim_both ||
		(flags & mtim_both) == mtim_both)
		return WASI_EINVAL;
	out[0] = time_from(atim, flags & WASI_FST_ATIM, flags & WASI_FST_ATIM_NOW);
	out[1] = time_from(mtim, flags & WASI_FST_MTIM, flags & WASI_FST_MTIM_NOW);
	return WASI_SUCCESS;
}

uint32_t wasi_snapshot_preview1__fd_filestat_set_times(
	struct wb_instance *in, uint32_t fd, uint64_t atim, uint64_t mtim, uint32_t flags)
{
	struct fd *f;
	struct timespec times[2];
	uint32_t err = fd_get(in, fd, WASI_RIGHT_FD_FILESTAT_SET_TIMES, &f);
	if (!err)
		err = times_from(atim, mtim, flags, times);
	if (err)
		return err;
	return futimens(f->host, times) ? last_error() : WASI_SUCCESS;
}

uint32_t wasi_snapshot_preview1__fd_advise(
	struct wb_instance *in, uint32_t fd, uint64_t offset, uint64_t length, uint32_t advice)
{
	static const int host_advice[] = {
		[WASI_ADVICE_NORMAL] = POSIX_FADV_NORMAL,
		[WASI_ADVICE_SEQUENTIAL] = POSIX_FADV_SEQUENTIAL,
		[WASI_ADVICE_RANDOM] = POSIX_FADV_RANDOM,
		[WASI_ADVICE_WILLNEED] = POSIX_FADV_WILLNEED,
		[WASI_ADVICE_DONTNEED] = POSIX_FADV_DONTNEED,
		[WASI_ADVICE_NOREUSE] = POSIX_FADV_NOREUSE,
	};
	struct fd *f;
	uint32_t err = fd_get(in, fd, WASI_RIGHT_FD_ADVISE, &f);
	if (err)
		return err;
	if (advice > WASI_ADVICE_NOREUSE || offset > INT64_MAX || length > INT64_MAX)
		return WASI_EINVAL;
	return wb_errno_to_guest(
		posix_fadvise(f->host, (off_t)offset, (off_t)length, host_advice[advice]));
}

uint32_t wasi_snapshot_preview1__fd_allocate(
	struct wb_instance *in, uint32_t fd, uint64_t offset, uint64_t length)
{
	struct fd *f;
	uint32_t err = fd_get(in, fd, WASI_RIGHT_FD_ALLOCATE, &f);
	if (err)
		return err;
	if (length == 0)
		return WASI_EINVAL;
	if (offset > INT64_MAX || length > INT64_MAX - offset)
		return WASI_EFBIG;
	return wb_errno_to_guest(posix_fallocate(f->host, (off_t)offset, (off_t)length));
}

/* ---- preopened folders ------------------------------------------------------------------- */

/* A guest's libc counts upwards from 3 until EBADF: that is the answer for other descriptors. */
uint32_t wasi_snapshot_preview1__fd_prestat_get(
	struct wb_instance *in, uint32_t fd, uint32_t prestat_out)
{
	struct fd *f;
	uint32_t err = fd_get(in, fd, 0, &f);
	if (err || !f->preopen)
		return WASI_EBADF;
	struct wasi_prestat out;
	memset(&out, 0, sizeof out);
	out.name_len = (uint32_t)strlen(f->preopen);
	return wb_put(in, prestat_out, &out, sizeof out) ? WASI_SUCCESS : WASI_EFAULT;
}

uint32_t wasi_snapshot_preview1__fd_prestat_dir_name(
	struct wb_instance *in, uint32_t fd, uint32_t path, uint32_t path_len)
{
	struct fd *f;
	uint32_t err = fd_get(in, fd, 0, &f);
	if (err || !f->preopen)
		return WASI_EBADF;
	uint32_t len = (uint32_t)strlen(f->preopen);
	if (path_len < len)
		return WASI_ENAMETOOLONG;
	return wb_put(in, path, f->preopen, len) ? WASI_SUCCESS : WASI_EFAULT;
}

/*
 * Reading and writing of descriptors: bytes go between the kernel and linear memory, without
 * a copy in between.
 */
#include "wasi/wasi.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

uint32_t iovs_get(
	struct wb_instance *in, uint32_t iovs, uint32_t n, struct iovec out[MAX_IOVS], int *n_out)
{
	const uint8_t *guest = wb_array_at(in, iovs, n, sizeof(struct wasi_iovec));
	if (!guest)
		return WASI_EFAULT;
	*n_out = n < MAX_IOVS ? (int)n : MAX_IOVS;
	for (int i = 0; i < *n_out; i++) {
		struct wasi_iovec v;
		memcpy(&v, guest + (size_t)i * sizeof v, sizeof v);
		out[i] = (struct iovec){.iov_base = wb_at(in, v.buf, v.len), .iov_len = v.len};
		if (!out[i].iov_base)
			return WASI_EFAULT;
	}
	return WASI_SUCCESS;
}

bool may_restart(struct wb_instance *in)
{
	return !wb_signals_deliver(in) || wb_signals_restart();
}

/*
 * The four calls differ only in this: what to do with the buffers, and where.  One buffer goes
 * through the plain call, so that a tracer sees the read or write it expects.
 */
typedef ssize_t transfer(int host, const struct iovec *iov, int n, off_t at);

static ssize_t do_read(int host, const struct iovec *iov, int n, off_t at)
{
	(void)at;
	return n == 1 ? read(host, iov->iov_base, iov->iov_len) : readv(host, iov, n);
}

static ssize_t do_write(int host, const struct iovec *iov, int n, off_t at)
{
	(void)at;
	return n == 1 ? write(host, iov->iov_base, iov->iov_len) : writev(host, iov, n);
}

/* *fd* is checked again after each signal handler: the guest may have closed it there. */
static uint32_t run(struct wb_instance *in, uint32_t fd, uint64_t rights, uint32_t iovs, uint32_t n,
	uint64_t at, uint32_t n_done_out, transfer *go)
{
	struct iovec iov[MAX_IOVS];
	int n_iov;
	struct fd *f;
	ssize_t done;
	if (at > INT64_MAX)
		return WASI_EINVAL;
	do {
		uint32_t err = fd_get(in, fd, rights, &f);
		if (!err)
			err = iovs_get(in, iovs, n, iov, &n_iov);
		if (!err && !wb_at(in, n_done_out, 4))
			err = WASI_EFAULT;
		if (err)
			return err;
		done = go(f->host, iov, n_iov, (off_t)at);
	} while (done < 0 && errno == EINTR && may_restart(in));
	if (done < 0)
		return last_error();
	wb_put_u32(in, n_done_out, (uint32_t)done);
	return WASI_SUCCESS;
}

uint32_t wasi_snapshot_preview1__fd_read(
	struct wb_instance *in, uint32_t fd, uint32_t iovs, uint32_t iovs_len, uint32_t nread_out)
{
	return run(in, fd, WASI_RIGHT_FD_READ, iovs, iovs_len, 0, nread_out, do_read);
}

uint32_t wasi_snapshot_preview1__fd_write(struct wb_instance *in, uint32_t fd, uint32_t iovs,
	uint32_t iovs_len, uint32_t nwritten_out)
{
	return run(in, fd, WASI_RIGHT_FD_WRITE, iovs, iovs_len, 0, nwritten_out, do_write);
}

uint32_t wasi_snapshot_preview1__fd_pread(struct wb_instance *in, uint32_t fd, uint32_t iovs,
	uint32_t iovs_len, uint64_t offset, uint32_t nread_out)
{
	const uint64_t rights = WASI_RIGHT_FD_READ | WASI_RIGHT_FD_SEEK;
	return run(in, fd, rights, iovs, iovs_len, offset, nread_out, preadv);
}

uint32_t wasi_snapshot_preview1__fd_pwrite(struct wb_instance *in, uint32_t fd, uint32_t iovs,
	uint32_t iovs_len, uint64_t offset, uint32_t nwritten_out)
{
	const uint64_t rights = WASI_RIGHT_FD_WRITE | WASI_RIGHT_FD_SEEK;
	return run(in, fd, rights, iovs, iovs_len, offset, nwritten_out, pwritev);
}

static uint32_t seek(struct wb_instance *in, uint32_t fd, uint64_t rights, int64_t offset,
	int whence, uint32_t offset_out)
{
	struct fd *f;
	uint32_t err = fd_get(in, fd, rights, &f);
	if (err)
		return err;
	if (!wb_at(in, offset_out, 8))
		return WASI_EFAULT;
	off_t at = lseek(f->host, offset, whence);
	if (at < 0)
		return last_error();
	wb_put_u64(in, offset_out, (uint64_t)at);
	return WASI_SUCCESS;
}

uint32_t wasi_snapshot_preview1__fd_seek(
	struct wb_instance *in, uint32_t fd, int64_t offset, uint32_t whence, uint32_t offset_out)
{
	static const int host_whence[] = {
		[WASI_SEEK_SET] = SEEK_SET, [WASI_SEEK_CUR] = SEEK_CUR, [WASI_SEEK_END] = SEEK_END};
	if (whence > WASI_SEEK_END)
		return WASI_EINVAL;
	/* Asking for the position takes less than moving it. */
	bool is_tell = whence == WASI_SEEK_CUR && offset == 0;
	uint64_t rights = is_tell ? WASI_RIGHT_FD_TELL : WASI_RIGHT_FD_SEEK;
	return seek(in, fd, rights, offset, host_whence[whence], offset_out);
}

uint32_t wasi_snapshot_preview1__fd_tell(struct wb_instance *in, uint32_t fd, uint32_t offset_out)
{
	return seek(in, fd, WASI_RIGHT_FD_TELL, 0, SEEK_CUR, offset_out);
}

uint32_t wasi_snapshot_preview1__fd_sync(struct wb_instance *in, uint32_t fd)
{
	struct fd *f;
	uint32_t err = fd_get(in, fd, WASI_RIGHT_FD_SYNC, &f);
	return err ? err : fsync(f->host) ? last_error() : WASI_SUCCESS;
}

uint32_t wasi_snapshot_preview1__fd_datasync(struct wb_instance *in, uint32_t fd)
{
	struct fd *f;
	uint32_t err = fd_get(in, fd, WASI_RIGHT_FD_DATASYNC, &f);
	return err ? err : fdatasync(f->host) ? last_error() : WASI_SUCCESS;
}

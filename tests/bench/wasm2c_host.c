/*
 * The host of a kernel that Debian's wasm2c has translated (-n kernel): the few WASI functions
 * that the kernels call, and main().  "kernel.h" is the header that wasm2c wrote; it must come
 * first on the include path.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "wasm2c_kernel.h"

struct Z_wasi_snapshot_preview1_instance_t {
	Z_kernel_instance_t *kernel;
};

typedef struct Z_wasi_snapshot_preview1_instance_t host;

enum { WASI_EBADF = 8, WASI_EINVAL = 28 };

static void *at(host *h, u32 address)
{
	return Z_kernelZ_memory(h->kernel)->data + address;
}

u32 Z_wasi_snapshot_preview1Z_clock_time_get(host *h, u32 id, u64 precision, u32 out)
{
	static const clockid_t clocks[] = {
		CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID};
	struct timespec t;
	(void)precision;
	if (id >= sizeof clocks / sizeof *clocks || clock_gettime(clocks[id], &t))
		return WASI_EINVAL;
	u64 ns = (u64)t.tv_sec * 1000000000 + (u64)t.tv_nsec;
	memcpy(at(h, out), &ns, sizeof ns);
	return 0;
}

u32 Z_wasi_snapshot_preview1Z_fd_write(host *h, u32 fd, u32 iovs, u32 n, u32 written_out)
{
	u32 written = 0;
	if (fd != 1 && fd != 2)
		return WASI_EBADF;
	for (u32 i = 0; i < n; i++) {
		u32 iov[2];
		memcpy(iov, at(h, iovs + 8 * i), sizeof iov);
		ssize_t r = write((int)fd, at(h, iov[0]), iov[1]);
		written += r > 0 ? (u32)r : 0;
	}
	memcpy(at(h, written_out), &written, sizeof written);
	return 0;
}

u32 Z_wasi_snapshot_preview1Z_fd_fdstat_get(host *h, u32 fd, u32 out)
{
	memset(at(h, out), 0, 24);
	*(u8 *)at(h, out) = 2; /* a character device */
	return fd <= 2 ? 0 : WASI_EBADF;
}

u32 Z_wasi_snapshot_preview1Z_fd_seek(host *h, u32 fd, u64 offset, u32 whence, u32 out)
{
	(void)h, (void)fd, (void)offset, (void)whence, (void)out;
	return WASI_EINVAL;
}

u32 Z_wasi_snapshot_preview1Z_fd_close(host *h, u32 fd)
{
	(void)h, (void)fd;
	return 0;
}

void Z_wasi_snapshot_preview1Z_proc_exit(host *h, u32 status)
{
	(void)h;
	exit((int)status);
}

int main(void)
{
	Z_kernel_instance_t kernel;
	host h = {&kernel};
	wasm_rt_init();
	Z_kernel_init_module();
	Z_kernel_instantiate(&kernel, &h);
	Z_kernelZ__start(&kernel);
	return 0;
}

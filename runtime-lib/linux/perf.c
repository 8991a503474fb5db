/*
 * Descriptors that WASI has no call for: perf events, event counters, and the few ioctl
 * requests that make sense for a guest.
 */
#include <errno.h>
#include <linux/perf_event.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "linux/linux.h"

static void close_host(void *data, int host_fd)
{
	(void)data;
	close(host_fd);
}

/*
 * Copies the attributes, which say their own size (0: the first version's).  Members beyond
 * ours must be zero, as the kernel has it; those that are addresses must too: breakpoints are
 * addresses of the traced program, the others (kprobe_func, uprobe_path) of strings of ours.
 */
static int copy_attr(struct wb_instance *in, uint32_t addr, struct perf_event_attr *attr)
{
	uint32_t size;

	memset(attr, 0, sizeof *attr);
	if (!wb_get(in, addr + offsetof(struct perf_event_attr, size), &size, sizeof size))
		return -EFAULT;
	if (!size)
		size = PERF_ATTR_SIZE_VER0;
	if (size < PERF_ATTR_SIZE_VER0 || size > 4096)
		return -E2BIG;
	const uint8_t *bytes = wb_at(in, addr, size);
	if (!bytes)
		return -EFAULT;
	for (uint32_t i = sizeof *attr; i < size; i++)
		if (bytes[i])
			return -E2BIG;
	memcpy(attr, bytes, size < sizeof *attr ? size : sizeof *attr);
	attr->size = sizeof *attr;
	/* dynamic types are those of kprobe, uprobe and other devices */
	return attr->type >= PERF_TYPE_MAX && attr->config1 ? -EPERM : 0;
}

int32_t linux__perf_event_open(struct wb_instance *in, uint32_t attr_at, int32_t pid, int32_t cpu,
	uint32_t group, uint32_t flags)
{
	struct wb_fd_info info = {.kind = WB_FD_STREAM, .release = close_host};
	struct perf_event_attr attr;
	int host_group = -1, fd, guest, err = copy_attr(in, attr_at, &attr);

	if (err)
		return wb_err_to_guest(err);
	if (flags & PERF_FLAG_PID_CGROUP) {
		pid = wb_fd_host(in, (uint32_t)pid, WB_FD_FILE, NULL);
		if (pid < 0)
			return wb_err_to_guest(pid);
	}
	if (group != UINT32_MAX) {
		host_group = wb_fd_host(in, group, WB_FD_STREAM, NULL);
		if (host_group < 0)
			return wb_err_to_guest(host_group);
	}
	fd = (int)syscall(__NR_perf_event_open, &attr, pid, cpu, host_group,
		(unsigned long)flags | PERF_FLAG_FD_CLOEXEC);
	if (fd < 0)
		return wb_err_to_guest(-errno);
	guest = wb_fd_insert(in, fd, &info);
	if (guest < 0)
		close(fd);
	return wb_err_to_guest(guest);
}

int32_t linux__eventfd(struct wb_instance *in, uint32_t value, int32_t flags)
{
	return linux_new_fd(in, eventfd(value, flags | EFD_CLOEXEC));
}

/* ---- ioctl ------------------------------------------------------------------------------- */

/* Requests for perf events whose argument is a number or nothing. */
static int perf_request(struct wb_instance *in, int host, uint32_t request, uint32_t argument)
{
	uint64_t value;

	switch (request) {
	case PERF_EVENT_IOC_ENABLE:
	case PERF_EVENT_IOC_DISABLE:
	case PERF_EVENT_IOC_RESET:
	case PERF_EVENT_IOC_REFRESH: return ioctl(host, request, argument) ? -errno : 0;
	case PERF_EVENT_IOC_SET_BPF: {
		int prog = wb_fd_host(in, argument, WB_FD_BPF, NULL);
		return prog < 0 ? prog : ioctl(host, request, prog) ? -errno : 0;
	}
	case PERF_EVENT_IOC_PERIOD:
		if (!wb_get(in, argument, &value, sizeof value))
			return -EFAULT;
		return ioctl(host, request, &value) ? -errno : 0;
	case PERF_EVENT_IOC_ID:
		if (ioctl(host, request, &value))
			return -errno;
		return wb_put_u64(in, argument, value) ? 0 : -EFAULT;
	}
	return -ENOTTY;
}

/* The size of the terminal, and how much can be read. */
static int file_request(struct wb_instance *in, int host, uint32_t request, uint32_t argument)
{
	struct winsize window;
	int n;

	switch (request) {
	case TIOCGWINSZ:
		if (ioctl(host, request, &window))
			return -errno;
		return wb_put(in, argument, &window, sizeof window) ? 0 : -EFAULT;
	case FIONREAD:
		if (ioctl(host, request, &n))
			return -errno;
		return wb_put(in, argument, &n, sizeof n) ? 0 : -EFAULT;
	case FIONBIO:
		if (!wb_get(in, argument, &n, sizeof n))
			return -EFAULT;
		return ioctl(host, request, &n) ? -errno : 0;
	}
	return -ENOTTY;
}

int32_t linux__ioctl(struct wb_instance *in, uint32_t fd, uint32_t request, uint32_t argument)
{
	struct wb_fd_info info;
	int host = wb_fd_host(in, fd, WB_FD_ANY, &info);

	if (host < 0)
		return wb_err_to_guest(host);
	if (info.kind == WB_FD_STREAM)
		return wb_err_to_guest(perf_request(in, host, request, argument));
	if (info.kind == WB_FD_FILE)
		return wb_err_to_guest(file_request(in, host, request, argument));
	return wb_err_to_guest(-ENOTTY);
}

/*
 * Sockets and network interfaces.  Numbers and layouts of addresses and options are Linux's on
 * both sides; only what holds a descriptor or a pointer is looked into.
 */
#include <errno.h>
#include <net/if.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "linux/linux.h"

#define MAX_OPTION 4096 /* bytes of an option's value */

static void close_host(void *data, int host_fd)
{
	(void)data;
	close(host_fd);
}

int linux_new_fd(struct wb_instance *in, int host)
{
	struct wb_fd_info info = {.kind = WB_FD_FILE, .release = close_host};
	int fd = host < 0 ? -errno : wb_fd_insert(in, host, &info);

	if (fd < 0 && host >= 0)
		close(host);
	return wb_err_to_guest(fd);
}

static int host_of(struct wb_instance *in, uint32_t fd)
{
	return wb_fd_host(in, fd, WB_FD_FILE, NULL);
}

/* ---- addresses --------------------------------------------------------------------------- */

/* The guest's address; NULL with *length 0: none; false: it is not in memory, or too long. */
static bool address_from(struct wb_instance *in, uint32_t address, uint32_t length,
	struct sockaddr_storage *copy, const struct sockaddr **out)
{
	*out = length && address ? (struct sockaddr *)copy : NULL;
	return !*out || (length <= sizeof *copy && wb_get(in, address, copy, length));
}

/* Gives an address back: as much as the guest has room for, and its length. */
static int address_to(struct wb_instance *in, uint32_t address, uint32_t length_at,
	const struct sockaddr_storage *from, uint32_t length)
{
	uint32_t room;

	if (!address || !length_at)
		return 0;
	if (!wb_get(in, length_at, &room, 4))
		return -EFAULT;
	if (room > length)
		room = length;
	return wb_put(in, address, from, room) && wb_put_u32(in, length_at, length) ? 0 : -EFAULT;
}

/* A call that a signal interrupted is made again unless a guest's handler wants it to end. */
static bool again(struct wb_instance *in)
{
	return errno == EINTR && (!wb_signals_deliver(in) || wb_signals_restart());
}

/* ---- making and connecting ----------------------------------------------------------------- */

int32_t linux__socket(struct wb_instance *in, int32_t domain, int32_t type, int32_t protocol)
{
	return linux_new_fd(in, socket(domain, type | SOCK_CLOEXEC, protocol));
}

int32_t linux__bind(struct wb_instance *in, uint32_t fd, uint32_t address, uint32_t length)
{
	struct sockaddr_storage copy;
	const struct sockaddr *to;
	int host = host_of(in, fd);

	if (host < 0)
		return wb_err_to_guest(host);
	if (!address_from(in, address, length, &copy, &to))
		return wb_err_to_guest(-EFAULT);
	return bind(host, to, length) ? wb_err_to_guest(-errno) : 0;
}

int32_t linux__connect(struct wb_instance *in, uint32_t fd, uint32_t address, uint32_t length)
{
	struct sockaddr_storage copy;
	const struct sockaddr *to;
	int host = host_of(in, fd);

	if (host < 0)
		return wb_err_to_guest(host);
	if (!address_from(in, address, length, &copy, &to))
		return wb_err_to_guest(-EFAULT);
	if (!connect(host, to, length))
		return 0;
	int error = errno;
	wb_signals_deliver(in);
	return wb_err_to_guest(-error);
}

int32_t linux__listen(struct wb_instance *in, uint32_t fd, int32_t backlog)
{
	int host = host_of(in, fd);

	return wb_err_to_guest(host < 0 ? host : listen(host, backlog) ? -errno : 0);
}

int32_t linux__accept(
	struct wb_instance *in, uint32_t fd, uint32_t address, uint32_t length_at, int32_t flags)
{
	struct sockaddr_storage from;
	socklen_t length;
	int host = host_of(in, fd), got, err;

	if (host < 0)
		return wb_err_to_guest(host);
	do {
		length = sizeof from;
		got = accept4(host, (struct sockaddr *)&from, &length, flags | SOCK_CLOEXEC);
	} while (got < 0 && again(in));
	if (got < 0)
		return wb_err_to_guest(-errno);
	err = address_to(in, address, length_at, &from, length);
	if (err) {
		close(got);
		return wb_err_to_guest(err);
	}
	return linux_new_fd(in, got);
}

int32_t linux__sockname(
	struct wb_instance *in, uint32_t fd, uint32_t peer, uint32_t address, uint32_t length_at)
{
	struct sockaddr_storage name;
	socklen_t length = sizeof name;
	int host = host_of(in, fd);

	if (host < 0)
		return wb_err_to_guest(host);
	if ((peer ? getpeername : getsockname)(host, (struct sockaddr *)&name, &length))
		return wb_err_to_guest(-errno);
	return wb_err_to_guest(address_to(in, address, length_at, &name, length));
}

/* ---- options ------------------------------------------------------------------------------- */

/* Options whose value is a descriptor of a BPF program. */
static bool holds_program(int level, int name)
{
	return level == SOL_SOCKET && (name == SO_ATTACH_BPF || name == SO_ATTACH_REUSEPORT_EBPF);
}

/* Options whose value holds host pointers (classic filters): a guest has none. */
static bool holds_pointers(int level, int name)
{
	return level == SOL_SOCKET &&
	       (name == SO_ATTACH_FILTER || name == SO_ATTACH_REUSEPORT_CBPF);
}

int32_t linux__setsockopt(struct wb_instance *in, uint32_t fd, int32_t level, int32_t name,
	uint32_t value, uint32_t length)
{
	union {
		char bytes[MAX_OPTION];
		int32_t fd;
	} copy;
	int host = host_of(in, fd);

	if (host < 0)
		return wb_err_to_guest(host);
	if (length > sizeof copy || holds_pointers(level, name))
		return wb_err_to_guest(-EINVAL);
	if (!wb_get(in, value, &copy, length))
		return wb_err_to_guest(-EFAULT);
	if (holds_program(level, name)) {
		if (length != sizeof copy.fd)
			return wb_err_to_guest(-EINVAL);
		copy.fd = wb_fd_host(in, (uint32_t)copy.fd, WB_FD_BPF, NULL);
		if (copy.fd < 0)
			return wb_err_to_guest(copy.fd);
	}
	return setsockopt(host, level, name, &copy, length) ? wb_err_to_guest(-errno) : 0;
}

int32_t linux__getsockopt(struct wb_instance *in, uint32_t fd, int32_t level, int32_t name,
	uint32_t value, uint32_t length_at)
{
	char copy[MAX_OPTION] = {0};
	uint32_t length;
	int host = host_of(in, fd);

	if (host < 0)
		return wb_err_to_guest(host);
	if (!wb_get(in, length_at, &length, 4))
		return wb_err_to_guest(-EFAULT);
	if (length > sizeof copy || (level == SOL_SOCKET && name == SO_GET_FILTER))
		return wb_err_to_guest(-EINVAL);
	socklen_t got = length;
	if (getsockopt(host, level, name, copy, &got))
		return wb_err_to_guest(-errno);
	if (got > length)
		got = length;
	return wb_put(in, value, copy, got) && wb_put_u32(in, length_at, got)
		       ? 0
		       : wb_err_to_guest(-EFAULT);
}

/* ---- data ---------------------------------------------------------------------------------- */

int32_t linux__sendto(struct wb_instance *in, uint32_t fd, uint32_t data, uint32_t size,
	int32_t flags, uint32_t address, uint32_t length)
{
	struct sockaddr_storage copy;
	const struct sockaddr *to;
	const void *bytes = wb_at(in, data, size);
	int host = host_of(in, fd);
	ssize_t n;

	if (host < 0)
		return wb_err_to_guest(host);
	if (!bytes || !address_from(in, address, length, &copy, &to))
		return wb_err_to_guest(-EFAULT);
	do
		n = sendto(host, bytes, size, flags, to, to ? length : 0);
	while (n < 0 && again(in));
	return wb_err_to_guest(n < 0 ? -errno : n);
}

int32_t linux__recvfrom(struct wb_instance *in, uint32_t fd, uint32_t data, uint32_t size,
	int32_t flags, uint32_t address, uint32_t length_at)
{
	struct sockaddr_storage from;
	socklen_t length;
	void *bytes = wb_at(in, data, size);
	int host = host_of(in, fd), err;
	ssize_t n;

	if (host < 0)
		return wb_err_to_guest(host);
	if (!bytes)
		return wb_err_to_guest(-EFAULT);
	do {
		length = sizeof from;
		n = recvfrom(host, bytes, size, flags, (struct sockaddr *)&from, &length);
	} while (n < 0 && again(in));
	if (n < 0)
		return wb_err_to_guest(-errno);
	if (length > sizeof from)
		length = sizeof from;
	err = address_to(in, address, length_at, &from, length);
	return wb_err_to_guest(err ? err : n);
}

/* ---- interfaces ---------------------------------------------------------------------------- */

int32_t linux__if_nametoindex(struct wb_instance *in, uint32_t name)
{
	const char *s = wb_str(in, name);
	unsigned index;

	if (!s)
		return wb_err_to_guest(-EFAULT);
	index = if_nametoindex(s);
	return index ? (int32_t)index : wb_err_to_guest(-errno);
}

int32_t linux__if_indextoname(struct wb_instance *in, uint32_t index, uint32_t name_out)
{
	char name[IF_NAMESIZE] = "";

	if (!if_indextoname(index, name))
		return wb_err_to_guest(-errno);
	return wb_put(in, name_out, name, sizeof name) ? 0 : wb_err_to_guest(-EFAULT);
}

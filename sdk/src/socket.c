/* socket.c: sockets; all that is said with Linux's numbers reaches the host as it is. */
#include <stddef.h>
#include <sys/socket.h>

#include "result.h"
#include "wbcc/imports.h"

int socket(int domain, int type, int protocol)
{
	return result(linux__socket(domain, type, protocol));
}

int bind(int fd, const struct sockaddr *address, socklen_t length)
{
	return result(linux__bind(fd, address, length));
}

int connect(int fd, const struct sockaddr *address, socklen_t length)
{
	return result(linux__connect(fd, address, length));
}

int listen(int fd, int backlog)
{
	return result(linux__listen(fd, backlog));
}

int accept4(int fd, struct sockaddr *restrict address, socklen_t *restrict length, int flags)
{
	return result(linux__accept(fd, address, length, flags));
}

int accept(int fd, struct sockaddr *restrict address, socklen_t *restrict length)
{
	return accept4(fd, address, length, 0);
}

int getsockname(int fd, struct sockaddr *restrict address, socklen_t *restrict length)
{
	return result(linux__sockname(fd, 0, address, length));
}

int getpeername(int fd, struct sockaddr *restrict address, socklen_t *restrict length)
{
	return result(linux__sockname(fd, 1, address, length));
}

int getsockopt(int fd, int level, int name, void *restrict value, socklen_t *restrict length)
{
	return result(linux__getsockopt(fd, level, name, value, length));
}

int setsockopt(int fd, int level, int name, const void *value, socklen_t length)
{
	return result(linux__setsockopt(fd, level, name, value, length));
}

ssize_t sendto(int fd, const void *data, size_t size, int flags, const struct sockaddr *address,
	socklen_t length)
{
	return result(linux__sendto(fd, data, size, flags, address, length));
}

ssize_t send(int fd, const void *data, size_t size, int flags)
{
	return sendto(fd, data, size, flags, NULL, 0);
}

ssize_t recvfrom(int fd, void *restrict data, size_t size, int flags,
	struct sockaddr *restrict address, socklen_t *restrict length)
{
	return result(linux__recvfrom(fd, data, size, flags, address, length));
}

ssize_t recv(int fd, void *data, size_t size, int flags)
{
	return recvfrom(fd, data, size, flags, NULL, NULL);
}

int shutdown(int fd, int how)
{
	static const unsigned hows[] = {1, 2, 3}; /* WASI's bits: read, write */

	if (how < SHUT_RD || how > SHUT_RDWR)
		return result(-EINVAL);
	return result(-(int)wasi_snapshot_preview1__sock_shutdown(fd, hows[how]));
}

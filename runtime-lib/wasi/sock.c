/*
 * Sockets: those that the guest was given.  WASI preview 1 has no way to make one.
 */
#include "wasi/wasi.h"

#include <sys/socket.h>
#include <unistd.h>

uint32_t wasi_snapshot_preview1__sock_accept(
	struct wb_instance *in, uint32_t fd, uint32_t flags, uint32_t fd_out)
{
	struct fd *f;
	int host;
	do {
		uint32_t err = fd_get(in, fd, WASI_RIGHT_SOCK_ACCEPT, &f);
		if (!err && (flags & ~(uint32_t)WASI_FDFLAG_NONBLOCK))
			err = WASI_EINVAL;
		if (!err && !wb_at(in, fd_out, 4))
			err = WASI_EFAULT;
		if (err)
			return err;
		host = accept4(f->host, NULL, NULL,
			SOCK_CLOEXEC | (flags & WASI_FDFLAG_NONBLOCK ? SOCK_NONBLOCK : 0));
	} while (host < 0 && errno == EINTR && may_restart(in));
	if (host < 0)
		return last_error();
	struct fd new = {.host = host, .info = {.kind = WB_FD_FILE}, .filetype = f->filetype};
	uint64_t passed_on, possible = rights_of(f->filetype, false, &passed_on);
	new.base = f->inheriting &possible;
	new.inheriting = f->inheriting &passed_on;
	int guest = fd_add(in, &new);
	if (guest < 0)
		return (uint32_t)-guest;
	wb_put_u32(in, fd_out, (uint32_t)guest);
	return WASI_SUCCESS;
}

/* The buffers of one message, and the descriptor it goes through. */
struct message {
	struct iovec iov[MAX_IOVS];
	struct msghdr header;
	struct fd *f;
};

static uint32_t message_get(struct wb_instance *in, uint32_t fd, uint64_t right, uint32_t iovs,
	uint32_t n, struct message *m)
{
	int n_iov;
	uint32_t err = fd_get(in, fd, right, &m->f);
	if (!err && n > MAX_IOVS)
		err = WASI_EMSGSIZE; /* a message cannot be sent or taken in parts */
	if (!err)
		err = iovs_get(in, iovs, n, m->iov, &n_iov);
	if (!err)
		m->header = (struct msghdr){.msg_iov = m->iov, .msg_iovlen = (size_t)n_iov};
	return err;
}

uint32_t wasi_snapshot_preview1__sock_recv(struct wb_instance *in, uint32_t fd, uint32_t iovs,
	uint32_t n, uint32_t ri_flags, uint32_t datalen_out, uint32_t flags_out)
{
	struct message m;
	ssize_t got;
	int flags = (ri_flags & WASI_RECV_PEEK ? MSG_PEEK : 0) |
		    (ri_flags & WASI_RECV_WAITALL ? MSG_WAITALL : 0);
	do {
		uint32_t err = message_get(in, fd, WASI_RIGHT_FD_READ, iovs, n, &m);
		if (!err && (ri_flags & ~(uint32_t)(WASI_RECV_PEEK | WASI_RECV_WAITALL)))
			err = WASI_EINVAL;
		if (!err && (!wb_at(in, datalen_out, 4) || !wb_at(in, flags_out, 2)))
			err = WASI_EFAULT;
		if (err)
			return err;
		got = recvmsg(m.f->host, &m.header, flags);
	} while (got < 0 && errno == EINTR && may_restart(in));
	if (got < 0)
		return last_error();
	uint16_t out_flags = m.header.msg_flags & MSG_TRUNC ? WASI_RECV_DATA_TRUNCATED : 0;
	wb_put_u32(in, datalen_out, (uint32_t)got);
	wb_put(in, flags_out, &out_flags, sizeof out_flags);
	return WASI_SUCCESS;
}

uint32_t wasi_snapshot_preview1__sock_send(struct wb_instance *in, uint32_t fd, uint32_t iovs,
	uint32_t n, uint32_t si_flags, uint32_t datalen_out)
{
	struct message m;
	ssize_t sent;
	do {
		uint32_t err = message_get(in, fd, WASI_RIGHT_FD_WRITE, iovs, n, &m);
		if (!err && si_flags)
			err = WASI_EINVAL; /* none are defined */
		if (!err && !wb_at(in, datalen_out, 4))
			err = WASI_EFAULT;
		if (err)
			return err;
		sent = sendmsg(m.f->host, &m.header, MSG_NOSIGNAL);
	} while (sent < 0 && errno == EINTR && may_restart(in));
	if (sent < 0)
		return last_error();
	wb_put_u32(in, datalen_out, (uint32_t)sent);
	return WASI_SUCCESS;
}

uint32_t wasi_snapshot_preview1__sock_shutdown(struct wb_instance *in, uint32_t fd, uint32_t how)
{
	static const int host_how[] = {[WASI_SHUT_RD] = SHUT_RD,
		[WASI_SHUT_WR] = SHUT_WR,
		[WASI_SHUT_RD | WASI_SHUT_WR] = SHUT_RDWR};
	struct fd *f;
	uint32_t err = fd_get(in, fd, WASI_RIGHT_SOCK_SHUTDOWN, &f);
	if (err)
		return err;
	if (how == 0 || how > (WASI_SHUT_RD | WASI_SHUT_WR))
		return WASI_EINVAL;
	return shutdown(f->host, host_how[how]) ? last_error() : WASI_SUCCESS;
}

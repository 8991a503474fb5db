/*
 * Error numbers: Linux's to the guest's.  The guest's are those of WASI preview 1, which
 * wasi-libc uses as its own errno values.
 */
#include <errno.h>

#include "wasi/abi.h"
#include "wbcc/guest.h"

/* ENOTSUP and EWOULDBLOCK have the numbers of EOPNOTSUPP and EAGAIN on Linux. */
static const uint8_t guest_errno[] = {
	[E2BIG] = WASI_E2BIG,
	[EACCES] = WASI_EACCES,
	[EADDRINUSE] = WASI_EADDRINUSE,
	[EADDRNOTAVAIL] = WASI_EADDRNOTAVAIL,
	[EAFNOSUPPORT] = WASI_EAFNOSUPPORT,
	[EAGAIN] = WASI_EAGAIN,
	[EALREADY] = WASI_EALREADY,
	[EBADF] = WASI_EBADF,
	[EBADMSG] = WASI_EBADMSG,
	[EBUSY] = WASI_EBUSY,
	[ECANCELED] = WASI_ECANCELED,
	[ECHILD] = WASI_ECHILD,
	[ECONNABORTED] = WASI_ECONNABORTED,
	[ECONNREFUSED] = WASI_ECONNREFUSED,
	[ECONNRESET] = WASI_ECONNRESET,
	[EDEADLK] = WASI_EDEADLK,
	[EDESTADDRREQ] = WASI_EDESTADDRREQ,
	[EDOM] = WASI_EDOM,
	[EDQUOT] = WASI_EDQUOT,
	[EEXIST] = WASI_EEXIST,
	[EFAULT] = WASI_EFAULT,
	[EFBIG] = WASI_EFBIG,
	[EHOSTUNREACH] = WASI_EHOSTUNREACH,
	[EIDRM] = WASI_EIDRM,
	[EILSEQ] = WASI_EILSEQ,
	[EINPROGRESS] = WASI_EINPROGRESS,
	[EINTR] = WASI_EINTR,
	[EINVAL] = WASI_EINVAL,
	[EIO] = WASI_EIO,
	[EISCONN] = WASI_EISCONN,
	[EISDIR] = WASI_EISDIR,
	[ELOOP] = WASI_ELOOP,
	[EMFILE] = WASI_EMFILE,
	[EMLINK] = WASI_EMLINK,
	[EMSGSIZE] = WASI_EMSGSIZE,
	[EMULTIHOP] = WASI_EMULTIHOP,
	[ENAMETOOLONG] = WASI_ENAMETOOLONG,
	[ENETDOWN] = WASI_ENETDOWN,
	[ENETRESET] = WASI_ENETRESET,
	[ENETUNREACH] = WASI_ENETUNREACH,
	[ENFILE] = WASI_ENFILE,
	[ENOBUFS] = WASI_ENOBUFS,
	[ENODEV] = WASI_ENODEV,
	[ENOENT] = WASI_ENOENT,
	[ENOEXEC] = WASI_ENOEXEC,
	[ENOLCK] = WASI_ENOLCK,
	[ENOLINK] = WASI_ENOLINK,
	[ENOMEM] = WASI_ENOMEM,
	[ENOMSG] = WASI_ENOMSG,
	[ENOPROTOOPT] = WASI_ENOPROTOOPT,
	[ENOSPC] = WASI_ENOSPC,
	[ENOSYS] = WASI_ENOSYS,
	[ENOTCONN] = WASI_ENOTCONN,
	[ENOTDIR] = WASI_ENOTDIR,
	[ENOTEMPTY] = WASI_ENOTEMPTY,
	[ENOTRECOVERABLE] = WASI_ENOTRECOVERABLE,
	[ENOTSOCK] = WASI_ENOTSOCK,
	[EOPNOTSUPP] = WASI_ENOTSUP,
	[ENOTTY] = WASI_ENOTTY,
	[ENXIO] = WASI_ENXIO,
	[EOVERFLOW] = WASI_EOVERFLOW,
	[EOWNERDEAD] = WASI_EOWNERDEAD,
	[EPERM] = WASI_EPERM,
	[EPIPE] = WASI_EPIPE,
	[EPROTO] = WASI_EPROTO,
	[EPROTONOSUPPORT] = WASI_EPROTONOSUPPORT,
	[EPROTOTYPE] = WASI_EPROTOTYPE,
	[ERANGE] = WASI_ERANGE,
	[EROFS] = WASI_EROFS,
	[ESPIPE] = WASI_ESPIPE,
	[ESRCH] = WASI_ESRCH,
	[ESTALE] = WASI_ESTALE,
	[ETIMEDOUT] = WASI_ETIMEDOUT,
	[ETXTBSY] = WASI_ETXTBSY,
	[EXDEV] = WASI_EXDEV,
};

/*
 * libbpf and the kernel's BPF use a few more; each has one nearest relative in WASI, which
 * keeps -EPERM, -EINVAL and "not supported" apart for guests that branch on them.
 */
static uint32_t relative(int linux_errno)
{
	switch (linux_errno) {
	case 524: return WASI_ENOTSUP; /* ENOTSUPP, the kernel's own, which BPF lets out */
	case ETIME: return WASI_ETIMEDOUT;
	case EPFNOSUPPORT: return WASI_EAFNOSUPPORT;
	case ESOCKTNOSUPPORT: return WASI_EPROTONOSUPPORT;
	case EUSERS: return WASI_EMFILE;
	case ENODATA: return WASI_ENOMSG;
	default: return WASI_EIO;
	}
}

uint32_t wb_errno_to_guest(int linux_errno)
{
	const int n = sizeof guest_errno / sizeof guest_errno[0];
	if (linux_errno == 0)
		return 0;
	if (linux_errno > 0 && linux_errno < n && guest_errno[linux_errno])
		return guest_errno[linux_errno];
	return relative(linux_errno);
}

/*
 * WASI preview 1 as it stands in guest memory: numbers, flags and layouts of
 * wasi_snapshot_preview1.witx, in the specification's order and with its names.
 *
 * Structures have the guest's layout, which for these is also the host's: all members are
 * naturally aligned and sizes are asserted below.
 */
#ifndef WB_WASI_ABI_H
#define WB_WASI_ABI_H

#include <stdint.h>

enum wasi_errno {
	WASI_SUCCESS,
	WASI_E2BIG,
	WASI_EACCES,
	WASI_EADDRINUSE,
	WASI_EADDRNOTAVAIL,
	WASI_EAFNOSUPPORT,
	WASI_EAGAIN,
	WASI_EALREADY,
	WASI_EBADF,
	WASI_EBADMSG,
	WASI_EBUSY,
	WASI_ECANCELED,
	WASI_ECHILD,
	WASI_ECONNABORTED,
	WASI_ECONNREFUSED,
	WASI_ECONNRESET,
	WASI_EDEADLK,
	WASI_EDESTADDRREQ,
	WASI_EDOM,
	WASI_EDQUOT,
	WASI_EEXIST,
	WASI_EFAULT,
	WASI_EFBIG,
	WASI_EHOSTUNREACH,
	WASI_EIDRM,
	WASI_EILSEQ,
	WASI_EINPROGRESS,
	WASI_EINTR,
	WASI_EINVAL,
	WASI_EIO,
	WASI_EISCONN,
	WASI_EISDIR,
	WASI_ELOOP,
	WASI_EMFILE,
	WASI_EMLINK,
	WASI_EMSGSIZE,
	WASI_EMULTIHOP,
	WASI_ENAMETOOLONG,
	WASI_ENETDOWN,
	WASI_ENETRESET,
	WASI_ENETUNREACH,
	WASI_ENFILE,
	WASI_ENOBUFS,
	WASI_ENODEV,
	WASI_ENOENT,
	WASI_ENOEXEC,
	WASI_ENOLCK,
	WASI_ENOLINK,
	WASI_ENOMEM,
	WASI_ENOMSG,
	WASI_ENOPROTOOPT,
	WASI_ENOSPC,
	WASI_ENOSYS,
	WASI_ENOTCONN,
	WASI_ENOTDIR,
	WASI_ENOTEMPTY,
	WASI_ENOTRECOVERABLE,
	WASI_ENOTSOCK,
	WASI_ENOTSUP,
	WASI_ENOTTY,
	WASI_ENXIO,
	WASI_EOVERFLOW,
	WASI_EOWNERDEAD,
	WASI_EPERM,
	WASI_EPIPE,
	WASI_EPROTO,
	WASI_EPROTONOSUPPORT,
	WASI_EPROTOTYPE,
	WASI_ERANGE,
	WASI_EROFS,
	WASI_ESPIPE,
	WASI_ESRCH,
	WASI_ESTALE,
	WASI_ETIMEDOUT,
	WASI_ETXTBSY,
	WASI_EXDEV,
	WASI_ENOTCAPABLE,
};

enum wasi_rights {
	WASI_RIGHT_FD_DATASYNC = 1 << 0,
	WASI_RIGHT_FD_READ = 1 << 1,
	WASI_RIGHT_FD_SEEK = 1 << 2,
	WASI_RIGHT_FD_FDSTAT_SET_FLAGS = 1 << 3,
	WASI_RIGHT_FD_SYNC = 1 << 4,
	WASI_RIGHT_FD_TELL = 1 << 5,
	WASI_RIGHT_FD_WRITE = 1 << 6,
	WASI_RIGHT_FD_ADVISE = 1 << 7,
	WASI_RIGHT_FD_ALLOCATE = 1 << 8,
	WASI_RIGHT_PATH_CREATE_DIRECTORY = 1 << 9,
	WASI_RIGHT_PATH_CREATE_FILE = 1 << 10,
	WASI_RIGHT_PATH_LINK_SOURCE = 1 << 11,
	WASI_RIGHT_PATH_LINK_TARGET = 1 << 12,
	WASI_RIGHT_PATH_OPEN = 1 << 13,
	WASI_RIGHT_FD_READDIR = 1 << 14,
	WASI_RIGHT_PATH_READLINK = 1 << 15,
	WASI_RIGHT_PATH_RENAME_SOURCE = 1 << 16,
	WASI_RIGHT_PATH_RENAME_TARGET = 1 << 17,
	WASI_RIGHT_PATH_FILESTAT_GET = 1 << 18,
	WASI_RIGHT_PATH_FILESTAT_SET_SIZE = 1 << 19,
	WASI_RIGHT_PATH_FILESTAT_SET_TIMES = 1 << 20,
	WASI_RIGHT_FD_FILESTAT_GET = 1 << 21,
	WASI_RIGHT_FD_FILESTAT_SET_SIZE = 1 << 22,
	WASI_RIGHT_FD_FILESTAT_SET_TIMES = 1 << 23,
	WASI_RIGHT_PATH_SYMLINK = 1 << 24,
	WASI_RIGHT_PATH_REMOVE_DIRECTORY = 1 << 25,
	WASI_RIGHT_PATH_UNLINK_FILE = 1 << 26,
	WASI_RIGHT_POLL_FD_READWRITE = 1 << 27,
	WASI_RIGHT_SOCK_SHUTDOWN = 1 << 28,
	WASI_RIGHT_SOCK_ACCEPT = 1 << 29,
	WASI_RIGHTS_ALL = (1 << 30) - 1,
};

enum wasi_clockid {
	WASI_CLOCK_REALTIME,
	WASI_CLOCK_MONOTONIC,
	WASI_CLOCK_PROCESS_CPUTIME_ID,
	WASI_CLOCK_THREAD_CPUTIME_ID,
};

enum wasi_filetype {
	WASI_FILETYPE_UNKNOWN,
	WASI_FILETYPE_BLOCK_DEVICE,
	WASI_FILETYPE_CHARACTER_DEVICE,
	WASI_FILETYPE_DIRECTORY,
	WASI_FILETYPE_REGULAR_FILE,
	WASI_FILETYPE_SOCKET_DGRAM,
	WASI_FILETYPE_SOCKET_STREAM,
	WASI_FILETYPE_SYMBOLIC_LINK,
};

enum wasi_fdflags {
	WASI_FDFLAG_APPEND = 1 << 0,
	WASI_FDFLAG_DSYNC = 1 << 1,
	WASI_FDFLAG_NONBLOCK = 1 << 2,
	WASI_FDFLAG_RSYNC = 1 << 3,
	WASI_FDFLAG_SYNC = 1 << 4,
	WASI_FDFLAGS_ALL = (1 << 5) - 1,
};

enum wasi_oflags {
	WASI_O_CREAT = 1 << 0,
	WASI_O_DIRECTORY = 1 << 1,
	WASI_O_EXCL = 1 << 2,
	WASI_O_TRUNC = 1 << 3,
	WASI_OFLAGS_ALL = (1 << 4) - 1,
};

enum { WASI_LOOKUP_SYMLINK_FOLLOW = 1 };

enum wasi_fstflags {
	WASI_FST_ATIM = 1 << 0,
	WASI_FST_ATIM_NOW = 1 << 1,
	WASI_FST_MTIM = 1 << 2,
	WASI_FST_MTIM_NOW = 1 << 3,
	WASI_FST_ALL = (1 << 4) - 1,
};

enum wasi_whence { WASI_SEEK_SET, WASI_SEEK_CUR, WASI_SEEK_END };

enum wasi_advice {
	WASI_ADVICE_NORMAL,
	WASI_ADVICE_SEQUENTIAL,
	WASI_ADVICE_RANDOM,
	WASI_ADVICE_WILLNEED,
	WASI_ADVICE_DONTNEED,
	WASI_ADVICE_NOREUSE,
};

enum wasi_eventtype { WASI_EVENT_CLOCK, WASI_EVENT_FD_READ, WASI_EVENT_FD_WRITE };

enum { WASI_CLOCK_ABSTIME = 1 };		    /* subclockflags */
enum { WASI_EVENT_FD_HANGUP = 1 };		    /* eventrwflags */
enum { WASI_RECV_PEEK = 1, WASI_RECV_WAITALL = 2 }; /* riflags */
enum { WASI_RECV_DATA_TRUNCATED = 1 };		    /* roflags */
enum { WASI_SHUT_RD = 1, WASI_SHUT_WR = 2 };	    /* sdflags */

struct wasi_iovec {
	uint32_t buf, len;
};

struct wasi_fdstat {
	uint8_t filetype;
	uint16_t flags;
	uint64_t rights_base, rights_inheriting;
};

struct wasi_filestat {
	uint64_t dev, ino;
	uint8_t filetype;
	uint64_t nlink, size, atim, mtim, ctim;
};

struct wasi_dirent {
	uint64_t next, ino;
	uint32_t namlen;
	uint8_t type;
};

struct wasi_prestat {
	uint8_t tag; /* 0: a folder, the only kind */
	uint32_t name_len;
};

struct wasi_subscription {
	uint64_t userdata;
	uint8_t tag; /* enum wasi_eventtype */
	union {
		struct {
			uint32_t id;
			uint64_t timeout, precision;
			uint16_t flags;
		} clock;
		uint32_t fd;
	};
};

struct wasi_event {
	uint64_t userdata;
	uint16_t error;
	uint8_t type;
	struct {
		uint64_t nbytes;
		uint16_t flags;
	} fd_readwrite;
};

_Static_assert(sizeof(struct wasi_iovec) == 8, "iovec");
_Static_assert(sizeof(struct wasi_fdstat) == 24, "fdstat");
_Static_assert(sizeof(struct wasi_filestat) == 64, "filestat");
_Static_assert(sizeof(struct wasi_dirent) == 24, "dirent");
_Static_assert(sizeof(struct wasi_prestat) == 8, "prestat");
_Static_assert(sizeof(struct wasi_subscription) == 48, "subscription");
_Static_assert(sizeof(struct wasi_event) == 32, "event");

#endif

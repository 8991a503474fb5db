/*
 * What the files of runtime-lib/wasi share: the state of one instance, its descriptors, and
 * the walk of paths.
 *
 * A function of the specification is named wasi_snapshot_preview1__NAME and returns an error
 * number of the guest's (wasi/abi.h), 0 for success.  Inside, "errno" results are such numbers
 * too; functions that give a host descriptor return it, or a negative one of them.
 */
#ifndef WB_WASI_WASI_H
#define WB_WASI_WASI_H

#include <errno.h>
#include <limits.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>

#include "wasi/abi.h"
#include "wbcc/guest.h"
#include "wbcc/host.h"
#include "wbcc/wasi.h"

/* A guest descriptor. */
struct fd {
	bool is_open;
	int host;
	struct wb_fd_info info;
	uint8_t filetype;    /* enum wasi_filetype */
	uint16_t sync_flags; /* DSYNC, RSYNC, SYNC as opened: the host cannot tell them apart */
	uint64_t base, inheriting; /* rights */
	char *preopen;		   /* the name of a preopened folder; NULL: not one; owned */
	struct listing *listing;   /* readdir.c: entries read ahead; owned */
};

struct wb_wasi {
	char *const *argv, *const *envp; /* NULL-terminated, the caller's */
	struct fd *fds;
	uint32_t n_fds;	     /* slots, open or not */
	uint32_t first_free; /* no slot below it is free */
};

/* ---- fd.c: the table ---------------------------------------------------------------------- */

/*
 * The open descriptor *fd* if it has all of *rights*: EBADF, ENOTCAPABLE.  The pointer is good
 * until the next descriptor is made.
 */
uint32_t fd_get(struct wb_instance *in, uint32_t fd, uint64_t rights, struct fd **out);
/* Takes *host* over, also on failure; the guest's number or a negative errno of the guest's. */
int fd_add(struct wb_instance *in, const struct fd *fd);
uint8_t filetype_of(const struct stat *st, int host);
/* All rights that make sense for a descriptor of this type. */
uint64_t rights_of(uint8_t filetype, bool is_tty, uint64_t *inheriting);
/* What a read-only folder withholds. */
#define RIGHTS_OF_WRITERS                                                                          \
	(WASI_RIGHT_FD_WRITE | WASI_RIGHT_FD_ALLOCATE | WASI_RIGHT_FD_FILESTAT_SET_SIZE |          \
		WASI_RIGHT_FD_FILESTAT_SET_TIMES | WASI_RIGHT_PATH_CREATE_DIRECTORY |              \
		WASI_RIGHT_PATH_CREATE_FILE | WASI_RIGHT_PATH_LINK_SOURCE |                        \
		WASI_RIGHT_PATH_LINK_TARGET | WASI_RIGHT_PATH_RENAME_SOURCE |                      \
		WASI_RIGHT_PATH_RENAME_TARGET | WASI_RIGHT_PATH_FILESTAT_SET_SIZE |                \
		WASI_RIGHT_PATH_FILESTAT_SET_TIMES | WASI_RIGHT_PATH_SYMLINK |                     \
		WASI_RIGHT_PATH_REMOVE_DIRECTORY | WASI_RIGHT_PATH_UNLINK_FILE)

/* ---- file.c, readdir.c --------------------------------------------------------------------- */

void filestat_from(struct wasi_filestat *out, const struct stat *st, uint8_t filetype);
/* The times of fd_filestat_set_times: EINVAL for flags that contradict each other. */
uint32_t times_from(uint64_t atim, uint64_t mtim, uint32_t flags, struct timespec out[2]);
void listing_free(struct listing *l);

/* ---- resolve.c: paths ---------------------------------------------------------------------- */

/*
 * Copies the guest's path, which may change under us: EFAULT, ENAMETOOLONG, EILSEQ for a NUL,
 * ENOENT for the empty one.
 */
uint32_t path_copy(struct wb_instance *in, uint32_t addr, uint32_t len, char out[PATH_MAX]);
/*
 * open(2) below the host folder *dir*, whatever the path holds and whoever changes links and
 * folders meanwhile; ENOTCAPABLE for what leads out.  O_NOFOLLOW speaks of the last component.
 */
int open_beneath(int dir, const char *path, int flags, mode_t mode);
/*
 * The folder that holds the path's last component, opened, and *last*, which points into
 * *path* with any slashes that follow it.  For calls that do not follow a link there.
 */
int open_parent(int dir, char *path, const char **last);

/* ---- io.c ----------------------------------------------------------------------------------- */

/* At most so many buffers are used; what remains is a short read or write, as POSIX allows. */
#define MAX_IOVS 1024
/* Checks and converts an array of iovecs; EFAULT.  *n_out <= MAX_IOVS. */
uint32_t iovs_get(
	struct wb_instance *in, uint32_t iovs, uint32_t n, struct iovec out[MAX_IOVS], int *n_out);
/*
 * After a call that failed with EINTR: runs the guest's signal handlers; true when the call is
 * to be made again, as after a handler with SA_RESTART or a signal that is not the guest's.
 */
bool may_restart(struct wb_instance *in);
/* The guest's number for the host's errno. */
static inline uint32_t last_error(void)
{
	return wb_errno_to_guest(errno);
}

/* ---- clock.c --------------------------------------------------------------------------------- */

/* The host's clock for the guest's; false for a number that names none. */
bool clock_of(uint32_t id, clockid_t *out);

#endif

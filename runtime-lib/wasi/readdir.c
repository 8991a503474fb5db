/*
 * fd_readdir: entries of a folder as a byte stream of `struct wasi_dirent` and names.
 *
 * The guest's cookie is the kernel's own d_off, the position behind an entry, so any cookie
 * that was given out works at any time, after a renumbering too.  What getdents64 gave ahead
 * of the guest is kept with the descriptor: a guest that removes files while it reads goes on
 * from there and neither skips nor repeats, also where positions shift under removals.
 */
#include "wasi/wasi.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

struct listing {
	uint64_t cookie; /* that of the entry at *at* */
	size_t at, len;	 /* in bytes */
	_Alignas(8) char bytes[32768];
};

/* The kernel's record (getdents64(2)). */
struct linux_dirent64 {
	uint64_t d_ino;
	int64_t d_off;
	unsigned short d_reclen;
	unsigned char d_type;
	char d_name[];
};

void listing_free(struct listing *l)
{
	free(l);
}

static uint8_t filetype_of_entry(unsigned char type)
{
	switch (type) {
	case DT_REG: return WASI_FILETYPE_REGULAR_FILE;
	case DT_DIR: return WASI_FILETYPE_DIRECTORY;
	case DT_LNK: return WASI_FILETYPE_SYMBOLIC_LINK;
	case DT_CHR: return WASI_FILETYPE_CHARACTER_DEVICE;
	case DT_BLK: return WASI_FILETYPE_BLOCK_DEVICE;
	case DT_SOCK: return WASI_FILETYPE_SOCKET_STREAM;
	default: return WASI_FILETYPE_UNKNOWN;
	}
}

/* Makes the listing of *f* stand at *cookie*. */
static uint32_t listing_seek(struct fd *f, uint64_t cookie)
{
	struct listing *l = f->listing;
	if (l && l->cookie == cookie && cookie != 0)
		return WASI_SUCCESS;
	if (!l)
		l = f->listing = malloc(sizeof *l);
	if (!l)
		return WASI_ENOMEM;
	l->at = l->len = 0;
	l->cookie = cookie;
	if (cookie > INT64_MAX)
		return WASI_EINVAL;
	return lseek(f->host, (off_t)cookie, SEEK_SET) < 0 ? last_error() : WASI_SUCCESS;
}

/* The entry that the listing stands at; NULL with *err* 0 at the end. */
static const struct linux_dirent64 *listing_entry(struct fd *f, uint32_t *err)
{
	struct listing *l = f->listing;
	if (l->at == l->len) {
		long n = syscall(SYS_getdents64, f->host, l->bytes, sizeof l->bytes);
		l->at = 0;
		l->len = n > 0 ? (size_t)n : 0;
		*err = n < 0 ? last_error() : WASI_SUCCESS;
	}
	return l->len ? (const struct linux_dirent64 *)(l->bytes + l->at) : NULL;
}

static void listing_step(struct listing *l, const struct linux_dirent64 *e)
{
	l->cookie = (uint64_t)e->d_off;
	l->at += e->d_reclen;
}

struct sink {
	uint8_t *to;
	uint32_t room, used;
};

static void put(struct sink *s, const void *data, size_t len)
{
	size_t n = len < s->room - s->used ? len : s->room - s->used;
	memcpy(s->to + s->used, data, n);
	s->used += (uint32_t)n;
}

/* False when the entry was cut: the buffer is full, and the guest will ask for it again. */
static bool put_entry(struct sink *s, const struct linux_dirent64 *e)
{
	struct wasi_dirent d;
	memset(&d, 0, sizeof d);
	d.next = (uint64_t)e->d_off;
	d.ino = e->d_ino;
	d.namlen = (uint32_t)strlen(e->d_name);
	d.type = filetype_of_entry(e->d_type);
	bool fits = sizeof d + d.namlen <= s->room - s->used;
	put(s, &d, sizeof d);
	put(s, e->d_name, d.namlen);
	return fits;
}

uint32_t wasi_snapshot_preview1__fd_readdir(struct wb_instance *in, uint32_t fd, uint32_t buf,
	uint32_t buf_len, uint64_t cookie, uint32_t used_out)
{
	struct fd *f;
	uint32_t err = fd_get(in, fd, WASI_RIGHT_FD_READDIR, &f);
	if (err)
		return err;
	struct sink s = {.to = wb_at(in, buf, buf_len), .room = buf_len};
	if (!s.to || !wb_at(in, used_out, 4))
		return WASI_EFAULT;
	err = listing_seek(f, cookie);
	while (!err && s.used < s.room) {
		const struct linux_dirent64 *e = listing_entry(f, &err);
		if (!e || !put_entry(&s, e))
			break;
		listing_step(f->listing, e);
	}
	/* What was read before an error is good; the error comes again with the next call. */
	if (err && s.used == 0)
		return err;
	wb_put_u32(in, used_out, s.used);
	return WASI_SUCCESS;
}

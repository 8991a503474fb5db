/*
 * A guest without code, for tests that call the WASI functions as lowered C does: a linear
 * memory, and a folder of its own as preopen 3.
 *
 *     TMP/                     not the guest's
 *         secret               "outside"
 *         box/                 preopen 3, named "/box"
 *             file             "hello, file"
 *             dir/inner        "inner"
 *             link -> file     dirlink -> dir    dangling -> nothing   loop -> loop
 *             up -> ..         out -> ../secret  abs -> /etc/passwd    round -> ../box/file
 */
#ifndef WASI_FIXTURE_H
#define WASI_FIXTURE_H

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "wasi/abi.h"
#include "wbcc/guest.h"
#include "wbcc/host.h"
#include "wbcc/wasi.h"

/* Where things stand in linear memory. */
enum {
	AT_OUT = 0x100,	 /* the first result */
	AT_OUT2 = 0x180, /* the second */
	AT_IOVS = 0x200,
	AT_PATH = 0x1000,
	AT_PATH2 = 0x4000,
	AT_DATA = 0x10000, /* 64 KiB */
	AT_END = 4 * 65536,
	DIR_FD = 3,
};

#define W(name) wasi_snapshot_preview1__##name
#define ALL_RIGHTS UINT64_MAX

static struct wb_memory memory;
static struct wb_instance guest = {.abi = WB_ABI, .name = "test", .memory = &memory};
static struct wb_instance *const in = &guest;
static char tmp[64], box[80];
static char *test_argv[] = {"prog", "one", "", NULL};
static char *test_env[] = {"A=1", "LONG=some text", NULL};

static inline char *host_path(const char *name)
{
	static char path[4200];
	snprintf(path, sizeof path, "%s/%s", tmp, name);
	return path;
}

static inline void host_write(const char *name, const char *text)
{
	FILE *f = fopen(host_path(name), "w");
	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	fclose(f);
}

static inline bool host_exists(const char *name)
{
	struct stat st;
	return !lstat(host_path(name), &st);
}

static inline const char *host_read(const char *name)
{
	static char text[256];
	FILE *f = fopen(host_path(name), "r");
	ck_assert_ptr_nonnull(f);
	text[fread(text, 1, sizeof text - 1, f)] = 0;
	fclose(f);
	return text;
}

static inline void host_link(const char *target, const char *name)
{
	ck_assert_int_eq(symlink(target, host_path(name)), 0);
}

static inline void setup(void)
{
	strcpy(tmp, "/tmp/wasi.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(tmp));
	snprintf(box, sizeof box, "%s/box", tmp);
	ck_assert_int_eq(mkdir(box, 0755), 0);
	ck_assert_int_eq(mkdir(host_path("box/dir"), 0755), 0);
	host_write("secret", "outside");
	host_write("box/file", "hello, file");
	host_write("box/dir/inner", "inner");
	host_link("file", "box/link");
	host_link("dir", "box/dirlink");
	host_link("nothing", "box/dangling");
	host_link("loop", "box/loop");
	host_link("..", "box/up");
	host_link("../secret", "box/out");
	host_link("/etc/passwd", "box/abs");
	host_link("../box/file", "box/round");
	ck_assert_int_eq(wb_memory_init(&memory, NULL, 4, 4), 0);
	ck_assert_int_eq(wb_wasi_init(in, test_argv, test_env), 0);
	ck_assert_int_eq(wb_wasi_preopen(in, box, "/box", false), 0);
}

static inline void teardown(void)
{
	char command[128];
	wb_wasi_free(in);
	wb_memory_free(&memory);
	snprintf(command, sizeof command, "rm -rf %s", tmp);
	ck_assert_int_eq(system(command), 0);
}

/* ---- guest memory ------------------------------------------------------------------------ */

static inline uint32_t get32(uint32_t at)
{
	uint32_t v;
	ck_assert(wb_get(in, at, &v, sizeof v));
	return v;
}

static inline uint64_t get64(uint32_t at)
{
	uint64_t v;
	ck_assert(wb_get(in, at, &v, sizeof v));
	return v;
}

/* Puts a path where the call can be given it: PATH("x") are two arguments. */
static inline uint32_t put_at(uint32_t at, const char *s)
{
	ck_assert(wb_put(in, at, s, (uint32_t)strlen(s)));
	return at;
}
#define PATH(s) put_at(AT_PATH, s), (uint32_t)strlen(s)
#define PATH2(s) put_at(AT_PATH2, s), (uint32_t)strlen(s)

/* One buffer of *len* bytes at AT_DATA: IOV(n) are two arguments. */
static inline uint32_t put_iov(uint32_t len)
{
	wb_put_u32(in, AT_IOVS, AT_DATA);
	wb_put_u32(in, AT_IOVS + 4, len);
	return AT_IOVS;
}
#define IOV(len) put_iov(len), 1

static inline const char *data(void)
{
	return (const char *)memory.base + AT_DATA;
}

/* ---- calls ------------------------------------------------------------------------------------
 */

/* Opens with the rights that a libc would ask for; the error, and the descriptor in AT_OUT. */
static inline uint32_t open_with(
	const char *path, uint32_t oflags, uint64_t rights, uint32_t fdflags)
{
	return W(path_open)(in, DIR_FD, WASI_LOOKUP_SYMLINK_FOLLOW, PATH(path), oflags, rights, 0,
		fdflags, AT_OUT);
}

#define READING                                                                                    \
	(WASI_RIGHT_FD_READ | WASI_RIGHT_FD_SEEK | WASI_RIGHT_FD_TELL |                            \
		WASI_RIGHT_FD_FILESTAT_GET | WASI_RIGHT_POLL_FD_READWRITE | WASI_RIGHT_FD_ADVISE)
#define WRITING                                                                                    \
	(READING | WASI_RIGHT_FD_WRITE | WASI_RIGHT_FD_ALLOCATE | WASI_RIGHT_FD_SYNC |             \
		WASI_RIGHT_FD_DATASYNC | WASI_RIGHT_FD_FILESTAT_SET_SIZE |                         \
		WASI_RIGHT_FD_FILESTAT_SET_TIMES | WASI_RIGHT_FD_FDSTAT_SET_FLAGS)

static inline uint32_t open_file(const char *path)
{
	ck_assert_uint_eq(open_with(path, 0, READING, 0), WASI_SUCCESS);
	return get32(AT_OUT);
}

static inline uint32_t open_new(const char *path)
{
	ck_assert_uint_eq(open_with(path, WASI_O_CREAT, WRITING, 0), WASI_SUCCESS);
	return get32(AT_OUT);
}

static inline const char *read_text(uint32_t fd)
{
	ck_assert_uint_eq(W(fd_read)(in, fd, IOV(200), AT_OUT2), WASI_SUCCESS);
	memory.base[AT_DATA + get32(AT_OUT2)] = 0;
	return data();
}

static inline void write_text(uint32_t fd, const char *text)
{
	put_at(AT_DATA, text);
	ck_assert_uint_eq(W(fd_write)(in, fd, IOV((uint32_t)strlen(text)), AT_OUT2), WASI_SUCCESS);
	ck_assert_uint_eq(get32(AT_OUT2), strlen(text));
}

static inline struct wasi_filestat stat_of(uint32_t fd)
{
	struct wasi_filestat st;
	ck_assert_uint_eq(W(fd_filestat_get)(in, fd, AT_DATA), WASI_SUCCESS);
	ck_assert(wb_get(in, AT_DATA, &st, sizeof st));
	return st;
}

/* A host descriptor as the guest's. */
static inline uint32_t give(int host)
{
	int fd = wb_fd_insert(in, host, &(struct wb_fd_info){.kind = WB_FD_FILE});
	ck_assert_int_ge(fd, 0);
	return (uint32_t)fd;
}

static inline int run_tests(const char *name, void (*add)(TCase *))
{
	Suite *s = suite_create(name);
	TCase *c = tcase_create("all");
	tcase_add_checked_fixture(c, setup, teardown);
	tcase_set_timeout(c, 300);
	add(c);
	suite_add_tcase(s, c);
	SRunner *runner = srunner_create(s);
	srunner_run_all(runner, CK_NORMAL);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#define OK(call) ck_assert_uint_eq(call, WASI_SUCCESS)
#define ERR(error, call) ck_assert_uint_eq(call, WASI_##error)

#endif

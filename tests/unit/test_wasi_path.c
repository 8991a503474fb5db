/* links: wbruntime */
/*
 * WASI functions on paths: good paths and each error of the specification.  Runs twice: as it
 * is, and under tests/wasi/no_openat2, where paths are walked component by component.
 */
#define _GNU_SOURCE
#include "wasi_fixture.h"

enum { NO_FD = 77, FOLLOW = WASI_LOOKUP_SYMLINK_FOLLOW };

static char *too_long(void)
{
	static char path[5001];
	memset(path, 'x', sizeof path - 1);
	return path;
}

static uint32_t open_at(
	uint32_t dir, const char *path, uint32_t dirflags, uint32_t oflags, uint64_t rights)
{
	return W(path_open)(in, dir, dirflags, PATH(path), oflags, rights, 0, 0, AT_OUT);
}

/* ---- path_open --------------------------------------------------------------------------- */

START_TEST(open_resolves_names_links_and_dots)
{
	static const char *const files[] = {"file", "./file", "dir/../file", "link",
		"dirlink/../file", "dir/./..//file", "dirlink/../dirlink/../link",
		"dir/../dir/../dir/../file"};
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
		ck_assert_msg(
			!strcmp(read_text(open_file(files[i])), "hello, file"), "%s", files[i]);
	ck_assert_str_eq(read_text(open_file("dirlink/inner")), "inner");
	ck_assert_str_eq(read_text(open_file("dir//inner")), "inner");
}
END_TEST

START_TEST(open_errors_of_paths)
{
	ERR(ENOENT, open_with("none", 0, READING, 0));
	ERR(ENOENT, open_with("none/file", 0, READING, 0));
	ERR(ENOENT, open_with("dangling", 0, READING, 0));
	ERR(ENOENT, open_with("", 0, READING, 0));
	ERR(ENOTDIR, open_with("file/x", 0, READING, 0));
	ERR(ENOTDIR, open_with("file/", 0, READING, 0));
	ERR(ENOTDIR, open_with("file/..", 0, READING, 0));
	ERR(ENOTDIR, open_with("link/", 0, READING, 0));
	ERR(ELOOP, open_with("loop", 0, READING, 0));
	ERR(ELOOP, open_with("loop/x", 0, READING, 0));
	ERR(ENAMETOOLONG, open_with(too_long(), 0, READING, 0));
	memset(too_long() + 300, 0, 1);
	ERR(ENAMETOOLONG, W(path_open)(in, DIR_FD, 0, put_at(AT_PATH, too_long()), 300, 0, READING,
				  0, 0, AT_OUT));
	memory.base[put_at(AT_PATH, "file") + 4] = 0;
	ERR(EILSEQ, W(path_open)(in, DIR_FD, 0, AT_PATH, 5, 0, READING, 0, 0, AT_OUT));
	ERR(EFAULT, W(path_open)(in, DIR_FD, 0, AT_END - 3, 4, 0, READING, 0, 0, AT_OUT));
	ERR(EFAULT, W(path_open)(in, DIR_FD, 0, PATH("file"), 0, READING, 0, 0, AT_END - 3));
	ERR(EBADF, open_at(NO_FD, "file", 0, 0, READING));
	ERR(ENOTCAPABLE, open_at(open_file("file"), "file", 0, 0, READING));
}
END_TEST

START_TEST(open_leads_nowhere_outside)
{
	static const char *const outside[] = {"/etc/passwd", "/", "..", "../secret", "../box/file",
		"dir/../../secret", "dirlink/../../secret", "up/secret", "up/box/file", "out",
		"abs", "round", "dir/../..", "./../secret", "up/."};
	for (size_t i = 0; i < sizeof outside / sizeof outside[0]; i++) {
		uint32_t err = open_with(outside[i], 0, 0, 0);
		ck_assert_msg(err == WASI_ENOTCAPABLE, "%s: %u", outside[i], err);
		err = open_with(outside[i], WASI_O_CREAT, WRITING, 0);
		ck_assert_msg(err == WASI_ENOTCAPABLE, "create %s: %u", outside[i], err);
	}
}
END_TEST

START_TEST(open_without_following)
{
	ERR(ELOOP, open_at(DIR_FD, "link", 0, 0, READING));
	ERR(ELOOP, open_at(DIR_FD, "out", 0, 0, READING));
	uint32_t err = open_at(DIR_FD, "dirlink", 0, WASI_O_DIRECTORY, 0);
	ck_assert(err == WASI_ELOOP || err == WASI_ENOTDIR);
	OK(open_at(DIR_FD, "dirlink/inner", 0, 0, READING));
	OK(open_at(DIR_FD, "file", 0, 0, READING));
}
END_TEST

START_TEST(open_creates)
{
	write_text(open_new("new"), "fresh");
	ck_assert_str_eq(host_read("box/new"), "fresh");
	ERR(EEXIST, open_with("new", WASI_O_CREAT | WASI_O_EXCL, WRITING, 0));
	ERR(EEXIST, open_with("dangling", WASI_O_CREAT | WASI_O_EXCL, WRITING, 0));
	ERR(EISDIR, open_with("dir", WASI_O_CREAT, WRITING, 0));
	ERR(EISDIR, open_with("newer/", WASI_O_CREAT, WRITING, 0));
	ERR(ENOENT, open_with("none/new", WASI_O_CREAT, WRITING, 0));
	OK(open_with("dangling", WASI_O_CREAT, WRITING, 0));
	ck_assert(host_exists("box/nothing"));
	OK(open_with("new", WASI_O_TRUNC, WRITING, 0));
	ck_assert_str_eq(host_read("box/new"), "");
}
END_TEST

START_TEST(open_folders)
{
	OK(open_with("dir", WASI_O_DIRECTORY, WASI_RIGHT_PATH_OPEN, 0));
	OK(open_with("dirlink/", WASI_O_DIRECTORY, WASI_RIGHT_PATH_OPEN, 0));
	OK(open_with(".", WASI_O_DIRECTORY, WASI_RIGHT_PATH_OPEN, 0));
	ERR(ENOTDIR, open_with("file", WASI_O_DIRECTORY, 0, 0));
	ERR(EISDIR, open_with("dir", 0, WASI_RIGHT_FD_WRITE, 0));
	ERR(EINVAL, open_with("new", WASI_O_DIRECTORY | WASI_O_CREAT, 0, 0));
	ERR(EINVAL, open_with("file", 1 << 4, READING, 0));
	ERR(EINVAL, open_with("file", 0, READING, 1 << 5));
	ERR(EINVAL, open_at(DIR_FD, "file", 2, 0, READING));
}
END_TEST

START_TEST(folder_of_a_folder_cannot_climb)
{
	OK(W(path_open)(in, DIR_FD, FOLLOW, PATH("dir"), WASI_O_DIRECTORY,
		WASI_RIGHT_PATH_OPEN | WASI_RIGHT_FD_READDIR, READING, 0, AT_OUT));
	uint32_t dir = get32(AT_OUT);
	OK(open_at(dir, "inner", FOLLOW, 0, READING));
	ERR(ENOTCAPABLE, open_at(dir, "../file", FOLLOW, 0, READING));
	ERR(ENOTCAPABLE, open_at(dir, "..", FOLLOW, 0, 0));
	ERR(ENOTCAPABLE, open_at(dir, "inner", FOLLOW, 0, WRITING)); /* not inherited */
}
END_TEST

START_TEST(rights_come_from_the_folder)
{
	uint64_t base = WASI_RIGHT_PATH_OPEN | WASI_RIGHT_FD_READDIR, all = 0;
	struct wasi_fdstat st;
	OK(W(fd_fdstat_get)(in, DIR_FD, AT_DATA));
	wb_get(in, AT_DATA, &st, sizeof st);
	all = st.rights_inheriting;
	OK(W(fd_fdstat_set_rights)(in, DIR_FD, base, READING | WASI_RIGHT_FD_DATASYNC));
	OK(open_with("file", 0, READING, 0));
	OK(open_with("file", 0, READING, WASI_FDFLAG_DSYNC));
	ERR(ENOTCAPABLE, open_with("file", 0, READING, WASI_FDFLAG_SYNC));
	ERR(ENOTCAPABLE, open_with("file", 0, READING | WASI_RIGHT_FD_WRITE, 0));
	ERR(ENOTCAPABLE, open_with("new", WASI_O_CREAT, READING, 0));
	ERR(ENOTCAPABLE, open_with("file", WASI_O_TRUNC, READING, 0));
	ck_assert_str_eq(host_read("box/file"), "hello, file");
	ck_assert_uint_ne(all & WASI_RIGHT_FD_WRITE, 0);
}
END_TEST

START_TEST(read_only_preopen_changes_nothing)
{
	OK(wb_wasi_preopen(in, box, "/ro", true));
	uint32_t ro = DIR_FD + 1;
	OK(open_at(ro, "file", FOLLOW, 0, READING));
	ERR(ENOTCAPABLE, open_at(ro, "file", FOLLOW, 0, WASI_RIGHT_FD_WRITE));
	ERR(ENOTCAPABLE, open_at(ro, "new", FOLLOW, WASI_O_CREAT, READING));
	ERR(ENOTCAPABLE, open_at(ro, "file", FOLLOW, WASI_O_TRUNC, READING));
	ERR(ENOTCAPABLE, W(path_unlink_file)(in, ro, PATH("file")));
	ERR(ENOTCAPABLE, W(path_create_directory)(in, ro, PATH("d")));
	ERR(ENOTCAPABLE, W(path_remove_directory)(in, ro, PATH("dir")));
	ERR(ENOTCAPABLE, W(path_rename)(in, ro, PATH("file"), ro, PATH2("f")));
	ERR(ENOTCAPABLE, W(path_rename)(in, DIR_FD, PATH("file"), ro, PATH2("f")));
	ERR(ENOTCAPABLE, W(path_link)(in, ro, 0, PATH("file"), DIR_FD, PATH2("f")));
	ERR(ENOTCAPABLE, W(path_symlink)(in, PATH("file"), ro, PATH2("f")));
	ERR(ENOTCAPABLE, W(path_filestat_set_times)(in, ro, 0, PATH("file"), 1, 1, WASI_FST_MTIM));
	OK(W(path_readlink)(in, ro, PATH("link"), AT_DATA, 100, AT_OUT));
	OK(W(path_filestat_get)(in, ro, 0, PATH("link"), AT_DATA));
}
END_TEST

START_TEST(one_file_as_a_preopen)
{
	OK(wb_wasi_preopen(in, host_path("box/file"), "/etc/file", true));
	uint32_t file = DIR_FD + 1;
	OK(open_at(file, ".", FOLLOW, 0, READING));
	ck_assert_str_eq(read_text(get32(AT_OUT)), "hello, file");
	ERR(ENOTCAPABLE, open_at(file, ".", FOLLOW, 0, WRITING));
	ERR(ENOTCAPABLE, open_at(file, ".", FOLLOW, WASI_O_TRUNC, READING));
	ERR(ENOTDIR, open_at(file, "link", FOLLOW, 0, READING));
	ERR(ENOTDIR, open_at(file, "./link", FOLLOW, 0, READING));
	static const char *const outside[] = {
		"..", "../link", "./../link", "../../secret", "/file"};
	for (size_t i = 0; i < sizeof outside / sizeof outside[0]; i++) {
		uint32_t err = open_at(file, outside[i], FOLLOW, 0, READING);
		ck_assert_msg(
			err == WASI_ENOTDIR || err == WASI_ENOTCAPABLE, "%s: %u", outside[i], err);
	}
	OK(W(path_filestat_get)(in, file, 0, PATH("."), AT_DATA));
	ERR(ENOTCAPABLE, W(path_unlink_file)(in, file, PATH(".")));
}
END_TEST

START_TEST(deep_paths)
{
	char path[4000] = "";
	for (int i = 0; i < 60; i++) {
		strcat(path, i ? "/d" : "d");
		OK(W(path_create_directory)(in, DIR_FD, PATH(path)));
	}
	strcat(path, "/f");
	open_new(path);
	path[strlen(path) - 2] = 0;
	for (int i = 0; i < 60; i++)
		strcat(path, "/..");
	strcat(path, "/file");
	ck_assert_str_eq(read_text(open_file(path)), "hello, file");
}
END_TEST

START_TEST(chains_of_links_have_an_end)
{
	char name[32], target[32];
	for (int i = 0; i < 50; i++) {
		snprintf(name, sizeof name, "box/chain%d", i);
		snprintf(target, sizeof target, i ? "chain%d" : "file", i - 1);
		host_link(target, name);
	}
	ck_assert_str_eq(read_text(open_file("chain30")), "hello, file");
	ERR(ELOOP, open_with("chain45", 0, READING, 0));
}
END_TEST

/* ---- folders: create, remove, list --------------------------------------------------------------
 */

START_TEST(create_directory)
{
	OK(W(path_create_directory)(in, DIR_FD, PATH("d")));
	OK(W(path_create_directory)(in, DIR_FD, PATH("d/e/")));
	ck_assert(host_exists("box/d/e"));
	ERR(EEXIST, W(path_create_directory)(in, DIR_FD, PATH("d")));
	ERR(EEXIST, W(path_create_directory)(in, DIR_FD, PATH("link")));
	ERR(EEXIST, W(path_create_directory)(in, DIR_FD, PATH(".")));
	ERR(ENOENT, W(path_create_directory)(in, DIR_FD, PATH("none/d")));
	ERR(ENOENT, W(path_create_directory)(in, DIR_FD, PATH("")));
	ERR(ENOTDIR, W(path_create_directory)(in, DIR_FD, PATH("file/d")));
	ERR(ENOTCAPABLE, W(path_create_directory)(in, DIR_FD, PATH("../d")));
	ERR(ENOTCAPABLE, W(path_create_directory)(in, DIR_FD, PATH("/d")));
	ERR(ENOTCAPABLE, W(path_create_directory)(in, DIR_FD, PATH("up/d")));
	ERR(EFAULT, W(path_create_directory)(in, DIR_FD, AT_END - 3, 4));
	ERR(ENAMETOOLONG, W(path_create_directory)(in, DIR_FD, PATH(too_long())));
	ERR(EBADF, W(path_create_directory)(in, NO_FD, PATH("d")));
	ck_assert(!host_exists("d"));
}
END_TEST

START_TEST(remove_directory)
{
	ERR(ENOTEMPTY, W(path_remove_directory)(in, DIR_FD, PATH("dir")));
	OK(W(path_unlink_file)(in, DIR_FD, PATH("dir/inner")));
	OK(W(path_remove_directory)(in, DIR_FD, PATH("dir/")));
	ck_assert(!host_exists("box/dir"));
	ERR(ENOENT, W(path_remove_directory)(in, DIR_FD, PATH("dir")));
	ERR(ENOTDIR, W(path_remove_directory)(in, DIR_FD, PATH("file")));
	ERR(ENOTDIR, W(path_remove_directory)(in, DIR_FD, PATH("dirlink")));
	ERR(ENOTCAPABLE, W(path_remove_directory)(in, DIR_FD, PATH("up/box")));
	ERR(ENOTCAPABLE, W(path_remove_directory)(in, DIR_FD, PATH("../box")));
	ERR(EBADF, W(path_remove_directory)(in, NO_FD, PATH("dir")));
	ERR(EFAULT, W(path_remove_directory)(in, DIR_FD, AT_END, 4));
	uint32_t err = W(path_remove_directory)(in, DIR_FD, PATH(".."));
	ck_assert(err == WASI_ENOTEMPTY || err == WASI_ENOTCAPABLE);
}
END_TEST

START_TEST(unlink_file)
{
	ERR(EISDIR, W(path_unlink_file)(in, DIR_FD, PATH("dir")));
	ERR(EISDIR, W(path_unlink_file)(in, DIR_FD, PATH("dir/")));
	ERR(ENOTDIR, W(path_unlink_file)(in, DIR_FD, PATH("file/")));
	ERR(ENOENT, W(path_unlink_file)(in, DIR_FD, PATH("none")));
	ERR(ENOTCAPABLE, W(path_unlink_file)(in, DIR_FD, PATH("../secret")));
	ERR(ENOTCAPABLE, W(path_unlink_file)(in, DIR_FD, PATH("up/secret")));
	ERR(EBADF, W(path_unlink_file)(in, NO_FD, PATH("file")));
	ERR(EFAULT, W(path_unlink_file)(in, DIR_FD, AT_END - 1, 4));
	OK(W(path_unlink_file)(in, DIR_FD, PATH("out"))); /* the link, not the secret */
	ck_assert(!host_exists("box/out") && host_exists("secret"));
	OK(W(path_unlink_file)(in, DIR_FD, PATH("dirlink/inner")));
	ck_assert(!host_exists("box/dir/inner"));
}
END_TEST

/* Reads a whole folder with a buffer of *room* bytes; the names in the order they came. */
static int list(uint32_t fd, uint32_t room, char names[][64], uint8_t *types)
{
	int n = 0;
	for (uint64_t cookie = 0;;) {
		OK(W(fd_readdir)(in, fd, AT_DATA, room, cookie, AT_OUT));
		uint32_t used = get32(AT_OUT), at = 0;
		struct wasi_dirent d;
		while (at + sizeof d <= used) {
			wb_get(in, AT_DATA + at, &d, sizeof d);
			at += (uint32_t)sizeof d;
			if (at + d.namlen > used)
				break;
			snprintf(names[n], 64, "%.*s", (int)d.namlen, data() + at);
			types[n++] = d.type;
			cookie = d.next;
			at += d.namlen;
		}
		if (used < room)
			return n;
	}
}

static int index_of(const char *name, char names[][64], int n)
{
	for (int i = 0; i < n; i++)
		if (!strcmp(names[i], name))
			return i;
	return -1;
}

START_TEST(readdir_gives_each_entry_once_whatever_the_buffer)
{
	static const uint32_t rooms[] = {65536, 200, 60, 34};
	char names[40][64];
	uint8_t types[40];
	OK(open_with(".", WASI_O_DIRECTORY, WASI_RIGHT_FD_READDIR, 0));
	uint32_t fd = get32(AT_OUT);
	for (size_t i = 0; i < sizeof rooms / sizeof rooms[0]; i++) {
		int n = list(fd, rooms[i], names, types);
		ck_assert_int_eq(n, 2 + 10);
		ck_assert_uint_eq(types[index_of("file", names, n)], WASI_FILETYPE_REGULAR_FILE);
		ck_assert_uint_eq(types[index_of("dir", names, n)], WASI_FILETYPE_DIRECTORY);
		ck_assert_uint_eq(types[index_of("link", names, n)], WASI_FILETYPE_SYMBOLIC_LINK);
		ck_assert_int_ge(index_of(".", names, n), 0);
		ck_assert_int_ge(index_of("..", names, n), 0);
	}
}
END_TEST

START_TEST(readdir_cookies_can_be_used_again)
{
	uint64_t cookies[40];
	char name[40][8];
	int n = 0;
	OK(open_with(".", WASI_O_DIRECTORY, WASI_RIGHT_FD_READDIR, 0));
	uint32_t fd = get32(AT_OUT);
	for (uint64_t cookie = 0;; n++) {
		struct wasi_dirent d;
		OK(W(fd_readdir)(in, fd, AT_DATA, 32, cookie, AT_OUT));
		if (get32(AT_OUT) == 0)
			break;
		wb_get(in, AT_DATA, &d, sizeof d);
		memcpy(name[n], data() + sizeof d, 8);
		cookies[n] = cookie;
		cookie = d.next;
	}
	ck_assert_int_eq(n, 12);
	for (int i = n - 1; i >= 0; i -= 3) {
		OK(W(fd_readdir)(in, fd, AT_DATA, 32, cookies[i], AT_OUT));
		ck_assert_mem_eq(data() + sizeof(struct wasi_dirent), name[i], 3);
	}
}
END_TEST

START_TEST(readdir_while_removing)
{
	enum { MANY = 2000 };
	char name[64];
	ck_assert_int_eq(mkdir(host_path("box/many"), 0755), 0);
	for (int i = 0; i < MANY; i++) {
		snprintf(name, sizeof name, "box/many/file-with-a-long-name-%d", i);
		host_write(name, "");
	}
	OK(W(path_open)(in, DIR_FD, 0, PATH("many"), WASI_O_DIRECTORY,
		WASI_RIGHT_FD_READDIR | WASI_RIGHT_PATH_UNLINK_FILE, 0, 0, AT_OUT));
	uint32_t fd = get32(AT_OUT);
	int removed = 0;
	for (uint64_t cookie = 0;;) {
		struct wasi_dirent d;
		OK(W(fd_readdir)(in, fd, AT_DATA, 128, cookie, AT_OUT));
		if (get32(AT_OUT) == 0)
			break;
		wb_get(in, AT_DATA, &d, sizeof d);
		cookie = d.next;
		if (d.type != WASI_FILETYPE_REGULAR_FILE)
			continue;
		OK(W(path_unlink_file)(in, fd, AT_DATA + (uint32_t)sizeof d, d.namlen));
		removed++;
	}
	ck_assert_int_eq(removed, MANY);
}
END_TEST

START_TEST(readdir_errors)
{
	ERR(EBADF, W(fd_readdir)(in, NO_FD, AT_DATA, 100, 0, AT_OUT));
	ERR(ENOTCAPABLE, W(fd_readdir)(in, open_file("file"), AT_DATA, 100, 0, AT_OUT));
	ERR(EFAULT, W(fd_readdir)(in, DIR_FD, AT_END - 99, 100, 0, AT_OUT));
	ERR(EFAULT, W(fd_readdir)(in, DIR_FD, AT_DATA, 100, 0, AT_END - 3));
	ERR(EINVAL, W(fd_readdir)(in, DIR_FD, AT_DATA, 100, UINT64_MAX, AT_OUT));
	OK(W(fd_readdir)(in, DIR_FD, AT_DATA, 0, 0, AT_OUT));
	ck_assert_uint_eq(get32(AT_OUT), 0);
	OK(W(fd_readdir)(in, DIR_FD, AT_DATA, 10, 0, AT_OUT)); /* less than one entry's head */
	ck_assert_uint_eq(get32(AT_OUT), 10);
}
END_TEST

/* ---- status and times -------------------------------------------------------------------- */

static struct wasi_filestat path_stat(const char *path, uint32_t flags)
{
	struct wasi_filestat st;
	OK(W(path_filestat_get)(in, DIR_FD, flags, PATH(path), AT_DATA));
	wb_get(in, AT_DATA, &st, sizeof st);
	return st;
}

START_TEST(path_filestat)
{
	ck_assert_uint_eq(path_stat("file", 0).size, 11);
	ck_assert_uint_eq(path_stat("link", FOLLOW).filetype, WASI_FILETYPE_REGULAR_FILE);
	ck_assert_uint_eq(path_stat("link", 0).filetype, WASI_FILETYPE_SYMBOLIC_LINK);
	ck_assert_uint_eq(path_stat("link", 0).size, 4);
	ck_assert_uint_eq(path_stat("dirlink/", 0).filetype, WASI_FILETYPE_DIRECTORY);
	ck_assert_uint_eq(path_stat("out", 0).filetype, WASI_FILETYPE_SYMBOLIC_LINK);
	ck_assert_uint_eq(path_stat(".", 0).filetype, WASI_FILETYPE_DIRECTORY);
	ERR(ENOTCAPABLE, W(path_filestat_get)(in, DIR_FD, FOLLOW, PATH("out"), AT_DATA));
	ERR(ENOTCAPABLE, W(path_filestat_get)(in, DIR_FD, 0, PATH(".."), AT_DATA));
	ERR(ENOTCAPABLE, W(path_filestat_get)(in, DIR_FD, 0, PATH("/etc/passwd"), AT_DATA));
	ERR(ENOENT, W(path_filestat_get)(in, DIR_FD, 0, PATH("none"), AT_DATA));
	ERR(ENOENT, W(path_filestat_get)(in, DIR_FD, FOLLOW, PATH("dangling"), AT_DATA));
	ERR(ENOTDIR, W(path_filestat_get)(in, DIR_FD, 0, PATH("file/"), AT_DATA));
	ERR(ELOOP, W(path_filestat_get)(in, DIR_FD, FOLLOW, PATH("loop"), AT_DATA));
	ERR(EINVAL, W(path_filestat_get)(in, DIR_FD, 2, PATH("file"), AT_DATA));
	ERR(EFAULT, W(path_filestat_get)(in, DIR_FD, 0, PATH("file"), AT_END - 63));
	ERR(EBADF, W(path_filestat_get)(in, NO_FD, 0, PATH("file"), AT_DATA));
}
END_TEST

START_TEST(path_set_times)
{
	const uint32_t both = WASI_FST_ATIM | WASI_FST_MTIM;
	OK(W(path_filestat_set_times)(in, DIR_FD, FOLLOW, PATH("link"), 100, 200, both));
	ck_assert_uint_eq(path_stat("file", 0).atim, 100);
	ck_assert_uint_eq(path_stat("file", 0).mtim, 200);
	OK(W(path_filestat_set_times)(in, DIR_FD, 0, PATH("link"), 300, 400, both));
	ck_assert_uint_eq(path_stat("link", 0).mtim, 400);
	ck_assert_uint_eq(path_stat("file", 0).mtim, 200);
	OK(W(path_filestat_set_times)(in, DIR_FD, 0, PATH("out"), 500, 600, both));
	ERR(ENOTCAPABLE,
		W(path_filestat_set_times)(in, DIR_FD, FOLLOW, PATH("out"), 100, 200, both));
	ERR(EINVAL, W(path_filestat_set_times)(
			    in, DIR_FD, 0, PATH("file"), 0, 0, WASI_FST_MTIM | WASI_FST_MTIM_NOW));
	ERR(EINVAL, W(path_filestat_set_times)(in, DIR_FD, 2, PATH("file"), 0, 0, both));
	ERR(ENOENT, W(path_filestat_set_times)(in, DIR_FD, 0, PATH("none"), 0, 0, both));
	ERR(EBADF, W(path_filestat_set_times)(in, NO_FD, 0, PATH("file"), 0, 0, both));
	ERR(EFAULT, W(path_filestat_set_times)(in, DIR_FD, 0, AT_END, 1, 0, 0, both));
}
END_TEST

/* ---- links, renaming --------------------------------------------------------------------- */

START_TEST(hard_links)
{
	OK(W(path_link)(in, DIR_FD, 0, PATH("file"), DIR_FD, PATH2("dir/hard")));
	ck_assert_str_eq(host_read("box/dir/hard"), "hello, file");
	ck_assert_uint_eq(path_stat("file", 0).nlink, 2);
	OK(W(path_link)(in, DIR_FD, 0, PATH("link"), DIR_FD, PATH2("hardlink")));
	ck_assert_uint_eq(path_stat("hardlink", 0).filetype, WASI_FILETYPE_SYMBOLIC_LINK);
	OK(W(path_link)(in, DIR_FD, FOLLOW, PATH("link"), DIR_FD, PATH2("followed")));
	ck_assert_uint_eq(path_stat("file", 0).nlink, 3);
	ERR(EEXIST, W(path_link)(in, DIR_FD, 0, PATH("file"), DIR_FD, PATH2("link")));
	ERR(EPERM, W(path_link)(in, DIR_FD, 0, PATH("dir"), DIR_FD, PATH2("d")));
	ERR(ENOENT, W(path_link)(in, DIR_FD, 0, PATH("none"), DIR_FD, PATH2("d")));
	ERR(ENOENT, W(path_link)(in, DIR_FD, 0, PATH("file"), DIR_FD, PATH2("none/d")));
	ERR(ENOTCAPABLE, W(path_link)(in, DIR_FD, 0, PATH("../secret"), DIR_FD, PATH2("d")));
	ERR(ENOTCAPABLE, W(path_link)(in, DIR_FD, FOLLOW, PATH("out"), DIR_FD, PATH2("d")));
	ERR(ENOTCAPABLE, W(path_link)(in, DIR_FD, 0, PATH("up/"), DIR_FD, PATH2("d")));
	ERR(ENOTCAPABLE, W(path_link)(in, DIR_FD, 0, PATH("file"), DIR_FD, PATH2("../d")));
	ERR(EINVAL, W(path_link)(in, DIR_FD, 2, PATH("file"), DIR_FD, PATH2("d")));
	ERR(EBADF, W(path_link)(in, NO_FD, 0, PATH("file"), DIR_FD, PATH2("d")));
	ERR(EBADF, W(path_link)(in, DIR_FD, 0, PATH("file"), NO_FD, PATH2("d")));
	ERR(EFAULT, W(path_link)(in, DIR_FD, 0, AT_END, 1, DIR_FD, PATH2("d")));
	ERR(EFAULT, W(path_link)(in, DIR_FD, 0, PATH("file"), DIR_FD, AT_END, 1));
}
END_TEST

START_TEST(symbolic_links)
{
	OK(W(path_symlink)(in, PATH("dir/inner"), DIR_FD, PATH2("sym")));
	ck_assert_str_eq(read_text(open_file("sym")), "inner");
	OK(W(path_symlink)(in, PATH("../secret"), DIR_FD, PATH2("evil")));
	ERR(ENOTCAPABLE, open_with("evil", 0, READING, 0));
	ERR(ENOTCAPABLE, W(path_symlink)(in, PATH("/etc/passwd"), DIR_FD, PATH2("evil2")));
	ck_assert(!host_exists("box/evil2"));
	ERR(EEXIST, W(path_symlink)(in, PATH("x"), DIR_FD, PATH2("file")));
	ERR(ENOENT, W(path_symlink)(in, PATH("x"), DIR_FD, PATH2("none/y")));
	ERR(ENOENT, W(path_symlink)(in, PATH(""), DIR_FD, PATH2("y")));
	ERR(ENOTCAPABLE, W(path_symlink)(in, PATH("x"), DIR_FD, PATH2("../y")));
	ERR(EBADF, W(path_symlink)(in, PATH("x"), NO_FD, PATH2("y")));
	ERR(EFAULT, W(path_symlink)(in, AT_END, 1, DIR_FD, PATH2("y")));
	ERR(EFAULT, W(path_symlink)(in, PATH("x"), DIR_FD, AT_END, 1));
}
END_TEST

START_TEST(readlink_cuts_to_the_buffer)
{
	OK(W(path_readlink)(in, DIR_FD, PATH("out"), AT_DATA, 100, AT_OUT));
	ck_assert_uint_eq(get32(AT_OUT), 9);
	ck_assert_mem_eq(data(), "../secret", 9);
	memory.base[AT_DATA + 3] = '!';
	OK(W(path_readlink)(in, DIR_FD, PATH("link"), AT_DATA, 3, AT_OUT));
	ck_assert_uint_eq(get32(AT_OUT), 3);
	ck_assert_mem_eq(data(), "fil!", 4);
	OK(W(path_readlink)(in, DIR_FD, PATH("link"), AT_DATA, 0, AT_OUT));
	ck_assert_uint_eq(get32(AT_OUT), 0);
	ERR(EINVAL, W(path_readlink)(in, DIR_FD, PATH("file"), AT_DATA, 100, AT_OUT));
	ERR(EINVAL, W(path_readlink)(in, DIR_FD, PATH("dirlink/"), AT_DATA, 100, AT_OUT));
	ERR(ENOENT, W(path_readlink)(in, DIR_FD, PATH("none"), AT_DATA, 100, AT_OUT));
	ERR(ENOTCAPABLE, W(path_readlink)(in, DIR_FD, PATH("../box/link"), AT_DATA, 100, AT_OUT));
	ERR(ENOTCAPABLE, W(path_readlink)(in, DIR_FD, PATH("up/"), AT_DATA, 100, AT_OUT));
	ERR(EFAULT, W(path_readlink)(in, DIR_FD, PATH("link"), AT_END - 9, 10, AT_OUT));
	ERR(EFAULT, W(path_readlink)(in, DIR_FD, PATH("link"), AT_DATA, 10, AT_END - 3));
	ERR(EBADF, W(path_readlink)(in, NO_FD, PATH("link"), AT_DATA, 100, AT_OUT));
}
END_TEST

static uint32_t rename_to(const char *old, const char *new)
{
	return W(path_rename)(in, DIR_FD, PATH(old), DIR_FD, PATH2(new));
}

START_TEST(renaming)
{
	OK(rename_to("file", "dir/moved"));
	ck_assert(!host_exists("box/file"));
	ck_assert_str_eq(host_read("box/dir/moved"), "hello, file");
	OK(rename_to("dir/moved", "dir/inner")); /* replaces */
	ck_assert_str_eq(host_read("box/dir/inner"), "hello, file");
	OK(rename_to("out", "out2")); /* the link itself */
	ck_assert(host_exists("secret") && host_exists("box/out2"));
	OK(rename_to("dir", "folder"));
	OK(rename_to("folder/", "folder2/"));
	ERR(ENOENT, rename_to("none", "x"));
	ERR(ENOENT, rename_to("folder2", "none/x"));
	ERR(ENOTDIR, rename_to("folder2", "link"));
	ERR(EISDIR, rename_to("link", "folder2"));
	ERR(ENOTDIR, rename_to("link/", "x"));
	ERR(EINVAL, rename_to("folder2", "folder2/x"));
	ERR(ENOTCAPABLE, rename_to("../secret", "x"));
	ERR(ENOTCAPABLE, rename_to("folder2", "../x"));
	ERR(ENOTCAPABLE, rename_to("up/secret", "x"));
	ERR(ENOTCAPABLE, rename_to("link", "/tmp/x"));
	ERR(EBADF, W(path_rename)(in, NO_FD, PATH("link"), DIR_FD, PATH2("x")));
	ERR(EBADF, W(path_rename)(in, DIR_FD, PATH("link"), NO_FD, PATH2("x")));
	ERR(EFAULT, W(path_rename)(in, DIR_FD, AT_END, 1, DIR_FD, PATH2("x")));
	ERR(EFAULT, W(path_rename)(in, DIR_FD, PATH("link"), DIR_FD, AT_END, 1));
	OK(W(path_create_directory)(in, DIR_FD, PATH("full")));
	open_new("full/x");
	ERR(ENOTEMPTY, rename_to("folder2", "full"));
}
END_TEST

static void add(TCase *c)
{
	tcase_add_test(c, open_resolves_names_links_and_dots);
	tcase_add_test(c, open_errors_of_paths);
	tcase_add_test(c, open_leads_nowhere_outside);
	tcase_add_test(c, open_without_following);
	tcase_add_test(c, open_creates);
	tcase_add_test(c, open_folders);
	tcase_add_test(c, folder_of_a_folder_cannot_climb);
	tcase_add_test(c, rights_come_from_the_folder);
	tcase_add_test(c, read_only_preopen_changes_nothing);
	tcase_add_test(c, one_file_as_a_preopen);
	tcase_add_test(c, deep_paths);
	tcase_add_test(c, chains_of_links_have_an_end);
	tcase_add_test(c, create_directory);
	tcase_add_test(c, remove_directory);
	tcase_add_test(c, unlink_file);
	tcase_add_test(c, readdir_gives_each_entry_once_whatever_the_buffer);
	tcase_add_test(c, readdir_cookies_can_be_used_again);
	tcase_add_test(c, readdir_while_removing);
	tcase_add_test(c, readdir_errors);
	tcase_add_test(c, path_filestat);
	tcase_add_test(c, path_set_times);
	tcase_add_test(c, hard_links);
	tcase_add_test(c, symbolic_links);
	tcase_add_test(c, readlink_cuts_to_the_buffer);
	tcase_add_test(c, renaming);
}

int main(void)
{
	return run_tests("wasi paths", add);
}

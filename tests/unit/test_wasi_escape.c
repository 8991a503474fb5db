/* links: wbruntime */
/*
 * The sandbox under attack: while the guest's calls run, another process swaps links and
 * folders beside it.  No call may ever reach the secret outside, and each test goes on until
 * both sides of its race were really seen.
 */
#define _GNU_SOURCE
#include "wasi_fixture.h"

enum { FOLLOW = WASI_LOOKUP_SYMLINK_FOLLOW, AT_LEAST = 3000, AT_MOST = 2000000 };

/* ---- the attacker ------------------------------------------------------------------------ */

static pid_t attacker;

static void exchange(const char *a, const char *b)
{
	char *first = strdup(host_path(a));
	renameat2(AT_FDCWD, first, AT_FDCWD, host_path(b), RENAME_EXCHANGE);
	free(first);
}

/* Starts a process that exchanges two names again and again. */
static void attack(const char *a, const char *b)
{
	attacker = fork();
	ck_assert_int_ge(attacker, 0);
	while (attacker == 0)
		exchange(a, b);
}

static void attack_end(void)
{
	kill(attacker, SIGKILL);
	waitpid(attacker, NULL, 0);
}

/* box/swap is in turn a folder of the guest's and a link to one outside it. */
static void lay_trap(void)
{
	ck_assert_int_eq(mkdir(host_path("box/swap"), 0755), 0);
	ck_assert_int_eq(mkdir(host_path("outside"), 0755), 0);
	host_link("../outside", "box/swap2");
}

/* What one call did, seen from outside. */
enum outcome { REFUSED, INSIDE, ESCAPED };

/* Runs *attempt* until both outcomes of the race were seen; an escape fails at once. */
static void race(enum outcome (*attempt)(int i))
{
	int seen[3] = {0};
	attack("box/swap", "box/swap2");
	for (int i = 0; i < AT_MOST; i++) {
		seen[attempt(i)]++;
		if (seen[ESCAPED] || (i >= AT_LEAST && seen[REFUSED] && seen[INSIDE]))
			break;
	}
	attack_end();
	ck_assert_int_eq(seen[ESCAPED], 0);
	ck_assert_int_gt(seen[REFUSED], 0);
	ck_assert_int_gt(seen[INSIDE], 0);
}

/* ---- the guest's attempts ----------------------------------------------------------------------
 */

static enum outcome try_open(int i)
{
	(void)i;
	if (open_with("swap/data", 0, READING, 0))
		return REFUSED;
	uint32_t fd = get32(AT_OUT);
	enum outcome o = strcmp(read_text(fd), "outside") ? INSIDE : ESCAPED;
	OK(W(fd_close)(in, fd));
	return o;
}

START_TEST(open_while_a_folder_becomes_a_link)
{
	lay_trap();
	host_write("box/swap/data", "inside");
	host_write("outside/data", "outside");
	race(try_open);
}
END_TEST

static enum outcome try_create(int i)
{
	char name[32];
	snprintf(name, sizeof name, "swap/new%d", i % 100);
	if (open_with(name, WASI_O_CREAT, WRITING, 0))
		return REFUSED;
	OK(W(fd_close)(in, get32(AT_OUT)));
	snprintf(name, sizeof name, "outside/new%d", i % 100);
	return host_exists(name) ? ESCAPED : INSIDE;
}

START_TEST(create_while_a_folder_becomes_a_link)
{
	lay_trap();
	race(try_create);
}
END_TEST

static enum outcome try_mkdir(int i)
{
	char name[32];
	snprintf(name, sizeof name, "swap/d%d", i);
	uint32_t err = W(path_create_directory)(in, DIR_FD, PATH(name));
	snprintf(name, sizeof name, "outside/d%d", i);
	return host_exists(name) ? ESCAPED : err ? REFUSED : INSIDE;
}

START_TEST(mkdir_while_a_folder_becomes_a_link)
{
	lay_trap();
	race(try_mkdir);
}
END_TEST

static enum outcome try_unlink(int i)
{
	(void)i;
	uint32_t err = W(path_unlink_file)(in, DIR_FD, PATH("swap/victim"));
	if (!host_exists("outside/victim"))
		return ESCAPED;
	if (err == WASI_ENOTCAPABLE)
		return REFUSED;
	open_with("swap/victim", WASI_O_CREAT, WRITING, 0); /* for the next round */
	W(fd_close)(in, get32(AT_OUT));
	return err ? REFUSED : INSIDE;
}

START_TEST(unlink_while_a_folder_becomes_a_link)
{
	lay_trap();
	host_write("box/swap/victim", "");
	host_write("outside/victim", "");
	race(try_unlink);
}
END_TEST

static enum outcome try_rename(int i)
{
	const char *from = i % 2 ? "swap/victim" : "here", *to = i % 2 ? "here" : "swap/victim";
	uint32_t err = W(path_rename)(in, DIR_FD, PATH(from), DIR_FD, PATH2(to));
	if (strcmp(host_read("outside/victim"), "outside"))
		return ESCAPED;
	return err ? REFUSED : INSIDE;
}

START_TEST(rename_while_a_folder_becomes_a_link)
{
	lay_trap();
	host_write("box/here", "inside");
	host_write("outside/victim", "outside");
	race(try_rename);
}
END_TEST

static enum outcome try_link(int i)
{
	char name[32];
	snprintf(name, sizeof name, "l%d", i);
	if (W(path_link)(in, DIR_FD, FOLLOW, PATH("swap/data"), DIR_FD, PATH2(name)))
		return REFUSED;
	snprintf(name, sizeof name, "box/l%d", i);
	enum outcome o = strcmp(host_read(name), "outside") ? INSIDE : ESCAPED;
	unlink(host_path(name));
	return o;
}

START_TEST(link_while_a_folder_becomes_a_link)
{
	lay_trap();
	host_write("box/swap/data", "inside");
	host_write("outside/data", "outside");
	race(try_link);
}
END_TEST

static enum outcome try_stat(int i)
{
	struct wasi_filestat st;
	(void)i;
	if (W(path_filestat_get)(in, DIR_FD, FOLLOW, PATH("swap/data"), AT_DATA))
		return REFUSED;
	wb_get(in, AT_DATA, &st, sizeof st);
	return st.size == strlen("outside") ? ESCAPED : INSIDE;
}

START_TEST(stat_while_a_folder_becomes_a_link)
{
	lay_trap();
	host_write("box/swap/data", "inside");
	host_write("outside/data", "outside");
	race(try_stat);
}
END_TEST

static enum outcome try_times(int i)
{
	struct stat st;
	(void)i;
	uint32_t err = W(path_filestat_set_times)(
		in, DIR_FD, FOLLOW, PATH("swap/data"), 0, 1000000000, WASI_FST_MTIM);
	ck_assert_int_eq(stat(host_path("outside/data"), &st), 0);
	return st.st_mtime == 1 ? ESCAPED : err ? REFUSED : INSIDE;
}

START_TEST(set_times_while_a_folder_becomes_a_link)
{
	lay_trap();
	host_write("box/swap/data", "inside");
	host_write("outside/data", "outside");
	race(try_times);
}
END_TEST

static enum outcome try_symlink(int i)
{
	char name[32];
	snprintf(name, sizeof name, "swap/s%d", i);
	uint32_t err = W(path_symlink)(in, PATH("x"), DIR_FD, PATH2(name));
	snprintf(name, sizeof name, "outside/s%d", i);
	return host_exists(name) ? ESCAPED : err ? REFUSED : INSIDE;
}

START_TEST(symlink_while_a_folder_becomes_a_link)
{
	lay_trap();
	race(try_symlink);
}
END_TEST

static enum outcome try_readlink(int i)
{
	(void)i;
	if (W(path_readlink)(in, DIR_FD, PATH("swap/l"), AT_DATA, 100, AT_OUT))
		return REFUSED;
	return memcmp(data(), "outside", 7) ? INSIDE : ESCAPED;
}

START_TEST(readlink_while_a_folder_becomes_a_link)
{
	lay_trap();
	host_link("inside", "box/swap/l");
	host_link("outside", "outside/l");
	race(try_readlink);
}
END_TEST

static enum outcome try_rmdir(int i)
{
	(void)i;
	uint32_t err = W(path_remove_directory)(in, DIR_FD, PATH("swap/d"));
	if (!host_exists("outside/d"))
		return ESCAPED;
	if (!err)
		W(path_create_directory)(in, DIR_FD, PATH("swap/d"));
	return err ? REFUSED : INSIDE;
}

START_TEST(rmdir_while_a_folder_becomes_a_link)
{
	lay_trap();
	ck_assert_int_eq(mkdir(host_path("box/swap/d"), 0755), 0);
	ck_assert_int_eq(mkdir(host_path("outside/d"), 0755), 0);
	attack("box/swap", "box/swap2");
	int refused = 0;
	for (int i = 0; i < AT_LEAST; i++) {
		enum outcome o = try_rmdir(i);
		ck_assert_int_ne(o, ESCAPED);
		refused += o == REFUSED;
	}
	attack_end();
	ck_assert_int_gt(refused, 0);
}
END_TEST

/* A last component that is in turn a file and a link to the secret. */
static enum outcome try_file(int i)
{
	(void)i;
	if (open_with("swap", 0, READING, 0))
		return REFUSED;
	uint32_t fd = get32(AT_OUT);
	enum outcome o = strcmp(read_text(fd), "outside") ? INSIDE : ESCAPED;
	OK(W(fd_close)(in, fd));
	return o;
}

START_TEST(open_while_a_file_becomes_a_link)
{
	host_write("box/swap", "inside");
	host_link("../secret", "box/swap2");
	race(try_file);
}
END_TEST

/*
 * The walk stands in a/b/c while a/b is moved out of the box: "../../.." from there would now
 * lead above the box.
 */
START_TEST(climb_while_a_folder_is_moved_out)
{
	ck_assert_int_eq(mkdir(host_path("box/a"), 0755), 0);
	ck_assert_int_eq(mkdir(host_path("box/a/b"), 0755), 0);
	ck_assert_int_eq(mkdir(host_path("box/a/b/c"), 0755), 0);
	ck_assert_int_eq(mkdir(host_path("moved"), 0755), 0);
	ck_assert_int_eq(mkdir(host_path("moved/c"), 0755), 0);
	attack("box/a/b", "moved");
	int inside = 0;
	for (int i = 0; i < 20 * AT_LEAST && !(i >= AT_LEAST && inside); i++) {
		uint32_t err = open_with("a/b/c/../../../secret", 0, READING, 0);
		ck_assert_uint_ne(err, WASI_SUCCESS);
		err = open_with("a/b/c/../../../file", 0, READING, 0);
		if (!err)
			ck_assert_str_eq(read_text(get32(AT_OUT)), "hello, file");
		if (!err)
			W(fd_close)(in, get32(AT_OUT));
		inside += !err;
	}
	attack_end();
	ck_assert_int_gt(inside, 0);
}
END_TEST

/* The guest itself moves a folder that it holds open; its descriptor still cannot climb. */
START_TEST(open_folder_that_was_moved_cannot_climb)
{
	OK(W(path_open)(in, DIR_FD, 0, PATH("dir"), WASI_O_DIRECTORY,
		WASI_RIGHT_PATH_OPEN | WASI_RIGHT_FD_READDIR, READING, 0, AT_OUT));
	uint32_t dir = get32(AT_OUT);
	exchange("box/dir", "secret");
	ERR(ENOTCAPABLE,
		W(path_open)(in, dir, FOLLOW, PATH("../box/file"), 0, READING, 0, 0, AT_OUT));
	ERR(ENOTCAPABLE, W(path_open)(in, dir, FOLLOW, PATH(".."), 0, 0, 0, 0, AT_OUT));
	OK(W(path_open)(in, dir, FOLLOW, PATH("inner"), 0, READING, 0, 0, AT_OUT));
}
END_TEST

static void refused(uint32_t dir, const char *path)
{
	uint32_t err = W(path_open)(in, dir, FOLLOW, PATH(path), 0, 0, 0, 0, AT_OUT);
	ck_assert_msg(err == WASI_ENOTCAPABLE || err == WASI_ELOOP, "%s: %u", path, err);
}

/* /proc's links lead anywhere although they look like names: none may be followed. */
START_TEST(magic_links_are_no_way_out)
{
	OK(wb_wasi_preopen(in, "/proc/self", "/self", true));
	uint32_t self = DIR_FD + 1;
	refused(self, "root");
	refused(self, "root/etc/passwd");
	refused(self, "cwd/.");
	refused(self, "exe");
	refused(self, "fd/0");
	OK(W(path_open)(in, self, FOLLOW, PATH("comm"), 0, READING, 0, 0, AT_OUT));
	OK(W(path_readlink)(in, self, PATH("exe"), AT_DATA, 100, AT_OUT));
}
END_TEST

static void add(TCase *c)
{
	tcase_add_test(c, open_while_a_folder_becomes_a_link);
	tcase_add_test(c, create_while_a_folder_becomes_a_link);
	tcase_add_test(c, mkdir_while_a_folder_becomes_a_link);
	tcase_add_test(c, unlink_while_a_folder_becomes_a_link);
	tcase_add_test(c, rename_while_a_folder_becomes_a_link);
	tcase_add_test(c, link_while_a_folder_becomes_a_link);
	tcase_add_test(c, stat_while_a_folder_becomes_a_link);
	tcase_add_test(c, set_times_while_a_folder_becomes_a_link);
	tcase_add_test(c, symlink_while_a_folder_becomes_a_link);
	tcase_add_test(c, readlink_while_a_folder_becomes_a_link);
	tcase_add_test(c, rmdir_while_a_folder_becomes_a_link);
	tcase_add_test(c, open_while_a_file_becomes_a_link);
	tcase_add_test(c, climb_while_a_folder_is_moved_out);
	tcase_add_test(c, open_folder_that_was_moved_cannot_climb);
	tcase_add_test(c, magic_links_are_no_way_out);
}

int main(void)
{
	return run_tests("wasi sandbox", add);
}

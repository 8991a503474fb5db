/* links: wbruntime */
/*
 * WASI functions on descriptors: good paths and each error of the specification.
 */
#define _GNU_SOURCE
#include "wasi_fixture.h"

enum { NO_FD = 77 };

/* ---- read, write ------------------------------------------------------------------------------
 */

START_TEST(read_and_write)
{
	uint32_t fd = open_new("new");
	write_text(fd, "some text");
	OK(W(fd_seek)(in, fd, 5, WASI_SEEK_SET, AT_OUT));
	ck_assert_uint_eq(get64(AT_OUT), 5);
	ck_assert_str_eq(read_text(fd), "text");
	ck_assert_str_eq(read_text(fd), "");
	ck_assert_str_eq(host_read("box/new"), "some text");
}
END_TEST

START_TEST(read_scatters_and_write_gathers)
{
	const struct wasi_iovec iovs[] = {{AT_DATA, 3}, {AT_DATA + 100, 0}, {AT_DATA + 50, 20}};
	uint32_t fd = open_file("file");
	wb_put(in, AT_IOVS, iovs, sizeof iovs);
	OK(W(fd_read)(in, fd, AT_IOVS, 3, AT_OUT));
	ck_assert_uint_eq(get32(AT_OUT), 11);
	ck_assert_mem_eq(data(), "hel", 3);
	ck_assert_mem_eq(data() + 50, "lo, file", 8);
	fd = open_new("copy");
	OK(W(fd_write)(in, fd, AT_IOVS, 2, AT_OUT));
	ck_assert_uint_eq(get32(AT_OUT), 3);
	ck_assert_str_eq(host_read("box/copy"), "hel");
}
END_TEST

START_TEST(more_buffers_than_the_host_takes_are_a_short_write)
{
	enum { MANY = 1500 };
	uint32_t fd = open_new("many");
	for (uint32_t i = 0; i < MANY; i++) {
		const struct wasi_iovec v = {AT_DATA, 1};
		wb_put(in, AT_PATH + i * 8, &v, sizeof v);
	}
	OK(W(fd_write)(in, fd, AT_PATH, MANY, AT_OUT));
	ck_assert_uint_eq(get32(AT_OUT), 1024);
}
END_TEST

START_TEST(read_write_errors)
{
	uint32_t fd = open_file("file"), out = open_new("new");
	ERR(EBADF, W(fd_read)(in, NO_FD, IOV(1), AT_OUT));
	ERR(EBADF, W(fd_write)(in, NO_FD, IOV(1), AT_OUT));
	ERR(EBADF, W(fd_write)(in, UINT32_MAX, IOV(1), AT_OUT));
	ERR(ENOTCAPABLE, W(fd_write)(in, fd, IOV(1), AT_OUT));
	ERR(ENOTCAPABLE, W(fd_read)(in, DIR_FD, IOV(1), AT_OUT));
	ERR(EFAULT, W(fd_read)(in, fd, IOV(1), AT_END - 3));
	ERR(EFAULT, W(fd_read)(in, fd, AT_END - 7, 1, AT_OUT));
	ERR(EFAULT, W(fd_read)(in, fd, 0, UINT32_MAX, AT_OUT));
	ERR(EFAULT, W(fd_read)(in, fd, IOV(AT_END), AT_OUT));
	ERR(EFAULT, W(fd_write)(in, out, IOV(UINT32_MAX), AT_OUT));
	ck_assert_str_eq(read_text(fd), "hello, file"); /* nothing was consumed by the failures */
}
END_TEST

START_TEST(write_to_a_full_disk_and_to_a_closed_pipe)
{
	int full = open("/dev/full", O_WRONLY), pipes[2];
	ERR(ENOSPC, W(fd_write)(in, give(full), IOV(10), AT_OUT));
	signal(SIGPIPE, SIG_IGN);
	ck_assert_int_eq(pipe(pipes), 0);
	close(pipes[0]);
	ERR(EPIPE, W(fd_write)(in, give(pipes[1]), IOV(10), AT_OUT));
}
END_TEST

START_TEST(pread_and_pwrite_leave_the_position)
{
	uint32_t fd = open_new("new");
	write_text(fd, "0123456789");
	put_at(AT_DATA, "ab");
	OK(W(fd_pwrite)(in, fd, IOV(2), 3, AT_OUT));
	ck_assert_uint_eq(get32(AT_OUT), 2);
	OK(W(fd_pread)(in, fd, IOV(4), 2, AT_OUT));
	ck_assert_mem_eq(data(), "2ab5", 4);
	OK(W(fd_pread)(in, fd, IOV(4), 100, AT_OUT));
	ck_assert_uint_eq(get32(AT_OUT), 0);
	OK(W(fd_tell)(in, fd, AT_OUT));
	ck_assert_uint_eq(get64(AT_OUT), 10);
}
END_TEST

START_TEST(pread_pwrite_errors)
{
	int pipes[2];
	uint32_t fd = open_new("new"), reader = open_file("file");
	ck_assert_int_eq(pipe(pipes), 0);
	ERR(EBADF, W(fd_pread)(in, NO_FD, IOV(1), 0, AT_OUT));
	ERR(EINVAL, W(fd_pread)(in, fd, IOV(1), UINT64_MAX, AT_OUT));
	ERR(EINVAL, W(fd_pwrite)(in, fd, IOV(1), (uint64_t)1 << 63, AT_OUT));
	ERR(ENOTCAPABLE, W(fd_pwrite)(in, reader, IOV(1), 0, AT_OUT));
	ERR(EFAULT, W(fd_pread)(in, fd, IOV(1), 0, AT_END));
	ERR(ENOTCAPABLE, W(fd_pread)(in, give(pipes[0]), IOV(1), 0, AT_OUT));
	close(pipes[1]);
}
END_TEST

/* ---- position -----------------------------------------------------------------------------------
 */

START_TEST(seek_from_start_here_and_end)
{
	uint32_t fd = open_file("file");
	OK(W(fd_seek)(in, fd, -4, WASI_SEEK_END, AT_OUT));
	ck_assert_uint_eq(get64(AT_OUT), 7);
	OK(W(fd_seek)(in, fd, 2, WASI_SEEK_CUR, AT_OUT));
	ck_assert_uint_eq(get64(AT_OUT), 9);
	ck_assert_str_eq(read_text(fd), "le");
	ERR(EINVAL, W(fd_seek)(in, fd, -100, WASI_SEEK_CUR, AT_OUT));
	ERR(EINVAL, W(fd_seek)(in, fd, 0, 3, AT_OUT));
	ERR(EBADF, W(fd_seek)(in, NO_FD, 0, WASI_SEEK_SET, AT_OUT));
	ERR(EFAULT, W(fd_seek)(in, fd, 0, WASI_SEEK_SET, AT_END - 7));
	ERR(ENOTCAPABLE, W(fd_seek)(in, DIR_FD, 1, WASI_SEEK_SET, AT_OUT));
	OK(W(fd_tell)(in, fd, AT_OUT));
	ck_assert_uint_eq(get64(AT_OUT), 11);
}
END_TEST

START_TEST(telling_needs_less_than_seeking)
{
	uint32_t fd = open_file("file");
	OK(W(fd_fdstat_set_rights)(in, fd, WASI_RIGHT_FD_TELL, 0));
	OK(W(fd_seek)(in, fd, 0, WASI_SEEK_CUR, AT_OUT));
	OK(W(fd_tell)(in, fd, AT_OUT));
	ERR(ENOTCAPABLE, W(fd_seek)(in, fd, 1, WASI_SEEK_CUR, AT_OUT));
	ERR(EBADF, W(fd_tell)(in, NO_FD, AT_OUT));
	ERR(EFAULT, W(fd_tell)(in, fd, AT_END));
}
END_TEST

START_TEST(pipes_do_not_seek)
{
	int pipes[2];
	ck_assert_int_eq(pipe(pipes), 0);
	ERR(ENOTCAPABLE, W(fd_seek)(in, give(pipes[0]), 0, WASI_SEEK_CUR, AT_OUT));
	ERR(ENOTCAPABLE, W(fd_tell)(in, give(pipes[1]), AT_OUT));
}
END_TEST

/* ---- fdstat and rights ------------------------------------------------------------------- */

static struct wasi_fdstat fdstat(uint32_t fd)
{
	struct wasi_fdstat st;
	OK(W(fd_fdstat_get)(in, fd, AT_DATA));
	ck_assert(wb_get(in, AT_DATA, &st, sizeof st));
	return st;
}

START_TEST(fdstat_tells_type_flags_and_rights)
{
	struct wasi_fdstat st = fdstat(DIR_FD);
	ck_assert_uint_eq(st.filetype, WASI_FILETYPE_DIRECTORY);
	ck_assert(st.rights_base & WASI_RIGHT_PATH_OPEN);
	ck_assert(st.rights_inheriting & WASI_RIGHT_FD_WRITE);
	OK(open_with("new", WASI_O_CREAT, WRITING, WASI_FDFLAG_APPEND | WASI_FDFLAG_SYNC));
	st = fdstat(get32(AT_OUT));
	ck_assert_uint_eq(st.filetype, WASI_FILETYPE_REGULAR_FILE);
	ck_assert_uint_eq(st.flags, WASI_FDFLAG_APPEND | WASI_FDFLAG_SYNC);
	ck_assert_uint_eq(st.rights_base, WRITING);
	ck_assert_uint_eq(st.rights_inheriting, 0);
	ERR(EBADF, W(fd_fdstat_get)(in, NO_FD, AT_OUT));
	ERR(EFAULT, W(fd_fdstat_get)(in, DIR_FD, AT_END - 23));
}
END_TEST

START_TEST(terminal_looks_like_one)
{
	int terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY);
	ck_assert_int_ge(terminal, 0);
	struct wasi_fdstat st = fdstat(give(terminal));
	ck_assert_uint_eq(st.filetype, WASI_FILETYPE_CHARACTER_DEVICE);
	ck_assert_uint_eq(st.rights_base & (WASI_RIGHT_FD_SEEK | WASI_RIGHT_FD_TELL), 0);
	st = fdstat(give(open("/dev/null", O_RDWR)));
	ck_assert_uint_eq(st.filetype, WASI_FILETYPE_CHARACTER_DEVICE);
	ck_assert_uint_ne(st.rights_base & WASI_RIGHT_FD_SEEK, 0);
}
END_TEST

START_TEST(flags_append_and_nonblock_can_be_set)
{
	int pipes[2];
	ck_assert_int_eq(pipe(pipes), 0);
	uint32_t fd = open_new("new"), reader = give(pipes[0]);
	write_text(fd, "0123456789");
	OK(W(fd_fdstat_set_flags)(in, fd, WASI_FDFLAG_APPEND));
	ck_assert_uint_eq(fdstat(fd).flags, WASI_FDFLAG_APPEND);
	OK(W(fd_seek)(in, fd, 0, WASI_SEEK_SET, AT_OUT));
	write_text(fd, "end");
	ck_assert_str_eq(host_read("box/new"), "0123456789end");
	OK(W(fd_fdstat_set_flags)(in, reader, WASI_FDFLAG_NONBLOCK));
	ERR(EAGAIN, W(fd_read)(in, reader, IOV(1), AT_OUT));
	ERR(ENOTSUP, W(fd_fdstat_set_flags)(in, fd, WASI_FDFLAG_SYNC));
	ERR(EINVAL, W(fd_fdstat_set_flags)(in, fd, 1 << 5));
	ERR(EBADF, W(fd_fdstat_set_flags)(in, NO_FD, 0));
	ERR(ENOTCAPABLE, W(fd_fdstat_set_flags)(in, open_file("file"), 0));
	close(pipes[1]);
}
END_TEST

START_TEST(rights_only_get_fewer)
{
	uint32_t fd = open_new("new");
	ERR(ENOTCAPABLE, W(fd_fdstat_set_rights)(in, fd, WRITING | WASI_RIGHT_FD_READDIR, 0));
	ERR(ENOTCAPABLE, W(fd_fdstat_set_rights)(in, fd, WRITING, WASI_RIGHT_FD_READ));
	OK(W(fd_fdstat_set_rights)(in, fd, WASI_RIGHT_FD_READ, 0));
	ck_assert_uint_eq(fdstat(fd).rights_base, WASI_RIGHT_FD_READ);
	ERR(ENOTCAPABLE, W(fd_write)(in, fd, IOV(1), AT_OUT));
	ERR(ENOTCAPABLE, W(fd_fdstat_set_rights)(in, fd, WRITING, 0));
	ERR(EBADF, W(fd_fdstat_set_rights)(in, NO_FD, 0, 0));
}
END_TEST

/* Each function that takes a descriptor asks for its right. */
START_TEST(without_rights_nothing_goes)
{
	uint32_t fd = open_new("new");
	OK(W(fd_fdstat_set_rights)(in, fd, 0, 0));
	ERR(ENOTCAPABLE, W(fd_read)(in, fd, IOV(1), AT_OUT));
	ERR(ENOTCAPABLE, W(fd_write)(in, fd, IOV(1), AT_OUT));
	ERR(ENOTCAPABLE, W(fd_pread)(in, fd, IOV(1), 0, AT_OUT));
	ERR(ENOTCAPABLE, W(fd_pwrite)(in, fd, IOV(1), 0, AT_OUT));
	ERR(ENOTCAPABLE, W(fd_seek)(in, fd, 0, WASI_SEEK_CUR, AT_OUT));
	ERR(ENOTCAPABLE, W(fd_tell)(in, fd, AT_OUT));
	ERR(ENOTCAPABLE, W(fd_sync)(in, fd));
	ERR(ENOTCAPABLE, W(fd_datasync)(in, fd));
	ERR(ENOTCAPABLE, W(fd_advise)(in, fd, 0, 0, 0));
	ERR(ENOTCAPABLE, W(fd_allocate)(in, fd, 0, 1));
	ERR(ENOTCAPABLE, W(fd_fdstat_set_flags)(in, fd, 0));
	ERR(ENOTCAPABLE, W(fd_filestat_get)(in, fd, AT_OUT));
	ERR(ENOTCAPABLE, W(fd_filestat_set_size)(in, fd, 0));
	ERR(ENOTCAPABLE, W(fd_filestat_set_times)(in, fd, 0, 0, 0));
	ERR(ENOTCAPABLE, W(fd_readdir)(in, fd, AT_DATA, 10, 0, AT_OUT));
	ERR(ENOTCAPABLE, W(sock_shutdown)(in, fd, WASI_SHUT_RD));
	ERR(ENOTCAPABLE, W(sock_accept)(in, fd, 0, AT_OUT));
	OK(W(fd_fdstat_set_rights)(in, DIR_FD, 0, 0));
	ERR(ENOTCAPABLE, open_with("file", 0, 0, 0));
	ERR(ENOTCAPABLE, W(path_create_directory)(in, DIR_FD, PATH("d")));
	ERR(ENOTCAPABLE, W(path_filestat_get)(in, DIR_FD, 0, PATH("file"), AT_OUT));
	ERR(ENOTCAPABLE, W(path_filestat_set_times)(in, DIR_FD, 0, PATH("file"), 0, 0, 0));
	ERR(ENOTCAPABLE, W(path_link)(in, DIR_FD, 0, PATH("file"), DIR_FD, PATH2("l")));
	ERR(ENOTCAPABLE, W(path_readlink)(in, DIR_FD, PATH("link"), AT_DATA, 100, AT_OUT));
	ERR(ENOTCAPABLE, W(path_remove_directory)(in, DIR_FD, PATH("dir")));
	ERR(ENOTCAPABLE, W(path_rename)(in, DIR_FD, PATH("file"), DIR_FD, PATH2("l")));
	ERR(ENOTCAPABLE, W(path_symlink)(in, PATH("file"), DIR_FD, PATH2("l")));
	ERR(ENOTCAPABLE, W(path_unlink_file)(in, DIR_FD, PATH("file")));
	OK(W(fd_close)(in, fd)); /* closing needs none */
}
END_TEST

/* ---- filestat ---------------------------------------------------------------------------- */

START_TEST(filestat_is_the_hosts)
{
	struct stat host;
	ck_assert_int_eq(stat(host_path("box/file"), &host), 0);
	struct wasi_filestat st = stat_of(open_file("file"));
	ck_assert_uint_eq(st.dev, host.st_dev);
	ck_assert_uint_eq(st.ino, host.st_ino);
	ck_assert_uint_eq(st.filetype, WASI_FILETYPE_REGULAR_FILE);
	ck_assert_uint_eq(st.nlink, 1);
	ck_assert_uint_eq(st.size, 11);
	ck_assert_uint_eq(st.mtim,
		(uint64_t)host.st_mtim.tv_sec * 1000000000u + (uint64_t)host.st_mtim.tv_nsec);
	ck_assert_uint_eq(stat_of(DIR_FD).filetype, WASI_FILETYPE_DIRECTORY);
	ERR(EBADF, W(fd_filestat_get)(in, NO_FD, AT_OUT));
	ERR(EFAULT, W(fd_filestat_get)(in, DIR_FD, AT_END - 63));
}
END_TEST

START_TEST(size_can_be_set)
{
	uint32_t fd = open_new("new");
	OK(W(fd_filestat_set_size)(in, fd, 1000));
	ck_assert_uint_eq(stat_of(fd).size, 1000);
	OK(W(fd_filestat_set_size)(in, fd, 0));
	ck_assert_uint_eq(stat_of(fd).size, 0);
	ERR(EFBIG, W(fd_filestat_set_size)(in, fd, UINT64_MAX));
	ERR(EBADF, W(fd_filestat_set_size)(in, NO_FD, 0));
	ERR(ENOTCAPABLE, W(fd_filestat_set_size)(in, open_file("file"), 0));
}
END_TEST

START_TEST(times_can_be_set_to_a_value_to_now_or_left)
{
	uint32_t fd = open_new("new");
	OK(W(fd_filestat_set_times)(in, fd, 1000000001, 2000000002, WASI_FST_ATIM | WASI_FST_MTIM));
	ck_assert_uint_eq(stat_of(fd).atim, 1000000001);
	ck_assert_uint_eq(stat_of(fd).mtim, 2000000002);
	OK(W(fd_filestat_set_times)(in, fd, 5, 6, WASI_FST_MTIM));
	ck_assert_uint_eq(stat_of(fd).atim, 1000000001);
	ck_assert_uint_eq(stat_of(fd).mtim, 6);
	OK(W(fd_filestat_set_times)(in, fd, 0, 0, WASI_FST_ATIM_NOW | WASI_FST_MTIM_NOW));
	ck_assert_uint_gt(stat_of(fd).atim, 1000000001);
	ck_assert_uint_gt(stat_of(fd).mtim, 6);
	ERR(EINVAL, W(fd_filestat_set_times)(in, fd, 0, 0, WASI_FST_ATIM | WASI_FST_ATIM_NOW));
	ERR(EINVAL, W(fd_filestat_set_times)(in, fd, 0, 0, WASI_FST_MTIM | WASI_FST_MTIM_NOW));
	ERR(EINVAL, W(fd_filestat_set_times)(in, fd, 0, 0, 1 << 4));
	ERR(EBADF, W(fd_filestat_set_times)(in, NO_FD, 0, 0, 0));
}
END_TEST

/* ---- advise, allocate, sync -------------------------------------------------------------- */

START_TEST(advice_is_taken)
{
	uint32_t fd = open_file("file");
	for (uint32_t advice = WASI_ADVICE_NORMAL; advice <= WASI_ADVICE_NOREUSE; advice++)
		OK(W(fd_advise)(in, fd, 0, 100, advice));
	ERR(EINVAL, W(fd_advise)(in, fd, 0, 0, WASI_ADVICE_NOREUSE + 1));
	ERR(EINVAL, W(fd_advise)(in, fd, UINT64_MAX, 0, 0));
	ERR(EBADF, W(fd_advise)(in, NO_FD, 0, 0, 0));
	ERR(ENOTCAPABLE, W(fd_advise)(in, DIR_FD, 0, 0, 0));
}
END_TEST

START_TEST(allocation_extends)
{
	uint32_t fd = open_new("new");
	write_text(fd, "abc");
	OK(W(fd_allocate)(in, fd, 100, 50));
	ck_assert_uint_eq(stat_of(fd).size, 150);
	OK(W(fd_allocate)(in, fd, 0, 10));
	ck_assert_uint_eq(stat_of(fd).size, 150);
	ERR(EINVAL, W(fd_allocate)(in, fd, 0, 0));
	ERR(EFBIG, W(fd_allocate)(in, fd, INT64_MAX, 1));
	ERR(EBADF, W(fd_allocate)(in, NO_FD, 0, 1));
	ERR(ENOTCAPABLE, W(fd_allocate)(in, open_file("file"), 0, 1));
}
END_TEST

START_TEST(sync_and_datasync)
{
	uint32_t fd = open_new("new");
	OK(W(fd_sync)(in, fd));
	OK(W(fd_datasync)(in, fd));
	OK(W(fd_sync)(in, DIR_FD));
	ERR(EBADF, W(fd_sync)(in, NO_FD));
	ERR(EBADF, W(fd_datasync)(in, NO_FD));
	ERR(ENOTCAPABLE, W(fd_sync)(in, open_file("file")));
}
END_TEST

/* ---- the table --------------------------------------------------------------------------- */

START_TEST(close_frees_the_number_for_the_next)
{
	uint32_t a = open_file("file"), b = open_file("file");
	ck_assert_uint_eq(a, 4);
	ck_assert_uint_eq(b, 5);
	OK(W(fd_close)(in, a));
	ERR(EBADF, W(fd_close)(in, a));
	ERR(EBADF, W(fd_close)(in, UINT32_MAX));
	ck_assert_uint_eq(open_file("file"), a);
}
END_TEST

START_TEST(renumber_replaces)
{
	uint32_t a = open_file("file"), b = open_file("dir/inner");
	OK(W(fd_renumber)(in, a, b));
	ck_assert_str_eq(read_text(b), "hello, file");
	ERR(EBADF, W(fd_read)(in, a, IOV(1), AT_OUT));
	ERR(EBADF, W(fd_renumber)(in, a, b));
	ERR(EBADF, W(fd_renumber)(in, b, NO_FD));
	OK(W(fd_renumber)(in, b, b));
	OK(W(fd_tell)(in, b, AT_OUT));
	ck_assert_uint_eq(open_file("file"), a);
}
END_TEST

START_TEST(many_descriptors)
{
	enum { MANY = 300 };
	for (uint32_t i = 0; i < MANY; i++)
		ck_assert_uint_eq(open_file("file"), DIR_FD + 1 + i);
	for (uint32_t i = 0; i < MANY; i++)
		OK(W(fd_close)(in, DIR_FD + 1 + i));
}
END_TEST

START_TEST(preopens_are_named)
{
	OK(W(fd_prestat_get)(in, DIR_FD, AT_OUT));
	ck_assert_uint_eq(memory.base[AT_OUT], 0);
	ck_assert_uint_eq(get32(AT_OUT + 4), 4);
	memory.base[AT_DATA + 4] = '!';
	OK(W(fd_prestat_dir_name)(in, DIR_FD, AT_DATA, 4));
	ck_assert_mem_eq(data(), "/box!", 5);
	ERR(ENAMETOOLONG, W(fd_prestat_dir_name)(in, DIR_FD, AT_DATA, 3));
	ERR(EFAULT, W(fd_prestat_dir_name)(in, DIR_FD, AT_END - 3, 4));
	ERR(EFAULT, W(fd_prestat_get)(in, DIR_FD, AT_END - 7));
	ERR(EBADF, W(fd_prestat_get)(in, 0, AT_OUT));
	ERR(EBADF, W(fd_prestat_get)(in, DIR_FD + 1, AT_OUT));
	ERR(EBADF, W(fd_prestat_dir_name)(in, 0, AT_DATA, 100));
	ERR(EBADF, W(fd_prestat_get)(in, open_file("dir"), AT_OUT));
}
END_TEST

/* ---- what other host modules put in ------------------------------------------------------ */

static int released;

static void count_release(void *data, int host)
{
	ck_assert_ptr_eq(data, &released);
	released++;
	close(host);
}

START_TEST(foreign_descriptors_close_and_nothing_else)
{
	const struct wb_fd_info bpf = {
		.kind = WB_FD_BPF, .data = &released, .release = count_release};
	struct wb_fd_info info;
	int host = open("/dev/null", O_RDONLY), fd = wb_fd_insert(in, host, &bpf);
	ck_assert_int_gt(fd, DIR_FD);
	ck_assert_int_eq(wb_fd_host(in, (uint32_t)fd, WB_FD_BPF, &info), host);
	ck_assert_ptr_eq(info.data, &released);
	ck_assert_int_eq(wb_fd_host(in, (uint32_t)fd, WB_FD_FILE, NULL), -EBADF);
	ck_assert_int_eq(wb_fd_host(in, NO_FD, WB_FD_ANY, NULL), -EBADF);
	ERR(ENOTCAPABLE, W(fd_read)(in, (uint32_t)fd, IOV(1), AT_OUT));
	OK(W(fd_close)(in, (uint32_t)fd));
	ck_assert_int_eq(released, 1);
	ck_assert_int_eq(wb_fd_close(in, (uint32_t)fd), -EBADF);
	ck_assert_int_eq(wb_fd_insert(in, -1, &bpf), -EBADF);
}
END_TEST

START_TEST(streams_can_be_read)
{
	int host = open(host_path("box/file"), O_RDONLY);
	int fd = wb_fd_insert(in, host, &(struct wb_fd_info){.kind = WB_FD_STREAM});
	ck_assert_str_eq(read_text((uint32_t)fd), "hello, file");
	ERR(ENOTCAPABLE, W(fd_write)(in, (uint32_t)fd, IOV(1), AT_OUT));
}
END_TEST

START_TEST(closed_stdio_stays_taken_on_the_host)
{
	int saved = dup(2);
	OK(W(fd_close)(in, 2));
	struct stat null, now;
	ck_assert_int_eq(stat("/dev/null", &null), 0);
	ck_assert_int_eq(fstat(2, &now), 0);
	dup2(saved, 2);
	ck_assert_uint_eq(now.st_rdev, null.st_rdev);
	ck_assert_uint_eq(open_file("file"), 2);
}
END_TEST

static void add(TCase *c)
{
	tcase_add_test(c, read_and_write);
	tcase_add_test(c, read_scatters_and_write_gathers);
	tcase_add_test(c, more_buffers_than_the_host_takes_are_a_short_write);
	tcase_add_test(c, read_write_errors);
	tcase_add_test(c, write_to_a_full_disk_and_to_a_closed_pipe);
	tcase_add_test(c, pread_and_pwrite_leave_the_position);
	tcase_add_test(c, pread_pwrite_errors);
	tcase_add_test(c, seek_from_start_here_and_end);
	tcase_add_test(c, telling_needs_less_than_seeking);
	tcase_add_test(c, pipes_do_not_seek);
	tcase_add_test(c, fdstat_tells_type_flags_and_rights);
	tcase_add_test(c, terminal_looks_like_one);
	tcase_add_test(c, flags_append_and_nonblock_can_be_set);
	tcase_add_test(c, rights_only_get_fewer);
	tcase_add_test(c, without_rights_nothing_goes);
	tcase_add_test(c, filestat_is_the_hosts);
	tcase_add_test(c, size_can_be_set);
	tcase_add_test(c, times_can_be_set_to_a_value_to_now_or_left);
	tcase_add_test(c, advice_is_taken);
	tcase_add_test(c, allocation_extends);
	tcase_add_test(c, sync_and_datasync);
	tcase_add_test(c, close_frees_the_number_for_the_next);
	tcase_add_test(c, renumber_replaces);
	tcase_add_test(c, many_descriptors);
	tcase_add_test(c, preopens_are_named);
	tcase_add_test(c, foreign_descriptors_close_and_nothing_else);
	tcase_add_test(c, streams_can_be_read);
	tcase_add_test(c, closed_stdio_stays_taken_on_the_host);
}

int main(void)
{
	return run_tests("wasi descriptors", add);
}

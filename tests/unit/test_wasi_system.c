/* links: wbruntime */
/*
 * WASI functions on everything but files: arguments, clocks, random bytes, waiting, sockets,
 * signals and the end.
 */
#define _GNU_SOURCE
#include "wasi_fixture.h"

#include <pthread.h>
#include <time.h>

enum { NO_FD = 77 };

/* ---- arguments and environment ----------------------------------------------------------- */

START_TEST(arguments)
{
	OK(W(args_sizes_get)(in, AT_OUT, AT_OUT2));
	ck_assert_uint_eq(get32(AT_OUT), 3);
	ck_assert_uint_eq(get32(AT_OUT2), 5 + 4 + 1);
	OK(W(args_get)(in, AT_OUT, AT_DATA));
	ck_assert_mem_eq(data(), "prog\0one\0", 10);
	ck_assert_uint_eq(get32(AT_OUT), AT_DATA);
	ck_assert_uint_eq(get32(AT_OUT + 4), AT_DATA + 5);
	ck_assert_uint_eq(get32(AT_OUT + 8), AT_DATA + 9);
	ERR(EFAULT, W(args_sizes_get)(in, AT_END - 3, AT_OUT));
	ERR(EFAULT, W(args_sizes_get)(in, AT_OUT, AT_END));
	ERR(EFAULT, W(args_get)(in, AT_END - 8, AT_DATA));
	ERR(EFAULT, W(args_get)(in, AT_OUT, AT_END - 9));
	ERR(EFAULT, W(args_get)(in, AT_OUT, UINT32_MAX - 2));
}
END_TEST

START_TEST(environment)
{
	OK(W(environ_sizes_get)(in, AT_OUT, AT_OUT2));
	ck_assert_uint_eq(get32(AT_OUT), 2);
	ck_assert_uint_eq(get32(AT_OUT2), 4 + 15);
	OK(W(environ_get)(in, AT_OUT, AT_DATA));
	ck_assert_mem_eq(data(), "A=1\0LONG=some text", 19);
	ERR(EFAULT, W(environ_sizes_get)(in, AT_OUT, AT_END - 1));
	ERR(EFAULT, W(environ_get)(in, AT_OUT, AT_END - 18));
}
END_TEST

/* ---- clocks, random, yield ---------------------------------------------------------------------
 */

START_TEST(clocks)
{
	uint64_t before = (uint64_t)time(NULL) * 1000000000u;
	OK(W(clock_time_get)(in, WASI_CLOCK_REALTIME, 0, AT_OUT));
	ck_assert_uint_ge(get64(AT_OUT) + 1000000000u, before);
	for (uint32_t id = WASI_CLOCK_REALTIME; id <= WASI_CLOCK_THREAD_CPUTIME_ID; id++) {
		OK(W(clock_time_get)(in, id, 1, AT_OUT));
		uint64_t first = get64(AT_OUT);
		OK(W(clock_time_get)(in, id, 1, AT_OUT));
		ck_assert_uint_ge(get64(AT_OUT), first);
		OK(W(clock_res_get)(in, id, AT_OUT));
		ck_assert_uint_gt(get64(AT_OUT), 0);
	}
	ERR(EINVAL, W(clock_time_get)(in, 4, 0, AT_OUT));
	ERR(EINVAL, W(clock_res_get)(in, UINT32_MAX, AT_OUT));
	ERR(EFAULT, W(clock_time_get)(in, 0, 0, AT_END - 7));
	ERR(EFAULT, W(clock_res_get)(in, 0, AT_END - 7));
}
END_TEST

START_TEST(random_bytes)
{
	static const uint8_t zero[1000];
	OK(W(random_get)(in, AT_DATA, 1000));
	ck_assert_mem_ne(data(), zero, 1000);
	ck_assert_mem_ne(data() + 500, zero, 500);
	ck_assert_mem_eq(data() + 1000, zero, 1000);
	OK(W(random_get)(in, AT_END, 0));
	ERR(EFAULT, W(random_get)(in, AT_END - 9, 10));
	OK(W(random_get)(in, 0, AT_END));
}
END_TEST

START_TEST(yield)
{
	OK(W(sched_yield)(in));
}
END_TEST

/* ---- poll_oneoff ------------------------------------------------------------------------- */

static struct wasi_subscription clock_in(uint64_t userdata, uint64_t ns)
{
	struct wasi_subscription s;
	memset(&s, 0, sizeof s);
	s.userdata = userdata;
	s.tag = WASI_EVENT_CLOCK;
	s.clock.id = WASI_CLOCK_MONOTONIC;
	s.clock.timeout = ns;
	return s;
}

static struct wasi_subscription fd_ready(uint64_t userdata, uint8_t tag, uint32_t fd)
{
	struct wasi_subscription s;
	memset(&s, 0, sizeof s);
	s.userdata = userdata;
	s.tag = tag;
	s.fd = fd;
	return s;
}

/* Polls; the number of events, which stand in *events*. */
static uint32_t poll_for(
	const struct wasi_subscription *subs, uint32_t n, struct wasi_event *events)
{
	ck_assert(wb_put(in, AT_PATH, subs, n * (uint32_t)sizeof *subs));
	OK(W(poll_oneoff)(in, AT_PATH, AT_DATA, n, AT_OUT));
	uint32_t got = get32(AT_OUT);
	ck_assert_uint_ge(got, 1);
	ck_assert(wb_get(in, AT_DATA, events, got * (uint32_t)sizeof *events));
	return got;
}

START_TEST(poll_waits_for_a_clock)
{
	struct wasi_event e[1];
	struct wasi_subscription s = clock_in(42, 20000000);
	OK(W(clock_time_get)(in, WASI_CLOCK_MONOTONIC, 0, AT_OUT));
	uint64_t before = get64(AT_OUT);
	ck_assert_uint_eq(poll_for(&s, 1, e), 1);
	OK(W(clock_time_get)(in, WASI_CLOCK_MONOTONIC, 0, AT_OUT));
	ck_assert_uint_ge(get64(AT_OUT) - before, 20000000);
	ck_assert_uint_eq(e[0].userdata, 42);
	ck_assert_uint_eq(e[0].type, WASI_EVENT_CLOCK);
	ck_assert_uint_eq(e[0].error, 0);
}
END_TEST

START_TEST(poll_takes_absolute_times_of_both_clocks)
{
	for (uint32_t id = WASI_CLOCK_REALTIME; id <= WASI_CLOCK_MONOTONIC; id++) {
		struct wasi_event e[1];
		struct wasi_subscription s = clock_in(1, 0);
		OK(W(clock_time_get)(in, id, 0, AT_OUT));
		uint64_t until = get64(AT_OUT) + 10000000;
		s.clock.id = id;
		s.clock.timeout = until;
		s.clock.flags = WASI_CLOCK_ABSTIME;
		ck_assert_uint_eq(poll_for(&s, 1, e), 1);
		OK(W(clock_time_get)(in, id, 0, AT_OUT));
		ck_assert_uint_ge(get64(AT_OUT), until);
		s.clock.timeout = 1; /* long ago */
		ck_assert_uint_eq(poll_for(&s, 1, e), 1);
	}
}
END_TEST

START_TEST(poll_mixes_clocks_and_descriptors)
{
	int pipes[2];
	struct wasi_event e[4];
	ck_assert_int_eq(pipe(pipes), 0);
	uint32_t reader = give(pipes[0]), writer = give(pipes[1]);
	const struct wasi_subscription s[] = {clock_in(1, UINT64_MAX), clock_in(2, 0),
		fd_ready(3, WASI_EVENT_FD_READ, reader), fd_ready(4, WASI_EVENT_FD_WRITE, writer)};
	ck_assert_uint_eq(poll_for(s, 4, e), 2);
	ck_assert_uint_eq(e[0].userdata, 2);
	ck_assert_uint_eq(e[1].userdata, 4);
	ck_assert_uint_gt(e[1].fd_readwrite.nbytes, 0);
	ck_assert_int_eq(write(pipes[1], "abc", 3), 3);
	ck_assert_uint_eq(poll_for(s + 2, 1, e), 1);
	ck_assert_uint_eq(e[0].type, WASI_EVENT_FD_READ);
	ck_assert_uint_eq(e[0].fd_readwrite.nbytes, 3);
	ck_assert_uint_eq(e[0].fd_readwrite.flags, 0);
	OK(W(fd_close)(in, writer));
	ck_assert_uint_eq(poll_for(s + 2, 1, e), 1);
	ck_assert_uint_eq(e[0].fd_readwrite.flags, WASI_EVENT_FD_HANGUP);
}
END_TEST

START_TEST(poll_of_a_file_is_ready_with_what_remains)
{
	struct wasi_event e[1];
	uint32_t fd = open_file("file");
	OK(W(fd_seek)(in, fd, 7, WASI_SEEK_SET, AT_OUT));
	const struct wasi_subscription s = fd_ready(9, WASI_EVENT_FD_READ, fd);
	ck_assert_uint_eq(poll_for(&s, 1, e), 1);
	ck_assert_uint_eq(e[0].fd_readwrite.nbytes, 4);
}
END_TEST

START_TEST(poll_reports_errors_as_events)
{
	struct wasi_event e[6];
	struct wasi_subscription s[] = {fd_ready(1, WASI_EVENT_FD_READ, NO_FD),
		fd_ready(2, WASI_EVENT_FD_WRITE, open_file("file")), clock_in(3, 0), clock_in(4, 0),
		fd_ready(5, 3, 0), clock_in(6, UINT64_MAX)};
	s[2].clock.id = 9;
	s[3].clock.id = WASI_CLOCK_THREAD_CPUTIME_ID;
	ck_assert_uint_eq(poll_for(s, 6, e), 5);
	ck_assert_uint_eq(e[0].error, WASI_EBADF);
	ck_assert_uint_eq(e[1].error, WASI_ENOTCAPABLE);
	ck_assert_uint_eq(e[2].error, WASI_EINVAL);
	ck_assert_uint_eq(e[3].error, WASI_ENOTSUP);
	ck_assert_uint_eq(e[4].error, WASI_EINVAL);
	ck_assert_uint_eq(e[4].userdata, 5);
}
END_TEST

START_TEST(poll_errors)
{
	ERR(EINVAL, W(poll_oneoff)(in, AT_PATH, AT_DATA, 0, AT_OUT));
	ERR(EFAULT, W(poll_oneoff)(in, AT_END - 47, AT_DATA, 1, AT_OUT));
	ERR(EFAULT, W(poll_oneoff)(in, AT_PATH, AT_END - 31, 1, AT_OUT));
	ERR(EFAULT, W(poll_oneoff)(in, AT_PATH, AT_DATA, 1, AT_END - 3));
	ERR(EFAULT, W(poll_oneoff)(in, AT_PATH, AT_DATA, UINT32_MAX, AT_OUT));
}
END_TEST

/* ---- sockets ----------------------------------------------------------------------------- */

START_TEST(send_and_receive)
{
	int pair[2];
	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	uint32_t a = give(pair[0]), b = give(pair[1]);
	put_at(AT_DATA, "message");
	OK(W(sock_send)(in, a, IOV(7), 0, AT_OUT));
	ck_assert_uint_eq(get32(AT_OUT), 7);
	OK(W(sock_recv)(in, b, IOV(3), WASI_RECV_PEEK, AT_OUT, AT_OUT2));
	ck_assert_uint_eq(get32(AT_OUT), 3);
	OK(W(sock_recv)(in, b, IOV(7), WASI_RECV_WAITALL, AT_OUT, AT_OUT2));
	ck_assert_uint_eq(get32(AT_OUT), 7);
	ck_assert_mem_eq(data(), "message", 7);
	OK(W(sock_shutdown)(in, a, WASI_SHUT_WR));
	OK(W(sock_recv)(in, b, IOV(7), 0, AT_OUT, AT_OUT2));
	ck_assert_uint_eq(get32(AT_OUT), 0);
	OK(W(fd_close)(in, b));
	ERR(EPIPE, W(sock_send)(in, a, IOV(1), 0, AT_OUT));
}
END_TEST

START_TEST(datagrams_are_cut_and_say_so)
{
	int pair[2];
	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_DGRAM, 0, pair), 0);
	uint32_t a = give(pair[0]), b = give(pair[1]);
	OK(W(sock_send)(in, a, IOV(100), 0, AT_OUT));
	OK(W(sock_recv)(in, b, IOV(10), 0, AT_OUT, AT_OUT2));
	ck_assert_uint_eq(get32(AT_OUT), 10);
	ck_assert_uint_eq(memory.base[AT_OUT2], WASI_RECV_DATA_TRUNCATED);
	ck_assert_uint_eq(stat_of(a).filetype, WASI_FILETYPE_SOCKET_DGRAM);
}
END_TEST

/* A listening socket with one connection waiting; that connection's other end in *client*. */
static uint32_t listener(int *client)
{
	struct sockaddr_storage address = {.ss_family = AF_UNIX};
	socklen_t len = sizeof(sa_family_t); /* autobind: a free abstract name */
	int server = socket(AF_UNIX, SOCK_STREAM, 0);
	ck_assert_int_eq(bind(server, (struct sockaddr *)&address, len), 0);
	ck_assert_int_eq(listen(server, 1), 0);
	len = sizeof address;
	ck_assert_int_eq(getsockname(server, (struct sockaddr *)&address, &len), 0);
	*client = socket(AF_UNIX, SOCK_STREAM, 0);
	ck_assert_int_eq(connect(*client, (struct sockaddr *)&address, len), 0);
	return give(server);
}

START_TEST(accept_gives_a_connection)
{
	int client;
	uint32_t server = listener(&client);
	OK(W(sock_accept)(in, server, WASI_FDFLAG_NONBLOCK, AT_OUT));
	uint32_t fd = get32(AT_OUT);
	ERR(EAGAIN, W(sock_recv)(in, fd, IOV(1), 0, AT_OUT, AT_OUT2));
	ck_assert_int_eq(write(client, "hi", 2), 2);
	ck_assert_str_eq(read_text(fd), "hi");
	ERR(EINVAL, W(sock_accept)(in, server, WASI_FDFLAG_APPEND, AT_OUT));
	ERR(EFAULT, W(sock_accept)(in, server, 0, AT_END - 3));
	ERR(EBADF, W(sock_accept)(in, NO_FD, 0, AT_OUT));
	ERR(EINVAL, W(sock_accept)(in, fd, 0, AT_OUT)); /* it does not listen */
	OK(W(fd_fdstat_set_flags)(in, server, WASI_FDFLAG_NONBLOCK));
	ERR(EAGAIN, W(sock_accept)(in, server, 0, AT_OUT));
	close(client);
}
END_TEST

START_TEST(socket_errors)
{
	int pair[2];
	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	uint32_t fd = give(pair[0]), file = open_new("new");
	ERR(EBADF, W(sock_send)(in, NO_FD, IOV(1), 0, AT_OUT));
	ERR(EBADF, W(sock_recv)(in, NO_FD, IOV(1), 0, AT_OUT, AT_OUT2));
	ERR(EBADF, W(sock_shutdown)(in, NO_FD, WASI_SHUT_RD));
	ERR(EINVAL, W(sock_send)(in, fd, IOV(1), 1, AT_OUT));
	ERR(EINVAL, W(sock_recv)(in, fd, IOV(1), 4, AT_OUT, AT_OUT2));
	ERR(EINVAL, W(sock_shutdown)(in, fd, 0));
	ERR(EINVAL, W(sock_shutdown)(in, fd, 4));
	ERR(EFAULT, W(sock_send)(in, fd, IOV(AT_END), 0, AT_OUT));
	ERR(EFAULT, W(sock_send)(in, fd, IOV(1), 0, AT_END));
	ERR(EFAULT, W(sock_recv)(in, fd, IOV(1), 0, AT_END, AT_OUT2));
	ERR(EFAULT, W(sock_recv)(in, fd, IOV(1), 0, AT_OUT, AT_END - 1));
	ERR(ENOTSOCK, W(sock_send)(in, file, IOV(1), 0, AT_OUT));
	ERR(ENOTSOCK, W(sock_recv)(in, file, IOV(1), 0, AT_OUT, AT_OUT2));
	ERR(ENOTCAPABLE, W(sock_shutdown)(in, file, WASI_SHUT_RD));
	int lone = socket(AF_INET, SOCK_STREAM, 0);
	ERR(ENOTCONN, W(sock_shutdown)(in, give(lone), WASI_SHUT_RD));
	close(pair[1]);
}
END_TEST

/* ---- signals ----------------------------------------------------------------------------- */

static int handled, last_signal;

static void on_signal(uint32_t signal)
{
	handled++;
	last_signal = (int)signal;
}

static struct wb_funcref handlers[] = {{.type = "i>", .code = (wb_code)on_signal}};
static struct wb_table table = {.funcs = handlers, .size = 1, .max = 1, .type = 'c'};

static void handle(int signal, bool restart)
{
	const struct wb_signal s = {.action = WB_SIGNAL_GUEST, .func = 0, .restart = restart};
	guest.table = &table;
	ck_assert_int_eq(wb_signal_set(in, signal, &s, NULL), 0);
}

START_TEST(raise_runs_the_guests_handler)
{
	handle(SIGUSR1, true);
	OK(W(proc_raise)(in, 10));
	ck_assert_int_eq(handled, 1);
	ck_assert_int_eq(last_signal, SIGUSR1);
	handle(SIGCHLD, true);
	OK(W(proc_raise)(in, 16)); /* WASI's number */
	ck_assert_int_eq(last_signal, SIGCHLD);
	OK(W(proc_raise)(in, 0));
	ERR(EINVAL, W(proc_raise)(in, 31));
	ERR(EINVAL, W(proc_raise)(in, UINT32_MAX));
	ck_assert_int_eq(handled, 2);
}
END_TEST

START_TEST(raise_without_handler_is_the_default)
{
	W(proc_raise)(in, 15);
}
END_TEST

START_TEST(ignored_signals_are_ignored)
{
	struct wb_signal old;
	ck_assert_int_eq(
		wb_signal_set(in, SIGTERM, &(struct wb_signal){.action = WB_SIGNAL_IGNORE}, NULL),
		0);
	OK(W(proc_raise)(in, 15));
	handle(SIGTERM, true);
	ck_assert_int_eq(wb_signal_set(in, SIGTERM, NULL, &old), 0);
	ck_assert_int_eq(old.action, WB_SIGNAL_GUEST);
	ck_assert_int_eq(wb_signal_set(in, SIGKILL, &old, NULL), -EINVAL);
	ck_assert_int_eq(wb_signal_set(in, SIGSEGV, &old, NULL), -EINVAL);
	ck_assert_int_eq(wb_signal_set(in, 0, &old, NULL), -EINVAL);
	ck_assert_int_eq(wb_signal_set(in, 65, &old, NULL), -EINVAL);
}
END_TEST

/* The guest computes and never calls the host: what waits for over a second acts by default. */
START_TEST(second_signal_ends_a_guest_that_does_not_listen)
{
	handle(SIGTERM, false);
	raise(SIGTERM);
	raise(SIGTERM); /* at once: still the first one's time */
	ck_assert(wb_signals_pending());
	sleep(3);
	raise(SIGTERM);
}
END_TEST

static void raise_again(uint32_t signal)
{
	on_signal(signal);
	if (handled == 1) {
		raise((int)signal);
		ck_assert(!wb_signals_deliver(in)); /* not while its own handler runs */
	}
}

START_TEST(handler_is_not_interrupted_by_its_own_signal)
{
	handlers[0].code = (wb_code)raise_again;
	handle(SIGUSR1, false);
	raise(SIGUSR1);
	ck_assert(wb_signals_deliver(in));
	ck_assert_int_eq(handled, 1);
	ck_assert(wb_signals_deliver(in));
	ck_assert_int_eq(handled, 2);
	ck_assert(!wb_signals_deliver(in));
}
END_TEST

/* Sends SIGUSR1 to the main thread until it has been handled, then a text into a pipe. */
static int helper_pipe[2];

static void *helper(void *thread)
{
	const struct timespec moment = {.tv_nsec = 5000000};
	while (!__atomic_load_n(&handled, __ATOMIC_SEQ_CST)) {
		nanosleep(&moment, NULL);
		pthread_kill(*(pthread_t *)thread, SIGUSR1);
	}
	nanosleep(&moment, NULL);
	if (write(helper_pipe[1], "late", 4) != 4)
		abort();
	return NULL;
}

static pthread_t start_helper(void)
{
	static pthread_t self;
	pthread_t thread;
	self = pthread_self();
	ck_assert_int_eq(pipe(helper_pipe), 0);
	ck_assert_int_eq(pthread_create(&thread, NULL, helper, &self), 0);
	return thread;
}

START_TEST(read_is_interrupted_by_a_handler)
{
	handle(SIGUSR1, false);
	pthread_t thread = start_helper();
	uint32_t fd = give(helper_pipe[0]);
	ERR(EINTR, W(fd_read)(in, fd, IOV(4), AT_OUT));
	pthread_join(thread, NULL);
	ck_assert_int_ge(handled, 1);
}
END_TEST

START_TEST(read_goes_on_after_a_handler_that_restarts)
{
	handle(SIGUSR1, true);
	pthread_t thread = start_helper();
	ck_assert_str_eq(read_text(give(helper_pipe[0])), "late");
	pthread_join(thread, NULL);
	ck_assert_int_ge(handled, 1);
}
END_TEST

START_TEST(poll_is_interrupted_by_any_handler)
{
	handle(SIGUSR1, true);
	pthread_t thread = start_helper();
	const struct wasi_subscription s = clock_in(1, UINT64_MAX);
	wb_put(in, AT_PATH, &s, sizeof s);
	ERR(EINTR, W(poll_oneoff)(in, AT_PATH, AT_DATA, 1, AT_OUT));
	pthread_join(thread, NULL);
}
END_TEST

/* ---- the end ----------------------------------------------------------------------------- */

START_TEST(exit_code_is_passed)
{
	W(proc_exit)(in, 42);
}
END_TEST

static void add(TCase *c)
{
	tcase_add_test(c, arguments);
	tcase_add_test(c, environment);
	tcase_add_test(c, clocks);
	tcase_add_test(c, random_bytes);
	tcase_add_test(c, yield);
	tcase_add_test(c, poll_waits_for_a_clock);
	tcase_add_test(c, poll_takes_absolute_times_of_both_clocks);
	tcase_add_test(c, poll_mixes_clocks_and_descriptors);
	tcase_add_test(c, poll_of_a_file_is_ready_with_what_remains);
	tcase_add_test(c, poll_reports_errors_as_events);
	tcase_add_test(c, poll_errors);
	tcase_add_test(c, send_and_receive);
	tcase_add_test(c, datagrams_are_cut_and_say_so);
	tcase_add_test(c, accept_gives_a_connection);
	tcase_add_test(c, socket_errors);
	tcase_add_test(c, raise_runs_the_guests_handler);
	tcase_add_test_raise_signal(c, raise_without_handler_is_the_default, SIGTERM);
	tcase_add_test(c, ignored_signals_are_ignored);
	tcase_add_test_raise_signal(c, second_signal_ends_a_guest_that_does_not_listen, SIGTERM);
	tcase_add_test(c, handler_is_not_interrupted_by_its_own_signal);
	tcase_add_test(c, read_is_interrupted_by_a_handler);
	tcase_add_test(c, read_goes_on_after_a_handler_that_restarts);
	tcase_add_test(c, poll_is_interrupted_by_any_handler);
	tcase_add_exit_test(c, exit_code_is_passed, 42);
}

int main(void)
{
	return run_tests("wasi system", add);
}

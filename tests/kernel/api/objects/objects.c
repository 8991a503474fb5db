// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* Objects, programs and links: what can be asked, changed, attached, read and shared. */
#include <stdarg.h>
#include <stdbool.h>
#include <unistd.h>

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "../check.h"
#include "objects.skel.h"

static char messages[65536];

static int print(enum libbpf_print_level level, const char *fmt, va_list args)
{
	size_t len = strlen(messages);

	if (level == LIBBPF_DEBUG)
		return 0;
	return vsnprintf(messages + len, sizeof messages - len, fmt, args);
}

static void walks(struct objects_bpf *s)
{
	const struct bpf_map *map;
	struct bpf_program *prog, *last = NULL;
	int maps = 0, programs = 0, found = 0;

	bpf_object__for_each_map(map, s->obj)
	{
		maps++;
		found += map == s->maps.second;
	}
	CHECK(maps >= 3 && found == 1);
	bpf_object__for_each_program(prog, s->obj)
	{
		programs++;
		found += prog == s->progs.pass;
		last = prog;
	}
	CHECK(programs == 8 && found == 2);
	CHECK(bpf_object__prev_program(s->obj, NULL) == last);
	CHECK(bpf_object__next_program(s->obj, last) == NULL);
	CHECK(bpf_object__find_program_by_name(s->obj, "pass") == s->progs.pass);
	errno = 0;
	CHECK(bpf_object__find_program_by_name(s->obj, "nobody") == NULL && errno == ENOENT);
	errno = 0;
	CHECK(bpf_object__find_map_by_name(s->obj, "nobody") == NULL && errno == ENOENT);
	CHECK(bpf_object__find_map_by_name(s->obj, "first") == s->maps.first);
	CHECK(!strcmp(bpf_object__name(s->obj), "objects_bpf"));
}

static void programs(struct objects_bpf *s)
{
	struct bpf_program *p = s->progs.on_fork;

	CHECK(!strcmp(bpf_program__name(p), "on_fork"));
	CHECK(!strcmp(bpf_program__section_name(p), "tp/sched/sched_process_fork"));
	CHECK(bpf_program__name(p) == bpf_program__name(p));
	CHECK(bpf_program__type(p) == BPF_PROG_TYPE_TRACEPOINT);
	CHECK(bpf_program__insn_cnt(p) > 2 && bpf_program__insns(p) != NULL);
	CHECK(bpf_program__autoload(p) && !bpf_program__autoload(s->progs.rejected));
	CHECK(bpf_program__autoattach(p));
	CHECK(bpf_program__set_autoload(s->progs.pass, false) == 0);
	CHECK(!bpf_program__autoload(s->progs.pass));
	CHECK(bpf_program__set_autoload(s->progs.pass, true) == 0);
	bpf_program__set_autoattach(s->progs.no_target, false);
	bpf_program__set_autoattach(s->progs.each_element, false);
	CHECK(bpf_program__set_autoload(s->progs.wrong_target, true) == 0);
	bpf_program__set_autoattach(s->progs.wrong_target, false);
	CHECK(bpf_program__expected_attach_type(s->progs.pass) == BPF_XDP);
	CHECK(bpf_program__fd(p) < 0);
	CHECK(bpf_program__log_level(p) == 0 && bpf_program__set_log_level(p, 0) == 0);
}

/* Events before and after: the skeleton's memory counts along. */
static void attached(struct objects_bpf *s)
{
	CHECK(objects_bpf__attach(s) == 0);
	CHECK(s->links.on_fork && s->links.on_raw_fork && s->links.each_map);
	CHECK(!s->links.no_target && !s->links.pass);
	CHECK(bpf_program__fd(s->progs.on_fork) >= 0);
	int fd = bpf_link__fd(s->links.on_raw_fork);
	CHECK(fd >= 0);
	struct bpf_link_info info = {0};
	__u32 len = sizeof info;
	char name[64] = "";
	info.raw_tracepoint.tp_name = (uintptr_t)name;
	info.raw_tracepoint.tp_name_len = sizeof name;
	CHECK(bpf_obj_get_info_by_fd(fd, &info, &len) == 0);
	CHECK(info.type == BPF_LINK_TYPE_RAW_TRACEPOINT);
	CHECK(!strcmp(name, "sched_process_fork"));
	CHECK(info.raw_tracepoint.tp_name == (uintptr_t)name);
}

static void failing(struct objects_bpf *s)
{
	struct bpf_link *link;

	errno = 0;
	link = bpf_program__attach(s->progs.wrong_target);
	CHECK(link == NULL && errno == ENOENT && libbpf_get_error(link) == -ENOENT);
	CHECK(strstr(messages, "sched/no_such_event") != NULL);
	errno = 0;
	CHECK(bpf_program__attach(s->progs.no_target) == NULL && errno);
	CHECK(bpf_program__attach_tracepoint(s->progs.no_target, "sched", "nothing") == NULL);
	CHECK(errno == ENOENT);
	CHECK(bpf_program__attach_xdp(s->progs.pass, 99999) == NULL && errno);
	CHECK(bpf_program__attach_cgroup(s->progs.pass, 12345) == NULL && errno);
	CHECK(bpf_program__attach_perf_event(s->progs.on_fork, -1) == NULL && errno);
	CHECK(bpf_program__attach_uprobe(s->progs.on_fork, false, -1, "/no/such/file", 0) == NULL);
	CHECK(bpf_link__destroy(NULL) == 0);
	link = bpf_program__attach_tracepoint(s->progs.no_target, "sched", "sched_process_exit");
	CHECK(link != NULL && bpf_link__fd(link) >= 0);
	CHECK(bpf_link__destroy(link) == 0);
}

static int read_all(int fd, char *text, size_t size)
{
	size_t len = 0;
	ssize_t n;

	while ((n = read(fd, text + len, size - 1 - len)) > 0)
		len += (size_t)n;
	text[len] = 0;
	return n < 0 ? -1 : (int)len;
}

static void iterators(struct objects_bpf *s)
{
	static char text[1 << 20];
	int fd = bpf_iter_create(bpf_link__fd(s->links.each_map));
	DECLARE_LIBBPF_OPTS(bpf_iter_attach_opts, opts);
	union bpf_iter_link_info info = {0};
	__u64 value = 4711;
	__u32 key = 0;

	CHECK(fd >= 0);
	CHECK(read_all(fd, text, sizeof text) > 0 && strstr(text, "map second\n"));
	CHECK(close(fd) == 0);
	CHECK_ERR(bpf_iter_create(fd), EBADF);

	info.map.map_fd = (__u32)bpf_map__fd(s->maps.second);
	opts.link_info = &info;
	opts.link_info_len = sizeof info;
	CHECK(bpf_map_update_elem((int)info.map.map_fd, &key, &value, 0) == 0);
	struct bpf_link *link = bpf_program__attach_iter(s->progs.each_element, &opts);
	CHECK(link != NULL);
	fd = bpf_iter_create(bpf_link__fd(link));
	CHECK(read_all(fd, text, sizeof text) > 0 && !strcmp(text, "element 4711\n"));
	close(fd);
	CHECK(bpf_link__destroy(link) == 0);
}

static void by_id(struct objects_bpf *s)
{
	struct bpf_prog_info info = {0};
	__u32 len = sizeof info, ids[8] = {0}, id = 0, seen = 0;
	int fd = bpf_program__fd(s->progs.on_fork);

	info.map_ids = (uintptr_t)ids;
	info.nr_map_ids = 8;
	CHECK(bpf_obj_get_info_by_fd(fd, &info, &len) == 0);
	CHECK(!strcmp(info.name, "on_fork") && info.nr_map_ids >= 1 && ids[0]);
	while (bpf_prog_get_next_id(id, &id) == 0)
		seen += id == info.id;
	CHECK(seen == 1 && errno == ENOENT);
	int again = bpf_prog_get_fd_by_id(info.id);
	CHECK(again >= 0 && again != fd);
	close(again);
	CHECK_ERR(bpf_prog_get_fd_by_id(0x7fffffff), ENOENT);
	CHECK(bpf_obj_get_info_by_fd(4242, &info, &len) < 0 && errno);
}

/* Instructions that name a map by descriptor, made by hand. */
static void by_hand(struct objects_bpf *s)
{
	char log[4096] = "", packet[64] = {0};
	struct bpf_insn insns[] = {
		{.code = BPF_LD | BPF_IMM | BPF_DW,
			.dst_reg = 1,
			.src_reg = BPF_PSEUDO_MAP_FD,
			.imm = bpf_map__fd(s->maps.first)},
		{0},
		{.code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = 0, .imm = 11},
		{.code = BPF_JMP | BPF_EXIT},
	};
	DECLARE_LIBBPF_OPTS(
		bpf_prog_load_opts, opts, .log_buf = log, .log_size = sizeof log, .log_level = 1);
	int fd = bpf_prog_load(BPF_PROG_TYPE_SOCKET_FILTER, "hand", "GPL", insns, 4, &opts);

	CHECK(fd >= 0 && strstr(log, "processed"));
	DECLARE_LIBBPF_OPTS(bpf_test_run_opts, run, .data_in = packet, .data_size_in = 64);
	CHECK(bpf_prog_test_run_opts(fd, &run) == 0 && run.retval == 11);
	close(fd);
	insns[0].imm = 9999;
	CHECK_ERR(bpf_prog_load(BPF_PROG_TYPE_SOCKET_FILTER, "hand", "GPL", insns, 4, NULL), EBADF);
	CHECK(libbpf_probe_bpf_prog_type(BPF_PROG_TYPE_XDP, NULL) == 1);
	CHECK(libbpf_probe_bpf_map_type(BPF_MAP_TYPE_RINGBUF, NULL) == 1);
	CHECK(libbpf_probe_bpf_helper(BPF_PROG_TYPE_XDP, BPF_FUNC_redirect, NULL) == 1);
	CHECK(!strcmp(libbpf_bpf_prog_type_str(BPF_PROG_TYPE_XDP), "xdp"));
}

/* A program that the verifier refuses: the log comes through the print function. */
static void refused(void)
{
	struct objects_bpf *s = objects_bpf__open();

	CHECK(s != NULL);
	messages[0] = 0;
	CHECK(bpf_program__set_autoload(s->progs.rejected, true) == 0);
	CHECK(objects_bpf__load(s) < 0);
	CHECK(strstr(messages, "BEGIN PROG LOAD LOG") && strstr(messages, "rejected"));
	CHECK(strstr(messages, "map_value_or_null") != NULL);
	objects_bpf__destroy(s);
}

int main(void)
{
	libbpf_print_fn_t old = libbpf_set_print(print);
	CHECK(old != NULL && libbpf_set_print(print) == print);
	struct objects_bpf *s = objects_bpf__open();
	CHECK(s != NULL);
	if (!s)
		return report();
	walks(s);
	programs(s);
	CHECK(objects_bpf__load(s) == 0);
	attached(s);
	failing(s);
	iterators(s);
	by_id(s);
	by_hand(s);
	CHECK(s->bss->forks == s->bss->raw_forks || s->bss->forks > 0);
	objects_bpf__detach(s);
	CHECK(s->links.on_fork == NULL);
	objects_bpf__destroy(s);
	refused();
	return report();
}

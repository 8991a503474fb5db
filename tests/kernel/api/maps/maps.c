// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* Maps: elements, errors, per-CPU values, batches, inner maps, programs in maps, pins. */
#include <unistd.h>

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "../check.h"
#include "maps.skel.h"

struct value {
	__u64 count;
	__u32 tag;
};

static void elements(struct maps_bpf *s)
{
	int fd = bpf_map__fd(s->maps.hash);
	struct value v = {.count = 1, .tag = 2}, got = {0};
	__u32 key = 5, other = 6, next;

	CHECK(fd >= 0);
	CHECK(bpf_map__fd(s->maps.hash) == fd);
	CHECK_ERR(bpf_map_lookup_elem(fd, &key, &got), ENOENT);
	CHECK(bpf_map_update_elem(fd, &key, &v, BPF_NOEXIST) == 0);
	CHECK_ERR(bpf_map_update_elem(fd, &key, &v, BPF_NOEXIST), EEXIST);
	CHECK(bpf_map_lookup_elem(fd, &key, &got) == 0 && got.count == 1 && got.tag == 2);
	CHECK(bpf_map_get_next_key(fd, NULL, &next) == 0 && next == 5);
	CHECK_ERR(bpf_map_get_next_key(fd, &next, &next), ENOENT);
	CHECK_ERR(bpf_map_delete_elem(fd, &other), ENOENT);
	CHECK(bpf_map_lookup_and_delete_elem(fd, &key, &got) == 0 && got.tag == 2);
	CHECK_ERR(bpf_map_delete_elem(fd, &key), ENOENT);
	CHECK_ERR(bpf_map_lookup_elem(999, &key, &got), EBADF);
	CHECK_ERR(bpf_map_lookup_elem(-1, &key, &got), EBADF);
	CHECK_ERR(bpf_map_lookup_elem(1, &key, &got), EINVAL);

	CHECK(bpf_map__update_elem(s->maps.hash, &key, 4, &v, sizeof v, BPF_ANY) == 0);
	CHECK(bpf_map__lookup_elem(s->maps.hash, &key, 4, &got, sizeof got, 0) == 0);
	CHECK_ERR(bpf_map__lookup_elem(s->maps.hash, &key, 8, &got, sizeof got, 0), EINVAL);
	CHECK_ERR(bpf_map__lookup_elem(s->maps.hash, &key, 4, &got, 4, 0), EINVAL);
	CHECK(bpf_map__get_next_key(s->maps.hash, NULL, &next, 4) == 0 && next == 5);
	CHECK(bpf_map__delete_elem(s->maps.hash, &key, 4, 0) == 0);
}

static void queues(struct maps_bpf *s)
{
	int fd = bpf_map__fd(s->maps.queue);
	__u32 v;

	for (v = 10; v < 14; v++)
		CHECK(bpf_map_update_elem(fd, NULL, &v, BPF_ANY) == 0);
	CHECK_ERR(bpf_map_update_elem(fd, NULL, &v, BPF_ANY), E2BIG);
	CHECK(bpf_map_lookup_elem(fd, NULL, &v) == 0 && v == 10);
	CHECK(bpf_map_lookup_and_delete_elem(fd, NULL, &v) == 0 && v == 10);
	CHECK(bpf_map_lookup_and_delete_elem(fd, NULL, &v) == 0 && v == 11);
}

static void batches(struct maps_bpf *s)
{
	DECLARE_LIBBPF_OPTS(bpf_map_batch_opts, opts);
	int fd = bpf_map__fd(s->maps.hash);
	struct value values[8] = {0};
	__u32 keys[8], count = 8, sum = 0, cursor = 0, i;

	for (i = 0; i < 8; i++) {
		keys[i] = 100 + i;
		values[i].count = i;
	}
	CHECK(bpf_map_update_batch(fd, keys, values, &count, &opts) == 0 && count == 8);
	memset(values, 0, sizeof values);
	count = 8;
	int err = bpf_map_lookup_batch(fd, NULL, &cursor, keys, values, &count, &opts);
	CHECK((err == 0 || err == -ENOENT) && count == 8);
	for (i = 0; i < count; i++)
		sum += values[i].count;
	CHECK(sum == 28);
	count = 4;
	CHECK(bpf_map_delete_batch(fd, keys, &count, NULL) == 0 && count == 4);
	count = 8;
	err = bpf_map_lookup_and_delete_batch(fd, NULL, &cursor, keys, values, &count, NULL);
	CHECK((err == 0 || err == -ENOENT) && count == 4);
	CHECK_ERR(bpf_map_get_next_key(fd, NULL, keys), ENOENT);
}

/* A lookup writes all CPUs' values and not a byte more. */
static void per_cpu(struct maps_bpf *s)
{
	int fd = bpf_map__fd(s->maps.percpu), cpus = libbpf_num_possible_cpus();
	size_t size = 16 * (size_t)cpus;
	unsigned char *buf = malloc(size + 16);
	__u32 key = 0;
	__u64 total = 0;
	char packet[64] = {0};
	DECLARE_LIBBPF_OPTS(
		bpf_test_run_opts, run, .data_in = packet, .data_size_in = 64, .repeat = 3);

	CHECK(cpus > 0);
	CHECK(bpf_prog_test_run_opts(bpf_program__fd(s->progs.first), &run) == 0);
	CHECK(run.retval == 77); /* through the tail call */
	memset(buf, 0xee, size + 16);
	CHECK(bpf_map_lookup_elem(fd, &key, buf) == 0);
	for (int i = 0; i < cpus; i++) {
		__u64 v;
		memcpy(&v, buf + 16 * i, sizeof v);
		total += v;
	}
	CHECK(total == 3);
	for (int i = 0; i < 16; i++)
		CHECK(buf[size + i] == 0xee);
	CHECK(bpf_map__lookup_elem(s->maps.percpu, &key, 4, buf, size, 0) == 0);
	CHECK_ERR(bpf_map__lookup_elem(s->maps.percpu, &key, 4, buf, 12, 0), EINVAL);
	free(buf);
}

static void before_load(struct maps_bpf *s)
{
	size_t size = 0;
	const int *data = bpf_map__initial_value(s->maps.data, &size);

	CHECK(data == (void *)s->data && size >= 4 && s->data->start_value == 7);
	s->data->start_value = 8;
	s->rodata->factor = 3;
	CHECK(bpf_map__fd(s->maps.hash) == -1);
	CHECK(bpf_map__set_max_entries(s->maps.sized_later, 100) == 0);
	CHECK(bpf_map__set_value_size(s->maps.sized_later, 16) == 0);
	CHECK(bpf_map__max_entries(s->maps.sized_later) == 100);
	CHECK(bpf_map__type(s->maps.percpu) == BPF_MAP_TYPE_PERCPU_ARRAY);
	CHECK(bpf_map__key_size(s->maps.hash) == 4 && bpf_map__value_size(s->maps.hash) == 16);
	CHECK(!strcmp(bpf_map__name(s->maps.sized_later), "sized_later"));
	CHECK(bpf_map__is_internal(s->maps.bss) && !bpf_map__is_internal(s->maps.hash));
	CHECK(bpf_map__set_autocreate(s->maps.inner_two, true) == 0);
	struct bpf_map *pattern = bpf_map__inner_map(s->maps.outer);
	CHECK(pattern != NULL && bpf_map__inner_map(s->maps.outer) == pattern);
	CHECK(bpf_map__type(pattern) == BPF_MAP_TYPE_ARRAY && bpf_map__value_size(pattern) == 4);
	CHECK(bpf_map__inner_map(s->maps.hash) == NULL);
}

/* Inner maps and programs are stored as descriptors of the caller's. */
static void nested(struct maps_bpf *s)
{
	int outer = bpf_map__fd(s->maps.outer), inner = bpf_map__fd(s->maps.inner_two);
	int programs = bpf_map__fd(s->maps.programs), prog = bpf_program__fd(s->progs.second);
	__u32 one = 1, zero = 0, value = 42, id, bad = 555;
	struct bpf_map_info info = {0};
	__u32 len = sizeof info;

	CHECK(bpf_map_update_elem(inner, &zero, &value, 0) == 0);
	CHECK(bpf_map_update_elem(outer, &one, &inner, 0) == 0);
	CHECK(bpf_map_lookup_elem(outer, &one, &id) == 0);
	CHECK(bpf_obj_get_info_by_fd(inner, &info, &len) == 0 && info.id == id);
	CHECK(!strcmp(info.name, "inner_two"));
	CHECK(bpf_map_update_elem(programs, &one, &prog, 0) == 0);
	CHECK_ERR(bpf_map_update_elem(programs, &zero, &bad, 0), EBADF);
	CHECK(bpf_map_lookup_elem(programs, &one, &id) == 0 && id > 0);
}

static void shared(struct maps_bpf *s)
{
	CHECK(s->bss->runs == 3 * 3 && s->bss->seen_inner == 42);
	CHECK(s->data->start_value == 8);
	s->bss->runs = 1000;
	char packet[64] = {0};
	DECLARE_LIBBPF_OPTS(bpf_test_run_opts, run, .data_in = packet, .data_size_in = 64);
	CHECK(bpf_prog_test_run_opts(bpf_program__fd(s->progs.first), &run) == 0);
	CHECK(s->bss->runs == 1003);

	/* A second object works on the first one's map. */
	struct maps_bpf *two = maps_bpf__open();
	CHECK(two != NULL);
	CHECK(bpf_map__reuse_fd(two->maps.array, bpf_map__fd(s->maps.array)) == 0);
	CHECK(maps_bpf__load(two) == 0);
	__u32 key = 3;
	__u64 v = 99, got = 0;
	CHECK(bpf_map_update_elem(bpf_map__fd(two->maps.array), &key, &v, 0) == 0);
	CHECK(bpf_map_lookup_elem(bpf_map__fd(s->maps.array), &key, &got) == 0 && got == 99);

	struct bpf_map_info info = {0};
	__u32 len = sizeof info;
	CHECK(bpf_obj_get_info_by_fd(bpf_map__fd(s->maps.array), &info, &len) == 0);
	maps_bpf__destroy(two);
	int again = bpf_map_get_fd_by_id(info.id);
	CHECK(again >= 0);
	got = 0;
	CHECK(bpf_map_lookup_elem(again, &key, &got) == 0 && got == 99);
	CHECK(close(again) == 0);
	CHECK_ERR(bpf_map_lookup_elem(again, &key, &got), EBADF);
}

static void created(void)
{
	DECLARE_LIBBPF_OPTS(bpf_map_create_opts, opts, .map_flags = BPF_F_NO_PREALLOC);
	int fd = bpf_map_create(BPF_MAP_TYPE_HASH, "made", 4, 4, 4, &opts);
	__u32 k = 1, v = 2;

	CHECK(fd >= 0);
	CHECK(bpf_map_update_elem(fd, &k, &v, 0) == 0);
	CHECK(bpf_map_freeze(fd) == 0);
	CHECK_ERR(bpf_map_update_elem(fd, &k, &v, 0), EPERM);
	CHECK(close(fd) == 0);
	CHECK_ERR(bpf_map_create(BPF_MAP_TYPE_HASH, "bad", 0, 4, 4, NULL), EINVAL);
}

/* Two objects meet at a pin. */
static void pinned(struct maps_bpf *s)
{
	const char *path = "/sys/fs/bpf/wbcc_test_map";
	__u32 key = 2;
	__u64 v = 31, got = 0;

	unlink(path);
	if (bpf_map__pin(s->maps.array, path)) /* no bpffs here */
		return;
	CHECK(bpf_map__is_pinned(s->maps.array));
	CHECK(!strcmp(bpf_map__pin_path(s->maps.array), path));
	CHECK(bpf_map_update_elem(bpf_map__fd(s->maps.array), &key, &v, 0) == 0);
	int fd = bpf_obj_get(path);
	CHECK(fd >= 0 && bpf_map_lookup_elem(fd, &key, &got) == 0 && got == 31);
	struct maps_bpf *two = maps_bpf__open();
	CHECK(bpf_map__set_pin_path(two->maps.array, path) == 0);
	CHECK(maps_bpf__load(two) == 0);
	got = 0;
	CHECK(bpf_map_lookup_elem(bpf_map__fd(two->maps.array), &key, &got) == 0 && got == 31);
	maps_bpf__destroy(two);
	CHECK(bpf_map__unpin(s->maps.array, path) == 0);
	CHECK(!bpf_map__is_pinned(s->maps.array));
	CHECK_ERR(bpf_obj_get(path), ENOENT);
	CHECK(close(fd) == 0);
}

int main(void)
{
	struct maps_bpf *s = maps_bpf__open();

	CHECK(s != NULL);
	if (!s)
		return report();
	before_load(s);
	CHECK(maps_bpf__load(s) == 0);
	CHECK(bpf_map__set_max_entries(s->maps.hash, 4) == -EBUSY);
	elements(s);
	queues(s);
	batches(s);
	nested(s);
	per_cpu(s);
	shared(s);
	created();
	pinned(s);
	maps_bpf__destroy(s);
	return report();
}

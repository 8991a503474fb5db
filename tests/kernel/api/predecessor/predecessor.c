// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/*
 * A guest of the predecessor's interface, as its packages are made: plain wasi-libc, the object
 * in the guest's own memory, six imports.  Shows that what its runtimes got wrong is right here.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "../check.h"
#include "object.h" /* unsigned char buffers_bpf_o[], made by the script */

#define FROM(module, name) __attribute__((import_module(module), import_name(name)))

typedef int sample_fn(void *ctx, void *data, uint32_t size);

FROM("wasm_bpf", "wasm_load_bpf_object")
uint64_t wasm_load_bpf_object(const void *data, int size);
FROM("wasm_bpf", "wasm_close_bpf_object") int wasm_close_bpf_object(uint64_t obj);
FROM("wasm_bpf", "wasm_attach_bpf_program")
int wasm_attach_bpf_program(uint64_t obj, const char *name, const char *target);
FROM("wasm_bpf", "wasm_bpf_buffer_poll")
int wasm_bpf_buffer_poll(
	uint64_t obj, int fd, sample_fn *fn, void *ctx, void *data, int max_size, int timeout_ms);
FROM("wasm_bpf", "wasm_bpf_map_fd_by_name")
int wasm_bpf_map_fd_by_name(uint64_t obj, const char *name);
FROM("wasm_bpf", "wasm_bpf_map_operate")
int wasm_bpf_map_operate(int fd, int cmd, void *key, void *value, void *next_key, uint64_t flags);

/* The callback of TinyGo guests, which cannot pass functions. */
FROM("callback-wrapper", "wasm_bpf_buffer_poll")
int wrapper_poll(uint64_t obj, int fd, void *ctx, void *data, int max_size, int timeout_ms);

enum { LOOKUP = 1, UPDATE, DELETE, NEXT_KEY };

static char buffer[4096];
static int counts[3], wrapped;

__attribute__((export_name("go-callback"))) int go_callback(void *ctx, void *data, uint32_t size)
{
	wrapped++;
	return 0;
}

static int count(void *ctx, void *data, uint32_t size)
{
	counts[(uintptr_t)ctx]++;
	CHECK(data == buffer || size > sizeof buffer);
	return 0;
}

static int stop(void *ctx, void *data, uint32_t size)
{
	counts[0]++;
	return -1;
}

static int large;

static int check_large(void *ctx, void *data, uint32_t size)
{
	const unsigned char *p = data;

	large++;
	CHECK(size == 8192 && p[512] == 1 && p[8191] == 3);
	return 0;
}

/* The programs run at forks: the script makes some while the guest polls. */
static int poll_until(uint64_t obj, int fd, sample_fn *fn, void *ctx, int *n, int want)
{
	int r = 0;

	for (int i = 0; i < 100 && *n < want && r >= 0; i++)
		r = wasm_bpf_buffer_poll(obj, fd, fn, ctx, buffer, sizeof buffer, 100);
	return r;
}

int main(void)
{
	uint64_t obj = wasm_load_bpf_object(object, sizeof object);
	CHECK(obj != 0);
	if (!obj)
		return report();
	CHECK(wasm_load_bpf_object("rubbish", 7) == 0);

	CHECK(wasm_attach_bpf_program(obj, "nobody", "") < 0);
	CHECK(wasm_attach_bpf_program(999, "on_fork", "") < 0);
	CHECK(wasm_bpf_map_fd_by_name(obj, "nothing") < 0);
	CHECK(wasm_attach_bpf_program(obj, "at_interface", "no-such-interface") < 0);
	CHECK(wasm_attach_bpf_program(obj, "at_interface", "lo") == 0);
	CHECK(wasm_attach_bpf_program(obj, "at_cgroup", "/no/such/cgroup") < 0);

	int one = wasm_bpf_map_fd_by_name(obj, "one"), two = wasm_bpf_map_fd_by_name(obj, "two");
	int big = wasm_bpf_map_fd_by_name(obj, "big"), hash = wasm_bpf_map_fd_by_name(obj, "hash");
	CHECK(one >= 0 && two >= 0 && big >= 0 && hash >= 0 && one != two);
	CHECK(wasm_bpf_buffer_poll(obj, 77, count, NULL, buffer, sizeof buffer, 0) < 0);
	CHECK(wasm_bpf_buffer_poll(obj, hash, count, NULL, buffer, sizeof buffer, 0) < 0);
	CHECK(wasm_bpf_buffer_poll(obj, one, (sample_fn *)999, NULL, buffer, 64, 0) < 0);
	CHECK(wasm_bpf_buffer_poll(obj, one, count, NULL, (void *)0xfffffff0, 4096, 0) < 0);

	CHECK(wasm_attach_bpf_program(obj, "on_fork", "") == 0);
	poll_until(obj, one, count, (void *)1, &counts[1], 3);
	poll_until(obj, two, count, (void *)2, &counts[2], 3);
	CHECK(counts[1] >= 3 && counts[2] >= 3);
	poll_until(obj, big, check_large, NULL, &large, 2);
	CHECK(large >= 2);
	CHECK(poll_until(obj, one, stop, NULL, &counts[0], 10) == -1 && counts[0] == 1);
	for (int i = 0; i < 100 && wrapped < 2; i++)
		CHECK(wrapper_poll(obj, one, NULL, buffer, sizeof buffer, 100) >= 0);
	CHECK(wrapped >= 2);

	uint32_t key = 1, next = 0;
	uint64_t value = 5, got = 0;
	CHECK(wasm_bpf_map_operate(hash, LOOKUP, &key, &got, NULL, 0) == -ENOENT);
	CHECK(wasm_bpf_map_operate(hash, UPDATE, &key, &value, NULL, 0) == 0);
	CHECK(wasm_bpf_map_operate(hash, LOOKUP, &key, &got, NULL, 0) == 0 && got == 5);
	CHECK(wasm_bpf_map_operate(hash, NEXT_KEY, NULL, NULL, &next, 0) == 0 && next == 1);
	CHECK(wasm_bpf_map_operate(hash, DELETE, &key, NULL, NULL, 0) == 0);
	CHECK(wasm_bpf_map_operate(hash, 99, &key, &got, NULL, 0) == -EINVAL);
	CHECK(wasm_bpf_map_operate(12345, LOOKUP, &key, &got, NULL, 0) == -EBADF);
	CHECK(wasm_bpf_map_operate(1, LOOKUP, &key, &got, NULL, 0) < 0);

	CHECK(wasm_close_bpf_object(obj) == 0);
	CHECK(wasm_close_bpf_object(obj) < 0);
	CHECK(wasm_bpf_map_operate(hash, LOOKUP, &key, &got, NULL, 0) == -EBADF);
	return report();
}

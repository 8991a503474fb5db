/* links: wbruntime */
/*
 * The runtime without any module: memories, tables, traps and guest stacks, driven the way
 * that lowered C drives them.
 */
#define _GNU_SOURCE
#include <check.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "wbcc/guest.h"

static struct wb_memory memory;

/* ---- memory ------------------------------------------------------------------------------ */

START_TEST(memory_grows_to_its_maximum_and_not_beyond)
{
	ck_assert_int_eq(wb_memory_init(&memory, NULL, 1, 3), 0);
	ck_assert_uint_eq(memory.size, WB_PAGE);
	memory.base[WB_PAGE - 1] = 42;
	ck_assert_uint_eq(wb_memory_grow(&memory, 2), 1);
	ck_assert_uint_eq(memory.base[WB_PAGE - 1], 42);
	ck_assert_uint_eq(memory.base[3 * WB_PAGE - 1], 0);
	ck_assert_uint_eq(wb_memory_grow(&memory, 1), UINT32_MAX);
	ck_assert_uint_eq(wb_memory_grow(&memory, UINT32_MAX), UINT32_MAX);
	ck_assert_uint_eq(wb_memory_grow(&memory, 0), 3);
	wb_memory_free(&memory);
}
END_TEST

START_TEST(memory_without_maximum_ends_at_four_gib)
{
	ck_assert_int_eq(wb_memory_init(&memory, NULL, 0, UINT32_MAX), 0);
	ck_assert_uint_eq(wb_memory_grow(&memory, WB_MAX_PAGES + 1), UINT32_MAX);
	ck_assert_uint_eq(wb_memory_grow(&memory, WB_MAX_PAGES), 0);
	memory.base[UINT32_MAX] = 1;
	ck_assert_uint_eq(wb_memory_grow(&memory, 1), UINT32_MAX);
	wb_memory_free(&memory);
}
END_TEST

START_TEST(memory_takes_the_place_it_is_told_or_refuses)
{
	struct wb_memory second;
	void *at = mmap(NULL, WB_RESERVATION, PROT_NONE,
		MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	ck_assert_ptr_ne(at, MAP_FAILED);
	ck_assert_int_eq(wb_memory_init(&memory, at, 1, 1), -EEXIST);
	munmap(at, WB_RESERVATION);
	ck_assert_int_eq(wb_memory_init(&memory, at, 1, 1), 0);
	ck_assert_ptr_eq(memory.base, at);
	ck_assert_int_eq(wb_memory_init(&second, at, 1, 1), -EEXIST);
	wb_memory_free(&memory);
}
END_TEST

static void require_memory(void *arg)
{
	wb_memory_require(arg, NULL, 1, 1);
}

/* Bytes of address space in use: a lot, under AddressSanitizer. */
static rlim_t address_space(void)
{
	unsigned long pages = 0;
	FILE *f = fopen("/proc/self/statm", "r");
	ck_assert(f && fscanf(f, "%lu", &pages) == 1);
	fclose(f);
	return (rlim_t)pages * (rlim_t)getpagesize();
}

START_TEST(memory_says_when_address_space_is_limited)
{
	struct rlimit was, limit;
	ck_assert_int_eq(getrlimit(RLIMIT_AS, &was), 0);
	limit = (struct rlimit){
		.rlim_cur = address_space() + ((rlim_t)3 << 30), .rlim_max = was.rlim_max};
	ck_assert_int_eq(setrlimit(RLIMIT_AS, &limit), 0);
	int err = wb_memory_init(&memory, NULL, 1, 1);
	enum wb_trap why = wb_try(require_memory, &memory);
	struct wb_memory checked;
	wb_memory_require_checked(&checked, NULL, 1, UINT32_MAX);
	ck_assert_int_eq(setrlimit(RLIMIT_AS, &was), 0);
	ck_assert_int_eq(err, -ENOMEM);
	ck_assert_int_eq(why, WB_TRAP_HOST);
	ck_assert_uint_lt(checked.reserved, (uint64_t)4 << 30);
	ck_assert_uint_eq(wb_memory_grow(&checked, 1000), 1);
	ck_assert_uint_eq(wb_memory_grow(&checked, WB_MAX_PAGES - 1001), UINT32_MAX);
	wb_memory_free(&checked);
}
END_TEST

/* ---- traps ------------------------------------------------------------------------------- */

static void touch(void *address)
{
	*(volatile uint8_t *)address = 1;
}

static void peek(void *address)
{
	(void)*(volatile uint8_t *)address;
}

START_TEST(fault_behind_the_end_is_a_trap)
{
	wb_traps_install();
	ck_assert_int_eq(wb_memory_init(&memory, NULL, 1, 2), 0);
	ck_assert_int_eq(wb_try(touch, memory.base + WB_PAGE - 1), WB_TRAP_NONE);
	ck_assert_int_eq(wb_try(touch, memory.base + WB_PAGE), WB_TRAP_MEMORY);
	ck_assert_int_eq(wb_try(peek, memory.base + WB_RESERVATION - 1), WB_TRAP_MEMORY);
	ck_assert_uint_eq(wb_memory_grow(&memory, 1), 1);
	ck_assert_int_eq(wb_try(touch, memory.base + WB_PAGE), WB_TRAP_NONE);
	wb_memory_free(&memory);
}
END_TEST

START_TEST(store_to_read_only_pages_is_a_trap)
{
	wb_traps_install();
	ck_assert_int_eq(wb_memory_init(&memory, NULL, 2, 2), 0);
	ck_assert_int_eq(mprotect(memory.base + WB_PAGE, WB_PAGE, PROT_READ), 0);
	ck_assert_int_eq(wb_try(peek, memory.base + WB_PAGE), WB_TRAP_NONE);
	ck_assert_int_eq(wb_try(touch, memory.base + WB_PAGE), WB_TRAP_READ_ONLY);
	wb_memory_free(&memory);
}
END_TEST

START_TEST(every_memory_is_known_to_the_handler)
{
	enum { MANY = 40 };
	struct wb_memory many[MANY];
	wb_traps_install();
	for (int i = 0; i < MANY; i++)
		ck_assert_int_eq(wb_memory_init(&many[i], NULL, 1, 1), 0);
	for (int i = 0; i < MANY; i++)
		ck_assert_int_eq(wb_try(touch, many[i].base + WB_PAGE), WB_TRAP_MEMORY);
	for (int i = 0; i < MANY; i += 2)
		wb_memory_free(&many[i]);
	for (int i = 1; i < MANY; i += 2) {
		ck_assert_int_eq(wb_try(touch, many[i].base + WB_PAGE), WB_TRAP_MEMORY);
		wb_memory_free(&many[i]);
	}
}
END_TEST

static void trap_with(void *why)
{
	wb_trap(*(enum wb_trap *)why);
}

static void nest(void *arg)
{
	enum wb_trap first = WB_TRAP_OVERFLOW, *seen = arg;
	*seen = wb_try(trap_with, &first);
	first = WB_TRAP_CONVERSION;
	wb_trap(first);
}

START_TEST(tries_nest)
{
	enum wb_trap inner = WB_TRAP_NONE;
	ck_assert_int_eq(wb_try(nest, &inner), WB_TRAP_CONVERSION);
	ck_assert_int_eq(inner, WB_TRAP_OVERFLOW);
}
END_TEST

/* ---- stacks ------------------------------------------------------------------------------ */

static volatile uintptr_t sink;

static __attribute__((noinline)) void recurse(void *arg)
{
	char frame[512];
	sink = (uintptr_t)frame;
	if (sink)
		recurse(arg);
	sink = (uintptr_t)frame;
}

static void exhaust(void *size)
{
	wb_on_guest_stack(*(size_t *)size, recurse, NULL);
}

static void note_stack(void *arg)
{
	*(void **)arg = __builtin_frame_address(0);
}

START_TEST(guest_stack_is_used_and_left)
{
	char here;
	void *there = NULL;
	wb_on_guest_stack(1 << 20, note_stack, &there);
	ck_assert_ptr_nonnull(there);
	ck_assert_uint_gt(labs((char *)there - &here), 1 << 16);
}
END_TEST

START_TEST(exhaustion_is_a_trap_again_and_again)
{
	wb_traps_install();
	size_t size = 1 << 20;
	for (int i = 0; i < 200; i++)
		ck_assert_int_eq(wb_try(exhaust, &size), WB_TRAP_STACK);
}
END_TEST

static void exhaust_inside(void *arg)
{
	size_t size = 1 << 18;
	*(enum wb_trap *)arg = wb_try(exhaust, &size);
}

START_TEST(stacks_nest_and_the_outer_one_survives)
{
	wb_traps_install();
	enum wb_trap inner = WB_TRAP_NONE;
	wb_on_guest_stack(1 << 20, exhaust_inside, &inner);
	ck_assert_int_eq(inner, WB_TRAP_STACK);
}
END_TEST

/* ---- what is fatal ----------------------------------------------------------------------- */

START_TEST(trap_without_try_exits_134)
{
	wb_trap(WB_TRAP_UNREACHABLE);
}
END_TEST

static volatile uintptr_t wild = 8;

START_TEST(fault_of_our_own_is_a_crash)
{
	wb_traps_install();
	touch((void *)wild);
}
END_TEST

/* ---- tables and instances ---------------------------------------------------------------- */

static uint32_t add(uint32_t a, uint32_t b)
{
	return a + b;
}

START_TEST(tables_grow_with_a_value_and_within_limits)
{
	struct wb_table t;
	struct wb_funcref f = {.type = "ii>i", .code = (wb_code)add};
	ck_assert_int_eq(wb_table_init(&t, 'c', 0, 5), 0);
	ck_assert_uint_eq(wb_table_grow(&t, 2, &f), 0);
	ck_assert_uint_eq(wb_table_grow(&t, 3, &(struct wb_funcref){0}), 2);
	ck_assert_ptr_eq(t.funcs[1].code, (wb_code)add);
	ck_assert_ptr_null(t.funcs[4].code);
	ck_assert_uint_eq(wb_table_grow(&t, 1, &f), UINT32_MAX);
	wb_table_free(&t);
	ck_assert_int_eq(wb_table_init(&t, 'x', WB_TABLE_LIMIT + 1, UINT32_MAX), -ENOMEM);
	ck_assert_int_eq(wb_table_init(&t, 'x', 1, UINT32_MAX), 0);
	ck_assert_uint_eq(wb_table_grow(&t, WB_TABLE_LIMIT, &f), UINT32_MAX);
	wb_table_free(&t);
}
END_TEST

START_TEST(callbacks_have_exactly_the_type_asked_for)
{
	struct wb_funcref funcs[2] = {{.type = "ii>i", .code = (wb_code)add}};
	struct wb_table t = {.funcs = funcs, .size = 2, .max = 2, .type = 'c'};
	struct wb_instance in = {.abi = WB_ABI, .table = &t};
	ck_assert_ptr_eq(wb_callback(&in, 0, "ii>i"), (wb_code)add);
	ck_assert_ptr_null(wb_callback(&in, 0, "ii>"));
	ck_assert_ptr_null(wb_callback(&in, 1, "ii>i"));
	ck_assert_ptr_null(wb_callback(&in, 2, "ii>i"));
	in.table = NULL;
	ck_assert_ptr_null(wb_callback(&in, 0, "ii>i"));
}
END_TEST

static const struct wb_export *find_in(void *ctx, const struct wb_import *import)
{
	return wb_find_export(ctx, import->name);
}

static bool instantiated;

static void note_instantiate(void)
{
	instantiated = true;
}

/* Links one import against an instance that exports everything below as "f", "t", "m", "g". */
static const char *link_one(struct wb_import import)
{
	static struct wb_table t = {.size = 10, .max = 20, .type = 'c'};
	static struct wb_memory m = {.pages = 1, .max_pages = UINT32_MAX};
	static uint32_t g;
	const struct wb_export exports[] = {
		{.name = "f", .name_len = 1, .kind = WB_FUNC, .type = "ii>i", .code = (wb_code)add},
		{.name = "t", .name_len = 1, .kind = WB_TABLE, .table = &t},
		{.name = "m", .name_len = 1, .kind = WB_MEMORY, .memory = &m},
		{.name = "g", .name_len = 1, .kind = WB_GLOBAL, .type = "i", .global = &g},
	};
	struct wb_instance from = {.abi = WB_ABI, .exports = exports, .n_exports = 4};
	void *slot = NULL;
	import.slot = &slot;
	struct wb_instance in = {
		.abi = WB_ABI, .imports = &import, .n_imports = 1, .instantiate = note_instantiate};
	instantiated = false;
	const char *why = wb_instantiate(&in, find_in, &from);
	ck_assert_int_eq(why == NULL, instantiated);
	ck_assert_int_eq(why == NULL, slot != NULL);
	return why;
}

START_TEST(imports_match_as_the_specification_says)
{
	const char *wrong = "incompatible import type";
	ck_assert_ptr_null(
		link_one((struct wb_import){.name = "f", .kind = WB_FUNC, .type = "ii>i"}));
	ck_assert_str_eq(
		link_one((struct wb_import){.name = "f", .kind = WB_FUNC, .type = "i>i"}), wrong);
	ck_assert_str_eq(
		link_one((struct wb_import){.name = "f", .kind = WB_GLOBAL, .type = "i"}), wrong);
	ck_assert_str_eq(link_one((struct wb_import){.name = "none", .kind = WB_FUNC, .type = ">"}),
		"unknown import");
	ck_assert_ptr_null(link_one((struct wb_import){
		.name = "t", .kind = WB_TABLE, .type = "c", .min = 10, .max = 20}));
	ck_assert_str_eq(
		link_one((struct wb_import){
			.name = "t", .kind = WB_TABLE, .type = "c", .min = 11, .max = UINT32_MAX}),
		wrong);
	ck_assert_str_eq(link_one((struct wb_import){
				 .name = "t", .kind = WB_TABLE, .type = "c", .min = 1, .max = 19}),
		wrong);
	ck_assert_str_eq(
		link_one((struct wb_import){
			.name = "t", .kind = WB_TABLE, .type = "x", .min = 1, .max = UINT32_MAX}),
		wrong);
	ck_assert_ptr_null(link_one(
		(struct wb_import){.name = "m", .kind = WB_MEMORY, .min = 1, .max = UINT32_MAX}));
	ck_assert_str_eq(link_one((struct wb_import){
				 .name = "m", .kind = WB_MEMORY, .min = 1, .max = 65536}),
		wrong);
	ck_assert_str_eq(link_one((struct wb_import){
				 .name = "g", .kind = WB_GLOBAL, .type = "i", .is_mutable = true}),
		wrong);
}
END_TEST

START_TEST(another_abi_is_refused)
{
	struct wb_instance in = {.abi = WB_ABI + 1};
	ck_assert_str_eq(
		wb_instantiate(&in, find_in, NULL), "lowered for another version of the runtime");
}
END_TEST

/* ---- the border -------------------------------------------------------------------------- */

START_TEST(guest_ranges_are_checked_at_both_ends)
{
	ck_assert_int_eq(wb_memory_init(&memory, NULL, 1, 1), 0);
	struct wb_instance in = {.memory = &memory};
	ck_assert_ptr_eq(wb_at(&in, WB_PAGE - 4, 4), memory.base + WB_PAGE - 4);
	ck_assert_ptr_null(wb_at(&in, WB_PAGE - 3, 4));
	ck_assert_ptr_nonnull(wb_at(&in, WB_PAGE, 0));
	ck_assert_ptr_null(wb_at(&in, WB_PAGE + 1, 0));
	ck_assert_ptr_null(wb_at(&in, UINT32_MAX, UINT64_MAX));
	ck_assert_ptr_null(wb_array_at(&in, 8, UINT32_MAX, UINT32_MAX));
	memset(memory.base, 'x', WB_PAGE);
	ck_assert_ptr_null(wb_str(&in, 0));
	memory.base[WB_PAGE - 1] = 0;
	ck_assert_uint_eq(strlen(wb_str(&in, 0)), WB_PAGE - 1);
	ck_assert_str_eq(wb_str(&in, WB_PAGE - 1), "");
	wb_memory_free(&memory);
}
END_TEST

START_TEST(errno_values_are_the_guests)
{
	ck_assert_uint_eq(wb_errno_to_guest(0), 0);
	ck_assert_uint_eq(wb_errno_to_guest(ENOENT), 44);
	ck_assert_uint_eq(wb_errno_to_guest(EPERM), 63);
	ck_assert_uint_eq(wb_errno_to_guest(E2BIG), 1);
	ck_assert_uint_eq(wb_errno_to_guest(EXDEV), 75);
	ck_assert_uint_eq(wb_errno_to_guest(524), 58);
	ck_assert_uint_eq(wb_errno_to_guest(100000), 29);
	ck_assert_int_eq(wb_err_to_guest(-EINVAL), -28);
	ck_assert_int_eq(wb_err_to_guest(7), 7);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("runtime");
	TCase *c = tcase_create("all");
	tcase_add_test(c, memory_grows_to_its_maximum_and_not_beyond);
	tcase_add_test(c, memory_without_maximum_ends_at_four_gib);
	tcase_add_test(c, memory_takes_the_place_it_is_told_or_refuses);
	tcase_add_test(c, memory_says_when_address_space_is_limited);
	tcase_add_test(c, fault_behind_the_end_is_a_trap);
	tcase_add_test(c, store_to_read_only_pages_is_a_trap);
	tcase_add_test(c, every_memory_is_known_to_the_handler);
	tcase_add_test(c, tries_nest);
	tcase_add_test(c, guest_stack_is_used_and_left);
	tcase_add_test(c, exhaustion_is_a_trap_again_and_again);
	tcase_add_test(c, stacks_nest_and_the_outer_one_survives);
	tcase_add_exit_test(c, trap_without_try_exits_134, 134);
	tcase_add_test_raise_signal(c, fault_of_our_own_is_a_crash, SIGSEGV);
	tcase_add_test(c, tables_grow_with_a_value_and_within_limits);
	tcase_add_test(c, callbacks_have_exactly_the_type_asked_for);
	tcase_add_test(c, imports_match_as_the_specification_says);
	tcase_add_test(c, another_abi_is_refused);
	tcase_add_test(c, guest_ranges_are_checked_at_both_ends);
	tcase_add_test(c, errno_values_are_the_guests);
	suite_add_tcase(s, c);
	SRunner *runner = srunner_create(s);
	srunner_run_all(runner, CK_NORMAL);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

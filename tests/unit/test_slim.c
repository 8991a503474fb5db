/* links: wbcc_bpf */
/*
 * Slimming: a program with kernel-like structs is compiled by the real clang; what is left of
 * its types and the renumbered relocations are compared.  That slimmed objects load and read
 * the same members is what the kernel tests show.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/proc.h"
#include "bpf/slim.h"
#include "model/btf.h"

#include <check.h> /* last: it has a macro named fail */

static const char source[] =
	"#include <linux/bpf.h>\n#include <bpf/bpf_helpers.h>\n#include <bpf/bpf_core_read.h>\n"
	"#define CORE __attribute__((preserve_access_index))\n"
	"struct far { int unused[100]; } CORE;\n"
	"struct inner { long a; int wanted[4]; struct far *far; } CORE;\n"
	"struct task { long x[50]; struct far *f; struct inner in; int pid; struct far by_value;\n"
	"	struct task *parent; } CORE;\n"
	"struct value { int first; struct { int second; }; };\n"
	"struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 4); __type(key, int);\n"
	"	__type(value, struct value); } m SEC(\".maps\");\n"
	"char LICENSE[] SEC(\"license\") = \"GPL\"; long found;\n"
	"SEC(\"raw_tp/sched_switch\") int on(struct bpf_raw_tracepoint_args *ctx)\n"
	"{ struct task *t = (void *)ctx->args[0];\n"
	"  found += BPF_CORE_READ(t, pid) + BPF_CORE_READ(t, in.wanted[2]);\n"
	"  found += BPF_CORE_READ(t, parent, pid); return 0; }\n";

static struct btf *slimmed;
static struct buf btf_bytes, ext_bytes;

static void compile(void)
{
	struct bytes object;
	char *c = temp_path("t.bpf.c"), *o = temp_path("t.bpf.o");
	ck_assert(file_write(c, source, strlen(source), 0644));
	static const char *const words[] = {"clang", "-target", "bpf", "-g", "-O2",
		"-I/usr/include/x86_64-linux-gnu", "-I/usr/include/aarch64-linux-gnu", "-c"};
	struct args a = {0};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		args_add(&a, words[i]);
	args_add(&a, c);
	args_add(&a, "-o");
	args_add(&a, o);
	ck_assert(proc_run(&a, "clang"));
	ck_assert(file_read(o, 0, &object));
	ck_assert(slim_types("t.bpf.o", object.data, object.len, &btf_bytes, &ext_bytes));
	ck_assert(btf_bytes.len && ext_bytes.len);
	slimmed = btf_read(AT_FILE("t.bpf.o"), (const uint8_t *)btf_bytes.data, btf_bytes.len);
	ck_assert_ptr_nonnull(slimmed);
}

/* "pid parent": the members of a record that are left. */
static void expect_members(const char *name, uint64_t size, const char *expected)
{
	uint32_t id = btf_find(slimmed, BTF_STRUCT, name);
	ck_assert_msg(id, "no struct %s", name);
	const struct btf_type *t = btf_type(slimmed, id);
	struct buf b = {0};
	buf_puts(&b, "");
	for (uint32_t i = 0; i < t->n; i++)
		buf_printf(&b, "%s%s", i ? " " : "", btf_members(slimmed, t)[i].name);
	ck_assert_str_eq(b.data ? b.data : "", expected);
	ck_assert_uint_eq(t->size, size);
	buf_free(&b);
}

START_TEST(kernel_structs_keep_what_relocations_name)
{
	compile();
	expect_members("task", 50 * 8 + 8 + 32 + 8 + 400 + 8, "in pid parent");
	expect_members("inner", 32, "wanted");
	ck_assert_uint_eq(btf_find(slimmed, BTF_STRUCT, "far"), 0);
	const struct btf_type *task = btf_type(slimmed, btf_find(slimmed, BTF_STRUCT, "task"));
	ck_assert_uint_eq(btf_members(slimmed, task)[1].bit, (50 * 8 + 8 + 32) * 8);
}
END_TEST

START_TEST(types_of_maps_and_globals_stay_whole)
{
	compile();
	expect_members("value", 8, "first ");
	ck_assert_uint_ne(btf_find(slimmed, BTF_VAR, "m"), 0);
	ck_assert_uint_ne(btf_find(slimmed, BTF_VAR, "found"), 0);
	ck_assert_uint_ne(btf_find(slimmed, BTF_FUNC, "on"), 0);
	ck_assert_uint_ne(btf_find(slimmed, BTF_DATASEC, ".maps"), 0);
}
END_TEST

static bool has_string(const char *text)
{
	uint32_t types = *(uint32_t *)(btf_bytes.data + 16),
		 len = *(uint32_t *)(btf_bytes.data + 20);
	const char *p = btf_bytes.data + 24 + types;
	for (const char *end = p + len; p < end; p += strlen(p) + 1)
		if (strcmp(p, text) == 0)
			return true;
	return false;
}

START_TEST(access_strings_count_the_members_that_are_left)
{
	compile();
	ck_assert(has_string("0:1"));	  /* task.pid, was 0:3 */
	ck_assert(has_string("0:0:0:2")); /* task.in.wanted[2], was 0:2:1:2 */
	ck_assert(has_string("0:2"));	  /* task.parent, was 0:5 */
	ck_assert(!has_string("0:2:1:2"));
	ck_assert(!has_string("unused"));
	ck_assert(has_string("  found += BPF_CORE_READ(t, parent, pid); return 0; }"));
}
END_TEST

START_TEST(objects_without_relocations_are_left_alone)
{
	struct buf btf = {0}, ext = {0};
	static const uint8_t junk[] = "\177ELF but no more";
	ck_assert(!slim_types("junk.o", junk, sizeof junk, &btf, &ext));
	ck_assert_uint_eq(btf.len + ext.len, 0);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("slim");
	TCase *t = tcase_create("types");
	tcase_add_test(t, kernel_structs_keep_what_relocations_name);
	tcase_add_test(t, types_of_maps_and_globals_stay_whole);
	tcase_add_test(t, access_strings_count_the_members_that_are_left);
	tcase_add_test(t, objects_without_relocations_are_left_alone);
	suite_add_tcase(s, t);
	SRunner *r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	int failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* links: wbcc_needs */
/*
 * What an object needs: small BPF programs are compiled here with the real clang, and the
 * needs, their reasons and the verdicts for several kernels are compared in full.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/proc.h"
#include "needs/needs.h"

#include <check.h> /* last: it has a macro named fail */

#define PRELUDE                                                                                    \
	"#include <linux/bpf.h>\n#include <bpf/bpf_helpers.h>\n"                                   \
	"char LICENSE[] SEC(\"license\") = \"GPL\";\n"

static struct needs *needs_of_source(const char *source)
{
	char *c = temp_path("t.bpf.c"), *o = temp_path("t.bpf.o");
	struct buf text = {0};
	buf_puts(&text, PRELUDE);
	buf_puts(&text, source);
	ck_assert(file_write(c, text.data, text.len, 0644));
	struct args a = {0};
	static const char *const words[] = {"clang", "-target", "bpf", "-mcpu=v3", "-g", "-O2",
		"-I/usr/include/x86_64-linux-gnu", "-I/usr/include/aarch64-linux-gnu", "-c"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		args_add(&a, words[i]);
	args_add(&a, c);
	args_add(&a, "-o");
	args_add(&a, o);
	ck_assert(proc_run(&a, "clang"));
	struct bytes bytes;
	ck_assert(file_read(o, 0, &bytes));
	struct model *m = model_read("t.bpf.o", bytes.data, bytes.len);
	struct elf *elf = elf_read("t.bpf.o", bytes.data, bytes.len);
	ck_assert_ptr_nonnull(m);
	ck_assert_ptr_nonnull(elf);
	return needs_of(m, elf);
}

static const struct need *find(const struct needs *n, enum need_kind kind, const char *what)
{
	for (uint32_t i = 0; i < n->n; i++)
		if (n->list[i].kind == kind && strcmp(n->list[i].what, what) == 0)
			return &n->list[i];
	return NULL;
}

static void expect_verdict(const struct needs *n, struct needs_kernel k, const char *expected)
{
	struct buf why = {0};
	bool met = needs_met(n, &k, &why);
	ck_assert_str_eq(met ? "runs" : why.data, expected);
	buf_free(&why);
}

START_TEST(ring_buffer_decides)
{
	struct needs *n = needs_of_source(
		"struct { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 4096); } rb "
		"SEC(\".maps\");\n"
		"SEC(\"tp/sched/sched_switch\") int on_switch(void *ctx)\n"
		"{ long v = bpf_get_current_pid_tgid();\n"
		"  bpf_ringbuf_output(&rb, &v, sizeof(v), 0); return 0; }\n");
	const struct need *map = find(n, NEED_MAP_TYPE, "ringbuf");
	ck_assert_ptr_nonnull(map);
	ck_assert_str_eq(map->because, "map rb");
	ck_assert_uint_eq(map->since, NEEDS_VERSION(5, 8));
	const struct need *helper = find(n, NEED_HELPER, "bpf_get_current_pid_tgid");
	ck_assert_ptr_nonnull(helper);
	ck_assert_uint_eq(helper->since, NEEDS_VERSION(4, 2));
	ck_assert(strncmp(helper->because, "program on_switch, instruction ", 31) == 0);
	ck_assert_ptr_nonnull(find(n, NEED_PROGRAM_TYPE, "tracepoint"));
	ck_assert_uint_eq(n->oldest, NEEDS_VERSION(5, 8));
	ck_assert_uint_eq(n->oldest_arm64, NEEDS_VERSION(5, 8));
	ck_assert_uint_eq(n->capabilities, NEED_CAP_BPF | NEED_CAP_PERFMON);
	expect_verdict(n, (struct needs_kernel){.version = NEEDS_VERSION(5, 10), .arch = "x86"},
		"runs");
	expect_verdict(n, (struct needs_kernel){.version = NEEDS_VERSION(5, 4), .arch = "x86"},
		"needs map type ringbuf (map rb), there since kernel 5.8; this is 5.4");
	needs_free(n);
}
END_TEST

START_TEST(trampolines_came_later_to_arm64)
{
	struct needs *n = needs_of_source("SEC(\"fentry/vfs_unlink\") int enter(void *ctx)\n"
					  "{ return 0; }\n");
	ck_assert_uint_eq(n->oldest, NEEDS_VERSION(5, 5));
	ck_assert_uint_eq(n->oldest_arm64, NEEDS_VERSION(6, 4));
	ck_assert_ptr_nonnull(find(n, NEED_TARGET, "vfs_unlink"));
	ck_assert_ptr_nonnull(find(n, NEED_BTF, "BTF of the kernel"));
	expect_verdict(n, (struct needs_kernel){.version = NEEDS_VERSION(6, 1), .arch = "x86"},
		"runs");
	expect_verdict(n, (struct needs_kernel){.version = NEEDS_VERSION(6, 1), .arch = "arm64"},
		"needs BPF trampolines, which arm64 has since kernel 6.4; this is 6.1");
	needs_free(n);
}
END_TEST

START_TEST(options_of_the_kernel_count)
{
	struct needs *n = needs_of_source("SEC(\"kprobe.multi/vfs_*\") int enter(void *ctx)\n"
					  "{ return 0; }\n");
	ck_assert_uint_eq(n->oldest, NEEDS_VERSION(5, 18));
	expect_verdict(n,
		(struct needs_kernel){.version = NEEDS_VERSION(6, 1), .arch = "x86",
			.config = "CONFIG_KPROBES=y\n# CONFIG_FPROBE is not set\n"},
		"needs kernel option CONFIG_FPROBE (program enter), which this kernel was built "
		"without");
	expect_verdict(n,
		(struct needs_kernel){.version = NEEDS_VERSION(6, 12), .arch = "x86",
			.config = "CONFIG_KPROBES=y\nCONFIG_FPROBE=y\n"},
		"runs");
	needs_free(n);
}
END_TEST

START_TEST(instructions_count)
{
	struct needs *n = needs_of_source(
		"long total; SEC(\"xdp\") int count(struct xdp_md *ctx)\n"
		"{ return __sync_fetch_and_add(&total, 1) > 1000 ? XDP_DROP : XDP_PASS; }\n");
	const struct need *atomic = find(n, NEED_INSTRUCTION, "atomic operation with a result");
	ck_assert_ptr_nonnull(atomic);
	ck_assert_uint_eq(n->oldest, NEEDS_VERSION(5, 12));
	ck_assert_ptr_nonnull(find(n, NEED_MAP_TYPE, "global variables"));
	ck_assert_uint_eq(n->capabilities, NEED_CAP_BPF | NEED_CAP_NET_ADMIN);
	needs_free(n);
}
END_TEST

START_TEST(libbpf_mends_probe_reads)
{
	struct needs *n = needs_of_source(
		"SEC(\"kprobe/vfs_unlink\") int enter(void *ctx)\n"
		"{ long v; bpf_probe_read_kernel(&v, sizeof(v), ctx); return v == 1; }\n");
	ck_assert_ptr_null(find(n, NEED_HELPER, "bpf_probe_read_kernel"));
	ck_assert_uint_eq(n->oldest, NEEDS_VERSION(4, 1)); /* kprobes themselves */
	needs_free(n);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("needs");
	TCase *t = tcase_create("objects");
	tcase_add_test(t, ring_buffer_decides);
	tcase_add_test(t, trampolines_came_later_to_arm64);
	tcase_add_test(t, options_of_the_kernel_count);
	tcase_add_test(t, instructions_count);
	tcase_add_test(t, libbpf_mends_probe_reads);
	suite_add_tcase(s, t);
	SRunner *r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	int failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

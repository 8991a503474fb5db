/* links: wbcc_lower */
/*
 * Stage 6 as a library: what it refuses, how it says so, and that its output depends on the
 * module's bytes alone.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "lower/lower.h"

#include <check.h> /* behind ours: it has a macro fail */

static struct buf said;

static void keep(const char *text, void *ctx)
{
	(void)ctx;
	buf_puts(&said, text);
}

/* (module (import MODULE NAME (func (param i32)))), with names shorter than 128 bytes. */
static struct buf importing(const char *module, const char *name)
{
	struct buf b = {0};
	buf_add(&b, "\0asm\1\0\0\0\1\5\1\x60\1\x7f\0\2", 16);
	buf_uleb(&b, 1 + 1 + strlen(module) + 1 + strlen(name) + 2);
	buf_uleb(&b, 1);
	buf_uleb(&b, strlen(module));
	buf_puts(&b, module);
	buf_uleb(&b, strlen(name));
	buf_puts(&b, name);
	buf_add(&b, "\0\0", 2);
	return b;
}

static bool lower(const struct buf *wasm, enum lower_shape shape, struct buf *out)
{
	struct lower_options o = {.file = "app.wasm", .shape = shape, .symbol = "app"};
	buf_free(&said);
	diag_set_sink(keep, NULL);
	diag_set_color(0);
	return lower_module((const uint8_t *)wasm->data, wasm->len, &o, out);
}

static void ck_refused(const char *module, const char *name, const char *error, const char *note)
{
	struct buf wasm = importing(module, name), out = {0};
	ck_assert(!lower(&wasm, LOWER_PROGRAM, &out));
	ck_assert_ptr_null(out.data);
	ck_assert_msg(strstr(said.data, error) != NULL, "%s", said.data);
	ck_assert_msg(strstr(said.data, note) != NULL, "%s", said.data);
	buf_free(&wasm);
}

START_TEST(imports_are_checked_by_name)
{
	ck_refused("wasi_snapshot_preview1", "fd_wriet",
		"app.wasm: error: unknown import: wasi_snapshot_preview1.fd_wriet",
		"wasi_snapshot_preview1.fd_write");
	ck_refused("gpu", "completely_different", "unknown import: gpu.completely_different",
		"the host's modules are wasi_snapshot_preview1");
}
END_TEST

START_TEST(imports_are_checked_by_type)
{
	ck_refused("wasi_snapshot_preview1", "fd_close",
		"import wasi_snapshot_preview1.fd_close has the wrong type",
		"the module declares (i32), the host has (i32) -> i32");
}
END_TEST

START_TEST(a_module_is_linked_later)
{
	struct buf wasm = importing("anywhere", "anything"), out = {0};
	ck_assert(lower(&wasm, LOWER_MODULE, &out));
	ck_assert_ptr_nonnull(strstr(out.data, "struct wb_instance app = {"));
	ck_assert_ptr_nonnull(strstr(out.data, "{\"anywhere\", \"anything\", 8, 8, WB_FUNC"));
	buf_free(&out);
}
END_TEST

START_TEST(names_cannot_leave_their_literals)
{
	struct buf wasm = importing("a\"; */ ?" "?/", "b\nc"), out = {0};
	ck_assert(lower(&wasm, LOWER_MODULE, &out));
	ck_assert_ptr_nonnull(strstr(out.data, "{\"a\\\"; */ ?\\?/\", \"b\\nc\", 10, 3, WB_FUNC"));
	buf_free(&out);
}
END_TEST

START_TEST(output_is_a_function_of_the_input)
{
	struct buf wasm = importing("m", "f"), first = {0}, second = {0};
	ck_assert(lower(&wasm, LOWER_MODULE, &first));
	ck_assert(lower(&wasm, LOWER_MODULE, &second));
	ck_assert_str_eq(first.data, second.data);
	buf_free(&first);
	buf_free(&second);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("lower");
	TCase *t = tcase_create("lower_module");
	tcase_add_test(t, imports_are_checked_by_name);
	tcase_add_test(t, imports_are_checked_by_type);
	tcase_add_test(t, a_module_is_linked_later);
	tcase_add_test(t, names_cannot_leave_their_literals);
	tcase_add_test(t, output_is_a_function_of_the_input);
	suite_add_tcase(s, t);
	SRunner *r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	int failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

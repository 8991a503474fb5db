/* links: wbcc_lower */
/*
 * The carrier: what becomes of each construct on its way to Binaryen, byte by byte, and that
 * the whole is a valid module with the same index spaces.
 */
#include "front_fixture.h"

struct rewriting {
	const char *type, *body;
	size_t len;
	const char *expected;
	size_t expected_len;
};

static struct wasm_module *read_carrier(const struct wasm_module *m)
{
	struct buf bytes = {.data = m->carrier.data, .len = m->carrier.len};
	return expect_module(&bytes);
}

static void check(const struct rewriting *c, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct buf bytes = func_module(c[i].type, c[i].body, c[i].len);
		struct wasm_module *m = expect_module(&bytes), *carrier = read_carrier(m);
		const struct wasm_func *f = &carrier->funcs[2];
		struct buf is = {0};
		for (uint32_t k = 0; k < f->code_len; k++)
			buf_printf(&is, "%02x ", carrier->bytes[f->code + k]);
		ck_assert_msg(
			f->code_len == c[i].expected_len &&
				memcmp(carrier->bytes + f->code, c[i].expected, f->code_len) == 0,
			"case %zu became %s", i, is.data);
		buf_free(&is);
		module_free(carrier);
		module_free(m);
		buf_free(&bytes);
	}
}

#define CHECK(cases) check(cases, sizeof(cases) / sizeof *(cases))

START_TEST(plain_code_is_copied)
{
	static const struct rewriting cases[] = {
		{"i>i", BYTES("\1\2\x7e\x02\x7f\x20\0\x20\0\x0d\0\x1a\x41\7\x0b\x0b"),
			BYTES("\1\2\x7e\x02\x7f\x20\0\x20\0\x0d\0\x1a\x41\7\x0b\x0b")},
		{"i>", BYTES("\0\x20\0\x04\x40\x01\x05\x01\x0b\x0b"),
			BYTES("\0\x20\0\x04\x40\x01\x05\x01\x0b\x0b")},
		{"i>i", BYTES("\0\x20\0\x10\x81\x80\x80\x80\0\x0b"),
			BYTES("\0\x20\0\x10\x81\x80\x80\x80\0\x0b")},
	};
	CHECK(cases);
}
END_TEST

START_TEST(unreachable_code_is_dropped)
{
	static const struct rewriting cases[] = {
		/* behind br, also whole blocks; the block's end is reached */
		{">", BYTES("\0\x02\x40\x0c\0\x02\x40\x0c\1\x0b\x1a\x0b\x01\x0b"),
			BYTES("\0\x02\x40\x0c\0\x0b\x01\x0b")},
		/* behind a loop that has no end */
		{">", BYTES("\0\x03\x40\x0c\0\x0b\x01\x0b"), BYTES("\0\x03\x40\x0c\0\x0b\x00\x0b")},
		/* behind an if of which no arm ends, and not behind one of which one does */
		{"i>", BYTES("\0\x20\0\x04\x40\x0f\x05\x00\x0b\x01\x0b"),
			BYTES("\0\x20\0\x04\x40\x0f\x05\x00\x0b\x00\x0b")},
		{"i>", BYTES("\0\x20\0\x04\x40\x0f\x01\x05\x01\x0b\x01\x0b"),
			BYTES("\0\x20\0\x04\x40\x0f\x05\x01\x0b\x01\x0b")},
		{"i>", BYTES("\0\x20\0\x04\x40\x00\x01\x0b\x01\x0b"),
			BYTES("\0\x20\0\x04\x40\x00\x0b\x01\x0b")},
		/* a dropped ref.func or marker leaves nothing behind */
		{">", BYTES("\0\x00\xfc\x0d\0\xd2\0\x1a\x0b"), BYTES("\0\x00\x0b")},
	};
	CHECK(cases);
}
END_TEST

START_TEST(branches_to_the_function_return)
{
	static const struct rewriting cases[] = {
		{"i>i", BYTES("\0\x02\x40\x20\0\x0c\1\x0b\x00\x0b"),
			BYTES("\0\x02\x40\x20\0\x0f\x0b\x00\x0b")},
		/* a conditional one of two values */
		{"i>ii", BYTES("\0\x20\0\x20\0\x20\0\x0d\0\x0b"),
			BYTES("\1\3\x7f\x20\0\x20\0\x20\0\x21\3\x21\2\x21\1\x20\3\x04\x40\x20\1\x20"
			      "\2\x0f"
			      "\x0b\x20\1\x20\2\x0b")},
	};
	CHECK(cases);
}
END_TEST

START_TEST(parameters_of_blocks_are_locals)
{
	static const struct rewriting cases[] = {
		{"i>i", BYTES("\0\x20\0\x02\2\x45\x0b\x0b"),
			BYTES("\1\1\x7f\x20\0\x21\1\x02\x7f\x20\1\x45\x0b\x0b")},
		{"i>i", BYTES("\0\x20\0\x03\2\x20\0\x0d\0\x0b\x0b"),
			BYTES("\1\2\x7f\x20\0\x21\1\x03\x7f\x20\1\x20\0\x21\2\x21\1\x20\2\x0d\0\x20"
			      "\1\x0b"
			      "\x0b")},
		/* an if without else passes them on */
		{"i>i", BYTES("\0\x41\7\x20\0\x04\2\x45\x0b\x0b"),
			BYTES("\1\2\x7f\x41\7\x20\0\x21\2\x21\1\x20\2\x04\x7f\x20\1\x45\x05\x20\1"
			      "\x0b\x0b")},
	};
	CHECK(cases);
}
END_TEST

START_TEST(several_results_of_blocks_are_locals)
{
	static const struct rewriting cases[] = {
		{">i", BYTES("\0\x02\4\x41\1\x41\2\x0b\x6a\x0b"),
			BYTES("\1\2\x7f\x02\x40\x41\1\x41\2\x21\1\x21\0\x0b\x20\0\x20\1\x6a\x0b")},
		{">i", BYTES("\0\x02\4\x41\1\x41\2\x0c\0\x0b\x6a\x0b"),
			BYTES("\1\2\x7f\x02\x40\x41\1\x41\2\x21\1\x21\0\x0c\0\x0b\x20\0\x20\1\x6a"
			      "\x0b")},
		/* locals of blocks that follow each other are shared */
		{">i", BYTES("\0\x02\4\x41\1\x41\2\x0b\x6a\x02\4\x41\1\x41\2\x0b\x6a\x6a\x0b"),
			BYTES("\1\2\x7f\x02\x40\x41\1\x41\2\x21\1\x21\0\x0b\x20\0\x20\1\x6a\x02\x40"
			      "\x41\1"
			      "\x41\2\x21\1\x21\0\x0b\x20\0\x20\1\x6a\x6a\x0b")},
	};
	CHECK(cases);
}
END_TEST

START_TEST(tables_of_branches_scatter_values)
{
	static const struct rewriting cases[] = {
		/* one value for a block, which takes it as it is: nothing to do */
		{"i>i", BYTES("\0\x02\x7f\x20\0\x20\0\x0e\1\0\0\x0b\x0b"),
			BYTES("\0\x02\x7f\x20\0\x20\0\x0e\1\0\0\x0b\x0b")},
		/* a loop's parameter and a function's result */
		{"i>i", BYTES("\0\x20\0\x03\2\x20\0\x0e\1\0\1\x0b\x0b"),
			BYTES("\1\3\x7f\x20\0\x21\1\x03\x7f\x20\1\x20\0\x21\3\x21\2\x02\x40\x02\x40"
			      "\x20\3"
			      "\x0e\1\0\1\x0b\x20\2\x21\1\x0c\1\x0b\x20\2\x0f\x0b\x00\x0b")},
	};
	CHECK(cases);
}
END_TEST

START_TEST(table_operations_are_markers)
{
	static const struct rewriting cases[] = {
		{"iii>", BYTES("\0\x20\0\x20\1\x20\2\xfc\x0e\0\0\x0b"),
			BYTES("\0\x20\0\x20\1\x20\2\x10\3\x0b")},
		{"iii>",
			BYTES("\0\x20\0\x20\1\x20\2\xfc\x0c\0\0\xfc\x0d\1\xfc\x0d\1\xfc\x0d\0\x0b"),
			BYTES("\0\x20\0\x20\1\x20\2\x10\3\x10\4\x10\4\x10\5\x0b")},
		{"ix>x", BYTES("\0\x20\0\x20\1\x41\1\xfc\x11\1\x20\0\x25\1\x0b"),
			BYTES("\0\x20\0\x20\1\x41\1\x10\3\x20\0\x25\1\x0b")},
	};
	CHECK(cases);
}
END_TEST

START_TEST(markers_say_what_they_stand_for)
{
	struct buf bytes = func_module("iiix>", BYTES("\0\x20\0\x20\1\x20\2\xfc\x0c\0\0\xfc\x0d\1"
						      "\x20\0\x20\3\x20\1\xfc\x11\1\x0b"));
	struct wasm_module *m = expect_module(&bytes);
	ck_assert_uint_eq(m->n_markers, 3);
	ck_assert_int_eq(m->markers[0].kind, MARK_TABLE_INIT);
	ck_assert_uint_eq(m->markers[0].a, 0);
	ck_assert_uint_eq(m->markers[0].b, 0);
	ck_assert_str_eq(m->types[m->markers[0].type], "iii>");
	ck_assert_int_eq(m->markers[1].kind, MARK_ELEM_DROP);
	ck_assert_uint_eq(m->markers[1].a, 1);
	ck_assert_uint_eq(m->markers[1].type, 1); /* the module has this type */
	ck_assert_int_eq(m->markers[2].kind, MARK_TABLE_FILL);
	ck_assert_uint_eq(m->markers[2].a, 1);
	ck_assert_str_eq(m->types[m->markers[2].type], "ixi>");
	module_free(m);
	buf_free(&bytes);
}
END_TEST

/* Index spaces stay; contents, exports and everything imported but functions go. */
START_TEST(frame_of_the_carrier)
{
	struct buf bytes = new_module();
	add_bytes(&bytes, 1, "\1\x60\0\0");
	add_bytes(&bytes, 2, "\4\1a\1f\0\0\1a\1t\1\x70\1\1\5\1a\1m\2\0\1\1a\1g\3\x7f\0");
	add_bytes(&bytes, 3, "\1\0");
	add_bytes(&bytes, 6, "\3\x7e\0\x42\7\x0b\x7f\0\x23\0\x0b\x7f\1\x41\3\x0b");
	add_bytes(&bytes, 7, "\1\1m\2\0");
	add_bytes(&bytes, 9, "\1\0\x41\0\x0b\1\1");
	add_bytes(&bytes, 10, "\1\5\0\xd2\1\x1a\x0b");
	add_bytes(&bytes, 11, "\2\0\x41\0\x0b\3abc\1\1x");
	struct wasm_module *m = expect_module(&bytes), *c = read_carrier(m);
	ck_assert_uint_eq(c->n_imports, 1);
	ck_assert_int_eq(c->imports[0].kind, WASM_FUNC);
	ck_assert_uint_eq(c->n_funcs, 2);
	ck_assert_uint_eq(c->n_tables, 1);
	ck_assert_uint_eq(c->tables[0].limits.max, 5);
	ck_assert_uint_eq(c->n_memories, 1);
	ck_assert_uint_eq(c->n_exports, 0);
	ck_assert_uint_eq(c->n_elems, 1); /* declares the function that code refers to */
	ck_assert_int_eq(c->elems[0].mode, SEGMENT_DECLARED);
	ck_assert_uint_eq(c->elems[0].items[0].steps[0].index, 1);
	ck_assert_uint_eq(c->n_datas, 2);
	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(c->datas[i].mode, SEGMENT_PASSIVE);
		ck_assert_uint_eq(c->datas[i].len, 0);
	}
	/* Only a plain constant may be taken for the truth. */
	ck_assert_uint_eq(c->n_globals, 4);
	ck_assert(c->globals[0].is_mutable && c->globals[2].is_mutable);
	ck_assert(c->globals[3].is_mutable && !c->globals[1].is_mutable);
	ck_assert_uint_eq(c->globals[1].init.steps[0].bits, 7);
	module_free(c);
	module_free(m);
	buf_free(&bytes);
}
END_TEST

/* A thousand values in each of many branches: the copy may not explode. */
START_TEST(growth_is_limited)
{
	struct buf type = {0}, body = {0};
	for (int i = 0; i < 1000; i++)
		buf_putc(&type, 'i');
	buf_puts(&type, ">");
	for (int i = 0; i < 1000; i++)
		buf_putc(&type, 'i');
	buf_putc(&body, 0);
	for (int i = 0; i < 1000; i++) {
		buf_putc(&body, 0x20);
		buf_uleb(&body, (unsigned)i);
	}
	for (int i = 0; i < 2000; i++)
		buf_add(&body, BYTES("\x20\0\x0d\0"));
	buf_putc(&body, 0x0b);
	struct buf m = func_module(type.data, body.data, body.len);
	expect_error(m, "bytes of rewritten code: the limit is 1048576");
	buf_free(&type);
	buf_free(&body);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("front_carrier");
	TCase *t = tcase_create("carrier");
	tcase_add_test(t, plain_code_is_copied);
	tcase_add_test(t, unreachable_code_is_dropped);
	tcase_add_test(t, branches_to_the_function_return);
	tcase_add_test(t, parameters_of_blocks_are_locals);
	tcase_add_test(t, several_results_of_blocks_are_locals);
	tcase_add_test(t, tables_of_branches_scatter_values);
	tcase_add_test(t, table_operations_are_markers);
	tcase_add_test(t, markers_say_what_they_stand_for);
	tcase_add_test(t, frame_of_the_carrier);
	tcase_add_test(t, growth_is_limited);
	suite_add_tcase(s, t);
	return run_suite(s);
}

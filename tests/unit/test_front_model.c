/* links: wbcc_lower */
/* What the model holds of a valid module: every field that the emitter reads. */
#include "front_fixture.h"

static struct buf imports_and_exports(void)
{
	struct buf m = new_module();
	add_bytes(&m, 1, "\2\x60\2\x7f\x7e\1\x7d\x60\0\0");
	add_bytes(
		&m, 2, "\5\1a\1f\0\0\1a\1t\1\x70\1\1\5\1a\1m\2\0\1\1a\1g\3\x7f\0\1a\3e\0h\3\x6f\1");
	add_bytes(&m, 3, "\1\1");
	add_bytes(&m, 6, "\1\x7e\0\x42\x7f\x0b");
	add_bytes(&m, 7, "\4\2go\0\1\1t\1\0\1m\2\0\1v\3\2");
	add_bytes(&m, 8, "\1");
	add_bytes(&m, 10, "\1\6\2\2\x7c\1\x7b\x0b");
	return m;
}

START_TEST(declarations)
{
	struct buf bytes = imports_and_exports();
	struct wasm_module *m = expect_module(&bytes);
	ck_assert_uint_eq(m->n_types, 2);
	ck_assert_str_eq(m->types[0], "iI>f");
	ck_assert_str_eq(m->types[1], ">");
	ck_assert_uint_eq(m->n_imports, 5);
	ck_assert_str_eq(m->imports[0].module.data, "a");
	ck_assert_uint_eq(m->imports[4].name.len, 3);
	ck_assert_mem_eq(m->imports[4].name.data, "e\0h", 4);
	ck_assert_int_eq(m->imports[4].kind, WASM_GLOBAL);
	ck_assert_uint_eq(m->imports[4].index, 1);

	ck_assert_uint_eq(m->n_funcs, 2);
	ck_assert_int_eq(m->funcs[0].import, 0);
	ck_assert_uint_eq(m->funcs[0].type, 0);
	ck_assert_ptr_null(m->funcs[0].name);
	ck_assert_int_eq(m->funcs[1].import, -1);
	ck_assert_str_eq(m->funcs[1].name, "go");
	ck_assert_str_eq(m->funcs[1].locals, "FFV");
	ck_assert_uint_eq(m->funcs[1].code_len, 6);
	ck_assert_mem_eq(m->bytes + m->funcs[1].code, "\2\2\x7c\1\x7b\x0b", 6);
	ck_assert(m->uses_simd);
	ck_assert_int_eq(m->start, 1);

	ck_assert_uint_eq(m->n_tables, 1);
	ck_assert_int_eq(m->tables[0].type, 'c');
	ck_assert_uint_eq(m->tables[0].limits.min, 1);
	ck_assert_uint_eq(m->tables[0].limits.max, 5);
	ck_assert(m->tables[0].limits.has_max && m->tables[0].is_mutated);
	ck_assert_int_eq(m->tables[0].import, 1);
	ck_assert_uint_eq(m->memories[0].limits.max, UINT32_MAX);
	ck_assert(!m->memories[0].limits.has_max);

	ck_assert_uint_eq(m->n_globals, 3);
	ck_assert(m->globals[1].is_mutable && m->globals[1].type == 'x');
	ck_assert(!m->globals[2].is_mutable && m->globals[2].import == -1);
	ck_assert_str_eq(m->globals[2].name, "v");
	ck_assert_uint_eq(m->globals[2].init.n, 1);
	ck_assert_int_eq(m->globals[2].init.steps[0].op, CONST_I64);
	ck_assert_uint_eq(m->globals[2].init.steps[0].bits, UINT64_MAX);
	ck_assert_uint_eq(m->n_exports, 4);
	ck_assert_str_eq(m->exports[2].name.data, "m");
	ck_assert_int_eq(m->exports[2].kind, WASM_MEMORY);
	module_free(m);
	buf_free(&bytes);
}
END_TEST

START_TEST(segments)
{
	struct buf bytes = func_module(
		">", BYTES("\0\x41\0\x41\0\x41\0\xfc\x08\0\0\x41\0\xd0\x6f\x41\0\xfc\x11\1\x0b"));
	struct wasm_module *m = expect_module(&bytes);
	ck_assert_uint_eq(m->n_elems, 2);
	ck_assert_int_eq(m->elems[0].mode, SEGMENT_PASSIVE);
	ck_assert_uint_eq(m->elems[0].n, 1);
	ck_assert_int_eq(m->elems[0].items[0].steps[0].op, CONST_REF_FUNC);
	ck_assert_uint_eq(m->elems[0].items[0].steps[0].index, 0);
	ck_assert_int_eq(m->elems[1].mode, SEGMENT_DECLARED);
	ck_assert_uint_eq(m->n_datas, 1);
	ck_assert_int_eq(m->datas[0].mode, SEGMENT_PASSIVE);
	ck_assert_uint_eq(m->datas[0].len, 3);
	ck_assert_mem_eq(m->datas[0].bytes, "abc", 3);
	ck_assert_mem_eq(m->bytes + m->datas[0].at, "abc", 3);
	ck_assert(m->datas[0].is_used);
	ck_assert(!m->tables[0].is_mutated && m->tables[1].is_mutated);
	ck_assert_int_eq(m->start, -1);
	module_free(m);
	buf_free(&bytes);
}
END_TEST

START_TEST(active_segments)
{
	struct buf bytes = new_module();
	add_bytes(&bytes, 2, "\1\1e\1g\3\x7f\0");
	add_bytes(&bytes, 4, "\2\x70\0\2\x6f\0\2");
	add_bytes(&bytes, 5, "\1\0\1");
	add_bytes(&bytes, 9,
		"\2\4\x41\1\x0b\1\xd0\x70\x0b\6\1\x41\0\x0b\x6f\2\xd0\x6f\x0b\xd0\x6f\x0b");
	add_bytes(&bytes, 11, "\1\0\x23\0\x41\2\x6a\x41\3\x6c\x0b\1x");
	struct wasm_module *m = expect_module(&bytes);
	ck_assert_int_eq(m->elems[0].mode, SEGMENT_ACTIVE);
	ck_assert_uint_eq(m->elems[0].offset.steps[0].bits, 1);
	ck_assert_int_eq(m->elems[0].items[0].steps[0].op, CONST_REF_NULL);
	ck_assert_int_eq(m->elems[0].items[0].steps[0].ref, 'c');
	ck_assert_uint_eq(m->elems[1].table, 1);
	ck_assert_int_eq(m->elems[1].type, 'x');
	ck_assert_uint_eq(m->elems[1].n, 2);
	static const enum wasm_const_op ops[] = {
		CONST_GLOBAL_GET, CONST_I32, CONST_I32_ADD, CONST_I32, CONST_I32_MUL};
	ck_assert_uint_eq(m->datas[0].offset.n, 5);
	for (int i = 0; i < 5; i++)
		ck_assert_int_eq(m->datas[0].offset.steps[i].op, ops[i]);
	ck_assert(!m->datas[0].is_used);
	module_free(m);
	buf_free(&bytes);
}
END_TEST

START_TEST(float_constants_are_bits)
{
	struct buf bytes = new_module();
	add_bytes(&bytes, 6,
		"\3\x7d\0\x43\1\0\xa0\x7f\x0b\x7c\0\x44\0\0\0\0\0\0\0\x80\x0b"
		"\x7b\0\xfd\x0c\0\1\2\3\4\5\6\7\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x0b");
	struct wasm_module *m = expect_module(&bytes);
	ck_assert_uint_eq(m->globals[0].init.steps[0].bits, 0x7fa00001);
	ck_assert_uint_eq(m->globals[1].init.steps[0].bits, 1ull << 63);
	ck_assert_int_eq(m->globals[2].init.steps[0].op, CONST_V128);
	ck_assert_uint_eq(m->globals[2].init.steps[0].v128[15], 15);
	module_free(m);
	buf_free(&bytes);
}
END_TEST

START_TEST(names)
{
	struct buf bytes = func_module("i>", BYTES("\1\1\x7e\x0b"));
	add_bytes(&bytes, 0,
		"\4name\0\4\3mod\1\x0e\3\0\3imp\1\3one\2\1\xc3\2\x0a\1\2\2\0\1p\1\2qq"
		"\7\6\1\1\3cnt");
	struct wasm_module *m = expect_module(&bytes);
	ck_assert_str_eq(m->name, "mod");
	ck_assert_str_eq(m->funcs[0].name, "imp");
	ck_assert_str_eq(m->funcs[1].name, "one");
	ck_assert_ptr_null(m->funcs[2].name); /* not UTF-8 */
	ck_assert_ptr_null(m->funcs[1].local_names);
	ck_assert_str_eq(m->funcs[2].local_names[0], "p");
	ck_assert_str_eq(m->funcs[2].local_names[1], "qq");
	ck_assert_str_eq(m->globals[1].name, "cnt");
	ck_assert_uint_eq(m->n_customs, 1);
	ck_assert_str_eq(m->customs[0].name.data, "name");
	module_free(m);
	buf_free(&bytes);
}
END_TEST

/* A name section is a hint: whatever stands in it, the module is read. */
START_TEST(broken_names_are_left_out)
{
	static const char whole[] =
		"\4name\0\4\3mod\1\x0e\3\0\3imp\1\3one\2\1\xc3\2\x0a\1\2\2\0\1p\1\2qq";
	for (size_t len = 5; len < sizeof whole - 1; len++) {
		struct buf bytes = func_module("i>", BYTES("\1\1\x7e\x0b"));
		add_section(&bytes, 0, whole, len);
		expect_valid(bytes);
	}
	struct buf bytes = func_module("i>", BYTES("\0\x0b"));
	add_bytes(&bytes, 0, "\4name\1\7\xff\xff\xff\xff\x0f\xff\xff");
	expect_valid(bytes);
}
END_TEST

START_TEST(errors_name_the_function)
{
	struct buf bytes = func_module(">", BYTES("\0\x6a\x0b"));
	add_bytes(&bytes, 0, "\4name\1\x0b\1\2\x08on_event");
	expect_error(bytes, "t.wasm: func on_event+0x1: error: invalid: type mismatch in i32.add");
	/* Names are the module's: a terminal's control sequences stay out of messages. */
	bytes = func_module(">", BYTES("\0\x6a\x0b"));
	add_bytes(&bytes, 0, "\4name\1\x08\1\2\5\x1b[31m");
	expect_error(bytes, "t.wasm: func ?[31m+0x1: error");
}
END_TEST

START_TEST(hash)
{
	struct buf bytes = new_module();
	struct wasm_module *m = expect_module(&bytes);
	ck_assert_str_eq(
		m->hash, "93a44bbb96c751218e4c00d479e4c14358122a389acca16205b1e4d0dc5f9476");
	module_free(m);
	buf_free(&bytes);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("front_model");
	TCase *t = tcase_create("model");
	tcase_add_test(t, declarations);
	tcase_add_test(t, segments);
	tcase_add_test(t, active_segments);
	tcase_add_test(t, float_constants_are_bits);
	tcase_add_test(t, names);
	tcase_add_test(t, broken_names_are_left_out);
	tcase_add_test(t, errors_name_the_function);
	tcase_add_test(t, hash);
	suite_add_tcase(s, t);
	return run_suite(s);
}

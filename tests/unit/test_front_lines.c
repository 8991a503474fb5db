/* links: wbcc_lower */
/*
 * Debug information.  Source lines with -g: line tables of DWARF 4 and 5, built here by hand,
 * become markers at the statements of a function of six nops; broken ones are left out.  Names
 * of variables: read from two small programs among the fuzzer's seeds.
 */
#include "base/file.h"
#include "front_fixture.h"

/* Where the function's body stands in the code section; its first instruction is one behind. */
enum { BODY = 7 };

static void add_u16(struct buf *b, unsigned v)
{
	buf_putc(b, (char)v);
	buf_putc(b, (char)(v >> 8));
}

static void add_u32(struct buf *b, unsigned v)
{
	add_u16(b, v);
	add_u16(b, v >> 16);
}

/* The header's part that is the same in all versions: opcodes 1 to 12, lines -5 to 8. */
#define OPCODES "\1\xfb\x0e\x0d\0\1\1\1\1\0\0\0\1\0\0\1"

static struct buf unit(
	unsigned version, const char *lists, size_t lists_len, const struct buf *program)
{
	struct buf header = {0}, b = {0}, out = {0};
	if (version >= 4)
		buf_add(&header, BYTES("\1\1" OPCODES));
	else
		buf_add(&header, BYTES("\1" OPCODES));
	buf_add(&header, lists, lists_len);
	add_u16(&b, version);
	if (version >= 5)
		buf_add(&b, BYTES("\4\0"));
	add_u32(&b, (unsigned)header.len);
	buf_add(&b, header.data, header.len);
	buf_add(&b, program->data, program->len);
	add_u32(&out, (unsigned)b.len);
	buf_add(&out, b.data, b.len);
	buf_free(&header);
	buf_free(&b);
	return out;
}

/* Line 10 at the body's start, 11 two nops later, line 3 of the other file two later. */
static struct buf program(unsigned address, unsigned first_file, unsigned second_file)
{
	struct buf p = {0};
	buf_add(&p, BYTES("\0\5\2"));
	add_u32(&p, address);
	buf_add(&p, BYTES("\4"));
	buf_uleb(&p, first_file);
	buf_add(&p, BYTES("\3\x09\1"));	      /* line 1 + 9 */
	buf_add(&p, BYTES("\2\3\3\1\1"));     /* 3 bytes, 1 line */
	buf_add(&p, BYTES("\6\2\1\3\5\1\6")); /* no statement: line 16, left out */
	buf_add(&p, BYTES("\4"));
	buf_uleb(&p, second_file);
	buf_add(&p, BYTES("\2\1\3\x73\1")); /* 1 byte, 13 lines back */
	buf_add(&p, BYTES("\2\2\0\1\1"));
	return p;
}

#define OLD_LISTS "inc\0\0a.c\0\0\0\0b.h\0\1\0\0\0"
/* directories "/build", "inc" in place; files "a.c" of 0 twice, "b.h" of 1 */
#define NEW_LISTS "\1\1\x08\2/build\0inc\0\2\1\x08\2\x0b\3a.c\0\0a.c\0\0b.h\0\1"

static struct buf module_with(const struct buf *line)
{
	struct buf m = func_module(">", BYTES("\0\1\1\1\1\1\1\x0b")), s = {0};
	buf_add(&s, BYTES("\x0b.debug_line"));
	buf_add(&s, line->data, line->len);
	add_section(&m, 0, s.data, s.len);
	buf_free(&s);
	return m;
}

static void expect_three_lines(struct buf line)
{
	struct buf bytes = module_with(&line);
	struct wasm_module *m = read_module(&bytes, true);
	ck_assert_msg(m, "%s", front_text.data);
	ck_assert_uint_eq(m->n_files, 2);
	ck_assert_str_eq(m->files[0], "a.c");
	ck_assert_str_eq(m->files[1], "inc/b.h");
	ck_assert_uint_eq(m->n_markers, 3);
	static const unsigned expected[3][2] = {{0, 10}, {0, 11}, {1, 3}};
	for (int i = 0; i < 3; i++) {
		ck_assert_int_eq(m->markers[i].kind, MARK_LINE);
		ck_assert_uint_eq(m->markers[i].a, expected[i][0]);
		ck_assert_uint_eq(m->markers[i].b, expected[i][1]);
		ck_assert_str_eq(m->types[m->markers[i].type], ">");
	}
	struct wasm_module *c = module_read("c", (uint8_t *)m->carrier.data, m->carrier.len,
		&(struct front_options){.no_carrier = true});
	ck_assert_uint_eq(c->funcs[2].code_len, 14);
	ck_assert_mem_eq(c->bytes + c->funcs[2].code, "\0\x10\3\1\1\x10\4\1\1\x10\5\1\1\x0b", 14);
	module_free(c);
	module_free(m);
	buf_free(&bytes);
	buf_free(&line);
}

START_TEST(versions)
{
	struct buf p = program(BODY, 1, 2);
	for (unsigned version = 2; version <= 4; version++)
		expect_three_lines(unit(version, BYTES(OLD_LISTS), &p));
	expect_three_lines(unit(5, BYTES(NEW_LISTS), &p));
	buf_free(&p);
}
END_TEST

/* The linker leaves address 0 behind for what it removed; a second unit is read all the same. */
START_TEST(removed_functions_are_left_out)
{
	struct buf gone = program(0, 2, 1), p = program(BODY, 1, 2);
	struct buf line = unit(4, BYTES(OLD_LISTS), &gone), kept = unit(4, BYTES(OLD_LISTS), &p);
	buf_add(&line, kept.data, kept.len);
	expect_three_lines(line);
	buf_free(&kept);
	buf_free(&gone);
	buf_free(&p);
}
END_TEST

/* No marker where operands wait, and none without -g. */
START_TEST(only_between_statements)
{
	struct buf p = program(BODY, 1, 2), line = unit(4, BYTES(OLD_LISTS), &p), s = {0};
	struct buf bytes = func_module(">i", BYTES("\0\x41\1\x41\1\x6a\x0b"));
	buf_add(&s, BYTES("\x0b.debug_line"));
	buf_add(&s, line.data, line.len);
	add_section(&bytes, 0, s.data, s.len);
	struct wasm_module *m = read_module(&bytes, true);
	ck_assert_uint_eq(m->n_markers, 1);
	ck_assert_uint_eq(m->markers[0].b, 10);
	module_free(m);
	m = read_module(&bytes, false);
	ck_assert_uint_eq(m->n_markers, 0);
	ck_assert_ptr_null(m->files);
	module_free(m);
	buf_free(&s);
	buf_free(&p);
	buf_free(&line);
	buf_free(&bytes);
}
END_TEST

/*
 * A line that begins inside a statement is the statement's, when none begins at its front: here
 * line 3 of b.h does, at the second operand of the second one; line 11, at the end of the first,
 * is nobody's.
 */
START_TEST(lines_of_operations)
{
	struct buf p = program(BODY, 1, 2), line = unit(4, BYTES(OLD_LISTS), &p), s = {0};
	struct buf bytes = func_module(">", BYTES("\0\x41\1\x1a\x41\1\x41\1\x6a\x1a\x0b"));
	buf_add(&s, BYTES("\x0b.debug_line"));
	buf_add(&s, line.data, line.len);
	add_section(&bytes, 0, s.data, s.len);
	struct wasm_module *m = read_module(&bytes, true);
	ck_assert_uint_eq(m->n_markers, 2);
	ck_assert_uint_eq(m->markers[0].b, 10);
	ck_assert_uint_eq(m->markers[1].a, 1);
	ck_assert_uint_eq(m->markers[1].b, 3);
	struct wasm_module *c = module_read("c", (uint8_t *)m->carrier.data, m->carrier.len,
		&(struct front_options){.no_carrier = true});
	ck_assert_uint_eq(c->funcs[2].code_len, 15);
	ck_assert_mem_eq(c->bytes + c->funcs[2].code,
		"\0\x10\3\x41\1\x1a\x10\4\x41\1\x41\1\x6a\x1a\x0b", 15);
	module_free(c);
	module_free(m);
	buf_free(&s);
	buf_free(&p);
	buf_free(&line);
	buf_free(&bytes);
}
END_TEST

/* Every prefix, and every single byte changed: no error, whatever is read. */
START_TEST(broken_tables_do_no_harm)
{
	struct buf p = program(BODY, 1, 2);
	for (unsigned version = 4; version <= 5; version++) {
		struct buf line = version == 4 ? unit(4, BYTES(OLD_LISTS), &p)
					       : unit(5, BYTES(NEW_LISTS), &p);
		size_t len = line.len;
		for (line.len = 0; line.len < len; line.len++) {
			struct buf bytes = module_with(&line);
			struct wasm_module *m = read_module(&bytes, true);
			ck_assert_msg(m, "%s", front_text.data);
			module_free(m);
			buf_free(&bytes);
		}
		for (size_t i = 0; i < len; i++) {
			line.data[i] ^= (char)0x91;
			struct buf bytes = module_with(&line);
			struct wasm_module *m = read_module(&bytes, true);
			ck_assert_msg(m, "%s", front_text.data);
			module_free(m);
			buf_free(&bytes);
			line.data[i] ^= (char)0x91;
		}
		buf_free(&line);
	}
	buf_free(&p);
}
END_TEST

static void expect_names(const char *path, const char *expected)
{
	struct front_options o = {0};
	struct bytes file;
	struct buf names = {0};
	ck_assert(file_read(path, 0, &file));
	struct wasm_module *m = module_read(path, file.data, file.len, &o);
	ck_assert_ptr_nonnull(m);
	for (uint32_t i = 0; i < m->n_funcs; i++) {
		const struct wasm_func *f = &m->funcs[i];
		for (uint32_t k = 0; f->local_names && k < f->n_locals; k++)
			buf_printf(&names, " %s", f->local_names[k] ? f->local_names[k] : "-");
	}
	ck_assert_str_eq(names.data, expected);
	buf_free(&names);
	module_free(m);
	free(file.data);
}

START_TEST(locals_are_named_after_variables)
{
	expect_names("../fuzz/corpus/module/named4.wasm", " count step total - i");
	expect_names("../fuzz/corpus/module/named5.wasm", " count step - - - total i");
}
END_TEST

int main(void)
{
	Suite *s = suite_create("front_lines");
	TCase *t = tcase_create("lines");
	tcase_add_test(t, versions);
	tcase_add_test(t, removed_functions_are_left_out);
	tcase_add_test(t, only_between_statements);
	tcase_add_test(t, lines_of_operations);
	tcase_add_test(t, broken_tables_do_no_harm);
	tcase_add_test(t, locals_are_named_after_variables);
	suite_add_tcase(s, t);
	return run_suite(s);
}

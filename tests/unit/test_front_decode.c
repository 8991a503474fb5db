/* links: wbcc_lower */
/*
 * The binary format: what is no module is refused with the place and what was expected, what
 * we do not carry is refused by its name, and limits hold.
 */
#include "front_fixture.h"

static struct buf raw(const char *bytes, size_t len)
{
	struct buf m = {0};
	buf_add(&m, bytes, len);
	return m;
}

static struct buf one_section(uint8_t id, const char *bytes, size_t len)
{
	struct buf m = new_module();
	add_section(&m, id, bytes, len);
	return m;
}

START_TEST(magic_and_version)
{
	expect_error(
		raw(BYTES("")), "t.wasm: section (module)+0x0: error: malformed: unexpected end");
	expect_error(raw(BYTES("\177ELF\2\1\1\0")), "malformed: magic header not detected");
	expect_error(raw(BYTES("\0asm\2\0\0\0")),
		"section (module)+0x4: error: malformed: unknown binary version");
	expect_error(raw(BYTES("\0asm\x0d\0\1\0")), "unsupported: components");
	expect_valid(raw(BYTES("\0asm\1\0\0\0")));
}
END_TEST

START_TEST(section_order_and_sizes)
{
	struct buf m = one_section(3, BYTES("\0"));
	add_bytes(&m, 1, "\0");
	expect_error(
		m, "unexpected content after last section: type section after function section");
	m = one_section(1, BYTES("\0"));
	add_bytes(&m, 1, "\0");
	expect_error(m, "unexpected content after last section: a second type section");
	expect_error(one_section(14, BYTES("")), "malformed section id 14");
	expect_error(one_section(128, BYTES("")), "malformed section id 128");
	expect_error(one_section(1, BYTES("\0\0")),
		"section type+0x1: error: malformed: section size mismatch: 1 bytes");
	expect_error(raw(BYTES("\0asm\1\0\0\0\1\5\0")), "unexpected end: length out of bounds, 5 "
							"bytes wanted, 1 left");
	expect_error(raw(BYTES("\0asm\1\0\0\0\1")), "malformed: unexpected end");
}
END_TEST

START_TEST(counts_that_disagree)
{
	struct buf m = one_section(1, BYTES("\1\x60\0\0"));
	add_bytes(&m, 3, "\1\0");
	expect_error(m, "function and code section have inconsistent lengths: 1 and 0");
	expect_error(one_section(10, BYTES("\1\2\0\x0b")),
		"function and code section have inconsistent lengths: 0 and 1");
	m = one_section(12, BYTES("\1"));
	expect_error(m, "data count and data section have inconsistent lengths: 1 and 0");
	m = one_section(12, BYTES("\1"));
	add_bytes(&m, 11, "\2\1\0\1\0");
	expect_error(m, "data count and data section have inconsistent lengths: 1 and 2");
}
END_TEST

START_TEST(numbers)
{
	expect_error(one_section(1, BYTES("\x80\x80\x80\x80\x80\x00")),
		"integer representation too long");
	expect_error(one_section(1, BYTES("\x80\x80\x80\x80\x10")), "integer too large");
	expect_valid(one_section(1, BYTES("\x80\x80\x80\x80\x00")));
	expect_error(func_module("i>i", BYTES("\0\x41\xff\xff\xff\xff\x4f\x0b")),
		"func #2+0x1: error: malformed: integer too large");
	expect_valid(func_module("i>i", BYTES("\0\x41\xff\xff\xff\xff\x7f\x0b")));
	expect_error(
		func_module("i>i", BYTES("\0\x41\x80\x80\x80\x80\x70\x80\x0b")), "malformed: ");
	expect_error(func_module(">I", BYTES("\0\x42\x80\x80\x80\x80\x80\x80\x80\x80\x80\x7e\x0b")),
		"integer too large");
	expect_valid(
		func_module(">I", BYTES("\0\x42\x80\x80\x80\x80\x80\x80\x80\x80\x80\x7f\x0b")));
}
END_TEST

START_TEST(names_are_utf8)
{
	static const char *const bad[] = {"\x80\x80\x80\x80", "\xc0\x80zz", "\xe0\x9f\xbfz",
		"\xed\xa0\x80z", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xfcxyz", "zzz\xc3"};
	static const char *const good[] = {"\xc2\x80zz", "\xe0\xa0\x80z", "\xed\x9f\xbfz",
		"\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "\0\0\0\0"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct buf m = new_module();
		buf_add(&m, BYTES("\0\5\4"));
		buf_add(&m, bad[i], 4);
		expect_error(m, "section custom+0x5: error: malformed: malformed UTF-8 encoding");
	}
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct buf m = new_module();
		buf_add(&m, BYTES("\0\5\4"));
		buf_add(&m, good[i], 4);
		expect_valid(m);
	}
}
END_TEST

START_TEST(kinds_and_flags)
{
	expect_error(one_section(1, BYTES("\1\x61\0\0")),
		"section type+0x1: error: malformed: malformed type: form 0x61");
	expect_error(one_section(1, BYTES("\1\x60\1\x10\0")), "malformed value type 0x10");
	expect_error(one_section(2, BYTES("\1\1a\1b\5\0")), "malformed import kind 0x05");
	expect_error(one_section(7, BYTES("\1\1a\5\0")), "malformed export kind 0x05");
	expect_error(one_section(4, BYTES("\1\x7f\0\0")), "malformed reference type 0x7f");
	expect_error(one_section(6, BYTES("\1\x7f\2\x41\0\x0b")), "malformed mutability 0x02");
	expect_error(one_section(9, BYTES("\1\x08")), "malformed elements segment kind 8");
	expect_error(one_section(9, BYTES("\1\1\1\0")), "malformed element kind 0x01");
	expect_error(one_section(11, BYTES("\1\3")), "malformed data segment flag 3");
	expect_error(one_section(5, BYTES("\1\x21\0")), "malformed limits flags 0x21");
}
END_TEST

/* A proposal that we refuse, and where in a module it shows up. */
START_TEST(refused_features_in_sections)
{
	expect_error(one_section(13, BYTES("\0")), "unsupported: exceptions (a tag section)");
	expect_error(one_section(2, BYTES("\1\1a\1b\4\0\0")), "unsupported: exceptions (a tag)");
	expect_error(one_section(5, BYTES("\2\0\1\0\1")), "unsupported: multi-memory");
	expect_error(one_section(5, BYTES("\1\3\1\2")), "unsupported: threads (shared memory)");
	expect_error(one_section(5, BYTES("\1\4\1")), "unsupported: memory64");
	expect_error(one_section(5, BYTES("\1\x08\1")), "unsupported: custom page sizes");
	expect_error(one_section(1, BYTES("\1\x5f\0")), "unsupported: GC");
	expect_error(one_section(1, BYTES("\1\x4e\0")), "unsupported: GC");
	expect_error(one_section(1, BYTES("\1\x60\1\x6e\0")), "unsupported: GC");
	expect_error(one_section(1, BYTES("\1\x60\1\x64\x70\0")),
		"unsupported: typed function references");
	expect_error(one_section(4, BYTES("\1\x40\0\x70\0\0")),
		"unsupported: typed function references");
}
END_TEST

START_TEST(refused_features_in_code)
{
	static const struct {
		const char *body;
		size_t len;
		const char *text;
	} cases[] = {
		{BYTES("\0\xfe\3\0\x0b"), "unsupported: threads in function #2"},
		{BYTES("\0\6\x40\x0b\x0b"), "unsupported: exceptions in function #2"},
		{BYTES("\0\x1f\x40\0\x0b\x0b"), "unsupported: exceptions in function #2"},
		{BYTES("\0\xfb\0\0\x0b"), "unsupported: GC in function #2"},
		{BYTES("\0\xd0\x6e\x0b"), "unsupported: GC in function #2"},
		{BYTES("\0\x02\x64\0\x0b\x0b"), "unsupported: typed function references"},
		{BYTES("\0\x14\0\x0b"), "unsupported: typed function references in function #2"},
		{BYTES("\0\xfd\x80\2\x0b"), "unsupported: relaxed SIMD in function #2"},
		{BYTES("\0\x41\0\x28\x42\0\0\x0b"), "unsupported: multi-memory"},
		{BYTES("\0\xff\x0b"), "func #2+0x1: error: malformed: illegal opcode 0xff"},
		{BYTES("\0\xfc\x40\x0b"), "malformed: illegal opcode 0xfc 0x40"},
		{BYTES("\0\xfd\x9a\1\x0b"), "malformed: illegal opcode 0xfd 0x9a"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_error(func_module(">", cases[i].body, cases[i].len), cases[i].text);
}
END_TEST

START_TEST(bodies_end_where_they_say)
{
	expect_error(func_module(">", BYTES("\0\1")), "func #2+0x2: error: malformed: unexpected "
						      "end of the function: END opcode expected");
	expect_error(func_module(">", BYTES("\0\x0b\1")),
		"section size mismatch: 1 bytes behind the function's end");
	expect_error(func_module(">", BYTES("\0\5\x0b")), "unexpected else");
}
END_TEST

/* Few bytes that ask for much: each must be refused before anything is allocated for it. */
START_TEST(limits)
{
	expect_error(func_module(">", BYTES("\1\xd1\x86\3\x7f\x0b")),
		"func #2+0x1: error: unsupported: 50001 locals (too many locals): the limit is "
		"50000");
	expect_error(
		func_module(">", BYTES("\2\xff\xff\xff\xff\x0f\x7f\xff\xff\xff\xff\x0f\x7e\x0b")),
		"too many locals");
	expect_error(one_section(1, BYTES("\xff\xff\xff\xff\x0f")),
		"unexpected end: 4294967295 types announced, 0 bytes left");
	expect_error(one_section(4, BYTES("\1\x70\0\xff\xff\xff\xff\x0f")),
		"unsupported: 4294967295 table elements: the limit is 10000000");
	expect_error(one_section(4, BYTES("\1\x70\1\2\1")),
		"invalid: size minimum must not be greater than maximum: 2 > 1");
	expect_error(one_section(5, BYTES("\1\0\x81\x80\4")),
		"invalid: memory size must be at most 65536 pages (4GiB)");
	expect_error(func_module(">", BYTES("\0\x41\0\x0e\xff\xff\xff\xff\x0f\0\x0b")),
		"unexpected end: 4294967295 labels announced");
}
END_TEST

START_TEST(nesting_is_limited)
{
	for (int n = 10000; n <= 10001; n++) {
		struct buf body = {0};
		buf_putc(&body, 0);
		for (int i = 0; i < n; i++)
			buf_add(&body, BYTES("\2\x40"));
		for (int i = 0; i <= n; i++)
			buf_putc(&body, 0x0b);
		struct buf m = func_module(">", body.data, body.len);
		if (n == 10000)
			expect_valid(m);
		else
			expect_error(m, "10001 blocks inside each other: the limit is 10000");
		buf_free(&body);
	}
}
END_TEST

START_TEST(operands_are_limited)
{
	struct buf body = {0};
	buf_putc(&body, 0);
	for (int i = 0; i < 10001; i++)
		buf_add(&body, BYTES("\x20\0"));
	expect_error(func_module("i>", body.data, body.len),
		"10001 operands on the stack: the limit is 10000");
	buf_free(&body);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("front_decode");
	TCase *t = tcase_create("decode");
	tcase_add_test(t, magic_and_version);
	tcase_add_test(t, section_order_and_sizes);
	tcase_add_test(t, counts_that_disagree);
	tcase_add_test(t, numbers);
	tcase_add_test(t, names_are_utf8);
	tcase_add_test(t, kinds_and_flags);
	tcase_add_test(t, refused_features_in_sections);
	tcase_add_test(t, refused_features_in_code);
	tcase_add_test(t, bodies_end_where_they_say);
	tcase_add_test(t, limits);
	tcase_add_test(t, nesting_is_limited);
	tcase_add_test(t, operands_are_limited);
	suite_add_tcase(s, t);
	return run_suite(s);
}

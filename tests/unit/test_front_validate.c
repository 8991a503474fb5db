/* links: wbcc_lower */
/*
 * Validation of function bodies and of what sections say about each other: each case is the
 * smallest module that breaks one rule, beside the message that it must yield.  The official
 * suite (tests/spec) has the breadth; here are the messages.
 */
#include "front_fixture.h"

struct body_case {
	const char *type, *body;
	size_t len;
	const char *text; /* NULL: valid */
};

static void check(const struct body_case *c, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct buf m = func_module(c[i].type, c[i].body, c[i].len);
		if (c[i].text)
			expect_error(m, c[i].text);
		else
			expect_valid(m);
	}
}

#define CHECK(cases) check(cases, sizeof(cases) / sizeof *(cases))

START_TEST(operands)
{
	static const struct body_case cases[] = {
		{"i>i", BYTES("\0\x20\0\x20\0\x6a\x0b"), NULL},
		{"i>i", BYTES("\0\x20\0\x6a\x0b"),
			"func #2+0x3: error: invalid: type mismatch in i32.add: expected i32, "
			"found an "
			"empty operand stack"},
		{"f>i", BYTES("\0\x20\0\x41\0\x6a\x0b"),
			"type mismatch in i32.add: expected i32, found f32"},
		{">i", BYTES("\0\x0b"), "type mismatch in end: expected i32"},
		{">", BYTES("\0\x41\0\x0b"), "type mismatch in end: 1 values more"},
		{">", BYTES("\0\x1a\x0b"), "type mismatch in drop: expected any type"},
		{">", BYTES("\0\x00\x1a\x6a\x1a\x0b"), NULL},
		{">", BYTES("\0\x00\x92\x6a\x1a\x0b"),
			"type mismatch in i32.add: expected i32, found f32"},
	};
	CHECK(cases);
}
END_TEST

START_TEST(variables)
{
	static const struct body_case cases[] = {
		{"i>", BYTES("\1\2\x7e\x20\3\x1a\x0b"),
			"func #2+0x3: error: invalid: unknown local 3: the function has 3"},
		{"i>", BYTES("\1\2\x7e\x20\0\x21\2\x0b"),
			"type mismatch in local.set: expected i64, found i32"},
		{"i>", BYTES("\1\2\x7e\x20\2\x22\1\x1a\x0b"), NULL},
		{">", BYTES("\0\x23\2\x1a\x0b"), "unknown global 2: the module has 2"},
		{">", BYTES("\0\x41\0\x24\0\x0b"), "global is immutable: global.set of global 0"},
		{">", BYTES("\0\x41\0\x24\1\x0b"),
			"type mismatch in global.set: expected i64, found i32"},
	};
	CHECK(cases);
}
END_TEST

START_TEST(blocks_and_branches)
{
	static const struct body_case cases[] = {
		{">", BYTES("\0\x0c\1\x0b"), "unknown label 1 in br: 1 blocks are open"},
		{">i", BYTES("\0\x02\x7f\x42\0\x0b\x0b"),
			"type mismatch in end: expected i32, found i64"},
		{"i>i", BYTES("\0\x20\0\x04\x7f\x41\0\x0b\x0b"),
			"type mismatch in if: without else"},
		{"i>i", BYTES("\0\x20\0\x20\0\x04\2\x0b\x0b"), NULL},
		{"i>", BYTES("\0\x02\x7f\x02\x40\x41\0\x20\0\x0e\1\0\1\x0b\x41\0\x0b\x1a\x0b"),
			"type mismatch in br_table: label 0 takes 0 values, the default 1"},
		{"i>i", BYTES("\0\x20\0\x03\2\x0d\0\x0b\x0b"),
			"type mismatch in br_if: expected i32, found an empty operand stack"},
		{">", BYTES("\0\x02\5\x0b\x0b"), "unknown type 5: the module has 5"},
		{">", BYTES("\0\x02\x60\x0b\x0b"), "malformed: malformed value type 0x60"},
		{"i>Ii", BYTES("\0\x20\0\x42\1\x02\3\x0b\x0b"), /* iI in, and Ii promised */
			"type mismatch in end: expected i32, found i64"},
		{">", BYTES("\0\x02\x40\x41\0\x0b\x0b"),
			"func #2+0x5: error: invalid: type mismatch in end: 1 values more"},
	};
	CHECK(cases);
}
END_TEST

START_TEST(calls)
{
	static const struct body_case cases[] = {
		{">", BYTES("\0\x10\3\x0b"), "unknown function 3: the module has 3"},
		{">i", BYTES("\0\x42\0\x10\1\x0b"),
			"type mismatch in call: expected i32, found i64"},
		{">i", BYTES("\0\x41\0\x41\0\x11\2\0\x0b"), NULL},
		{">i", BYTES("\0\x41\0\x41\0\x11\2\2\x0b"), "unknown table 2: the module has 2"},
		{">i", BYTES("\0\x41\0\x41\0\x11\2\1\x0b"),
			"type mismatch in call_indirect: table 1 holds externref, expected "
			"funcref"},
		{">i", BYTES("\0\x41\0\x12\1\x0b"), NULL},
		{">I", BYTES("\0\x41\0\x12\1\x0b"),
			"type mismatch in return_call: the callee's results are not the caller's"},
		{">I", BYTES("\0\x41\0\x41\0\x13\2\0\x0b"),
			"type mismatch in return_call_indirect: the callee's results"},
	};
	CHECK(cases);
}
END_TEST

START_TEST(references_and_tables)
{
	static const struct body_case cases[] = {
		{">c", BYTES("\0\xd2\0\x0b"), NULL},
		{">c", BYTES("\0\xd2\1\x0b"), "undeclared function reference to function 1"},
		{"i>i", BYTES("\0\x20\0\xd1\x0b"),
			"type mismatch in ref.is_null: expected a reference, found i32"},
		{"x>x", BYTES("\0\x20\0\x20\0\x41\1\x1b\x0b"),
			"type mismatch in select: externref needs a select with a type"},
		{"x>x", BYTES("\0\x20\0\x20\0\x41\1\x1c\1\x6f\x0b"), NULL},
		{"x>x", BYTES("\0\x20\0\x20\0\x41\1\x1c\2\x6f\x6f\x0b"),
			"invalid result arity in select: 2 types"},
		{"if>", BYTES("\0\x20\0\x20\1\x41\1\x1b\x1a\x0b"),
			"type mismatch in select: i32 and f32"},
		{"x>", BYTES("\0\x41\0\x20\0\x26\0\x0b"),
			"type mismatch in table.set: expected funcref, found externref"},
		{">", BYTES("\0\x41\0\x41\0\x41\0\xfc\x0e\0\1\x0b"),
			"type mismatch in table.copy: externref to funcref"},
		{">", BYTES("\0\x41\0\x41\0\x41\0\xfc\x0c\0\1\x0b"),
			"type mismatch in table.init: funcref to externref"},
		{">", BYTES("\0\xfc\x0d\2\x0b"), "unknown elem segment 2: the module has 2"},
	};
	CHECK(cases);
}
END_TEST

START_TEST(memory)
{
	static const struct body_case cases[] = {
		{">i", BYTES("\0\x41\0\x28\3\0\x0b"),
			"func #2+0x3: error: invalid: alignment must not be larger than natural: "
			"2^2 for "
			"i32.load, found 2^3"},
		{">i", BYTES("\0\x41\0\x28\2\xff\xff\xff\xff\x0f\x0b"), NULL},
		{">i", BYTES("\0\x3f\1\x0b"), "zero byte expected in memory.size"},
		{">", BYTES("\0\xfc\x09\1\x0b"), "unknown data segment 1: the module has 1"},
		{"V>i", BYTES("\0\x20\0\xfd\x15\x10\x0b"),
			"invalid lane index 16 in i8x16.extract_lane_s: there are 16"},
		{"V>V", BYTES("\0\x20\0\x20\0\xfd\x0d\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x20\x0b"),
			"invalid lane index 32 in i8x16.shuffle"},
		{"iV>V", BYTES("\0\x20\0\x20\1\xfd\x57\0\0\2\x0b"),
			"invalid lane index 2 in v128.load64_lane: there are 2"},
	};
	CHECK(cases);
}
END_TEST

/* Type indices end where the module's types end, also when markers have added types. */
START_TEST(marker_types_are_no_types_of_the_module)
{
	static const struct body_case cases[] = {
		{">", BYTES("\0\x41\0\x41\0\x41\0\xfc\x0e\0\0\x41\0\x11\5\0\x0b"),
			"unknown type 5: the module has 5"},
	};
	CHECK(cases);
}
END_TEST

START_TEST(sections_against_each_other)
{
	struct buf m = new_module();
	add_bytes(&m, 1, "\2\x60\0\0\x60\1\x7f\0");
	add_bytes(&m, 2, "\1\1e\1f\0\1");
	add_bytes(&m, 8, "\0");
	expect_error(m, "section start+0x1: error: invalid: start function 0: type \"i>\"");
	m = new_module();
	add_bytes(&m, 5, "\1\0\1");
	add_bytes(&m, 7, "\2\1a\2\0\1a\2\0");
	expect_error(m, "invalid: duplicate export name \"a\"");
	m = new_module();
	add_bytes(&m, 7, "\1\1a\3\0");
	expect_error(m, "unknown global 0: the module has 0");
	m = new_module();
	add_bytes(&m, 11, "\1\0\x41\0\x0b\0");
	expect_error(m, "unknown memory 0: the module has 0");
	m = new_module();
	add_bytes(&m, 4, "\1\x6f\0\1");
	add_bytes(&m, 9, "\1\0\x41\0\x0b\0");
	expect_error(m, "type mismatch: elements of type funcref for a table of externref");
}
END_TEST

static struct buf global_module(const char *init, size_t len)
{
	struct buf m = new_module(), g = {0};
	add_bytes(&m, 2, "\2\1e\1g\3\x7f\0\1e\1h\3\x7f\1");
	buf_add(&g, BYTES("\1\x7f\0"));
	buf_add(&g, init, len);
	add_section(&m, 6, g.data, g.len);
	buf_free(&g);
	return m;
}

START_TEST(constant_expressions)
{
	static const struct {
		const char *init;
		size_t len;
		const char *text;
	} cases[] = {
		{BYTES("\x23\0\x0b"), NULL},
		{BYTES("\x23\1\x0b"), "constant expression required: global 1 is mutable"},
		{BYTES("\x23\2\x0b"), "unknown global 2"},
		{BYTES("\x41\1\x68\x0b"), "constant expression required: found i32.ctz"},
		{BYTES("\x42\1\x0b"), "type mismatch: expected i32, found i64"},
		{BYTES("\x0b"), "type mismatch: expected i32, but the operand stack is empty"},
		{BYTES("\x41\1\x41\2\x0b"), "type mismatch: 2 values, expected one"},
		{BYTES("\x41\1\x23\0\x6c\x0b"), NULL},
		{BYTES("\x41\1\x42\0\x6c\x0b"), "type mismatch: expected i32, found i64"},
		{BYTES("\xfb\0\x0b"), "unsupported: GC"},
		{BYTES("\xd2\0\x0b"), "unknown function 0"},
		{BYTES("\x41\1"), "malformed: unexpected end"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf m = global_module(cases[i].init, cases[i].len);
		if (cases[i].text)
			expect_error(m, cases[i].text);
		else
			expect_valid(m);
	}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("front_validate");
	TCase *t = tcase_create("validate");
	tcase_add_test(t, operands);
	tcase_add_test(t, variables);
	tcase_add_test(t, blocks_and_branches);
	tcase_add_test(t, calls);
	tcase_add_test(t, references_and_tables);
	tcase_add_test(t, memory);
	tcase_add_test(t, marker_types_are_no_types_of_the_module);
	tcase_add_test(t, sections_against_each_other);
	tcase_add_test(t, constant_expressions);
	suite_add_tcase(s, t);
	return run_suite(s);
}

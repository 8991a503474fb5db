/*
 * Modules built in place for the tests of the front, and the error that they yield.
 *
 *     module(SECTION(1, "\1\x60\0\0"))              whole sections; sizes are added
 *     func_module("i>i", "\x20\0\x0b")              one function in a module that has a bit of
 *                                                    everything, see func_module()
 *     expect_error(m, "invalid: unknown local 3")   the reported text contains this
 */
#ifndef FRONT_FIXTURE_H
#define FRONT_FIXTURE_H

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "lower/module.h"

static struct buf front_text; /* what was reported */

static void front_sink(const char *text, void *ctx)
{
	buf_puts(&front_text, text);
}

#include <check.h> /* last: it has a macro named fail */

#define BYTES(s) (s), sizeof(s) - 1

static inline void add_section(struct buf *m, uint8_t id, const char *bytes, size_t len)
{
	buf_putc(m, (char)id);
	buf_uleb(m, len);
	buf_add(m, bytes, len);
}

static inline struct buf new_module(void)
{
	struct buf m = {0};
	buf_add(&m, BYTES("\0asm\1\0\0\0"));
	return m;
}

#define add_bytes(m, id, s) add_section(m, id, BYTES(s))

static inline uint8_t type_code(char letter)
{
	static const char letters[] = "iIfFVcx";
	static const uint8_t codes[] = {0x7f, 0x7e, 0x7d, 0x7c, 0x7b, 0x70, 0x6f};
	return codes[strchr(letters, letter) - letters];
}

static inline void add_type(struct buf *b, const char *type)
{
	const char *arrow = strchr(type, '>');
	buf_putc(b, 0x60);
	buf_uleb(b, (size_t)(arrow - type));
	for (const char *p = type; p < arrow; p++)
		buf_putc(b, (char)type_code(*p));
	buf_uleb(b, strlen(arrow + 1));
	for (const char *p = arrow + 1; *p; p++)
		buf_putc(b, (char)type_code(*p));
}

/*
 * A module whose last function has the given type and body (locals, then instructions):
 *   types 0 "*type*", 1 ">", 2 "i>i", 3 "iI>Ii", 4 ">ii"; functions 0 imported ">", 1 "i>i",
 *   2 the one given; tables 0 funcref, 1 externref; a memory; globals 0 i32, 1 mutable i64;
 *   element segment 0 (passive) and 1 (declared: function 0); data segment 0 (passive)
 */
static inline struct buf func_module(const char *type, const char *body, size_t len)
{
	struct buf m = new_module(), types = {0}, code = {0};
	buf_putc(&types, 5);
	add_type(&types, type);
	add_type(&types, ">");
	add_type(&types, "i>i");
	add_type(&types, "iI>Ii");
	add_type(&types, ">ii");
	add_section(&m, 1, types.data, types.len);
	add_bytes(&m, 2, "\1\1e\1f\0\1");
	add_bytes(&m, 3, "\2\2\0");
	add_bytes(&m, 4, "\2\x70\0\2\x6f\0\2");
	add_bytes(&m, 5, "\1\0\1");
	add_bytes(&m, 6, "\2\x7f\0\x41\5\x0b\x7e\1\x42\0\x0b");
	add_bytes(&m, 9, "\2\1\0\1\0\3\0\1\0");
	add_bytes(&m, 12, "\1");
	buf_add(&code, BYTES("\2\4\0\x20\0\x0b"));
	buf_uleb(&code, len);
	buf_add(&code, body, len);
	add_section(&m, 10, code.data, code.len);
	add_bytes(&m, 11, "\1\1\3abc");
	buf_free(&types);
	buf_free(&code);
	return m;
}

static inline struct wasm_module *read_module(struct buf *m, bool lines)
{
	struct front_options o = {.lines = lines};
	front_text.len = 0;
	buf_puts(&front_text, "");
	diag_set_sink(front_sink, NULL);
	struct wasm_module *read = module_read("t.wasm", (const uint8_t *)m->data, m->len, &o);
	diag_set_sink(NULL, NULL);
	return read;
}

/* Frees *m*. */
static inline void expect_error(struct buf m, const char *text)
{
	struct wasm_module *read = read_module(&m, false);
	ck_assert_msg(!read, "accepted, expected: %s", text);
	ck_assert_msg(
		strstr(front_text.data, text), "reported: %s expected: %s", front_text.data, text);
	ck_assert_msg(strchr(front_text.data, '\n')[1] == '\0', "more than one error: %s",
		front_text.data);
	buf_free(&m);
}

static inline struct wasm_module *expect_module(struct buf *m)
{
	struct wasm_module *read = read_module(m, false);
	ck_assert_msg(read, "refused: %s", front_text.data);
	ck_assert_str_eq(front_text.data, "");
	return read;
}

static inline void expect_valid(struct buf m)
{
	module_free(expect_module(&m));
	buf_free(&m);
}

static inline int run_suite(Suite *s)
{
	SRunner *r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	int failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed != 0;
}

#endif

/*
 * Text that stands for bytes.  A script gives modules that no encoder can write, such as names
 * that are not UTF-8, as text:
 *
 *     (func (export "\ed\a0\80"))
 *
 * We do not read the text format, but this one form says exactly which binary it means: one
 * function of no effect under one name.  It is written here, so that our decoder is the one
 * that refuses it.
 */
#include "quoted.h"

#include <stdlib.h>
#include <string.h>

static const char before[] = "(func (export \"", after[] = "\"))";

static bool is_hex(char c)
{
	return c && strchr("0123456789abcdef", c);
}

/* Decodes "\xx" escapes and plain characters up to *end*; false when there is anything else. */
static bool unescape(const char *s, const char *end, struct buf *name)
{
	while (s < end) {
		char hex[3] = {0};
		if (*s != '\\') {
			buf_putc(name, *s++);
			continue;
		}
		if (!is_hex(s[1]) || !is_hex(s[2]))
			return false;
		memcpy(hex, s + 1, 2);
		buf_putc(name, (char)strtoul(hex, NULL, 16));
		s += 3;
	}
	return true;
}

static void put_section(struct buf *module, char id, const struct buf *body)
{
	buf_putc(module, id);
	buf_uleb(module, body->len);
	buf_add(module, body->data, body->len);
}

static void put_module(struct buf *module, const struct buf *name)
{
	static const char head[] = "\0asm\1\0\0\0"
				   "\1\4\1\x60\0\0" /* types: () -> () */
				   "\3\2\1\0";	    /* functions: one of type 0 */
	static const char code[] = "\x0a\4\1\2\0\x0b";
	struct buf exports = {0};
	buf_putc(&exports, 1);
	buf_uleb(&exports, name->len);
	buf_add(&exports, name->data, name->len);
	buf_add(&exports, "\0\0", 2); /* function 0 */
	buf_add(module, head, sizeof head - 1);
	put_section(module, 7, &exports);
	buf_add(module, code, sizeof code - 1);
	buf_free(&exports);
}

bool quoted_module(const char *text, struct buf *module)
{
	struct buf name = {0};
	size_t len = strcspn(text, "\r\n");
	size_t around = sizeof before - 1 + sizeof after - 1;
	bool is_known = len >= around && !strncmp(text, before, sizeof before - 1) &&
			!strncmp(text + len - (sizeof after - 1), after, sizeof after - 1) &&
			unescape(text + sizeof before - 1, text + len - (sizeof after - 1), &name);
	if (is_known)
		put_module(module, &name);
	buf_free(&name);
	return is_known;
}

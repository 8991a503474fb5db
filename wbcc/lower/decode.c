/* Reads the binary format's atoms: LEB128 numbers, names, types, limits; reports errors. */
#include "lower/decode.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "lower/limits.h"

static struct place place_of(const struct reader *r)
{
	uint64_t at = (uint64_t)((r->item ? r->item : r->p) - r->base);
	if (r->func)
		return AT_FUNC(r->file, r->func, at);
	return AT_SECTION(r->file, r->section, at);
}

static bool report(struct reader *r, const char *kind, const char *fmt, va_list ap)
{
	if (r->failed)
		return false;
	struct buf text = {0};
	buf_vprintf(&text, fmt, ap);
	for (size_t i = 0; i < text.len; i++) /* a name may hold what a terminal acts upon */
		if ((unsigned char)text.data[i] < 0x20 || text.data[i] == 0x7f)
			text.data[i] = '?';
	fail(place_of(r), "%s: %s", kind, text.data);
	buf_free(&text);
	r->failed = true;
	r->p = r->end;
	return false;
}

bool malformed(struct reader *r, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	report(r, "malformed", fmt, ap);
	va_end(ap);
	return false;
}

bool invalid(struct reader *r, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	report(r, "invalid", fmt, ap);
	va_end(ap);
	return false;
}

static bool refuse(struct reader *r, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	report(r, "unsupported", fmt, ap);
	va_end(ap);
	return false;
}

bool unsupported(struct reader *r, const char *feature)
{
	if (r->func)
		return refuse(r, "%s in function %s", feature, r->func);
	return refuse(r, "%s", feature);
}

bool limit(struct reader *r, const char *what, uint64_t is, uint64_t max)
{
	return refuse(r, "%llu %s: the limit is %llu", (unsigned long long)is, what,
		(unsigned long long)max);
}

const uint8_t *get_bytes(struct reader *r, size_t n)
{
	if (r->failed)
		return NULL;
	if (bytes_left(r) < n) {
		malformed(r, "unexpected end: length out of bounds, %zu bytes wanted, %zu left", n,
			bytes_left(r));
		return NULL;
	}
	const uint8_t *bytes = r->p;
	r->p += n;
	return bytes;
}

/* The last byte's bits beyond the number's width must repeat its sign (or be zero). */
static bool is_leb_tail(uint8_t byte, unsigned used, bool is_signed)
{
	uint8_t rest = (byte & 0x7f) >> (is_signed ? used - 1 : used);
	return rest == 0 || (is_signed && rest == 0x7f >> (used - 1));
}

uint64_t get_leb(struct reader *r, unsigned bits, bool is_signed)
{
	uint64_t value = 0;
	for (unsigned shift = 0;; shift += 7) {
		uint8_t byte = get_byte(r);
		if (r->failed)
			return 0;
		if (shift + 7 >= bits) {
			if (byte & 0x80)
				return malformed(r, "integer representation too long");
			if (!is_leb_tail(byte, bits - shift, is_signed))
				return malformed(r, "integer too large");
		}
		value |= (uint64_t)(byte & 0x7f) << shift;
		if (byte & 0x80)
			continue;
		if (is_signed && (byte & 0x40) && shift + 7 < 64)
			value |= ~0ull << (shift + 7);
		return value;
	}
}

uint32_t get_count(struct reader *r, const char *what, uint64_t max)
{
	uint32_t n = get_u32(r);
	if (n > bytes_left(r))
		return malformed(r, "unexpected end: %u %s announced, %zu bytes left", n, what,
			bytes_left(r));
	if (n > max)
		return limit(r, what, n, max);
	return n;
}

static bool is_continuation(const uint8_t *s, size_t n, size_t i)
{
	return i < n && (s[i] & 0xc0) == 0x80;
}

/* The length of the sequence at s, 0 when it is not one: overlong, surrogate, too large. */
static size_t utf8_sequence(const uint8_t *s, size_t n)
{
	if (s[0] < 0x80)
		return 1;
	if (!is_continuation(s, n, 1))
		return 0;
	if (s[0] >= 0xc2 && s[0] <= 0xdf)
		return 2;
	if (!is_continuation(s, n, 2))
		return 0;
	if ((s[0] & 0xf0) == 0xe0) {
		bool overlong = s[0] == 0xe0 && s[1] < 0xa0;
		bool surrogate = s[0] == 0xed && s[1] >= 0xa0;
		return overlong || surrogate ? 0 : 3;
	}
	if (!is_continuation(s, n, 3) || s[0] < 0xf0 || s[0] > 0xf4)
		return 0;
	if ((s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] >= 0x90))
		return 0;
	return 4;
}

bool is_utf8(const uint8_t *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		size_t len = utf8_sequence(s + i, n - i);
		if (!len)
			return false;
		i += len;
	}
	return true;
}

struct wasm_name get_name(struct reader *r, struct wasm_module *m)
{
	uint32_t len = get_u32(r);
	const uint8_t *s = get_bytes(r, len);
	if (s && !is_utf8(s, len))
		malformed(r, "malformed UTF-8 encoding of a name");
	if (r->failed)
		return (struct wasm_name){.data = ""};
	return (struct wasm_name){.data = model_strndup(m, (const char *)s, len), .len = len};
}

static const struct {
	uint8_t code;
	char letter;
	const char *name;
} value_types[] = {
	{0x7f, 'i', "i32"},
	{0x7e, 'I', "i64"},
	{0x7d, 'f', "f32"},
	{0x7c, 'F', "f64"},
	{0x7b, 'V', "v128"},
	{0x70, 'c', "funcref"},
	{0x6f, 'x', "externref"},
};

enum { N_VALUE_TYPES = sizeof value_types / sizeof *value_types };

char value_type_letter(uint8_t code)
{
	for (int i = 0; i < N_VALUE_TYPES; i++)
		if (value_types[i].code == code)
			return value_types[i].letter;
	return 0;
}

uint8_t value_type_code(char letter)
{
	for (int i = 0; i < N_VALUE_TYPES; i++)
		if (value_types[i].letter == letter)
			return value_types[i].code;
	return 0;
}

const char *value_type_name(char letter)
{
	for (int i = 0; i < N_VALUE_TYPES; i++)
		if (value_types[i].letter == letter)
			return value_types[i].name;
	return "any type";
}

bool is_ref_type(char letter)
{
	return letter == 'c' || letter == 'x';
}

/* Types of proposals that we refuse by name. */
static const char *type_feature(uint8_t code)
{
	if (code == 0x63 || code == 0x64)
		return "typed function references";
	if (code == 0x69 || code == 0x74)
		return "exceptions";
	if (code == 0x78 || code == 0x77 || (code >= 0x65 && code <= 0x73))
		return "GC";
	return NULL;
}

char get_value_type(struct reader *r)
{
	const uint8_t *outer = r->item;
	r->item = r->p;
	uint8_t code = get_byte(r);
	char t = value_type_letter(code);
	if (!t && type_feature(code))
		unsupported(r, type_feature(code));
	else if (!t)
		malformed(r, "malformed value type 0x%02x", code);
	r->item = outer;
	return t;
}

char get_ref_type(struct reader *r)
{
	const uint8_t *outer = r->item;
	r->item = r->p;
	uint8_t code = get_byte(r);
	char t = value_type_letter(code);
	if (!t && type_feature(code))
		unsupported(r, type_feature(code));
	else if (!is_ref_type(t))
		malformed(r, "malformed reference type 0x%02x", code);
	r->item = outer;
	return is_ref_type(t) ? t : 0;
}

struct wasm_limits get_limits(struct reader *r)
{
	const uint8_t *outer = r->item;
	r->item = r->p;
	uint8_t flags = get_byte(r);
	if (flags & ~1 && flags < 0x10)
		unsupported(r, flags & 8   ? "custom page sizes"
			       : flags & 4 ? "memory64"
					   : "threads (shared memory)");
	else if (flags & ~1)
		malformed(r, "malformed limits flags 0x%02x", flags);
	struct wasm_limits l = {.min = get_u32(r), .max = UINT32_MAX, .has_max = flags & 1};
	if (l.has_max)
		l.max = get_u32(r);
	if (l.has_max && l.min > l.max)
		invalid(r, "size minimum must not be greater than maximum: %u > %u", l.min, l.max);
	r->item = outer;
	return l;
}

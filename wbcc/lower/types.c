/*
 * Types and constants in C.  A tuple becomes a struct of its elements, declared once.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lower/emit.h"

static char letter_of(BinaryenType t)
{
	if (t == BinaryenTypeInt32())
		return 'i';
	if (t == BinaryenTypeInt64())
		return 'I';
	if (t == BinaryenTypeFloat32())
		return 'f';
	if (t == BinaryenTypeFloat64())
		return 'F';
	if (t == BinaryenTypeVec128())
		return 'V';
	return t == BinaryenTypeExternref() ? 'x' : 'c';
}

static const char *single(char letter)
{
	static const char *names[128] = {['i'] = "i",
		['I'] = "I",
		['f'] = "f",
		['F'] = "F",
		['V'] = "V",
		['c'] = "c",
		['x'] = "x"};
	return names[(unsigned char)letter];
}

const char *type_letters(BinaryenType t)
{
	if (t == BinaryenTypeNone() || t == BinaryenTypeUnreachable())
		return "";
	uint32_t n = BinaryenTypeArity(t);
	if (n == 1)
		return single(letter_of(t));
	BinaryenType *parts = xcalloc(n, sizeof *parts);
	BinaryenTypeExpand(t, parts);
	char *letters = xcalloc(n + 1, 1);
	for (uint32_t i = 0; i < n; i++)
		letters[i] = letter_of(parts[i]);
	free(parts);
	return letters;
}

static const char *scalar(char letter)
{
	switch (letter) {
	case 'i': return "u32";
	case 'I': return "u64";
	case 'f': return "f32";
	case 'F': return "f64";
	case 'V': return "v128";
	case 'x': return "externref";
	default: return "funcref";
	}
}

const char *c_type(struct emit *e, const char *letters)
{
	if (!*letters)
		return "void";
	if (!letters[1])
		return scalar(*letters);
	char *name = xasprintf("struct wb_%s", letters);
	if (!names_take(e->declared, name))
		return name;
	buf_printf(&e->types, "%s {\n\t", name);
	for (uint32_t i = 0; letters[i]; i++)
		buf_printf(&e->types, "%s%s v%u;", i ? " " : "", scalar(letters[i]), i);
	buf_puts(&e->types, "\n};\n");
	return name;
}

const char *sig_name(const char *sig)
{
	char *name = xstrdup(sig);
	*strchr(name, '>') = '_';
	return name;
}

const char *sig_results(const char *sig)
{
	return strchr(sig, '>') + 1;
}

const char *fn_type(struct emit *e, const char *sig)
{
	char *name = xasprintf("fn_%s", sig_name(sig));
	if (!names_take(e->declared, name))
		return name;
	const char *result = c_type(e, sig_results(sig));
	buf_printf(&e->types, "typedef %s %s(", result, name);
	if (*sig == '>')
		buf_puts(&e->types, "void");
	for (const char *p = sig; *p != '>'; p++)
		buf_printf(&e->types, "%s%s", p > sig ? ", " : "", scalar(*p));
	buf_puts(&e->types, ");\n");
	return name;
}

const char *type_id(struct emit *e, const char *sig)
{
	char *name = xasprintf("wb_type_%s", sig_name(sig));
	if (names_take(e->declared, name))
		buf_printf(&e->types, "WB_TYPE(%s, \"%s\");\n", sig_name(sig), sig);
	return name;
}

/* The shortest decimal that reads back as the same bits. */
static char *float_text(double v, int digits, bool is_single)
{
	char text[40];
	for (int i = 1; i <= digits; i++) {
		snprintf(text, sizeof text, "%.*g", i, v);
		if (is_single ? strtof(text, NULL) == (float)v : strtod(text, NULL) == v)
			break;
	}
	bool plain = strpbrk(text, ".e") == NULL;
	return xasprintf("%s%s%s", text, plain ? ".0" : "", is_single ? "f" : "");
}

static char *f32_text(uint32_t bits)
{
	float v;
	memcpy(&v, &bits, sizeof v);
	if (isnan(v))
		return xasprintf("f32_bits(0x%08" PRIx32 ")", bits);
	if (isinf(v))
		return xstrdup(v < 0 ? "-f32_inf" : "f32_inf");
	return float_text(v, 9, true);
}

static char *f64_text(uint64_t bits)
{
	double v;
	memcpy(&v, &bits, sizeof v);
	if (isnan(v))
		return xasprintf("f64_bits(0x%016" PRIx64 ")", bits);
	if (isinf(v))
		return xstrdup(v < 0 ? "-f64_inf" : "f64_inf");
	return float_text(v, 17, false);
}

static char *integer_text(uint64_t bits, int64_t value, const char *suffix)
{
	if (value < 0 && value >= -4096)
		return xasprintf("-%" PRId64 "%s", -value, suffix);
	if (value < 0 || value > INT32_MAX)
		return xasprintf("0x%" PRIx64 "%s", bits, suffix);
	return xasprintf("%" PRId64, value);
}

char *const_text(char type, uint64_t bits)
{
	switch (type) {
	case 'i': return integer_text((uint32_t)bits, (int32_t)bits, "u");
	case 'I': return integer_text(bits, (int64_t)bits, "ull");
	case 'f': return f32_text((uint32_t)bits);
	default: return f64_text(bits);
	}
}

/* Values of a script: from JSON, against JSON, and as text.  Floats travel as bit patterns. */
#include "spec.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* externref N of a script is the host pointer N + 1, so that 0 differs from null. */
#define EXTERN_BIAS 1

static const char *text_of(const json_t *value, const char *key)
{
	const char *s = json_string_value(json_object_get(value, key));
	return s ? s : "";
}

static char letter_of(const char *type)
{
	static const struct {
		const char *type;
		char letter;
	} letters[] = {{"i32", 'i'}, {"i64", 'I'}, {"f32", 'f'}, {"f64", 'F'}, {"v128", 'V'},
		{"funcref", 'c'}, {"externref", 'x'}};
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		if (!strcmp(type, letters[i].type))
			return letters[i].letter;
	return 0;
}

/* Bytes of a lane: i8, i16, i32, i64, f32, f64. */
static unsigned lane_bytes(const char *lane_type)
{
	return (unsigned)atoi(lane_type + 1) / 8;
}

static uint64_t number(const char *text)
{
	return strtoull(text, NULL, 10);
}

static bool read_lanes(const json_t *text, union spec_value *v)
{
	unsigned width = lane_bytes(text_of(text, "lane_type"));
	const json_t *lanes = json_object_get(text, "value");
	if (!width || json_array_size(lanes) * width != sizeof v->V)
		return false;
	for (size_t i = 0; i < json_array_size(lanes); i++) {
		uint64_t bits = number(json_string_value(json_array_get(lanes, i)));
		memcpy(v->V + i * width, &bits, width);
	}
	return true;
}

char spec_read_value(const json_t *text, union spec_value *v)
{
	char letter = letter_of(text_of(text, "type"));
	const char *value = text_of(text, "value");
	memset(v, 0, sizeof *v);
	switch (letter) {
	case 'i':
	case 'f': v->i = (uint32_t)number(value); break;
	case 'I':
	case 'F': v->I = number(value); break;
	case 'V': return read_lanes(text, v) ? letter : 0;
	case 'c': return strcmp(value, "null") ? 0 : letter; /* no other literal exists */
	case 'x':
		if (strcmp(value, "null"))
			v->x = (void *)(uintptr_t)(number(value) + EXTERN_BIAS);
		break;
	default: break;
	}
	return letter;
}

/*
 * One number against one expectation.  A canonical NaN has only the top bit of its payload
 * set, an arithmetic one at least that bit; the sign is free in both.
 */
static bool bits_match(const char *expected, unsigned width, uint64_t bits)
{
	bool is_canonical = !strcmp(expected, "nan:canonical");
	if (!is_canonical && strcmp(expected, "nan:arithmetic"))
		return bits == number(expected);
	uint64_t quiet = width == 4 ? 0x7fc00000 : 0x7ff8000000000000;
	uint64_t magnitude = bits & (width == 4 ? 0x7fffffff : 0x7fffffffffffffff);
	return is_canonical ? magnitude == quiet : (magnitude & quiet) == quiet;
}

static bool lanes_match(const json_t *expected, const uint8_t *bytes)
{
	unsigned width = lane_bytes(text_of(expected, "lane_type"));
	const json_t *lanes = json_object_get(expected, "value");
	if (!width || json_array_size(lanes) * width != 16)
		return false;
	for (size_t i = 0; i < json_array_size(lanes); i++) {
		uint64_t bits = 0;
		memcpy(&bits, bytes + i * width, width);
		if (!bits_match(json_string_value(json_array_get(lanes, i)), width, bits))
			return false;
	}
	return true;
}

bool spec_matches(const json_t *expected, char letter, const union spec_value *v)
{
	const char *value = text_of(expected, "value");
	if (letter_of(text_of(expected, "type")) != letter)
		return false;
	switch (letter) {
	case 'i':
	case 'f': return bits_match(value, 4, v->i);
	case 'I':
	case 'F': return bits_match(value, 8, v->I);
	case 'V': return lanes_match(expected, v->V);
	case 'c': return !strcmp(value, "null") == !v->c.code; /* some function, or none */
	case 'x':
		if (!strcmp(value, "null"))
			return !v->x;
		return *value ? (uintptr_t)v->x == number(value) + EXTERN_BIAS : v->x != NULL;
	default: return false;
	}
}

void spec_show_value(char *out, size_t size, char letter, const union spec_value *v)
{
	uint64_t half[2];
	memcpy(half, v->V, sizeof half);
	switch (letter) {
	case 'i': snprintf(out, size, "i32 %" PRIu32 " (0x%" PRIx32 ")", v->i, v->i); break;
	case 'I': snprintf(out, size, "i64 %" PRIu64 " (0x%" PRIx64 ")", v->I, v->I); break;
	case 'f': snprintf(out, size, "f32 %a (bits 0x%08" PRIx32 ")", v->f, v->i); break;
	case 'F': snprintf(out, size, "f64 %a (bits 0x%016" PRIx64 ")", v->F, v->I); break;
	case 'V': snprintf(out, size, "v128 0x%016" PRIx64 "%016" PRIx64, half[1], half[0]); break;
	case 'c': snprintf(out, size, "funcref %s", v->c.code ? v->c.type : "null"); break;
	case 'x': snprintf(out, size, "externref %p", v->x); break;
	default: snprintf(out, size, "a value of an unknown type"); break;
	}
}

void spec_show_expected(char *out, size_t size, const json_t *expected)
{
	union spec_value v;
	const char *type = text_of(expected, "type"), *value = text_of(expected, "value");
	char letter = letter_of(type);
	if (letter == 'V') {
		char *lanes = json_dumps(json_object_get(expected, "value"), 0);
		snprintf(out, size, "v128 %s %s", text_of(expected, "lane_type"), lanes);
		free(lanes);
	} else if (strchr("iIfF", letter) && letter && strncmp(value, "nan:", 4)) {
		spec_read_value(expected, &v);
		spec_show_value(out, size, letter, &v);
	} else {
		snprintf(out, size, "%s %s", type, value);
	}
}

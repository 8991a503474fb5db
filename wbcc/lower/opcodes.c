/* The lookup behind opcodes.h; reads opcodes.def. */
#include "lower/opcodes.h"

#include <stddef.h>

enum { PAGES = 3, CODES = 256 };

static const struct opcode table[PAGES][CODES] = {
#define OP(page, code, text, imm, arg, sig) [page][code] = {text, sig, IMM_##imm, arg},
#include "lower/opcodes.def"
#undef OP
};

const struct opcode *opcode_find(enum opcode_page page, uint32_t code)
{
	if (code >= CODES || !table[page][code].text)
		return NULL;
	return &table[page][code];
}

/* Opcodes of proposals beyond what we carry, so that a refusal can name the proposal. */
static const struct {
	enum opcode_page page;
	uint32_t first, last;
	const char *feature;
} features[] = {
	{PLAIN, 0x06, 0x0a, "exceptions"},
	{PLAIN, 0x18, 0x19, "exceptions"},
	{PLAIN, 0x1f, 0x1f, "exceptions"},
	{PLAIN, 0x14, 0x15, "typed function references"},
	{PLAIN, 0xd3, 0xd3, "GC"},
	{PLAIN, 0xd4, 0xd6, "typed function references"},
	{PLAIN, OP_GC, OP_GC, "GC"},
	{PLAIN, OP_ATOMIC, OP_ATOMIC, "threads"},
	{PLAIN, 0xe0, 0xe6, "stack switching"},
	{MISC, 0x12, 0x12, "memory control"},
	{MISC, 0x13, 0x16, "wide arithmetic"},
	{SIMD, 0x100, 0x12f, "relaxed SIMD"},
};

const char *opcode_feature(enum opcode_page page, uint32_t code)
{
	for (size_t i = 0; i < sizeof features / sizeof *features; i++)
		if (features[i].page == page && code >= features[i].first &&
			code <= features[i].last)
			return features[i].feature;
	return NULL;
}

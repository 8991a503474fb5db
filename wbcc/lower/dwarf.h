/*
 * What the readers of DWARF sections share: a cursor that never reads beyond a section.
 *
 * Debug information is a hint: what is malformed or unknown is left out, nothing is reported.
 */
#ifndef WBCC_LOWER_DWARF_H
#define WBCC_LOWER_DWARF_H

#include "lower/front.h"

struct cursor {
	const uint8_t *p, *end;
	bool bad; /* read beyond the end; everything is 0 from then on */
};

enum { /* forms of attributes and of line tables' entries */
	FORM_ADDR = 0x01,
	FORM_BLOCK2 = 0x03,
	FORM_BLOCK4 = 0x04,
	FORM_DATA2 = 0x05,
	FORM_DATA4 = 0x06,
	FORM_DATA8 = 0x07,
	FORM_STRING = 0x08,
	FORM_BLOCK = 0x09,
	FORM_BLOCK1 = 0x0a,
	FORM_DATA1 = 0x0b,
	FORM_FLAG = 0x0c,
	FORM_SDATA = 0x0d,
	FORM_STRP = 0x0e,
	FORM_UDATA = 0x0f,
	FORM_REF_ADDR = 0x10,
	FORM_REF1 = 0x11,
	FORM_REF2 = 0x12,
	FORM_REF4 = 0x13,
	FORM_REF8 = 0x14,
	FORM_REF_UDATA = 0x15,
	FORM_INDIRECT = 0x16,
	FORM_SEC_OFFSET = 0x17,
	FORM_EXPRLOC = 0x18,
	FORM_FLAG_PRESENT = 0x19,
	FORM_STRX = 0x1a,
	FORM_ADDRX = 0x1b,
	FORM_REF_SUP4 = 0x1c,
	FORM_STRP_SUP = 0x1d,
	FORM_DATA16 = 0x1e,
	FORM_LINE_STRP = 0x1f,
	FORM_REF_SIG8 = 0x20,
	FORM_IMPLICIT_CONST = 0x21,
	FORM_LOCLISTX = 0x22,
	FORM_RNGLISTX = 0x23,
	FORM_REF_SUP8 = 0x24,
	FORM_STRX1 = 0x25, /* and 2, 3, 4 bytes */
	FORM_STRX4 = 0x28,
	FORM_ADDRX1 = 0x29,
	FORM_ADDRX4 = 0x2c,
};

/* The custom section of that name; empty when there is none. */
struct cursor dwarf_section(const struct wasm_module *m, const char *name);
/* A copy of the cursor, *offset* bytes further; bad beyond the end. */
struct cursor cursor_at(struct cursor section, uint64_t offset);

const uint8_t *take(struct cursor *c, uint64_t n); /* NULL beyond the end */
uint64_t take_int(struct cursor *c, unsigned size);
uint64_t take_leb(struct cursor *c, bool is_signed);
uint64_t take_uleb(struct cursor *c);
const char *take_string(struct cursor *c);
const char *string_at(struct cursor section, uint64_t offset);
/* The length at the front of a unit, and how wide its offsets are; *unit* spans the rest. */
struct cursor take_unit(struct cursor *all, unsigned *offset_size);

#endif

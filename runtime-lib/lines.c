/*
 * Reads the DWARF line table (.debug_line, versions 4 and 5) of a program that was built with
 * -g: stage 6 writes #line for each statement, so the table speaks of the guest's sources.
 *
 * Names follow DWARF's: a unit has a header, which names files, and a program, whose opcodes
 * move the registers of a small machine and append rows (address, file, line).
 */
#include "image.h"

#include <string.h>

enum { /* standard and extended opcodes */
	LNS_COPY = 1,
	LNS_ADVANCE_PC,
	LNS_ADVANCE_LINE,
	LNS_SET_FILE,
	LNS_SET_COLUMN,
	LNS_NEGATE_STMT,
	LNS_SET_BASIC_BLOCK,
	LNS_CONST_ADD_PC,
	LNS_FIXED_ADVANCE_PC,
	LNE_END_SEQUENCE = 1,
	LNE_SET_ADDRESS,
	LNCT_PATH = 1,
};

enum { /* forms that a header's file table uses */
	FORM_DATA2 = 0x05,
	FORM_DATA4 = 0x06,
	FORM_DATA8 = 0x07,
	FORM_STRING = 0x08,
	FORM_BLOCK = 0x09,
	FORM_DATA1 = 0x0b,
	FORM_STRP = 0x0e,
	FORM_UDATA = 0x0f,
	FORM_DATA16 = 0x1e,
	FORM_LINE_STRP = 0x1f,
};

/* ---- reading, with an end that is never crossed ------------------------------------------ */

struct reader {
	const uint8_t *at, *end;
	bool failed;
};

static const uint8_t *take(struct reader *r, uint64_t n)
{
	const uint8_t *p = r->at;
	if (n > (uint64_t)(r->end - r->at)) {
		r->failed = true;
		r->at = r->end;
		return NULL;
	}
	r->at += n;
	return p;
}

static uint64_t number(struct reader *r, unsigned size)
{
	uint64_t v = 0;
	const uint8_t *p = take(r, size);
	if (p)
		memcpy(&v, p, size); /* little-endian, as both architectures are */
	return v;
}

static uint64_t uleb(struct reader *r)
{
	uint64_t v = 0;
	for (unsigned shift = 0; shift < 64; shift += 7) {
		const uint8_t *p = take(r, 1);
		if (!p)
			return 0;
		v |= (uint64_t)(*p & 0x7f) << shift;
		if (!(*p & 0x80))
			return v;
	}
	r->failed = true;
	return 0;
}

static int64_t sleb(struct reader *r)
{
	uint64_t v = 0;
	for (unsigned shift = 0; shift < 64; shift += 7) {
		const uint8_t *p = take(r, 1);
		if (!p)
			return 0;
		v |= (uint64_t)(*p & 0x7f) << shift;
		if (!(*p & 0x80)) {
			if ((*p & 0x40) && shift + 7 < 64)
				v |= ~UINT64_C(0) << (shift + 7);
			return (int64_t)v;
		}
	}
	r->failed = true;
	return 0;
}

static const char *string(struct reader *r)
{
	const void *nul = memchr(r->at, 0, (size_t)(r->end - r->at));
	const char *s = (const char *)r->at;
	if (!nul) {
		r->failed = true;
		return NULL;
	}
	r->at = (const uint8_t *)nul + 1;
	return s;
}

/* ---- the header -------------------------------------------------------------------------- */

struct unit {
	const struct image *image;
	uint16_t version;
	unsigned offset_size; /* 4 or 8: DWARF's 32- and 64-bit formats */
	uint8_t min_length, line_range, opcode_base;
	int8_t line_base;
	const uint8_t *opcode_lengths; /* [opcode - 1] */
	struct reader files;	       /* the rest of the header */
	struct reader program;
};

static bool unit_read(struct reader *section, const struct image *image, struct unit *u)
{
	*u = (struct unit){.image = image, .offset_size = 4};
	uint64_t len = number(section, 4);
	if (len == UINT32_MAX) {
		u->offset_size = 8;
		len = number(section, 8);
	}
	const uint8_t *body = take(section, len);
	if (!body)
		return false;
	struct reader r = {.at = body, .end = body + len};
	u->version = (uint16_t)number(&r, 2);
	if (u->version == 5)
		take(&r, 2); /* the sizes of addresses and segment selectors */
	uint64_t header = number(&r, u->offset_size);
	const uint8_t *rest = take(&r, header);
	if (!rest || (u->version != 4 && u->version != 5)) {
		u->program = (struct reader){.at = body, .end = body};
		return true; /* an empty unit: the next one may be better */
	}
	u->files = (struct reader){.at = rest, .end = rest + header};
	u->program = r;
	u->min_length = (uint8_t)number(&u->files, 1);
	take(&u->files, 2); /* operations per instruction, is_stmt: not VLIW, not asked */
	u->line_base = (int8_t)number(&u->files, 1);
	u->line_range = (uint8_t)number(&u->files, 1);
	u->opcode_base = (uint8_t)number(&u->files, 1);
	u->opcode_lengths = take(&u->files, u->opcode_base ? u->opcode_base - 1u : 0);
	if (u->files.failed || !u->line_range || !u->opcode_base)
		u->program.at = u->program.end;
	return true;
}

/* A string of another section; NULL when it does not end there. */
static const char *string_of(const struct image *image, const char *section, uint64_t offset)
{
	struct image_section s = image_find(image, SHT_PROGBITS, section);
	if (!s.bytes || offset >= s.len || !memchr(s.bytes + offset, 0, s.len - offset))
		return NULL;
	return (const char *)s.bytes + offset;
}

/* Reads a value of *form*; what is a string is returned. */
static const char *form_read(struct reader *r, const struct unit *u, uint64_t form)
{
	switch (form) {
	case FORM_STRING: return string(r);
	case FORM_LINE_STRP:
		return string_of(u->image, ".debug_line_str", number(r, u->offset_size));
	case FORM_STRP: return string_of(u->image, ".debug_str", number(r, u->offset_size));
	case FORM_UDATA: uleb(r); return NULL;
	case FORM_BLOCK: take(r, uleb(r)); return NULL;
	case FORM_DATA1: take(r, 1); return NULL;
	case FORM_DATA2: take(r, 2); return NULL;
	case FORM_DATA4: take(r, 4); return NULL;
	case FORM_DATA8: take(r, 8); return NULL;
	case FORM_DATA16: take(r, 16); return NULL;
	default: r->failed = true; return NULL;
	}
}

/* The path of entry *index* of one of version 5's two tables, which is left behind. */
static const char *table_entry(struct reader *r, const struct unit *u, uint64_t index)
{
	struct reader formats = *r;
	uint64_t n_formats = number(&formats, 1), n;
	for (uint64_t i = 0; i < 2 * n_formats; i++)
		uleb(&formats);
	const uint8_t *first = r->at + 1;
	*r = formats;
	n = uleb(r);
	const char *found = NULL;
	for (uint64_t entry = 0; n_formats && entry < n && !r->failed; entry++) {
		struct reader f = {.at = first, .end = r->end};
		for (uint64_t i = 0; i < n_formats; i++) {
			uint64_t content = uleb(&f), form = uleb(&f);
			const char *s = form_read(r, u, form);
			if (content == LNCT_PATH && entry == index)
				found = s;
		}
	}
	return found;
}

static const char *file_name_v4(struct reader r, uint64_t index)
{
	const char *name;
	while ((name = string(&r)) && *name) /* folders */
		;
	for (uint64_t i = 1; (name = string(&r)) && *name; i++) {
		if (i == index)
			return name;
		uleb(&r), uleb(&r), uleb(&r); /* folder, time, size */
	}
	return NULL;
}

static const char *file_name(const struct unit *u, uint64_t index)
{
	struct reader r = u->files;
	if (u->version == 4)
		return file_name_v4(r, index);
	table_entry(&r, u, UINT64_MAX); /* folders */
	return r.failed ? NULL : table_entry(&r, u, index);
}

static bool ends_with(const char *s, const char *end)
{
	size_t len = strlen(s), n = strlen(end);
	return len >= n && !strcmp(s + len - n, end);
}

/* The number of the file called *name*; UINT64_MAX: there is none. */
static uint64_t file_number(const struct unit *u, const char *name)
{
	enum { FIRST_FILES = 64 };
	for (uint64_t i = 0; i < FIRST_FILES; i++) {
		const char *file = file_name(u, i);
		if (file && ends_with(file, name))
			return i;
	}
	return UINT64_MAX;
}

/* ---- the program ------------------------------------------------------------------------- */

struct row {
	uint64_t address, file, line;
	bool is_valid;
};

struct machine {
	const struct unit *unit;
	struct row now, before; /* before: the last row appended */
	uint64_t pc;		/* what is looked for */
	bool found;		/* in before */
	uint64_t helpers[2];	/* the files' numbers */
};

/*
 * The helpers of lowered.h are inlined into each statement and bring their own lines; those
 * say nothing to the guest's author.
 */
static bool is_helper(const struct machine *m, uint64_t file)
{
	return file == m->helpers[0] || file == m->helpers[1];
}

static void append(struct machine *m)
{
	m->found = m->before.is_valid && m->before.address <= m->pc && m->pc < m->now.address;
	if (m->found)
		return;
	struct row row = m->now;
	if (m->before.is_valid && is_helper(m, row.file)) {
		row.file = m->before.file;
		row.line = m->before.line;
	}
	m->before = row;
	m->before.is_valid = true;
}

static void restart(struct machine *m)
{
	m->now = (struct row){.file = 1, .line = 1};
	m->before.is_valid = false;
}

static void special(struct machine *m, uint8_t opcode)
{
	uint8_t adjusted = opcode - m->unit->opcode_base;
	m->now.address += (uint64_t)(adjusted / m->unit->line_range) * m->unit->min_length;
	m->now.line += (uint64_t)(m->unit->line_base + adjusted % m->unit->line_range);
}

static void extended(struct machine *m, struct reader *r)
{
	uint64_t len = uleb(r);
	const uint8_t *body = take(r, len);
	if (!body || !len)
		return;
	struct reader b = {.at = body + 1, .end = body + len};
	if (*body == LNE_SET_ADDRESS) {
		m->now.address = number(&b, 8);
	} else if (*body == LNE_END_SEQUENCE) {
		append(m);
		if (!m->found)
			restart(m);
	}
}

static void standard(struct machine *m, struct reader *r, uint8_t opcode)
{
	switch (opcode) {
	case LNS_COPY: append(m); break;
	case LNS_ADVANCE_PC: m->now.address += uleb(r) * m->unit->min_length; break;
	case LNS_ADVANCE_LINE: m->now.line += (uint64_t)sleb(r); break;
	case LNS_SET_FILE: m->now.file = uleb(r); break;
	case LNS_FIXED_ADVANCE_PC: m->now.address += number(r, 2); break;
	case LNS_CONST_ADD_PC:
		m->now.address += (uint64_t)((255 - m->unit->opcode_base) / m->unit->line_range) *
				  m->unit->min_length;
		break;
	default: /* what says nothing of address, file or line */
		for (uint8_t i = 0; i < m->unit->opcode_lengths[opcode - 1]; i++)
			uleb(r);
	}
}

/* Runs a unit's program until the row that covers *pc*. */
static bool unit_find(const struct unit *u, uint64_t pc, struct row *row)
{
	struct machine m = {.unit = u,
		.pc = pc,
		.helpers = {file_number(u, "lowered.h"), file_number(u, "lowered-simd.h")}};
	struct reader r = u->program;
	restart(&m);
	while (!m.found && r.at < r.end && !r.failed) {
		uint8_t opcode = (uint8_t)number(&r, 1);
		if (opcode >= u->opcode_base) {
			special(&m, opcode);
			append(&m);
		} else if (opcode == 0) {
			extended(&m, &r);
		} else {
			standard(&m, &r, opcode);
		}
	}
	*row = m.before;
	return m.found;
}

/* Stage 6 says "lowered" where it knows no line of the guest's. */
static struct source_line source_of(const struct unit *u, const struct row *row)
{
	const char *file = file_name(u, row->file);
	if (!file || !strcmp(file, "lowered"))
		return (struct source_line){0};
	return (struct source_line){.file = file, .line = row->line};
}

struct source_line line_at(const struct image *i, uint64_t pc)
{
	struct image_section s = image_find(i, SHT_PROGBITS, ".debug_line");
	struct reader r = {.at = s.bytes, .end = s.bytes + (s.bytes ? s.len : 0)};
	struct unit u;
	struct row row;
	while (s.bytes && r.at < r.end && unit_read(&r, i, &u))
		if (unit_find(&u, pc, &row) && row.line)
			return source_of(&u, &row);
	return (struct source_line){0};
}

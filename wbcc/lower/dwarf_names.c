/*
 * Names locals after the guest's variables: reads the functions, parameters and variables of
 * DWARF's .debug_info (versions 2 to 5), and which local each of them lives in; fills
 * local_names.  A local of which two variables of the same rank lay claim stays unnamed.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "lower/dwarf.h"
#include "lower/limits.h"

enum {
	TAG_FORMAL_PARAMETER = 0x05,
	TAG_INLINED_SUBROUTINE = 0x1d,
	TAG_SUBPROGRAM = 0x2e,
	TAG_VARIABLE = 0x34,
};

enum {
	AT_LOCATION = 0x02,
	AT_NAME = 0x03,
	AT_LOW_PC = 0x11,
	AT_ABSTRACT_ORIGIN = 0x31,
	AT_FRAME_BASE = 0x40,
	AT_SPECIFICATION = 0x47,
	AT_STR_OFFSETS_BASE = 0x72,
	AT_ADDR_BASE = 0x73,
	AT_LOCLISTS_BASE = 0x8c,
};

enum { UT_COMPILE = 1, UT_PARTIAL = 3 };

/* DW_OP_WASM_location with a local's index behind it. */
enum { OP_WASM_LOCATION = 0xed, WASM_LOCAL = 0 };

enum { /* kinds of entries of .debug_loclists */
	LLE_END,
	LLE_BASE_ADDRESSX,
	LLE_STARTX_ENDX,
	LLE_STARTX_LENGTH,
	LLE_OFFSET_PAIR,
	LLE_DEFAULT,
	LLE_BASE_ADDRESS,
	LLE_START_END,
	LLE_START_LENGTH,
};

/* Whose claim on a local counts: the higher one's. */
enum rank { RANK_NONE, RANK_FRAME, RANK_INLINED, RANK_VARIABLE, RANK_PARAMETER };

enum { MAX_ATTRIBUTES = 64, MAX_ABBREVS = 8192, MAX_DEPTH = 64, MAX_PARAMETERS = 64 };

struct attribute {
	uint16_t at, form;
};

struct abbrev {
	uint16_t tag;
	bool has_children;
	uint32_t first, n; /* attributes */
};

/* An attribute's value: a number, a string, or an expression. */
struct value {
	uint64_t number;
	const char *text;
	struct cursor block;
	uint16_t form;
};

/* What we want to know of an entry; form 0: absent. */
struct entry {
	uint16_t tag;
	bool has_children;
	struct value name, low_pc, location, frame_base, origin;
	struct value str_offsets_base, addr_base, loclists_base;
};

struct info {
	struct wasm_module *m;
	struct cursor info, abbrev, str, line_str, str_offsets, addr, loc, loclists;
	uint32_t code_at;
	uint64_t budget; /* attributes that may still be read: bounds what hostile tables cost */
	uint8_t **ranks; /* of each function's locals; NULL as long as none has a name */

	/* The current unit. */
	struct cursor unit; /* with its header, so that references count from its front */
	unsigned version, offset_size, address_size;
	uint64_t str_offsets_base, addr_base, loclists_base;
	uint64_t abbrev_offset;
	struct abbrev *abbrevs; /* by code - 1 */
	struct attribute *attributes;
	uint32_t n_abbrevs, n_attributes, cap_attributes;
};

/* The function that the entries belong to, and how deep we are in it. */
struct scope {
	struct wasm_func *func;			/* NULL: none that we know */
	const char *parameters[MAX_PARAMETERS]; /* names, in order */
	uint32_t n_parameters;
	int depth;   /* of the function's entry */
	int inlined; /* depth of the outermost inlined subroutine, or 0 */
};

static bool spend(struct info *d)
{
	return d->budget && d->budget--;
}

/* --- abbreviations --- */

/* Codes count from 1 without gaps in what compilers write; others we do not read. */
static bool read_abbrev(struct info *d, struct cursor *c)
{
	uint64_t code = take_uleb(c);
	if (c->bad || code != d->n_abbrevs + 1ull || code > MAX_ABBREVS)
		return false;
	struct abbrev *a = &d->abbrevs[d->n_abbrevs];
	*a = (struct abbrev){.tag = (uint16_t)take_uleb(c), .first = d->n_attributes};
	a->has_children = take_int(c, 1);
	for (;;) {
		uint64_t at = take_uleb(c), form = take_uleb(c);
		if (form == FORM_IMPLICIT_CONST)
			take_leb(c, true);
		if (c->bad || (!at && !form))
			break;
		if (a->n++ == MAX_ATTRIBUTES || !spend(d))
			return false;
		vec_push(d->attributes, d->n_attributes, d->cap_attributes) =
			(struct attribute){(uint16_t)at, (uint16_t)form};
	}
	d->n_abbrevs++;
	return !c->bad;
}

static void read_abbrevs(struct info *d, uint64_t offset)
{
	if (d->n_abbrevs && offset == d->abbrev_offset)
		return;
	struct cursor c = cursor_at(d->abbrev, offset);
	d->abbrev_offset = offset;
	d->n_abbrevs = d->n_attributes = 0;
	while (read_abbrev(d, &c))
		;
}

/* --- attributes --- */

static const char *indexed_string(struct info *d, uint64_t index)
{
	struct cursor c = cursor_at(d->str_offsets, d->str_offsets_base + index * d->offset_size);
	uint64_t offset = take_int(&c, d->offset_size);
	return c.bad ? "" : string_at(d->str, offset);
}

static uint64_t indexed_address(struct info *d, uint64_t index)
{
	struct cursor c = cursor_at(d->addr, d->addr_base + index * d->address_size);
	return take_int(&c, d->address_size);
}

static void take_block(struct cursor *c, uint64_t len, struct value *v)
{
	v->block = *c;
	take(c, len);
	v->block.end = c->p;
}

/* The number of bytes of forms that hold a plain number; 0: another form. */
static unsigned fixed_size(const struct info *d, unsigned form)
{
	if (form >= FORM_STRX1 && form <= FORM_STRX4)
		return form - FORM_STRX1 + 1;
	if (form >= FORM_ADDRX1 && form <= FORM_ADDRX4)
		return form - FORM_ADDRX1 + 1;
	switch (form) {
	case FORM_DATA1:
	case FORM_REF1:
	case FORM_FLAG: return 1;
	case FORM_DATA2:
	case FORM_REF2: return 2;
	case FORM_DATA4:
	case FORM_REF4:
	case FORM_REF_SUP4: return 4;
	case FORM_DATA8:
	case FORM_REF8:
	case FORM_REF_SIG8:
	case FORM_REF_SUP8: return 8;
	case FORM_ADDR: return d->address_size;
	case FORM_REF_ADDR: return d->version == 2 ? d->address_size : d->offset_size;
	case FORM_SEC_OFFSET:
	case FORM_STRP:
	case FORM_STRP_SUP:
	case FORM_LINE_STRP: return d->offset_size;
	}
	return 0;
}

static void take_value(struct info *d, struct cursor *c, unsigned form, struct value *v)
{
	unsigned size = fixed_size(d, form);
	v->form = (uint16_t)form;
	if (size) {
		v->number = take_int(c, size);
		return;
	}
	switch (form) {
	case FORM_FLAG_PRESENT:
	case FORM_IMPLICIT_CONST: break;
	case FORM_SDATA: take_leb(c, true); break;
	case FORM_UDATA:
	case FORM_REF_UDATA:
	case FORM_STRX:
	case FORM_ADDRX:
	case FORM_LOCLISTX:
	case FORM_RNGLISTX: v->number = take_uleb(c); break;
	case FORM_STRING: v->text = take_string(c); break;
	case FORM_DATA16: take(c, 16); break;
	case FORM_EXPRLOC:
	case FORM_BLOCK: take_block(c, take_uleb(c), v); break;
	case FORM_BLOCK1: take_block(c, take_int(c, 1), v); break;
	case FORM_BLOCK2: take_block(c, take_int(c, 2), v); break;
	case FORM_BLOCK4: take_block(c, take_int(c, 4), v); break;
	default: c->bad = true; /* FORM_INDIRECT too, which compilers do not write */
	}
}

static struct value *wanted(struct entry *e, unsigned at)
{
	switch (at) {
	case AT_NAME: return &e->name;
	case AT_LOW_PC: return &e->low_pc;
	case AT_LOCATION: return &e->location;
	case AT_FRAME_BASE: return &e->frame_base;
	case AT_ABSTRACT_ORIGIN:
	case AT_SPECIFICATION: return &e->origin;
	case AT_STR_OFFSETS_BASE: return &e->str_offsets_base;
	case AT_ADDR_BASE: return &e->addr_base;
	case AT_LOCLISTS_BASE: return &e->loclists_base;
	}
	return NULL;
}

/* Reads the next entry; false for the mark that ends a list of children, and on errors. */
static bool take_entry(struct info *d, struct cursor *c, struct entry *e)
{
	uint64_t code = take_uleb(c);
	*e = (struct entry){0};
	if (code > d->n_abbrevs)
		c->bad = true;
	if (!code || c->bad)
		return false;
	const struct abbrev *a = &d->abbrevs[code - 1];
	e->tag = a->tag;
	e->has_children = a->has_children;
	for (uint32_t i = 0; i < a->n && !c->bad; i++) {
		struct attribute attribute = d->attributes[a->first + i];
		struct value unused = {0}, *v = wanted(e, attribute.at);
		take_value(d, c, attribute.form, v ? v : &unused);
		c->bad |= !spend(d);
	}
	return !c->bad;
}

static const char *text_of(struct info *d, const struct value *v)
{
	switch (v->form) {
	case FORM_STRING: return v->text;
	case FORM_STRP: return string_at(d->str, v->number);
	case FORM_LINE_STRP: return string_at(d->line_str, v->number);
	}
	if (v->form == FORM_STRX || (v->form >= FORM_STRX1 && v->form <= FORM_STRX4))
		return indexed_string(d, v->number);
	return "";
}

static uint64_t address_of(struct info *d, const struct value *v)
{
	if (v->form == FORM_ADDRX || (v->form >= FORM_ADDRX1 && v->form <= FORM_ADDRX4))
		return indexed_address(d, v->number);
	return v->number;
}

/* An entry's name, or that of the entry that it is an instance of. */
static const char *name_of(struct info *d, const struct entry *e)
{
	struct entry origin = *e;
	for (int hops = 0; hops < 3 && !origin.name.form && origin.origin.form; hops++) {
		struct cursor c = cursor_at(d->unit, origin.origin.number);
		if (!take_entry(d, &c, &origin))
			return "";
	}
	return text_of(d, &origin.name);
}

/* --- locations --- */

/* The local that an expression names, or -1. */
static int64_t local_of(struct cursor expression)
{
	if (take_int(&expression, 1) != OP_WASM_LOCATION || take_int(&expression, 1) != WASM_LOCAL)
		return -1;
	uint64_t local = take_uleb(&expression);
	return expression.bad || local > UINT32_MAX ? -1 : (int64_t)local;
}

static uint8_t *ranks_of(struct info *d, struct wasm_func *func)
{
	uint8_t **ranks = &d->ranks[func - d->m->funcs];
	if (!*ranks) {
		*ranks = xcalloc(func->n_locals + 1, 1);
		func->local_names = module_alloc(d->m, func->n_locals, sizeof *func->local_names);
	}
	return *ranks;
}

static void claim(
	struct info *d, struct wasm_func *func, int64_t local, const char *name, enum rank rank)
{
	if (local < 0 || local >= func->n_locals || !*name)
		return;
	uint8_t *is = &ranks_of(d, func)[local];
	const char **slot = &func->local_names[local];
	if (rank < *is || (rank == *is && (!*slot || strcmp(*slot, name) == 0)))
		return;
	bool contested = rank == *is;
	size_t len = strlen(name);
	*is = (uint8_t)rank;
	*slot = contested || !is_utf8((const uint8_t *)name, len) ? NULL
								  : model_strndup(d->m, name, len);
}

static void claim_block(struct info *d, struct wasm_func *func, struct cursor block,
	const char *name, enum rank rank)
{
	claim(d, func, local_of(block), name, rank);
}

/* .debug_loc: pairs of addresses and an expression, until a pair of zeros. */
static void claim_old_list(
	struct info *d, struct wasm_func *func, uint64_t offset, const char *name, enum rank rank)
{
	struct cursor c = cursor_at(d->loc, offset);
	uint64_t base_mark = d->address_size == 8 ? UINT64_MAX : UINT32_MAX;
	while (!c.bad && spend(d)) {
		uint64_t begin = take_int(&c, d->address_size);
		uint64_t end = take_int(&c, d->address_size);
		struct value v = {0};
		if (!begin && !end)
			return;
		if (begin == base_mark)
			continue;
		take_block(&c, take_int(&c, 2), &v);
		claim_block(d, func, v.block, name, rank);
	}
}

/* Passes over the addresses of an entry of .debug_loclists; false at the list's end. */
static bool skip_range(const struct info *d, struct cursor *c, uint8_t kind)
{
	switch (kind) {
	case LLE_BASE_ADDRESSX: take_uleb(c); return true;
	case LLE_STARTX_ENDX:
	case LLE_STARTX_LENGTH:
	case LLE_OFFSET_PAIR:
		take_uleb(c);
		take_uleb(c);
		return true;
	case LLE_DEFAULT: return true;
	case LLE_BASE_ADDRESS: take(c, d->address_size); return true;
	case LLE_START_END: take(c, 2 * d->address_size); return true;
	case LLE_START_LENGTH:
		take(c, d->address_size);
		take_uleb(c);
		return true;
	}
	return false;
}

static void claim_list(
	struct info *d, struct wasm_func *func, uint64_t offset, const char *name, enum rank rank)
{
	struct cursor c = cursor_at(d->loclists, offset);
	while (!c.bad && spend(d)) {
		uint8_t kind = (uint8_t)take_int(&c, 1);
		struct value v = {0};
		if (!skip_range(d, &c, kind))
			return;
		if (kind == LLE_BASE_ADDRESS || kind == LLE_BASE_ADDRESSX)
			continue;
		take_block(&c, take_uleb(&c), &v);
		claim_block(d, func, v.block, name, rank);
	}
}

static void claim_location(struct info *d, struct wasm_func *func, const struct value *location,
	const char *name, enum rank rank)
{
	if (location->form == FORM_LOCLISTX) {
		struct cursor c = cursor_at(
			d->loclists, d->loclists_base + location->number * d->offset_size);
		uint64_t offset = take_int(&c, d->offset_size);
		if (!c.bad)
			claim_list(d, func, d->loclists_base + offset, name, rank);
	} else if (location->block.p) {
		claim_block(d, func, location->block, name, rank);
	} else if (location->form && d->version >= 5) {
		claim_list(d, func, location->number, name, rank);
	} else if (location->form) {
		claim_old_list(d, func, location->number, name, rank);
	}
}

/* --- entries --- */

/* The function whose body begins at an address of DWARF's, or NULL. */
static struct wasm_func *func_at(struct info *d, uint64_t address)
{
	struct wasm_module *m = d->m;
	uint32_t lo = 0, hi = m->n_funcs;
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		if (m->funcs[mid].code < d->code_at + address) /* imports have 0 */
			lo = mid + 1;
		else
			hi = mid;
	}
	bool found = address && lo < m->n_funcs && m->funcs[lo].code == d->code_at + address;
	return found ? &m->funcs[lo] : NULL;
}

static void enter_function(struct info *d, struct scope *s, const struct entry *e, int depth)
{
	*s = (struct scope){.depth = depth};
	if (e->low_pc.form)
		s->func = func_at(d, address_of(d, &e->low_pc));
	if (s->func && e->frame_base.block.p)
		claim_block(d, s->func, e->frame_base.block, "frame", RANK_FRAME);
}

static uint32_t count_params(const struct info *d, const struct wasm_func *func)
{
	return (uint32_t)(strchr(d->m->types[func->type], '>') - d->m->types[func->type]);
}

static void name_variable(struct info *d, struct scope *s, const struct entry *e, int depth)
{
	const char *name = name_of(d, e);
	bool is_own = !s->inlined && depth == s->depth + 1;
	if (is_own && e->tag == TAG_FORMAL_PARAMETER && s->n_parameters < MAX_PARAMETERS)
		s->parameters[s->n_parameters++] = name;
	claim_location(d, s->func, &e->location, name, s->inlined ? RANK_INLINED : RANK_VARIABLE);
}

static void read_entry(struct info *d, struct scope *s, const struct entry *e, int depth)
{
	if (e->tag == TAG_SUBPROGRAM)
		enter_function(d, s, e, depth);
	else if (e->tag == TAG_INLINED_SUBROUTINE && !s->inlined)
		s->inlined = depth;
	else if (s->func && (e->tag == TAG_FORMAL_PARAMETER || e->tag == TAG_VARIABLE))
		name_variable(d, s, e, depth);
}

/*
 * A parameter's location may be optimised away, its place among the others is not: when the
 * function has as many in Wasm as in the source, they are the same.
 */
static void name_parameters(struct info *d, const struct scope *s)
{
	if (s->n_parameters != count_params(d, s->func))
		return;
	for (uint32_t i = 0; i < s->n_parameters; i++)
		claim(d, s->func, i, s->parameters[i], RANK_PARAMETER);
}

static void leave(struct info *d, struct scope *s, int depth)
{
	if (s->inlined && depth <= s->inlined)
		s->inlined = 0;
	if (s->func && depth <= s->depth) {
		name_parameters(d, s);
		s->func = NULL;
	}
}

static void read_entries(struct info *d, struct cursor c)
{
	struct scope s = {0};
	struct entry e;
	int depth = 0;
	if (!take_entry(d, &c, &e)) /* the unit's own */
		return;
	d->str_offsets_base = e.str_offsets_base.form ? e.str_offsets_base.number : 8;
	d->addr_base = e.addr_base.form ? e.addr_base.number : 8;
	d->loclists_base = e.loclists_base.form ? e.loclists_base.number : 12;
	if (!e.has_children)
		return;
	for (depth = 1; depth > 0 && depth < MAX_DEPTH && c.p < c.end && !c.bad;) {
		if (!take_entry(d, &c, &e)) {
			depth--;
			leave(d, &s, depth);
			continue;
		}
		leave(d, &s, depth);
		read_entry(d, &s, &e, depth);
		depth += e.has_children;
	}
}

static void read_unit(struct info *d)
{
	const uint8_t *front = d->info.p;
	struct cursor c = take_unit(&d->info, &d->offset_size);
	d->version = (unsigned)take_int(&c, 2);
	uint64_t kind = d->version >= 5 ? take_int(&c, 1) : UT_COMPILE;
	if (d->version >= 5)
		d->address_size = (unsigned)take_int(&c, 1);
	uint64_t abbrevs = take_int(&c, d->offset_size);
	if (d->version < 5)
		d->address_size = (unsigned)take_int(&c, 1);
	bool known = d->version >= 2 && d->version <= 5 && d->address_size <= 8;
	if (c.bad || !known || !d->address_size || (kind != UT_COMPILE && kind != UT_PARTIAL))
		return;
	d->unit = (struct cursor){front, c.end, false};
	read_abbrevs(d, abbrevs);
	read_entries(d, c);
}

void read_dwarf_names(struct front *f)
{
	struct wasm_module *m = f->m;
	struct info d = {.m = m, .info = dwarf_section(m, ".debug_info")};
	if (d.info.p == d.info.end || !f->sections[SECTION_CODE].p)
		return;
	d.abbrev = dwarf_section(m, ".debug_abbrev");
	d.str = dwarf_section(m, ".debug_str");
	d.line_str = dwarf_section(m, ".debug_line_str");
	d.str_offsets = dwarf_section(m, ".debug_str_offsets");
	d.addr = dwarf_section(m, ".debug_addr");
	d.loc = dwarf_section(m, ".debug_loc");
	d.loclists = dwarf_section(m, ".debug_loclists");
	d.code_at = (uint32_t)(f->sections[SECTION_CODE].p - m->bytes);
	d.budget = m->len * 4ull + 4096;
	d.ranks = xcalloc(m->n_funcs + 1, sizeof *d.ranks);
	d.abbrevs = xcalloc(MAX_ABBREVS, sizeof *d.abbrevs);
	while (d.info.p < d.info.end && d.budget)
		read_unit(&d);
	for (uint32_t i = 0; i < m->n_funcs; i++)
		free(d.ranks[i]);
	free(d.ranks);
	free(d.abbrevs);
	free(d.attributes);
}

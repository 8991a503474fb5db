/*
 * Reads DWARF's line tables (versions 2 to 5) out of the custom sections .debug_line,
 * .debug_str and .debug_line_str; fills the model's list of source files and returns, ordered by
 * their place in the file, the rows where the code of a source line begins.
 *
 * Debug information is a hint: a unit that is malformed or uses what we do not know is left
 * out, and the module is read all the same.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "lower/dwarf.h"
#include "lower/limits.h"

enum { /* opcodes of line programs */
	LNS_EXTENDED,
	LNS_COPY,
	LNS_ADVANCE_PC,
	LNS_ADVANCE_LINE,
	LNS_SET_FILE,
	LNS_SET_COLUMN,
	LNS_NEGATE_STMT,
	LNS_SET_BASIC_BLOCK,
	LNS_CONST_ADD_PC,
	LNS_FIXED_ADVANCE_PC,
};

enum { LNE_END_SEQUENCE = 1, LNE_SET_ADDRESS = 2 };

enum { LNCT_PATH = 1, LNCT_DIRECTORY = 2 };

struct name_list {
	const char **v;
	uint32_t n, cap;
};

struct unit_file {
	const char *name;
	uint64_t dir;
	int64_t file; /* in the model's list, or -1 as long as no row needs it */
};

struct sequence { /* rows [first, end) of one contiguous piece of code */
	uint32_t first, end;
};

struct tables {
	struct front *f;
	struct cursor line, str, line_str;
	uint32_t code_at; /* where in the file DWARF's address 0 is */
	uint32_t code_len;
	struct line_row *rows;
	uint32_t n_rows, cap_rows;
	struct sequence *sequences;
	uint32_t n_sequences, cap_sequences;
	struct name_list files; /* becomes the model's */
	uint32_t *places;	/* hash table of files: their index + 1 */
	uint32_t n_places;
};

struct unit {
	unsigned version, offset_size, opcode_base, line_range, min_length;
	int line_base;
	bool default_is_stmt;
	const uint8_t *operands; /* how many each standard opcode has, from opcode 1 */
	const char **dirs;
	uint32_t n_dirs, cap_dirs;
	struct unit_file *files;
	uint32_t n_files, cap_files;
};

/* --- files --- */

static uint32_t hash_name(const char *s)
{
	uint32_t h = 2166136261u;
	while (*s)
		h = (h ^ (uint8_t)*s++) * 16777619u;
	return h;
}

static uint32_t *file_place(struct tables *t, const char *name)
{
	uint32_t mask = t->n_places - 1;
	for (uint32_t i = hash_name(name) & mask;; i = (i + 1) & mask) {
		uint32_t *place = &t->places[i];
		if (!*place || strcmp(t->files.v[*place - 1], name) == 0)
			return place;
	}
}

static void grow_file_places(struct tables *t)
{
	free(t->places);
	t->n_places = t->n_places ? t->n_places * 4 : 64;
	t->places = xcalloc(t->n_places, sizeof *t->places);
	for (uint32_t i = 0; i < t->files.n; i++)
		*file_place(t, t->files.v[i]) = i + 1;
}

static uint32_t intern_file(struct tables *t, const char *name)
{
	if (t->files.n * 2 >= t->n_places)
		grow_file_places(t);
	uint32_t *place = file_place(t, name);
	if (!*place) {
		const char *copy = model_strndup(t->f->m, name, strlen(name));
		vec_push(t->files.v, t->files.n, t->files.cap) = copy;
		*place = t->files.n;
	}
	return *place - 1;
}

/*
 * The name under which the compiler was given the file: relative to the folder that it ran in,
 * which is directory 0 and is left out, so that no path of the building machine comes along.
 */
static char *file_path(const struct unit *u, const struct unit_file *file)
{
	uint64_t dir = u->version < 5 ? file->dir - 1 : file->dir;
	if (file->name[0] == '/' || file->dir == 0 || dir >= u->n_dirs)
		return xstrdup(file->name);
	return xasprintf("%s/%s", u->dirs[dir], file->name);
}

/* The model's index of the file that a row names, or -1. */
static int64_t row_file(struct tables *t, struct unit *u, uint64_t index)
{
	uint64_t i = u->version < 5 ? index - 1 : index;
	if (i >= u->n_files || t->files.n == MAX_SOURCE_FILES)
		return -1;
	struct unit_file *file = &u->files[i];
	if (file->file < 0) {
		char *path = file_path(u, file);
		file->file = intern_file(t, path);
		free(path);
	}
	return file->file;
}

/* --- headers --- */

static void add_file(struct unit *u, const char *name, uint64_t dir)
{
	vec_push(u->files, u->n_files, u->cap_files) =
		(struct unit_file){.name = name, .dir = dir, .file = -1};
}

static void read_old_lists(struct unit *u, struct cursor *c)
{
	const char *s;
	while (!c->bad && *(s = take_string(c)))
		vec_push(u->dirs, u->n_dirs, u->cap_dirs) = s;
	while (!c->bad && *(s = take_string(c))) {
		add_file(u, s, take_uleb(c));
		take_uleb(c); /* time of modification */
		take_uleb(c); /* length */
	}
}

/* One field of an entry; *text* or *number* is set by what the form holds. */
static void take_form(struct tables *t, const struct unit *u, struct cursor *c, uint64_t form,
	const char **text, uint64_t *number)
{
	switch (form) {
	case FORM_STRING: *text = take_string(c); break;
	case FORM_STRP: *text = string_at(t->str, take_int(c, u->offset_size)); break;
	case FORM_LINE_STRP: *text = string_at(t->line_str, take_int(c, u->offset_size)); break;
	case FORM_UDATA: *number = take_uleb(c); break;
	case FORM_DATA1: *number = take_int(c, 1); break;
	case FORM_DATA2: *number = take_int(c, 2); break;
	case FORM_DATA4: *number = take_int(c, 4); break;
	case FORM_DATA8: *number = take_int(c, 8); break;
	case FORM_DATA16: take(c, 16); break;
	case FORM_BLOCK: take(c, take_uleb(c)); break;
	default: c->bad = true;
	}
}

/* A list of directories or files, which says itself what its entries are made of. */
static void read_list(struct tables *t, struct unit *u, struct cursor *c, bool are_files)
{
	uint64_t content[256], form[256];
	unsigned n_fields = (unsigned)take_int(c, 1);
	for (unsigned i = 0; i < n_fields; i++) {
		content[i] = take_uleb(c);
		form[i] = take_uleb(c);
	}
	uint64_t n = take_uleb(c);
	const uint8_t *before = c->p;
	for (uint64_t k = 0; k < n && !c->bad; k++) {
		const char *name = "";
		uint64_t dir = 0;
		for (unsigned i = 0; i < n_fields; i++) {
			const char *text = "";
			uint64_t number = 0;
			take_form(t, u, c, form[i], &text, &number);
			if (content[i] == LNCT_PATH)
				name = text;
			else if (content[i] == LNCT_DIRECTORY)
				dir = number;
		}
		if (c->p == before) /* entries without bytes could be any number */
			c->bad = true;
		if (are_files)
			add_file(u, name, dir);
		else
			vec_push(u->dirs, u->n_dirs, u->cap_dirs) = name;
	}
}

/* Leaves the cursor at the line program. */
static bool read_header(struct tables *t, struct unit *u, struct cursor *c)
{
	u->version = (unsigned)take_int(c, 2);
	if (u->version < 2 || u->version > 5)
		return false;
	if (u->version >= 5)
		take(c, 2); /* sizes of addresses and segment selectors */
	uint64_t length = take_int(c, u->offset_size);
	struct cursor lists = *c;
	if (!take(c, length))
		return false;
	u->min_length = (unsigned)take_int(&lists, 1);
	if (u->version >= 4)
		take(&lists, 1); /* operations per instruction: 1 everywhere but on VLIW */
	u->default_is_stmt = take_int(&lists, 1);
	u->line_base = (int8_t)take_int(&lists, 1);
	u->line_range = (unsigned)take_int(&lists, 1);
	u->opcode_base = (unsigned)take_int(&lists, 1);
	if (!u->line_range || !u->opcode_base)
		return false;
	u->operands = take(&lists, u->opcode_base - 1);
	if (u->version < 5) {
		read_old_lists(u, &lists);
	} else {
		read_list(t, u, &lists, false);
		read_list(t, u, &lists, true);
	}
	return !lists.bad;
}

/* --- line programs --- */

struct state {
	uint64_t address, file;
	uint32_t line;
	bool is_stmt;
	uint32_t first; /* row of the current sequence */
	bool dropped;	/* the sequence is of code that the linker left out */
};

static void restart(struct tables *t, const struct unit *u, struct state *s)
{
	*s = (struct state){
		.file = 1, .line = 1, .is_stmt = u->default_is_stmt, .first = t->n_rows};
}

static void add_row(struct tables *t, struct unit *u, struct state *s, bool ends)
{
	if (s->address == 0 || s->address > t->code_len)
		s->dropped = true;
	if (s->dropped || (!ends && !s->is_stmt))
		return;
	uint32_t at = t->code_at + (uint32_t)s->address;
	if (t->n_rows > s->first && t->rows[t->n_rows - 1].at > at) {
		s->dropped = true;
		return;
	}
	int64_t file = ends ? -1 : row_file(t, u, s->file);
	bool known = file >= 0 && s->line <= INT32_MAX;
	vec_push(t->rows, t->n_rows, t->cap_rows) = (struct line_row){
		.at = at, .file = known ? (uint32_t)file : 0, .line = known ? s->line : 0};
}

static void end_sequence(struct tables *t, struct unit *u, struct state *s)
{
	add_row(t, u, s, true);
	if (s->dropped)
		t->n_rows = s->first;
	else
		vec_push(t->sequences, t->n_sequences, t->cap_sequences) =
			(struct sequence){.first = s->first, .end = t->n_rows};
	restart(t, u, s);
}

static void extended_opcode(struct tables *t, struct unit *u, struct cursor *c, struct state *s)
{
	uint64_t len = take_uleb(c);
	struct cursor in = *c;
	if (!len || !take(c, len))
		return;
	in.end = c->p;
	uint8_t op = (uint8_t)take_int(&in, 1);
	if (op == LNE_END_SEQUENCE)
		end_sequence(t, u, s);
	else if (op == LNE_SET_ADDRESS)
		s->address = take_int(&in, len - 1 > 8 ? 8 : (unsigned)len - 1);
}

static void special_opcode(struct tables *t, struct unit *u, struct state *s, unsigned op)
{
	unsigned adjusted = op - u->opcode_base;
	s->address += (uint64_t)(adjusted / u->line_range) * u->min_length;
	s->line += (uint32_t)(u->line_base + (int)(adjusted % u->line_range));
	add_row(t, u, s, false);
}

static void standard_opcode(
	struct tables *t, struct unit *u, struct cursor *c, struct state *s, unsigned op)
{
	switch (op) {
	case LNS_EXTENDED: extended_opcode(t, u, c, s); return;
	case LNS_COPY: add_row(t, u, s, false); return;
	case LNS_ADVANCE_PC: s->address += take_uleb(c) * u->min_length; return;
	case LNS_ADVANCE_LINE: s->line += (uint32_t)take_leb(c, true); return;
	case LNS_SET_FILE: s->file = take_uleb(c); return;
	case LNS_NEGATE_STMT: s->is_stmt = !s->is_stmt; return;
	case LNS_CONST_ADD_PC:
		s->address += (uint64_t)((255 - u->opcode_base) / u->line_range) * u->min_length;
		return;
	case LNS_FIXED_ADVANCE_PC: s->address += take_int(c, 2); return;
	}
	for (unsigned n = u->operands[op - 1]; n--;)
		take_uleb(c);
}

static void run_program(struct tables *t, struct unit *u, struct cursor *c)
{
	struct state s;
	restart(t, u, &s);
	while (c->p < c->end && !c->bad) {
		unsigned op = (unsigned)take_int(c, 1);
		if (op >= u->opcode_base)
			special_opcode(t, u, &s, op);
		else
			standard_opcode(t, u, c, &s, op);
	}
	t->n_rows = s.first; /* rows of a sequence that nobody ended */
}

static void read_unit(struct tables *t)
{
	struct unit u = {0};
	struct cursor c = take_unit(&t->line, &u.offset_size);
	if (!c.bad && read_header(t, &u, &c))
		run_program(t, &u, &c);
	free(u.dirs);
	free(u.files);
}

/* --- the result --- */

static int by_first_row(const void *a, const void *b, void *rows)
{
	const struct line_row *x = (struct line_row *)rows + ((const struct sequence *)a)->first;
	const struct line_row *y = (struct line_row *)rows + ((const struct sequence *)b)->first;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* The sequences' rows in ascending order; one that overlaps its predecessor is left out. */
static struct lines *ordered_lines(struct tables *t)
{
	struct lines *l = xcalloc(1, sizeof *l);
	if (t->n_sequences)
		qsort_r(t->sequences, t->n_sequences, sizeof *t->sequences, by_first_row, t->rows);
	for (uint32_t i = 0; i < t->n_sequences; i++) {
		const struct sequence *s = &t->sequences[i];
		if (l->n && t->rows[s->first].at < l->rows[l->n - 1].at)
			continue;
		for (uint32_t k = s->first; k < s->end; k++)
			vec_push(l->rows, l->n, l->cap) = t->rows[k];
	}
	return l;
}

struct lines *read_lines(struct front *f)
{
	struct tables t = {.f = f, .line = dwarf_section(f->m, ".debug_line")};
	struct span code = f->sections[SECTION_CODE];
	if (t.line.p == t.line.end || !code.p)
		return NULL;
	t.str = dwarf_section(f->m, ".debug_str");
	t.line_str = dwarf_section(f->m, ".debug_line_str");
	t.code_at = (uint32_t)(code.p - f->m->bytes);
	t.code_len = (uint32_t)code.len;
	while (t.line.p < t.line.end)
		read_unit(&t);
	struct lines *l = ordered_lines(&t);
	f->m->n_files = t.files.n;
	f->m->files = module_alloc(f->m, t.files.n, sizeof *f->m->files);
	if (t.files.n)
		memcpy(f->m->files, t.files.v, t.files.n * sizeof *f->m->files);
	free(t.files.v);
	free(t.places);
	free(t.rows);
	free(t.sequences);
	return l;
}

/*
 * Writes the carrier: the module that Binaryen reads in place of the guest's.
 *
 * It keeps the index of every type, function, table, global and data segment.  Only functions
 * are imported; imported tables, memories and globals are defined here with the same type, and
 * segments have no contents, because the emitter takes all this from the model.  A global whose
 * value is not a plain constant is mutable here, so that no pass takes its initial value, which
 * is then a zero, for the truth.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "lower/front.h"
#include "lower/opcodes.h"

/* --- markers --- */

static const char *marker_type(const struct front *f, enum marker_kind kind, uint32_t a)
{
	switch (kind) {
	case MARK_TABLE_COPY:
	case MARK_TABLE_INIT: return "iii>";
	case MARK_TABLE_FILL: return f->m->tables[a].type == 'c' ? "ici>" : "ixi>";
	case MARK_ELEM_DROP:
	case MARK_LINE: break;
	}
	return ">";
}

/* The index of a function type, which is added when no function of the module has it. */
static uint32_t find_type(struct front *f, const char *type)
{
	struct wasm_module *m = f->m;
	for (uint32_t i = 0; i < m->n_types; i++)
		if (strcmp(m->types[i], type) == 0)
			return i;
	vec_push(m->types, m->n_types, f->cap_types) = type;
	return m->n_types - 1;
}

/* Types may be a million, markers too: each of the few markers' types is looked for once. */
static uint32_t marker_type_index(struct front *f, const char *type)
{
	for (uint32_t i = 0; i < f->n_marker_types; i++)
		if (strcmp(f->marker_types[i].type, type) == 0)
			return f->marker_types[i].index;
	uint32_t index = find_type(f, type);
	f->marker_types[f->n_marker_types].type = type;
	f->marker_types[f->n_marker_types++].index = index;
	return index;
}

static uint32_t hash_marker(enum marker_kind kind, uint32_t a, uint32_t b)
{
	uint64_t h = ((uint64_t)a << 32 | b) * 5 + kind;
	return (uint32_t)((h * 0x9e3779b97f4a7c15ull) >> 32);
}

/* The place of a marker in the table, or the free place where it belongs. */
static uint32_t *marker_place(struct front *f, enum marker_kind kind, uint32_t a, uint32_t b)
{
	uint32_t mask = f->n_places - 1;
	for (uint32_t i = hash_marker(kind, a, b) & mask;; i = (i + 1) & mask) {
		uint32_t *place = &f->places[i];
		if (!*place)
			return place;
		const struct marker *mark = &f->m->markers[*place - 1];
		if (mark->kind == kind && mark->a == a && mark->b == b)
			return place;
	}
}

static void grow_places(struct front *f)
{
	free(f->places);
	f->n_places = f->n_places ? f->n_places * 4 : 256;
	f->places = xcalloc(f->n_places, sizeof *f->places);
	for (uint32_t i = 0; i < f->m->n_markers; i++) {
		const struct marker *mark = &f->m->markers[i];
		*marker_place(f, mark->kind, mark->a, mark->b) = i + 1;
	}
}

uint32_t carrier_marker(struct front *f, enum marker_kind kind, uint32_t a, uint32_t b)
{
	struct wasm_module *m = f->m;
	if (m->n_markers * 2 >= f->n_places)
		grow_places(f);
	uint32_t *place = marker_place(f, kind, a, b);
	if (!*place) {
		uint32_t type = marker_type_index(f, marker_type(f, kind, a));
		vec_push(m->markers, m->n_markers, f->cap_markers) =
			(struct marker){.kind = kind, .a = a, .b = b, .type = type};
		*place = m->n_markers;
	}
	return *place - 1;
}

/* --- sections --- */

static void put_section(struct buf *out, enum section_id id, struct buf *payload)
{
	buf_putc(out, (char)id);
	buf_uleb(out, payload->len);
	buf_add(out, payload->data, payload->len);
	buf_free(payload);
}

static void put_letters(struct buf *b, const char *letters, size_t n)
{
	buf_uleb(b, n);
	for (size_t i = 0; i < n; i++)
		buf_putc(b, (char)value_type_code(letters[i]));
}

static void put_types(struct front *f, struct buf *out)
{
	struct buf b = {0};
	buf_uleb(&b, f->m->n_types);
	for (uint32_t i = 0; i < f->m->n_types; i++) {
		const char *type = f->m->types[i];
		size_t n_params = (size_t)(strchr(type, '>') - type);
		buf_putc(&b, 0x60);
		put_letters(&b, type, n_params);
		put_letters(&b, type + n_params + 1, strlen(type) - n_params - 1);
	}
	put_section(out, SECTION_TYPE, &b);
}

static void put_imports(struct front *f, struct buf *out)
{
	struct buf b = {0};
	if (!f->n_imported_funcs)
		return;
	buf_uleb(&b, f->n_imported_funcs);
	for (uint32_t i = 0; i < f->n_imported_funcs; i++) {
		char name[16];
		int len = snprintf(name, sizeof name, "%u", i);
		buf_add(&b, "\1i", 2);
		buf_uleb(&b, (unsigned)len);
		buf_add(&b, name, (size_t)len);
		buf_putc(&b, WASM_FUNC);
		buf_uleb(&b, f->m->funcs[i].type);
	}
	put_section(out, SECTION_IMPORT, &b);
}

static void put_functions(struct front *f, struct buf *out)
{
	struct wasm_module *m = f->m;
	struct buf b = {0};
	buf_uleb(&b, m->n_funcs - f->n_imported_funcs + m->n_markers);
	for (uint32_t i = f->n_imported_funcs; i < m->n_funcs; i++)
		buf_uleb(&b, m->funcs[i].type);
	for (uint32_t i = 0; i < m->n_markers; i++)
		buf_uleb(&b, m->markers[i].type);
	put_section(out, SECTION_FUNCTION, &b);
}

static void put_limits(struct buf *b, struct wasm_limits l)
{
	buf_putc(b, l.has_max);
	buf_uleb(b, l.min);
	if (l.has_max)
		buf_uleb(b, l.max);
}

static void put_tables(struct front *f, struct buf *out)
{
	struct buf b = {0};
	if (!f->m->n_tables)
		return;
	buf_uleb(&b, f->m->n_tables);
	for (uint32_t i = 0; i < f->m->n_tables; i++) {
		buf_putc(&b, (char)value_type_code(f->m->tables[i].type));
		put_limits(&b, f->m->tables[i].limits);
	}
	put_section(out, SECTION_TABLE, &b);
}

/* Data segments that data.drop names make Binaryen want a memory, even where there is none. */
static void put_memory(struct front *f, struct buf *out)
{
	struct wasm_limits none = {.has_max = true};
	struct buf b = {0};
	if (!f->m->n_memories && !f->m->n_datas)
		return;
	buf_uleb(&b, 1);
	put_limits(&b, f->m->n_memories ? f->m->memories[0].limits : none);
	put_section(out, SECTION_MEMORY, &b);
}

static void put_bytes(struct buf *b, uint64_t bits, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		buf_putc(b, (char)(bits >> 8 * i));
}

static void put_initial(struct buf *b, char type, uint64_t bits)
{
	switch (type) {
	case 'i':
		buf_putc(b, OP_I32_CONST);
		buf_sleb(b, (int32_t)bits);
		break;
	case 'I':
		buf_putc(b, OP_I64_CONST);
		buf_sleb(b, (int64_t)bits);
		break;
	case 'f':
		buf_putc(b, OP_F32_CONST);
		put_bytes(b, bits, 4);
		break;
	case 'F':
		buf_putc(b, OP_F64_CONST);
		put_bytes(b, bits, 8);
		break;
	case 'V':
		buf_putc(b, (char)OP_SIMD);
		buf_putc(b, SIMD_V128_CONST);
		put_bytes(b, 0, 8);
		put_bytes(b, 0, 8);
		break;
	default: buf_putc(b, (char)OP_REF_NULL); buf_putc(b, (char)value_type_code(type));
	}
	buf_putc(b, OP_END);
}

static bool is_plain_constant(const struct wasm_global *g)
{
	return g->import < 0 && !g->is_mutable && g->init.n == 1 &&
	       g->init.steps[0].op <= CONST_F64;
}

static void put_globals(struct front *f, struct buf *out)
{
	struct buf b = {0};
	if (!f->m->n_globals)
		return;
	buf_uleb(&b, f->m->n_globals);
	for (uint32_t i = 0; i < f->m->n_globals; i++) {
		const struct wasm_global *g = &f->m->globals[i];
		bool constant = is_plain_constant(g);
		buf_putc(&b, (char)value_type_code(g->type));
		buf_putc(&b, !constant);
		put_initial(&b, g->type, constant ? g->init.steps[0].bits : 0);
	}
	put_section(out, SECTION_GLOBAL, &b);
}

/* A declarative segment of the functions that code takes references of. */
static void put_declared(struct front *f, struct buf *out)
{
	struct buf b = {0}, indices = {0};
	uint32_t n = 0;
	for (uint32_t i = 0; i < f->m->n_funcs; i++) {
		if (!f->is_referenced[i])
			continue;
		buf_uleb(&indices, i);
		n++;
	}
	if (n) {
		buf_add(&b, "\1\3\0", 3); /* one segment, declarative, of functions */
		buf_uleb(&b, n);
		buf_add(&b, indices.data, indices.len);
		put_section(out, SECTION_ELEMENT, &b);
	}
	buf_free(&indices);
}

static void put_data_count(struct front *f, struct buf *out)
{
	struct buf b = {0};
	if (!f->m->n_datas)
		return;
	buf_uleb(&b, f->m->n_datas);
	put_section(out, SECTION_DATA_COUNT, &b);
}

static void put_data(struct front *f, struct buf *out)
{
	struct buf b = {0};
	if (!f->m->n_datas)
		return;
	buf_uleb(&b, f->m->n_datas);
	for (uint32_t i = 0; i < f->m->n_datas; i++)
		buf_add(&b, "\1\0", 2); /* passive and empty */
	put_section(out, SECTION_DATA, &b);
}

static void put_code(struct front *f, struct buf *out)
{
	static const char marker_body[] = {3, 0, OP_UNREACHABLE, OP_END};
	struct wasm_module *m = f->m;
	struct buf b = {0};
	buf_uleb(&b, m->n_funcs - f->n_imported_funcs + m->n_markers);
	buf_add(&b, f->code.data, f->code.len);
	for (uint32_t i = 0; i < m->n_markers; i++)
		buf_add(&b, marker_body, sizeof marker_body);
	put_section(out, SECTION_CODE, &b);
}

void write_carrier(struct front *f)
{
	struct buf *out = &f->m->carrier;
	buf_add(out, "\0asm\1\0\0\0", 8);
	put_types(f, out);
	put_imports(f, out);
	put_functions(f, out);
	put_tables(f, out);
	put_memory(f, out);
	put_globals(f, out);
	put_declared(f, out);
	put_data_count(f, out);
	put_code(f, out);
	put_data(f, out);
}

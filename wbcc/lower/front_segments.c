/*
 * Reads element and data segments, the data count, and where in the file each function's body
 * stands.  Fills the model.
 */
#include "base/mem.h"
#include "lower/front.h"
#include "lower/limits.h"
#include "lower/opcodes.h"

/* Bits of an element segment's flags; all eight combinations have a meaning. */
enum {
	ELEM_NOT_ACTIVE = 1, /* passive, or declarative with ELEM_EXPLICIT */
	ELEM_EXPLICIT = 2,   /* a table index (active), a type or kind (but for flags 0 and 4) */
	ELEM_EXPRESSIONS = 4,
};

static char get_elem_kind(struct reader *r)
{
	uint8_t kind = get_byte(r);
	if (kind != 0)
		malformed(r, "malformed element kind 0x%02x", kind);
	return 'c';
}

static void get_func_item(struct front *f, struct reader *r, struct wasm_const *item)
{
	uint32_t index = get_u32(r);
	if (!check_index(r, "function", index, f->m->n_funcs))
		return;
	f->is_declared[index] = 1;
	item->steps = module_alloc(f->m, 1, sizeof *item->steps);
	item->steps[0] = (struct wasm_const_step){.op = CONST_REF_FUNC, .index = index};
	item->n = 1;
}

static void get_items(struct front *f, struct reader *r, struct wasm_elem *e, bool expressions)
{
	e->n = get_count(r, "elements", MAX_ELEMENTS - f->n_elements);
	f->n_elements += e->n;
	e->items = module_alloc(f->m, e->n, sizeof *e->items);
	for (uint32_t i = 0; i < e->n && !r->failed; i++)
		if (expressions)
			get_const(f, r, e->type, &e->items[i]);
		else
			get_func_item(f, r, &e->items[i]);
}

static void check_elem_table(struct front *f, struct reader *r, const struct wasm_elem *e)
{
	if (!check_index(r, "table", e->table, f->m->n_tables))
		return;
	char type = f->m->tables[e->table].type;
	if (type != e->type)
		invalid(r, "type mismatch: elements of type %s for a table of %s",
			value_type_name(e->type), value_type_name(type));
}

static void read_elem(struct front *f, struct reader *r, struct wasm_elem *e)
{
	uint32_t flags = get_u32(r);
	if (flags > 7)
		malformed(r, "malformed elements segment kind %u", flags);
	bool active = !(flags & ELEM_NOT_ACTIVE);
	bool expressions = flags & ELEM_EXPRESSIONS;
	e->mode = active		  ? SEGMENT_ACTIVE
		  : flags & ELEM_EXPLICIT ? SEGMENT_DECLARED
					  : SEGMENT_PASSIVE;
	if (active && (flags & ELEM_EXPLICIT))
		e->table = get_u32(r);
	if (active)
		get_const(f, r, 'i', &e->offset);
	e->type = 'c';
	if (flags & (ELEM_NOT_ACTIVE | ELEM_EXPLICIT))
		e->type = expressions ? get_ref_type(r) : get_elem_kind(r);
	if (active)
		check_elem_table(f, r, e);
	if (!r->failed)
		get_items(f, r, e, expressions);
}

void read_elements(struct front *f, struct reader *r)
{
	struct wasm_module *m = f->m;
	m->n_elems = get_count(r, "element segments", MAX_SEGMENTS);
	m->elems = module_alloc(m, m->n_elems, sizeof *m->elems);
	for (uint32_t i = 0; i < m->n_elems && !r->failed; i++)
		read_elem(f, r, &m->elems[i]);
}

void read_data_count(struct front *f, struct reader *r)
{
	uint32_t n = get_u32(r);
	if (n > MAX_SEGMENTS)
		limit(r, "data segments", n, MAX_SEGMENTS);
	f->data_count = n;
}

void read_code(struct front *f, struct reader *r)
{
	struct wasm_module *m = f->m;
	uint32_t n = get_count(r, "function bodies", MAX_FUNCS);
	if (n != m->n_funcs - f->n_imported_funcs)
		malformed(r, "function and code section have inconsistent lengths: %u and %u",
			m->n_funcs - f->n_imported_funcs, n);
	for (uint32_t i = 0; i < n && !r->failed; i++) {
		struct wasm_func *func = &m->funcs[f->n_imported_funcs + i];
		uint32_t len = get_u32(r);
		const uint8_t *body = get_bytes(r, len);
		if (!body)
			return;
		func->code = (uint32_t)(body - m->bytes);
		func->code_len = len;
	}
}

static void read_data_segment(struct front *f, struct reader *r, struct wasm_data *d)
{
	struct wasm_module *m = f->m;
	uint32_t flags = get_u32(r), memory = 0;
	if (flags > 2)
		malformed(r, "malformed data segment flag %u", flags);
	d->mode = flags == 1 ? SEGMENT_PASSIVE : SEGMENT_ACTIVE;
	if (flags == 2)
		memory = get_u32(r);
	if (d->mode == SEGMENT_ACTIVE && check_index(r, "memory", memory, m->n_memories))
		get_const(f, r, 'i', &d->offset);
	d->len = get_u32(r);
	d->bytes = get_bytes(r, d->len);
	if (d->bytes)
		d->at = (uint32_t)(d->bytes - m->bytes);
}

void read_data(struct front *f, struct reader *r)
{
	struct wasm_module *m = f->m;
	m->n_datas = get_count(r, "data segments", MAX_SEGMENTS);
	if (f->data_count >= 0 && m->n_datas != f->data_count)
		malformed(r, "data count and data section have inconsistent lengths: %lld and %u",
			(long long)f->data_count, m->n_datas);
	m->datas = module_alloc(m, m->n_datas, sizeof *m->datas);
	for (uint32_t i = 0; i < m->n_datas && !r->failed; i++)
		read_data_segment(f, r, &m->datas[i]);
}

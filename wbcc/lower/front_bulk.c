/*
 * Reads the instructions on tables, and those of bulk memory.  Each is validated; what Binaryen
 * cannot read becomes a marker in the carrier.  Functions are named after the instructions.
 */
#include "lower/carrier_code.h"
#include "lower/front_body.h"
#include "lower/opcodes.h"

bool check_memory(struct body *b)
{
	return check_index(&b->r, "memory", 0, b->f->m->n_memories);
}

/* A memory index, which is still a byte that must be zero. */
void get_memory(struct body *b)
{
	if (get_byte(&b->r) != 0)
		malformed(&b->r, "zero byte expected in %s (multi-memory is not supported)",
			b->op->text);
	check_memory(b);
}

struct wasm_table *get_table(struct body *b, uint32_t *index)
{
	static struct wasm_table none;
	*index = get_u32(&b->r);
	if (!check_index(&b->r, "table", *index, b->f->m->n_tables))
		return &none;
	return &b->f->m->tables[*index];
}

void table_instruction(struct body *b, bool is_set)
{
	uint32_t index;
	struct wasm_table *t = get_table(b, &index);
	if (is_set) {
		pop_type(b, t->type);
		t->is_mutated = true;
	}
	pop_type(b, 'i');
	if (!is_set)
		push_type(b, t->type);
}

static void table_grow(struct body *b)
{
	uint32_t index;
	struct wasm_table *t = get_table(b, &index);
	t->is_mutated = true;
	pop_type(b, 'i');
	pop_type(b, t->type);
	push_type(b, 'i');
}

static void table_fill(struct body *b)
{
	uint32_t index;
	struct wasm_table *t = get_table(b, &index);
	t->is_mutated = true;
	pop_type(b, 'i');
	pop_type(b, t->type);
	pop_type(b, 'i');
	carry_marker(b, MARK_TABLE_FILL, index, 0);
}

static void table_copy(struct body *b)
{
	uint32_t to, from;
	struct wasm_table *dst = get_table(b, &to), *src = get_table(b, &from);
	dst->is_mutated = true;
	if (dst->type != src->type)
		invalid(&b->r, "type mismatch in table.copy: %s to %s", value_type_name(src->type),
			value_type_name(dst->type));
	pop_all(b, "iii", 3);
	carry_marker(b, MARK_TABLE_COPY, to, from);
}

static void table_init(struct body *b)
{
	struct wasm_module *m = b->f->m;
	uint32_t segment = get_u32(&b->r), index;
	struct wasm_table *t = get_table(b, &index);
	t->is_mutated = true;
	if (check_index(&b->r, "elem segment", segment, m->n_elems) &&
		m->elems[segment].type != t->type)
		invalid(&b->r, "type mismatch in table.init: %s to %s",
			value_type_name(m->elems[segment].type), value_type_name(t->type));
	pop_all(b, "iii", 3);
	carry_marker(b, MARK_TABLE_INIT, segment, index);
}

static void elem_drop(struct body *b)
{
	uint32_t segment = get_u32(&b->r);
	if (check_index(&b->r, "elem segment", segment, b->f->m->n_elems))
		carry_marker(b, MARK_ELEM_DROP, segment, 0);
}

static void get_data_segment(struct body *b)
{
	struct wasm_module *m = b->f->m;
	uint32_t segment = get_u32(&b->r);
	if (b->f->data_count < 0)
		malformed(&b->r, "data count section required for %s", b->op->text);
	else if (check_index(&b->r, "data segment", segment, m->n_datas))
		carry_data_segment(b, segment);
}

void misc_instruction(struct body *b, uint32_t code)
{
	switch (code) {
	case MISC_MEMORY_INIT:
		get_data_segment(b);
		get_memory(b);
		pop_all(b, "iii", 3);
		break;
	case MISC_DATA_DROP: get_data_segment(b); break;
	case MISC_MEMORY_COPY: get_memory(b); /* it has two memories: */ /* fallthrough */
	case MISC_MEMORY_FILL:
		get_memory(b);
		pop_all(b, "iii", 3);
		break;
	case MISC_TABLE_INIT: table_init(b); break;
	case MISC_ELEM_DROP: elem_drop(b); break;
	case MISC_TABLE_COPY: table_copy(b); break;
	case MISC_TABLE_GROW: table_grow(b); break;
	case MISC_TABLE_SIZE: {
		uint32_t index;
		get_table(b, &index);
		push_type(b, 'i');
		break;
	}
	case MISC_TABLE_FILL: table_fill(b); break;
	}
}

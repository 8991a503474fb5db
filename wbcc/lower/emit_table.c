/*
 * Tables and element segments.  A table that nothing writes to has known contents: calls
 * through it go by a constant array for each function type, in which every other element is a
 * stub that traps with the right reason.
 */
#include "lower/emit_module.h"

#include <string.h>

/* Above this many elements in all arrays of a table the type is checked at run time instead. */
enum { MAX_STATIC_ELEMENTS = 1 << 16, WIDTH = 100 };

/* ---- which tables are static
 * ----------------------------------------------------------------------- */

static bool is_literal_i32(const struct wasm_const *c)
{
	return c->n == 1 && c->steps[0].op == CONST_I32;
}

static bool has_known_items(const struct emit *e, const struct wasm_elem *seg)
{
	for (uint32_t i = 0; i < seg->n; i++) {
		const struct wasm_const_step *step = &seg->items[i].steps[0];
		bool imported = step->op == CONST_REF_FUNC && e->m->funcs[step->index].import >= 0;
		if (step->op == CONST_GLOBAL_GET || (imported && e->o->shape == LOWER_MODULE))
			return false;
	}
	return true;
}

static bool is_exported(const struct emit *e, uint32_t table)
{
	for (uint32_t i = 0; i < e->m->n_exports; i++)
		if (e->m->exports[i].kind == WASM_TABLE && e->m->exports[i].index == table)
			return true;
	return false;
}

static bool is_static(const struct emit *e, uint32_t index)
{
	const struct wasm_table *t = &e->m->tables[index];
	if (t->type != 'c' || t->import >= 0 || e->is_written_table[index])
		return false;
	if (e->o->shape == LOWER_MODULE && is_exported(e, index))
		return false;
	if ((uint64_t)t->limits.min * e->n_indirect_types > MAX_STATIC_ELEMENTS)
		return false;
	for (uint32_t i = 0; i < e->m->n_elems; i++) {
		const struct wasm_elem *seg = &e->m->elems[i];
		if (seg->mode != SEGMENT_ACTIVE || seg->table != index)
			continue;
		if (!is_literal_i32(&seg->offset) || !has_known_items(e, seg) ||
			seg->offset.steps[0].bits + seg->n > t->limits.min)
			return false;
	}
	return true;
}

void find_static_tables(struct emit *e)
{
	for (uint32_t i = 0; i < e->m->n_tables; i++)
		e->is_static_table[i] = is_static(e, i);
}

/* ---- constant arrays
 * ------------------------------------------------------------------------------- */

static void declare_stubs(struct emit *e, const char *sig)
{
	char *name = xasprintf("stubs_%s", sig_name(sig));
	if (!names_take(e->declared, name))
		return;
	buf_printf(&e->stubs, "WB_STUBS(%s, %s, (", c_type(e, sig_results(sig)), sig_name(sig));
	for (const char *s = sig; *s != '>'; s++) {
		char letter[2] = {*s, 0};
		buf_printf(&e->stubs, "%s%s p%u wb_unused", s > sig ? ", " : "", c_type(e, letter),
			(unsigned)(s - sig));
	}
	buf_puts(&e->stubs, *sig == '>' ? "void))\n" : "))\n");
}

const char *static_table(struct emit *e, uint32_t table, const char *sig)
{
	char *name = xasprintf("%s_%s", e->table_names[table], sig_name(sig));
	if (!names_take(e->declared, name))
		return name;
	fn_type(e, sig);
	declare_stubs(e, sig);
	vec_push(e->static_uses, e->n_static_uses, e->static_uses_cap) =
		(struct static_use){.table = table, .sig = sig, .name = name};
	return name;
}

/* The function in each element of a table that is static, -1: null. */
static int64_t *contents(const struct emit *e, uint32_t table)
{
	uint32_t size = e->m->tables[table].limits.min;
	int64_t *items = xcalloc(size + 1, sizeof *items);
	for (uint32_t i = 0; i < size; i++)
		items[i] = -1;
	for (uint32_t i = 0; i < e->m->n_elems; i++) {
		const struct wasm_elem *seg = &e->m->elems[i];
		if (seg->mode != SEGMENT_ACTIVE || seg->table != table)
			continue;
		for (uint32_t j = 0; j < seg->n; j++) {
			const struct wasm_const_step *step = &seg->items[j].steps[0];
			items[seg->offset.steps[0].bits + j] =
				step->op == CONST_REF_FUNC ? (int64_t)step->index : -1;
		}
	}
	return items;
}

static const char *element(const struct emit *e, int64_t func, const char *sig)
{
	if (func < 0)
		return xasprintf("wb_null_%s", sig_name(sig));
	if (strcmp(e->m->types[e->m->funcs[func].type], sig) != 0)
		return xasprintf("wb_other_%s", sig_name(sig));
	return e->func_names[func];
}

/* A comma-separated list over lines of a good width. */
static void add_item(struct buf *out, size_t *line_start, const char *item)
{
	if (out->len + strlen(item) - *line_start > WIDTH - 10) {
		buf_puts(out, "\n\t");
		*line_start = out->len;
	} else if (out->data[out->len - 1] != '\t') {
		buf_putc(out, ' ');
	}
	buf_printf(out, "%s,", item);
}

/* Functions that nothing reaches are left out, and with them what only they call through. */
static bool is_used(const struct emit *e, const struct static_use *use)
{
	const char *call = xasprintf("wb_pick(%s,", use->name);
	for (uint32_t i = 0; i < e->m->n_funcs; i++)
		if (e->is_reached[i] && e->bodies[i].data && strstr(e->bodies[i].data, call))
			return true;
	return false;
}

void write_static_tables(struct emit *e, struct buf *out)
{
	for (uint32_t u = 0; u < e->n_static_uses; u++) {
		const struct static_use *use = &e->static_uses[u];
		uint32_t size = e->m->tables[use->table].limits.min;
		if (!is_used(e, use))
			continue;
		int64_t *items = contents(e, use->table);
		buf_printf(out, "static fn_%s *const %s[] = {\n\t", sig_name(use->sig), use->name);
		size_t line_start = out->len;
		for (uint32_t i = 0, j; i < size; i = j) {
			const char *text = element(e, items[i], use->sig);
			for (j = i + 1; j < size && !strcmp(element(e, items[j], use->sig), text);
				j++)
				;
			if (j - i > 1)
				text = xasprintf("[%u ... %u] = %s", i, j - 1, text);
			add_item(out, &line_start, text);
		}
		if (!size)
			buf_printf(out, "wb_undefined_%s", sig_name(use->sig));
		buf_puts(out, "\n};\n");
	}
	if (e->n_static_uses)
		buf_putc(out, '\n');
}

bool is_in_static_table(const struct emit *e, uint32_t func)
{
	for (uint32_t i = 0; e->n_static_uses && i < e->m->n_elems; i++)
		for (uint32_t j = 0; j < e->m->elems[i].n; j++) {
			const struct wasm_const_step *step = &e->m->elems[i].items[j].steps[0];
			if (step->op == CONST_REF_FUNC && step->index == func)
				return true;
		}
	return false;
}

/* ---- element segments
 * -------------------------------------------------------------------------------- */

/* Items of a declared segment only say which functions ref.func may name. */
static bool has_items(const struct wasm_elem *seg)
{
	return seg->mode != SEGMENT_DECLARED && seg->n;
}

static bool is_needed(const struct emit *e, uint32_t i)
{
	return e->m->elems[i].mode == SEGMENT_ACTIVE || e->is_named_elem[i];
}

static bool is_imported_func(const struct emit *e, const struct wasm_const_step *step)
{
	return step->op == CONST_REF_FUNC && e->m->funcs[step->index].import >= 0 &&
	       e->o->shape == LOWER_MODULE;
}

static const char *constant_item(struct emit *e, const struct wasm_const_step *step, char type)
{
	if (type == 'x')
		return "NULL";
	if (step->op != CONST_REF_FUNC || is_imported_func(e, step))
		return "{NULL, NULL}";
	type_id(e, e->m->types[e->m->funcs[step->index].type]);
	return xasprintf("WB_REF(%s, %s)", sig_name(e->m->types[e->m->funcs[step->index].type]),
		e->func_names[step->index]);
}

void write_elem_segments(struct emit *e, struct buf *out)
{
	for (uint32_t i = 0; i < e->m->n_elems; i++) {
		const struct wasm_elem *seg = &e->m->elems[i];
		const char *type = seg->type == 'x' ? "externref" : "funcref";
		if (!is_needed(e, i))
			continue;
		if (has_items(seg)) {
			buf_printf(out, "static %s w_items%u[] = {\n\t", type, i);
			size_t line_start = out->len;
			for (uint32_t j = 0; j < seg->n; j++)
				add_item(out, &line_start,
					constant_item(e, &seg->items[j].steps[0], seg->type));
			buf_puts(out, "\n};\n");
		}
		buf_printf(out, "static struct wb_elem w_elem%u wb_unused = {", i);
		if (has_items(seg))
			buf_printf(out, "w_items%u, %u};\n", i, seg->n);
		else
			buf_puts(out, "NULL, 0};\n");
	}
}

void declare_elem_segments(struct emit *e, struct buf *out)
{
	for (uint32_t i = 0; i < e->m->n_elems; i++)
		if (e->is_named_elem[i])
			buf_printf(out, "static struct wb_elem w_elem%u;\n", i);
}

/* Items whose value is only known once imports are bound. */
static void patch_items(struct emit *e, uint32_t i, struct buf *out)
{
	const struct wasm_elem *seg = &e->m->elems[i];
	for (uint32_t j = 0; is_needed(e, i) && has_items(seg) && j < seg->n; j++) {
		const struct wasm_const_step *step = &seg->items[j].steps[0];
		if (step->op == CONST_GLOBAL_GET || is_imported_func(e, step))
			buf_printf(out, "\tw_items%u[%u] = %s;\n", i, j,
				const_expr(e, &seg->items[j]));
	}
}

void write_table_setup(struct emit *e, struct buf *out)
{
	for (uint32_t i = 0; i < e->m->n_elems; i++)
		patch_items(e, i, out);
	for (uint32_t i = 0; i < e->m->n_elems; i++) {
		const struct wasm_elem *seg = &e->m->elems[i];
		if (seg->mode != SEGMENT_ACTIVE)
			continue;
		buf_printf(out, "\ttable_init_%s(%s, w_elem%u, %s, 0, %u);\n",
			seg->type == 'x' ? "extern" : "func", e->table_names[seg->table], i,
			const_expr(e, &seg->offset), seg->n);
		buf_printf(out, "\telem_drop(w_elem%u);\n", i);
	}
}

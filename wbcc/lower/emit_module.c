/*
 * A lowered file from top to bottom: banner, types, state, imports, prototypes, functions,
 * segments, instantiation, and the instance's description.
 */
#include "lower/emit_module.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "lower/guestlib.h"

void emit_error(struct emit *e, uint32_t func, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	const char *name = e->m->funcs[func].name;
	if (!e->failed)
		fail(AT_FUNC(e->m->file, name ? name : xasprintf("%u", func), 0), "%s",
			xvasprintf(fmt, ap));
	va_end(ap);
	e->failed = true;
}

/* ---- constant expressions ----------------------------------------------------------------------
 */

static const char *const_step(struct emit *e, const struct wasm_const_step *s)
{
	uint64_t half[2];
	switch (s->op) {
	case CONST_I32: return const_text('i', s->bits);
	case CONST_I64: return const_text('I', s->bits);
	case CONST_F32: return const_text('f', s->bits);
	case CONST_F64: return const_text('F', s->bits);
	case CONST_V128:
		memcpy(half, s->v128, sizeof half);
		return xasprintf("v128_const(0x%016llx, 0x%016llx)", (unsigned long long)half[0],
			(unsigned long long)half[1]);
	case CONST_GLOBAL_GET: return e->global_names[s->index];
	case CONST_REF_FUNC:
		return xasprintf("ref_func(%s, %s)",
			type_id(e, e->m->types[e->m->funcs[s->index].type]),
			e->func_names[s->index]);
	default: return s->ref == 'x' ? "NULL" : "null_funcref";
	}
}

static const char *const_operator(enum wasm_const_op op)
{
	switch (op) {
	case CONST_I32_ADD:
	case CONST_I64_ADD: return "+";
	case CONST_I32_SUB:
	case CONST_I64_SUB: return "-";
	case CONST_I32_MUL:
	case CONST_I64_MUL: return "*";
	default: return NULL;
	}
}

const char *const_expr(struct emit *e, const struct wasm_const *c)
{
	const char **stack = xcalloc(c->n + 1, sizeof *stack);
	uint32_t n = 0;
	for (uint32_t i = 0; i < c->n; i++) {
		const char *op = const_operator(c->steps[i].op);
		if (!op) {
			stack[n++] = const_step(e, &c->steps[i]);
			continue;
		}
		bool wide = c->steps[i].op >= CONST_I64_ADD;
		n--;
		stack[n - 1] = xasprintf("(%s)(%s %s %s)", wide ? "u64" : "u32",
			xasprintf("(%s)%s", wide ? "u64" : "u32", stack[n - 1]), op, stack[n]);
	}
	const char *text = stack[0];
	free(stack);
	return text;
}

/* True when C takes it as a static initialiser. */
static bool is_static_init(const struct emit *e, const struct wasm_global *g)
{
	if (g->init.n != 1)
		return false;
	switch (g->init.steps[0].op) {
	case CONST_I32:
	case CONST_I64: return true;
	case CONST_F32:
	case CONST_F64: return !strchr(const_step((struct emit *)e, &g->init.steps[0]), '(');
	case CONST_REF_NULL: return g->type == 'x';
	default: return false;
	}
}

/* ---- state
 * ----------------------------------------------------------------------------------------- */

static bool is_exported(const struct emit *e, enum wasm_kind kind, uint32_t index)
{
	for (uint32_t i = 0; i < e->m->n_exports; i++)
		if (e->m->exports[i].kind == kind && e->m->exports[i].index == index)
			return true;
	return false;
}

static void write_globals(struct emit *e, struct buf *out)
{
	for (uint32_t i = 0; i < e->m->n_globals; i++) {
		const struct wasm_global *g = &e->m->globals[i];
		char letter[2] = {g->type, 0};
		if (g->import >= 0)
			continue;
		bool fixed = is_static_init(e, g);
		bool constant = fixed && !g->is_mutable && !is_exported(e, WASM_GLOBAL, i);
		buf_printf(out, "static %s%s %s wb_unused", constant ? "const " : "",
			c_type(e, letter), e->global_names[i]);
		if (fixed)
			buf_printf(out, " = %s", const_step(e, &g->init.steps[0]));
		buf_puts(out, ";\n");
	}
}

static void write_state(struct emit *e, struct buf *out)
{
	size_t start = out->len;
	if (e->o->shape == LOWER_MODULE)
		buf_printf(out, "extern struct wb_instance %s;\n", e->symbol);
	if (e->m->n_memories && e->m->memories[0].import < 0)
		buf_puts(out, "static struct wb_memory w_memory;\n");
	for (uint32_t i = 0; i < e->m->n_tables; i++)
		if (e->m->tables[i].import < 0)
			buf_printf(out, "static struct wb_table %s;\n", e->table_names[i]);
	write_globals(e, out);
	declare_data_segments(e, out);
	declare_elem_segments(e, out);
	if (out->len > start)
		buf_putc(out, '\n');
}

/* ---- functions
 * ------------------------------------------------------------------------------------ */

static void reach(struct emit *e, uint32_t func);

static void reach_const(struct emit *e, const struct wasm_const *c)
{
	for (uint32_t i = 0; i < c->n; i++)
		if (c->steps[i].op == CONST_REF_FUNC)
			reach(e, c->steps[i].index);
}

/* Marks what a function refers to, itself first; *work* is a stack of functions to look at. */
static void reach(struct emit *e, uint32_t func)
{
	uint32_t *work = NULL, n = 0, cap = 0;
	vec_push(work, n, cap) = func;
	while (n) {
		uint32_t at = work[--n];
		if (e->is_reached[at])
			continue;
		e->is_reached[at] = true;
		for (uint32_t i = 0; i < e->callees[at].n; i++)
			vec_push(work, n, cap) = e->callees[at].v[i];
	}
	free(work);
}

static void find_reached(struct emit *e)
{
	const struct wasm_module *m = e->m;
	for (uint32_t i = 0; i < m->n_exports; i++)
		if (m->exports[i].kind == WASM_FUNC)
			reach(e, m->exports[i].index);
	if (m->start >= 0)
		reach(e, (uint32_t)m->start);
	for (uint32_t i = 0; i < m->n_elems; i++)
		for (uint32_t j = 0; m->elems[i].mode != SEGMENT_DECLARED && j < m->elems[i].n; j++)
			reach_const(e, &m->elems[i].items[j]);
	for (uint32_t i = 0; i < m->n_globals; i++)
		if (m->globals[i].import < 0)
			reach_const(e, &m->globals[i].init);
}

/* Functions named before they are defined, and all that constant tables hold. */
static void write_prototypes(struct emit *e, struct buf *out)
{
	bool *needed = xcalloc(e->m->n_funcs + 1, sizeof *needed), any = false;
	for (uint32_t i = 0; i < e->m->n_funcs; i++) {
		needed[i] |= is_in_static_table(e, i);
		for (uint32_t j = 0; e->is_reached[i] && j < e->callees[i].n; j++)
			if (e->callees[i].v[j] > i)
				needed[e->callees[i].v[j]] = true;
	}
	for (uint32_t i = 0; i < e->m->n_funcs; i++) {
		if (!needed[i] || !e->is_reached[i] || e->m->funcs[i].import >= 0)
			continue;
		function_head(e, i, NULL, out);
		buf_puts(out, ";\n");
		any = true;
	}
	if (any)
		buf_putc(out, '\n');
	free(needed);
}

static void write_functions(struct emit *e, struct buf *out)
{
	for (uint32_t i = 0; i < e->m->n_funcs; i++)
		if (e->is_reached[i] && e->m->funcs[i].import < 0) {
			buf_add(out, e->bodies[i].data, e->bodies[i].len);
			buf_putc(out, '\n');
		}
}

/* ---- instantiation
 * ---------------------------------------------------------------------------------- */

static void write_memory_setup(struct emit *e, struct buf *out)
{
	const struct wasm_memory *mem = e->m->n_memories ? &e->m->memories[0] : NULL;
	if (mem && mem->import < 0)
		buf_printf(out, "\twb_memory_require(&w_memory, %s, %u, %s);\n",
			e->o->shape == LOWER_PROGRAM ? "wb_linear_memory" : "NULL", mem->limits.min,
			limit_text(&mem->limits));
	else if (mem)
		buf_printf(out, "\t%s.memory = &w_memory;\n", e->symbol);
	for (uint32_t i = 0; i < e->m->n_tables; i++) {
		const struct wasm_table *t = &e->m->tables[i];
		if (t->import < 0)
			buf_printf(out, "\twb_table_require(&%s, '%c', %u, %s);\n",
				e->table_names[i], t->type, t->limits.min, limit_text(&t->limits));
	}
	if (e->m->n_tables && e->m->tables[0].import >= 0)
		buf_printf(out, "\t%s.table = &%s;\n", e->symbol, e->table_names[0]);
}

static void write_global_setup(struct emit *e, struct buf *out)
{
	for (uint32_t i = 0; i < e->m->n_globals; i++) {
		const struct wasm_global *g = &e->m->globals[i];
		if (g->import < 0 && !is_static_init(e, g))
			buf_printf(
				out, "\t%s = %s;\n", e->global_names[i], const_expr(e, &g->init));
	}
}

static void write_instantiate(struct emit *e, struct buf *out)
{
	buf_puts(out, "static void instantiate(void)\n{\n");
	write_memory_setup(e, out);
	write_global_setup(e, out);
	write_export_patches(e, out);
	write_table_setup(e, out);
	write_data_setup(e, out);
	if (e->m->start >= 0)
		buf_printf(out, "\t%s();\n", e->func_names[e->m->start]);
	buf_puts(out, "}\n\n");
}

/* ---- the file
 * --------------------------------------------------------------------------------------- */

static void write_banner(struct emit *e, struct buf *out)
{
	buf_printf(out,
		"/*\n * Made by wbcc " WBCC_VERSION
		" from the WebAssembly module with the SHA-256\n"
		" * %s; do not edit.\n */\n",
		e->m->hash);
	if (e->o->shape == LOWER_MODULE)
		buf_puts(out, "#define WB_SHAPE_MODULE\n");
	if (e->o->explicit_bounds)
		buf_puts(out, "#define WB_EXPLICIT_BOUNDS\n");
	buf_puts(out, "#include <wbcc/lowered.h>\n");
	if (e->m->uses_simd)
		buf_puts(out, "#include <wbcc/lowered-simd.h>\n");
	buf_putc(out, '\n');
}

static void name_all(struct emit *e)
{
	const struct wasm_module *m = e->m;
	BinaryenModuleRef b = e->module;
	e->func_names = xcalloc(m->n_funcs + 1, sizeof *e->func_names);
	e->global_names = xcalloc(m->n_globals + 1, sizeof *e->global_names);
	e->table_names = xcalloc(m->n_tables + 1, sizeof *e->table_names);
	for (uint32_t i = 0; i < m->n_funcs + m->n_markers; i++)
		*uses_at(&e->func_index,
			BinaryenFunctionGetName(BinaryenGetFunctionByIndex(b, i))) = i + 1;
	for (uint32_t i = 0; i < m->n_funcs; i++) {
		const struct wasm_func *f = &m->funcs[i];
		const char *name =
			f->name || f->import < 0 ? f->name : m->imports[f->import].name.data;
		e->func_names[i] = names_make(e->names, name && *name ? "w_" : "w_f", name, i);
	}
	for (uint32_t i = 0; i < m->n_globals; i++) {
		const char *name = m->globals[i].name;
		*uses_at(&e->global_index, BinaryenGlobalGetName(BinaryenGetGlobalByIndex(b, i))) =
			i + 1;
		while (name && *name == '_')
			name++;
		e->global_names[i] = names_make(e->names, "g_", name, i);
	}
	for (uint32_t i = 0; i < m->n_tables; i++) {
		*uses_at(&e->table_index, BinaryenTableGetName(BinaryenGetTableByIndex(b, i))) =
			i + 1;
		e->table_names[i] = names_make(e->names, "w_table", NULL, i);
	}
}

static void prepare(struct emit *e)
{
	const struct wasm_module *m = e->m;
	static const char *const taken[] = {"w_memory", "w_exports", "w_imports", "w_memory_slot"};
	e->names = names_new();
	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
		names_take(e->names, taken[i]);
	e->declared = names_new();
	e->indirect_types = names_new();
	e->bodies = xcalloc(m->n_funcs + 1, sizeof *e->bodies);
	e->callees = xcalloc(m->n_funcs + 1, sizeof *e->callees);
	e->is_reached = xcalloc(m->n_funcs + 1, sizeof *e->is_reached);
	e->is_tail_called = xcalloc(m->n_funcs + 1, sizeof *e->is_tail_called);
	e->is_static_table = xcalloc(m->n_tables + 1, sizeof *e->is_static_table);
	e->is_named_elem = xcalloc(m->n_elems + 1, sizeof *e->is_named_elem);
	e->is_written_table = xcalloc(m->n_tables + 1, sizeof *e->is_written_table);
	e->is_wasm_ld = is_linked_by_wasm_ld(m);
	e->symbol = e->o->shape == LOWER_MODULE ? e->o->symbol : "wb_program";
}

bool emit_module(struct emit *e, struct buf *out)
{
	prepare(e);
	name_all(e);
	analyse_module(e);
	find_static_tables(e);
	for (uint32_t i = 0; i < e->m->n_funcs; i++)
		if (e->m->funcs[i].import < 0)
			emit_function(e, i);
	if (e->failed)
		return false;
	find_reached(e);
	struct buf body = {0};
	write_state(e, &body);
	write_imports(e, &body);
	write_prototypes(e, &body);
	buf_add(&body, e->stubs.data, e->stubs.len);
	write_static_tables(e, &body);
	write_functions(e, &body);
	write_elem_segments(e, &body);
	write_data_segments(e, &body);
	write_import_table(e, &body);
	write_exports(e, &body);
	write_instantiate(e, &body);
	write_instance(e, &body);
	write_banner(e, out);
	if (e->types.len) {
		buf_add(out, e->types.data, e->types.len);
		buf_putc(out, '\n');
	}
	buf_add(out, body.data, body.len);
	return !e->failed;
}

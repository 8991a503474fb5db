/*
 * Reads the sections that declare: types, imports, functions, tables, memories, globals,
 * exports, start.  Fills the model.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "lower/front.h"
#include "lower/limits.h"

bool check_index(struct reader *r, const char *what, uint32_t index, uint32_t n)
{
	if (r->failed)
		return false;
	if (index >= n)
		return invalid(r, "unknown %s %u: the module has %u", what, index, n);
	return true;
}

/* Appends one half of a function type: its letters. */
static uint32_t get_letters(struct reader *r, struct buf *b, const char *what, uint32_t max)
{
	uint32_t n = get_count(r, what, max);
	for (uint32_t i = 0; i < n && !r->failed; i++)
		buf_putc(b, get_value_type(r));
	return n;
}

static bool is_gc_type(uint8_t form)
{
	return (form >= 0x4d && form <= 0x51) || (form >= 0x5e && form <= 0x5f);
}

static void read_type(struct front *f, struct reader *r, uint32_t i, struct buf *text)
{
	r->item = r->p;
	uint8_t form = get_byte(r);
	if (is_gc_type(form))
		unsupported(r, "GC (struct, array and recursive types)");
	else if (form != 0x60)
		malformed(r, "malformed type: form 0x%02x, expected 0x60 (function)", form);
	r->item = NULL;
	text->len = 0;
	struct sig sig = {0};
	sig.n_params = get_letters(r, text, "parameters", MAX_PARAMS);
	buf_putc(text, '>');
	sig.n_results = get_letters(r, text, "results", MAX_RESULTS);
	if (r->failed)
		return;
	f->m->types[i] = model_strndup(f->m, text->data, text->len);
	sig.params = f->m->types[i];
	sig.results = sig.params + sig.n_params + 1;
	f->sigs[i] = sig;
}

void read_types(struct front *f, struct reader *r)
{
	struct wasm_module *m = f->m;
	struct buf text = {0};
	uint32_t n = get_count(r, "types", MAX_TYPES);
	m->types = xcalloc(n + 1, sizeof *m->types);
	f->sigs = xcalloc(n + 1, sizeof *f->sigs);
	f->cap_types = n + 1;
	for (uint32_t i = 0; i < n && !r->failed; i++)
		read_type(f, r, i, &text);
	m->n_types = f->n_sigs = n;
	buf_free(&text);
}

static void add_func(struct front *f, struct reader *r, int64_t import)
{
	struct wasm_module *m = f->m;
	uint32_t type = get_u32(r);
	if (check_index(r, "type", type, m->n_types))
		vec_push(m->funcs, m->n_funcs, f->cap_funcs) =
			(struct wasm_func){.type = type, .import = import};
	if (m->n_funcs > MAX_FUNCS)
		limit(r, "functions", m->n_funcs, MAX_FUNCS);
}

static void add_table(struct front *f, struct reader *r, int64_t import)
{
	struct wasm_module *m = f->m;
	if (bytes_left(r) && *r->p == 0x40)
		unsupported(r, "typed function references (a table with an initial value)");
	struct wasm_table t = {.type = get_ref_type(r), .import = import};
	t.is_mutated = import >= 0;
	t.limits = get_limits(r);
	if (t.limits.min > MAX_TABLE_SIZE)
		limit(r, "table elements", t.limits.min, MAX_TABLE_SIZE);
	if (m->n_tables == MAX_TABLES)
		limit(r, "tables", MAX_TABLES + 1ull, MAX_TABLES);
	if (!r->failed)
		vec_push(m->tables, m->n_tables, f->cap_tables) = t;
}

static void add_memory(struct front *f, struct reader *r, int64_t import)
{
	struct wasm_module *m = f->m;
	if (m->n_memories)
		unsupported(r, "multi-memory (multiple memories)");
	struct wasm_memory mem = {.import = import, .limits = get_limits(r)};
	if (mem.limits.min > 65536 || (mem.limits.has_max && mem.limits.max > 65536))
		invalid(r, "memory size must be at most 65536 pages (4GiB)");
	if (!r->failed)
		vec_push(m->memories, m->n_memories, f->cap_memories) = mem;
}

static void add_global(struct front *f, struct reader *r, int64_t import)
{
	struct wasm_module *m = f->m;
	struct wasm_global g = {.import = import, .type = get_value_type(r)};
	uint8_t mutability = get_byte(r);
	if (mutability > 1)
		malformed(r, "malformed mutability 0x%02x", mutability);
	g.is_mutable = mutability;
	m->uses_simd |= g.type == 'V';
	if (import < 0)
		get_const(f, r, g.type, &g.init);
	if (m->n_globals == MAX_GLOBALS)
		limit(r, "globals", MAX_GLOBALS + 1ull, MAX_GLOBALS);
	if (!r->failed)
		vec_push(m->globals, m->n_globals, f->cap_globals) = g;
}

/* The kind byte of an import or export. */
static uint8_t get_kind(struct reader *r, const char *where)
{
	uint8_t kind = get_byte(r);
	if (kind == 4)
		unsupported(r, "exceptions (a tag)");
	else if (kind > 4)
		malformed(r, "malformed %s kind 0x%02x", where, kind);
	return kind;
}

static void read_import(struct front *f, struct reader *r, uint32_t i)
{
	struct wasm_module *m = f->m;
	struct wasm_import *import = &m->imports[i];
	import->module = get_name(r, m);
	import->name = get_name(r, m);
	import->kind = get_kind(r, "import");
	if (r->failed)
		return;
	switch (import->kind) {
	case WASM_FUNC:
		import->index = m->n_funcs;
		add_func(f, r, i);
		break;
	case WASM_TABLE:
		import->index = m->n_tables;
		add_table(f, r, i);
		break;
	case WASM_MEMORY:
		import->index = m->n_memories;
		add_memory(f, r, i);
		break;
	case WASM_GLOBAL:
		import->index = m->n_globals;
		add_global(f, r, i);
		break;
	}
}

void read_imports(struct front *f, struct reader *r)
{
	struct wasm_module *m = f->m;
	m->n_imports = get_count(r, "imports", MAX_IMPORTS);
	m->imports = module_alloc(m, m->n_imports, sizeof *m->imports);
	for (uint32_t i = 0; i < m->n_imports && !r->failed; i++)
		read_import(f, r, i);
	f->n_imported_funcs = m->n_funcs;
	f->n_imported_globals = m->n_globals;
}

void read_functions(struct front *f, struct reader *r)
{
	uint32_t n = get_count(r, "functions", MAX_FUNCS);
	for (uint32_t i = 0; i < n && !r->failed; i++)
		add_func(f, r, -1);
}

void read_tables(struct front *f, struct reader *r)
{
	uint32_t n = get_count(r, "tables", MAX_TABLES);
	for (uint32_t i = 0; i < n && !r->failed; i++)
		add_table(f, r, -1);
}

void read_memories(struct front *f, struct reader *r)
{
	uint32_t n = get_count(r, "memories", UINT32_MAX);
	for (uint32_t i = 0; i < n && !r->failed; i++)
		add_memory(f, r, -1);
}

void read_globals(struct front *f, struct reader *r)
{
	uint32_t n = get_count(r, "globals", MAX_GLOBALS);
	for (uint32_t i = 0; i < n && !r->failed; i++)
		add_global(f, r, -1);
}

static void read_export(struct front *f, struct reader *r, struct wasm_export *e)
{
	struct wasm_module *m = f->m;
	const uint32_t counts[] = {m->n_funcs, m->n_tables, m->n_memories, m->n_globals};
	static const char *const kinds[] = {"function", "table", "memory", "global"};
	e->name = get_name(r, m);
	e->kind = get_kind(r, "export");
	e->index = get_u32(r);
	if (r->failed || !check_index(r, kinds[e->kind], e->index, counts[e->kind]))
		return;
	if (e->kind == WASM_FUNC)
		f->is_declared[e->index] = 1;
	if (e->kind == WASM_TABLE)
		m->tables[e->index].is_mutated = true;
}

static int by_name(const void *a, const void *b)
{
	const struct wasm_name *x = &(*(struct wasm_export *const *)a)->name;
	const struct wasm_name *y = &(*(struct wasm_export *const *)b)->name;
	if (x->len != y->len)
		return x->len < y->len ? -1 : 1;
	return memcmp(x->data, y->data, x->len);
}

static void check_export_names(struct wasm_module *m, struct reader *r)
{
	const struct wasm_export **sorted = xcalloc(m->n_exports + 1, sizeof *sorted);
	for (uint32_t i = 0; i < m->n_exports; i++)
		sorted[i] = &m->exports[i];
	qsort(sorted, m->n_exports, sizeof *sorted, by_name);
	for (uint32_t i = 1; i < m->n_exports; i++)
		if (by_name(&sorted[i - 1], &sorted[i]) == 0)
			invalid(r, "duplicate export name \"%.64s\"", sorted[i]->name.data);
	free(sorted);
}

void read_exports(struct front *f, struct reader *r)
{
	struct wasm_module *m = f->m;
	m->n_exports = get_count(r, "exports", MAX_EXPORTS);
	m->exports = module_alloc(m, m->n_exports, sizeof *m->exports);
	for (uint32_t i = 0; i < m->n_exports && !r->failed; i++)
		read_export(f, r, &m->exports[i]);
	if (!r->failed)
		check_export_names(m, r);
}

void read_start(struct front *f, struct reader *r)
{
	struct wasm_module *m = f->m;
	uint32_t index = get_u32(r);
	if (!check_index(r, "function", index, m->n_funcs))
		return;
	if (strcmp(m->types[m->funcs[index].type], ">") != 0)
		invalid(r, "start function %u: type \"%s\", expected no parameters and results",
			index, m->types[m->funcs[index].type]);
	m->start = index;
}

/*
 * Reads the name section: the module's name, functions', locals' and globals' names.  Functions
 * and globals without one get that of their first export.
 *
 * Names are hints: what is malformed here is left out, and the module is read all the same.
 */
#include <string.h>

#include "lower/front.h"

enum { NAMES_MODULE = 0, NAMES_FUNCTIONS = 1, NAMES_LOCALS = 2, NAMES_GLOBALS = 7 };

/* A cursor whose errors nobody hears of: failed stops the section, nothing is reported. */
static bool next_u32(struct reader *r, uint32_t *value)
{
	*value = 0;
	for (unsigned shift = 0; shift < 35 && r->p < r->end; shift += 7) {
		uint8_t byte = *r->p++;
		*value |= (uint32_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return true;
	}
	r->p = r->end;
	return false;
}

/* The next name, NUL-terminated; NULL for one that is empty, not UTF-8, or holds a NUL. */
static const char *next_name(struct reader *r, struct wasm_module *m)
{
	uint32_t len;
	if (!next_u32(r, &len) || len > bytes_left(r)) {
		r->p = r->end;
		return NULL;
	}
	const uint8_t *s = r->p;
	r->p += len;
	if (!len || !is_utf8(s, len) || memchr(s, 0, len))
		return NULL;
	return model_strndup(m, (const char *)s, len);
}

static void read_function_names(struct wasm_module *m, struct reader *r)
{
	uint32_t n, index;
	next_u32(r, &n);
	while (n-- && next_u32(r, &index)) {
		const char *name = next_name(r, m);
		if (index < m->n_funcs && name)
			m->funcs[index].name = name;
	}
}

static void read_global_names(struct wasm_module *m, struct reader *r)
{
	uint32_t n, index;
	next_u32(r, &n);
	while (n-- && next_u32(r, &index)) {
		const char *name = next_name(r, m);
		if (index < m->n_globals && name)
			m->globals[index].name = name;
	}
}

static void read_names_of_locals(struct wasm_module *m, struct reader *r, struct wasm_func *func)
{
	uint32_t n, index, n_locals = func ? func->n_locals : 0;
	next_u32(r, &n);
	while (n-- && next_u32(r, &index)) {
		const char *name = next_name(r, m);
		if (index >= n_locals || !name)
			continue;
		if (!func->local_names)
			func->local_names = module_alloc(m, n_locals, sizeof *func->local_names);
		func->local_names[index] = name;
	}
}

static void read_locals_of_functions(struct wasm_module *m, struct reader *r)
{
	uint32_t n, index;
	next_u32(r, &n);
	while (n-- && next_u32(r, &index))
		read_names_of_locals(m, r, index < m->n_funcs ? &m->funcs[index] : NULL);
}

/* Subsections in [p, end) with the given id. */
static void read_subsections(struct wasm_module *m, const struct wasm_custom *c, bool want_locals)
{
	struct reader all = {.p = c->bytes, .end = c->bytes + c->len};
	uint32_t len;
	while (all.p < all.end) {
		uint8_t id = *all.p++;
		if (!next_u32(&all, &len) || len > bytes_left(&all))
			return;
		struct reader r = {.p = all.p, .end = all.p + len};
		all.p += len;
		if (want_locals && id == NAMES_LOCALS)
			read_locals_of_functions(m, &r);
		else if (want_locals)
			continue;
		else if (id == NAMES_MODULE)
			m->name = next_name(&r, m);
		else if (id == NAMES_FUNCTIONS)
			read_function_names(m, &r);
		else if (id == NAMES_GLOBALS)
			read_global_names(m, &r);
	}
}

static void read_sections(struct wasm_module *m, bool want_locals)
{
	for (uint32_t i = 0; i < m->n_customs; i++)
		if (strcmp(m->customs[i].name.data, "name") == 0)
			read_subsections(m, &m->customs[i], want_locals);
}

static void use_export_names(struct wasm_module *m)
{
	for (uint32_t i = 0; i < m->n_exports; i++) {
		const struct wasm_export *e = &m->exports[i];
		if (memchr(e->name.data, 0, e->name.len) || !e->name.len)
			continue;
		if (e->kind == WASM_FUNC && !m->funcs[e->index].name)
			m->funcs[e->index].name = e->name.data;
		if (e->kind == WASM_GLOBAL && !m->globals[e->index].name)
			m->globals[e->index].name = e->name.data;
	}
}

void read_names(struct front *f)
{
	read_sections(f->m, false);
	use_export_names(f->m);
}

void read_local_names(struct front *f)
{
	read_sections(f->m, true);
}

/*
 * Instances: binding the imports of a module by name, and finding its exports and callbacks.
 */
#include <string.h>

#include "internal.h"

static bool table_fits(const struct wb_import *want, const struct wb_table *have)
{
	return want->type[0] == have->type && have->size >= want->min && have->max <= want->max;
}

static bool memory_fits(const struct wb_import *want, const struct wb_memory *have)
{
	return have->pages >= want->min && have->max_pages <= want->max;
}

/* The specification's import matching. */
static bool fits(const struct wb_import *want, const struct wb_export *have)
{
	if (want->kind != have->kind)
		return false;
	switch (want->kind) {
	case WB_FUNC: return !strcmp(want->type, have->type);
	case WB_GLOBAL:
		return !strcmp(want->type, have->type) && want->is_mutable == have->is_mutable;
	case WB_TABLE: return table_fits(want, have->table);
	case WB_MEMORY: return memory_fits(want, have->memory);
	}
	return false;
}

static void bind(const struct wb_import *import, const struct wb_export *found)
{
	switch (import->kind) {
	case WB_FUNC: *(wb_code *)import->slot = found->code; break;
	case WB_TABLE: *(struct wb_table **)import->slot = found->table; break;
	case WB_MEMORY: *(struct wb_memory **)import->slot = found->memory; break;
	case WB_GLOBAL: *(void **)import->slot = found->global; break;
	}
}

const char *wb_instantiate(struct wb_instance *in, wb_find *find, void *ctx)
{
	if (in->abi != WB_ABI)
		return "lowered for another version of the runtime";
	for (uint32_t i = 0; i < in->n_imports; i++) {
		const struct wb_export *found = find(ctx, &in->imports[i]);
		if (!found)
			return "unknown import";
		if (!fits(&in->imports[i], found))
			return "incompatible import type";
		bind(&in->imports[i], found);
	}
	in->instantiate();
	return NULL;
}

const struct wb_export *wb_find_export(const struct wb_instance *in, const char *name)
{
	size_t len = strlen(name);
	for (uint32_t i = 0; i < in->n_exports; i++) {
		const struct wb_export *e = &in->exports[i];
		if (e->name_len == len && !memcmp(e->name, name, len))
			return e;
	}
	return NULL;
}

wb_code wb_callback(const struct wb_instance *in, uint32_t index, const char *type)
{
	const struct wb_table *t = in->table;
	if (!t || t->type != 'c' || index >= t->size)
		return NULL;
	const struct wb_funcref *f = &t->funcs[index];
	return f->code && !strcmp(f->type, type) ? f->code : NULL;
}

/*
 * What a lowered module shows to others: its imports, its exports, its struct wb_instance.
 */
#include <inttypes.h>
#include <string.h>

#include "lower/emit_module.h"

static const char *sig_of(const struct emit *e, uint32_t func)
{
	return e->m->types[e->m->funcs[func].type];
}

static bool is_module(const struct emit *e)
{
	return e->o->shape == LOWER_MODULE;
}

/* ---- imports
 * ------------------------------------------------------------------------------------- */

/* Program shape: a function of the module's own type around the host's. */
static void write_host_function(struct emit *e, const struct wasm_import *import, struct buf *out)
{
	const char *sig = sig_of(e, import->index), *name = e->func_names[import->index];
	if (!e->is_reached[import->index])
		return;
	buf_printf(out, "static inline %s %s(", c_type(e, sig_results(sig)), name);
	if (*sig == '>')
		buf_puts(out, "void");
	for (const char *s = sig; *s != '>'; s++) {
		char letter[2] = {*s, 0};
		buf_printf(out, "%s%s p%u", s > sig ? ", " : "", c_type(e, letter),
			(unsigned)(s - sig));
	}
	buf_printf(out, ")\n{\n\t%s", *sig_results(sig) ? "return " : "");
	for (const char *m = import->module.data; *m; m++) /* "callback-wrapper" */
		buf_putc(out, *m == '-' ? '_' : *m);
	buf_printf(out, "__%s(&wb_program", import->name.data);
	for (const char *s = sig; *s != '>'; s++)
		buf_printf(out, ", p%u", (unsigned)(s - sig));
	buf_puts(out, ");\n}\n\n");
}

/* Module shape: a pointer that the linker of modules sets, used under the thing's own name. */
static void write_slot(struct emit *e, const struct wasm_import *import, struct buf *out)
{
	const char *name;
	char letter[2] = {0};
	switch (import->kind) {
	case WASM_FUNC:
		buf_printf(out, "static %s *%s;\n", fn_type(e, sig_of(e, import->index)),
			e->func_names[import->index]);
		break;
	case WASM_TABLE:
		name = e->table_names[import->index];
		buf_printf(out, "static struct wb_table *%s_slot;\n#define %s (*%s_slot)\n", name,
			name, name);
		break;
	case WASM_MEMORY:
		buf_puts(out, "static struct wb_memory *w_memory_slot;\n#define w_memory "
			      "(*w_memory_slot)\n");
		break;
	case WASM_GLOBAL:
		name = e->global_names[import->index];
		letter[0] = e->m->globals[import->index].type;
		buf_printf(out, "static %s *%s_slot;\n#define %s (*%s_slot)\n", c_type(e, letter),
			name, name, name);
		break;
	}
}

void write_imports(struct emit *e, struct buf *out)
{
	for (uint32_t i = 0; i < e->m->n_imports; i++) {
		const struct wasm_import *import = &e->m->imports[i];
		if (is_module(e))
			write_slot(e, import, out);
		else if (import->kind == WASM_FUNC)
			write_host_function(e, import, out);
	}
	if (e->m->n_imports && is_module(e))
		buf_putc(out, '\n');
}

const char *limit_text(const struct wasm_limits *l)
{
	return l->has_max ? xasprintf("%uu", l->max) : "UINT32_MAX";
}

static void write_limits(const struct wasm_limits *l, struct buf *out)
{
	buf_printf(out, ".min = %u, .max = %s, ", l->min, limit_text(l));
}

static void write_import(struct emit *e, const struct wasm_import *import, struct buf *out)
{
	static const char *kinds[] = {"WB_FUNC", "WB_TABLE", "WB_MEMORY", "WB_GLOBAL"};
	uint32_t index = import->index;
	buf_puts(out, "\t{");
	write_short_string(out, import->module.data, import->module.len);
	buf_puts(out, ", ");
	write_short_string(out, import->name.data, import->name.len);
	buf_printf(
		out, ", %u, %u, %s, ", import->module.len, import->name.len, kinds[import->kind]);
	switch (import->kind) {
	case WASM_FUNC:
		buf_printf(out, ".type = %s, .slot = &%s},\n", type_id(e, sig_of(e, index)),
			e->func_names[index]);
		break;
	case WASM_TABLE:
		buf_printf(out, ".type = \"%c\", ", e->m->tables[index].type);
		write_limits(&e->m->tables[index].limits, out);
		buf_printf(out, ".slot = &%s_slot},\n", e->table_names[index]);
		break;
	case WASM_MEMORY:
		write_limits(&e->m->memories[index].limits, out);
		buf_puts(out, ".slot = &w_memory_slot},\n");
		break;
	case WASM_GLOBAL:
		buf_printf(out, ".type = \"%c\", .is_mutable = %d, .slot = &%s_slot},\n",
			e->m->globals[index].type, e->m->globals[index].is_mutable,
			e->global_names[index]);
		break;
	}
}

void write_import_table(struct emit *e, struct buf *out)
{
	if (!is_module(e) || !e->m->n_imports)
		return;
	buf_puts(out, "static const struct wb_import w_imports[] = {\n");
	for (uint32_t i = 0; i < e->m->n_imports; i++)
		write_import(e, &e->m->imports[i], out);
	buf_puts(out, "};\n\n");
}

/* ---- exports
 * --------------------------------------------------------------------------------------- */

/* The address of what is exported; NULL text when it is only known at run time. */
static const char *export_value(struct emit *e, const struct wasm_export *x, bool *is_late)
{
	const struct wasm_module *m = e->m;
	*is_late = false;
	switch (x->kind) {
	case WASM_FUNC:
		*is_late = is_module(e) && m->funcs[x->index].import >= 0;
		return xasprintf(".code = (wb_code)%s", e->func_names[x->index]);
	case WASM_TABLE:
		*is_late = m->tables[x->index].import >= 0;
		return xasprintf(".table = &%s", e->table_names[x->index]);
	case WASM_MEMORY:
		*is_late = m->memories[x->index].import >= 0;
		return ".memory = &w_memory";
	default:
		*is_late = m->globals[x->index].import >= 0;
		return xasprintf(".global = (void *)&%s", e->global_names[x->index]);
	}
}

static const char *export_type(struct emit *e, const struct wasm_export *x)
{
	switch (x->kind) {
	case WASM_FUNC: return type_id(e, sig_of(e, x->index));
	case WASM_TABLE: return xasprintf("\"%c\"", e->m->tables[x->index].type);
	case WASM_GLOBAL: return xasprintf("\"%c\"", e->m->globals[x->index].type);
	default: return "NULL";
	}
}

void write_exports(struct emit *e, struct buf *out)
{
	static const char *kinds[] = {"WB_FUNC", "WB_TABLE", "WB_MEMORY", "WB_GLOBAL"};
	bool is_late, any_late = false;
	if (!e->m->n_exports)
		return;
	for (uint32_t i = 0; i < e->m->n_exports; i++) {
		export_value(e, &e->m->exports[i], &is_late);
		any_late |= is_late;
	}
	buf_printf(out, "static %sstruct wb_export w_exports[] = {\n", any_late ? "" : "const ");
	for (uint32_t i = 0; i < e->m->n_exports; i++) {
		const struct wasm_export *x = &e->m->exports[i];
		const char *value = export_value(e, x, &is_late);
		bool is_mutable = x->kind == WASM_GLOBAL && e->m->globals[x->index].is_mutable;
		buf_puts(out, "\t{");
		write_short_string(out, x->name.data, x->name.len);
		buf_printf(out, ", %u, %s, %s, %d, {%s}},\n", x->name.len, kinds[x->kind],
			export_type(e, x), is_mutable, is_late ? ".code = NULL" : value);
	}
	buf_puts(out, "};\n\n");
}

void write_export_patches(struct emit *e, struct buf *out)
{
	bool is_late;
	for (uint32_t i = 0; i < e->m->n_exports; i++) {
		const char *value = export_value(e, &e->m->exports[i], &is_late);
		if (is_late)
			buf_printf(out, "\tw_exports[%u]%s;\n", i, value);
	}
}

/* ---- the instance
 * ---------------------------------------------------------------------------------- */

void write_instance(struct emit *e, struct buf *out)
{
	const struct wasm_module *m = e->m;
	bool has_memory = m->n_memories && m->memories[0].import < 0;
	bool has_table = m->n_tables && m->tables[0].import < 0;
	buf_printf(out, "struct wb_instance %s = {\n\t.abi = WB_ABI,\n\t.name = ", e->symbol);
	const char *name = m->name ? m->name : "";
	write_short_string(out, name, strlen(name));
	buf_printf(out, ",\n\t.hash = \"%s\",\n", m->hash);
	if (m->n_exports)
		buf_printf(out, "\t.exports = w_exports,\n\t.n_exports = %u,\n", m->n_exports);
	if (is_module(e) && m->n_imports)
		buf_printf(out, "\t.imports = w_imports,\n\t.n_imports = %u,\n", m->n_imports);
	if (has_memory)
		buf_puts(out, "\t.memory = &w_memory,\n");
	if (has_table)
		buf_printf(out, "\t.table = &%s,\n", e->table_names[0]);
	buf_puts(out, "\t.instantiate = instantiate,\n};\n");
}

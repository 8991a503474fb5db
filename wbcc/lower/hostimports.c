/*
 * The import check (hostimports.h): module, name and signature of every import are compared
 * with the one table of host functions; what does not fit is reported with what would.
 */
#include "lower/hostimports.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"

struct host_function {
	const char *module, *name, *sig;
};

static const struct host_function host[] = {
#define WB_PARAM(type, name)
#define HOST(module, name, result, params, sig) {#module, #name, sig},
#include "wbcc/hostapi.h"
#include "wbcc/hostapi.def"
#undef HOST
#undef WB_PARAM
};

enum { N_HOST = sizeof host / sizeof *host };

/* Names of the table are C identifiers: callback_wrapper there is the module callback-wrapper. */
static bool same_module(const char *host_module, const char *module)
{
	for (; *host_module; host_module++, module++)
		if (*host_module != *module && !(*host_module == '_' && *module == '-'))
			return false;
	return !*module;
}

static const char *wasm_type(char letter)
{
	switch (letter) {
	case 'i': return "i32";
	case 'I': return "i64";
	case 'f': return "f32";
	case 'F': return "f64";
	case 'V': return "v128";
	case 'c': return "funcref";
	default: return "externref";
	}
}

/* "iI>i" as (i32, i64) -> i32. */
static char *spelled(const char *sig)
{
	struct buf text = {0};
	buf_putc(&text, '(');
	const char *s = sig;
	for (; *s != '>'; s++)
		buf_printf(&text, "%s%s", s > sig ? ", " : "", wasm_type(*s));
	buf_puts(&text, s[1] ? ") -> " : ")");
	for (const char *r = ++s; *r; r++)
		buf_printf(&text, "%s%s", r > s ? ", " : "", wasm_type(*r));
	return buf_take(&text);
}

/* How many bytes must change to make one name of the other (Levenshtein). */
static unsigned distance(const char *a, const char *b)
{
	size_t n = strlen(b);
	unsigned *row = xcalloc(n + 1, sizeof *row);
	for (size_t j = 0; j <= n; j++)
		row[j] = (unsigned)j;
	for (size_t i = 1; a[i - 1]; i++) {
		unsigned diagonal = row[0];
		row[0] = (unsigned)i;
		for (size_t j = 1; j <= n; j++) {
			unsigned best = diagonal + (a[i - 1] != b[j - 1]);
			diagonal = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	unsigned d = row[n];
	free(row);
	return d;
}

static const struct host_function *nearest(const char *module, const char *name)
{
	const struct host_function *best = NULL;
	unsigned least = (unsigned)strlen(name) / 3 + 1;
	for (size_t i = 0; i < N_HOST; i++) {
		unsigned d = distance(name, host[i].name) + (strcmp(module, host[i].module) != 0);
		if (d <= least) {
			least = d;
			best = &host[i];
		}
	}
	return best;
}

static bool has_module(const char *module)
{
	for (size_t i = 0; i < N_HOST; i++)
		if (same_module(host[i].module, module))
			return true;
	return false;
}

static void note_modules(void)
{
	struct buf text = {0};
	for (size_t i = 0; i < N_HOST; i++)
		if (!i || strcmp(host[i].module, host[i - 1].module) != 0)
			buf_printf(&text, "%s%s", text.len ? ", " : "", host[i].module);
	note("the host's modules are %s", text.data);
	buf_free(&text);
}

static bool unknown(const struct wasm_module *m, const struct wasm_import *import)
{
	const char *module = import->module.data, *name = import->name.data;
	fail(AT_FILE(m->file), "unknown import: %s.%s", module, name);
	const struct host_function *near = nearest(module, name);
	if (near)
		note("the host has %s.%s", near->module, near->name);
	else if (!has_module(module))
		note_modules();
	return false;
}

static bool check_function(const struct wasm_module *m, const struct wasm_import *import)
{
	const char *sig = m->types[m->funcs[import->index].type];
	for (size_t i = 0; i < N_HOST; i++) {
		if (!same_module(host[i].module, import->module.data) ||
			strcmp(host[i].name, import->name.data) != 0)
			continue;
		if (!strcmp(host[i].sig, sig))
			return true;
		fail(AT_FILE(m->file), "import %s.%s has the wrong type", host[i].module,
			host[i].name);
		note("the module declares %s, the host has %s", spelled(sig), spelled(host[i].sig));
		return false;
	}
	return unknown(m, import);
}

bool host_imports_check(const struct wasm_module *m)
{
	static const char *kinds[] = {"function", "table", "memory", "global"};
	bool ok = true;
	for (uint32_t i = 0; i < m->n_imports; i++) {
		const struct wasm_import *import = &m->imports[i];
		if (import->kind == WASM_FUNC) {
			ok &= check_function(m, import);
			continue;
		}
		ok = fail(AT_FILE(m->file), "unknown import: %s %s.%s", kinds[import->kind],
			import->module.data, import->name.data);
		note("a program can import functions only; define the %s in the module",
			kinds[import->kind]);
	}
	return ok;
}

/*
 * wbcc inspect: what a package, a BPF object or a native program holds.  Everything is first
 * collected as one JSON value, which --json prints and the text is written from.
 */
#include <elf.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/cmd.h"
#include "cmd/inspect_text.h"
#include "cmd/options.h"
#include "lower/module.h"
#include "model/model.h"
#include "native/program.h"
#include "needs/report.h"
#include "pack/manifest.h"
#include "pack/package.h"
#include "pack/sections.h"

#ifndef EM_BPF
#define EM_BPF 247
#endif

static void set_size(json_t *o, const char *key, size_t n)
{
	json_object_set_new(o, key, json_integer((json_int_t)n));
}

/* One BPF object, read through stage 2's model. */
static json_t *describe_object(const char *file, const struct package_object *in)
{
	struct model *m = model_read(file, in->data, in->len);
	if (!m)
		return NULL;
	struct manifest_object described = {in->name, m, in->data, in->len};
	json_t *o = manifest_object(&described);
	set_size(o, "size", in->len);
	if (in->arch)
		json_object_set_new(o, "arch", json_string(in->arch));
	model_free(m);
	return o;
}

static bool add_objects(const char *file, const struct package *p, json_t *out)
{
	json_t *objects = json_array();
	json_object_set_new(out, "objects", objects);
	for (size_t i = 0; i < p->n_objects; i++) {
		char *shown = xasprintf("%s(" SECTION_BPF "%s)", file, p->objects[i].name);
		json_t *o = describe_object(shown, &p->objects[i]);
		free(shown);
		if (!o)
			return false;
		json_array_append_new(objects, o);
	}
	return true;
}

static void add_sections(const struct sections *s, json_t *out)
{
	json_t *list = json_array();
	for (size_t i = 0; i < s->n; i++) {
		json_t *o = json_object();
		const char *name = s->v[i].name ? s->v[i].name : section_kind(s->v[i].id);
		json_object_set_new(o, "name", json_string(name));
		set_size(o, "offset", s->v[i].at);
		set_size(o, "size", s->v[i].len);
		json_array_append_new(list, o);
	}
	json_object_set_new(out, "sections", list);
}

static void add_exports(const struct wasm_module *m, json_t *out)
{
	static const char *const kinds[] = {"function", "table", "memory", "global"};
	json_t *list = json_array();
	for (uint32_t i = 0; i < m->n_exports; i++) {
		json_t *o = json_object();
		json_object_set_new(o, "name", json_string(m->exports[i].name.data));
		json_object_set_new(o, "kind", json_string(kinds[m->exports[i].kind]));
		json_array_append_new(list, o);
	}
	json_object_set_new(out, "exports", list);
}

static void add_memory(const struct wasm_module *m, json_t *out)
{
	if (!m->n_memories)
		return;
	json_t *o = json_object();
	set_size(o, "min_pages", m->memories[0].limits.min);
	if (m->memories[0].limits.has_max)
		set_size(o, "max_pages", m->memories[0].limits.max);
	json_object_set_new(out, "memory", o);
}

/* What the manifest says and nothing else tells. */
static void add_manifest(const struct package *p, json_t *out)
{
	static const char *const keys[] = {
		"name", "version", "description", "preopens", "permissions", "imports", "requires"};
	json_t *m = json_loads(p->manifest, 0, NULL);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		json_t *value = json_object_get(m, keys[i]);
		if (value && !json_object_get(out, keys[i]))
			json_object_set(out, keys[i], value);
	}
	json_decref(m);
}

static bool add_module(const char *file, const struct bytes *b, json_t *out)
{
	const struct front_options front = {.no_carrier = true};
	struct wasm_module *m = module_read(file, b->data, b->len, &front);
	if (!m)
		return false;
	json_object_set_new(out, "imports", manifest_imports(m));
	set_size(out, "functions", m->n_funcs);
	add_exports(m, out);
	add_memory(m, out);
	module_free(m);
	return true;
}

static bool inspect_module(const char *file, const struct bytes *b, json_t *out)
{
	struct sections sections;
	struct package p;
	if (!package_read(file, b->data, b->len, &p))
		return false;
	json_object_set_new(out, "kind", json_string(p.n_objects ? "package" : "module"));
	bool ok = add_module(file, b, out) && add_objects(file, &p, out) &&
		  sections_read(file, b->data, b->len, &sections);
	if (ok) {
		add_manifest(&p, out);
		add_sections(&sections, out);
		sections_free(&sections);
	}
	package_free(&p);
	return ok;
}

static bool inspect_program(const char *file, const struct bytes *b, json_t *out)
{
	struct sections sections;
	struct package p;
	json_object_set_new(out, "kind", json_string("program"));
	if (!program_read(file, b->data, b->len, &sections, &p))
		return false;
	bool ok = add_objects(file, &p, out);
	add_manifest(&p, out);
	add_sections(&sections, out);
	sections_free(&sections);
	package_free(&p);
	return ok;
}

static bool inspect_object(const char *file, const struct bytes *b, json_t *out)
{
	char *name = path_stem(file, has_suffix(file, ".bpf.o") ? ".bpf.o" : ".o");
	struct package_object object = {name, NULL, b->data, b->len};
	struct package p = {.objects = &object, .n_objects = 1};
	json_object_set_new(out, "kind", json_string("object"));
	bool ok = add_objects(file, &p, out);
	free(name);
	return ok;
}

static bool is_bpf_object(const struct bytes *b)
{
	Elf64_Ehdr h;
	if (b->len < sizeof h)
		return false;
	memcpy(&h, b->data, sizeof h);
	bool swapped = h.e_ident[EI_DATA] == ELFDATA2MSB;
	return (swapped ? __builtin_bswap16(h.e_machine) : h.e_machine) == EM_BPF;
}

static bool read_package(const char *file, const struct bytes *b, struct package *out)
{
	struct sections sections;
	if (b->len >= 4 && memcmp(b->data, "\0asm", 4) == 0)
		return package_read(file, b->data, b->len, out);
	return program_read(file, b->data, b->len, &sections, out);
}

/* The verdict for one object: nothing in *why* when it loads. */
static bool judge(const char *file, const struct package_object *o, const struct needs_kernel *k,
	struct buf *why)
{
	struct model *m = model_read(file, o->data, o->len);
	struct needs *n = m ? needs_of_bytes(file, m, o->data, o->len) : NULL;
	if (n && !needs_met(n, k, why))
		buf_printf(why, " [object %s]", o->name);
	needs_free(n);
	model_free(m);
	return n != NULL;
}

static bool serves(const struct package_object *o, const struct needs_kernel *k)
{
	return !o->arch || strcmp(o->arch, k->arch) == 0;
}

/* --on: one line, "runs" or "cannot: why". */
static bool inspect_on(const char *file, const struct bytes *b, const char *kernel)
{
	struct needs_kernel k;
	struct package p = {0};
	struct package_object object = {"", NULL, b->data, b->len};
	struct buf why = {0};
	bool any = false;
	if (!needs_kernel_parse(kernel, &k))
		return false;
	if (is_bpf_object(b))
		p = (struct package){.objects = &object, .n_objects = 1};
	else if (!read_package(file, b, &p))
		return false;
	for (size_t i = 0; i < p.n_objects && !why.len; i++) {
		any |= serves(&p.objects[i], &k);
		if (serves(&p.objects[i], &k) && !judge(file, &p.objects[i], &k, &why))
			return false;
	}
	if (p.n_objects && !any)
		buf_printf(&why, "the package has no object for %s", k.arch);
	printf(why.len ? "cannot: %s\n" : "runs%s\n", why.len ? why.data : "");
	buf_free(&why);
	return true;
}

static bool inspect(const char *file, const struct bytes *b, json_t *out)
{
	json_object_set_new(out, "file", json_string(file));
	set_size(out, "size", b->len);
	if (b->len >= 4 && memcmp(b->data, "\0asm", 4) == 0)
		return inspect_module(file, b, out);
	if (b->len >= 4 && memcmp(b->data, ELFMAG, 4) == 0)
		return is_bpf_object(b) ? inspect_object(file, b, out)
					: inspect_program(file, b, out);
	return fail(AT_FILE(file), "neither a WebAssembly module nor an ELF file");
}

int cmd_inspect(int argc, char **argv)
{
	bool as_json = false;
	const char *kernel = NULL;
	struct bytes b;
	struct operands operands;
	const struct opt opts[] = {
		{0, "json", NULL, OPT_FLAG, &as_json, "as one JSON object"},
		{0, "on", "KERNEL", OPT_TEXT, &kernel,
			"only say whether it runs on VERSION[,ARCH][,config=FILE][,btf=FILE]"},
	};
	const struct usage usage = {
		.command = "inspect",
		.operands = "FILE",
		.text = "Shows what a package, a BPF object or a native program of wbcc's holds: "
			"maps,\n"
			"programs, attach targets, imports, permissions, sections and sizes.",
		.opts = opts,
		.n_opts = 2,
		.min = 1,
		.max = 1,
	};
	int status = options_parse(&usage, argc, argv, &operands);
	if (status >= 0)
		return status;
	if (!file_read(operands.v[0], 0, &b))
		return EXIT_FAILED;
	if (kernel) {
		bool said = inspect_on(operands.v[0], &b, kernel);
		free(b.data);
		return said ? EXIT_DONE : EXIT_FAILED;
	}
	json_t *out = json_object();
	bool ok = inspect(operands.v[0], &b, out);
	if (ok && as_json) {
		json_dumpf(out, stdout, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
		putchar('\n');
	} else if (ok) {
		inspect_print(out);
	}
	json_decref(out);
	free(b.data);
	return ok ? EXIT_DONE : EXIT_FAILED;
}

/* Forms the manifest with jansson: from the models of the objects and the module's imports. */
#include "pack/manifest.h"

#include <stdlib.h>
#include <string.h>

#include "lower/module.h"
#include "model/model.h"
#include "needs/report.h"
#include "pack/preopens.h"

#define FORMAT 1

static json_t *text(const char *s)
{
	return json_string_nocheck(s ? s : "");
}

static void set_text(json_t *o, const char *key, const char *s)
{
	if (s && *s)
		json_object_set_new(o, key, text(s));
}

static json_t *list_of(const struct args *a)
{
	json_t *list = json_array();
	for (size_t i = 0; i < a->n; i++)
		json_array_append_new(list, text(a->v[i]));
	return list;
}

static json_t *program(const struct model_program *p)
{
	json_t *o = json_object();
	set_text(o, "name", p->name);
	set_text(o, "section", p->section);
	set_text(o, "type", p->type);
	set_text(o, "attach_type", p->attach_type);
	set_text(o, "target", p->attach_target);
	return o;
}

static json_t *map(const struct model_map *m)
{
	json_t *o = json_object();
	set_text(o, "name", m->name);
	set_text(o, "type", model_map_type_name(m->type));
	json_object_set_new(o, "key_size", json_integer(m->key_size));
	json_object_set_new(o, "value_size", json_integer(m->value_size));
	json_object_set_new(o, "max_entries", json_integer(m->max_entries));
	return o;
}

static json_t *globals(const struct model_section *s)
{
	json_t *vars = json_array(), *o = json_object();
	for (uint32_t i = 0; i < s->n_vars; i++)
		if (!s->vars[i].is_hidden)
			json_array_append_new(vars, text(s->vars[i].name));
	json_object_set_new(o, "section", text(s->name));
	json_object_set_new(o, "variables", vars);
	return o;
}

/* Kernel symbols that the object cannot do without. */
static json_t *ksyms(const struct model *m)
{
	json_t *list = json_array();
	for (uint32_t i = 0; i < m->n_ksyms; i++)
		if (!m->ksyms[i].is_weak)
			json_array_append_new(list, text(m->ksyms[i].name));
	return list;
}

static void set_list(json_t *o, const char *key, json_t *list)
{
	if (json_array_size(list))
		json_object_set_new(o, key, list);
	else
		json_decref(list);
}

/* What a kernel must have; the loader explains a refusal with it. */
static void set_needs(json_t *o, const struct manifest_object *in)
{
	struct needs *n = needs_of_bytes(in->model->file, in->model, in->data, in->len);
	if (n)
		json_object_set_new(o, "needs", needs_json(n, NEEDS_OLD));
	needs_free(n);
}

json_t *manifest_object(const struct manifest_object *in)
{
	const struct model *m = in->model;
	json_t *programs = json_array(), *maps = json_array(), *sections = json_array();
	json_t *o = json_object();
	for (uint32_t i = 0; i < m->n_programs; i++)
		if (!m->programs[i].is_subprog)
			json_array_append_new(programs, program(&m->programs[i]));
	for (uint32_t i = 0; i < m->n_maps; i++)
		if (!m->maps[i].is_inner)
			json_array_append_new(maps, map(&m->maps[i]));
	for (uint32_t i = 0; i < m->n_sections; i++)
		json_array_append_new(sections, globals(&m->sections[i]));
	set_text(o, "name", in->name);
	set_text(o, "license", m->license);
	set_list(o, "programs", programs);
	set_list(o, "maps", maps);
	set_list(o, "globals", sections);
	set_list(o, "kernel_symbols", ksyms(m));
	set_needs(o, in);
	return o;
}

json_t *manifest_imports(const struct wasm_module *m)
{
	json_t *all = json_object();
	for (uint32_t i = 0; i < m->n_imports; i++) {
		const char *module = m->imports[i].module.data;
		json_t *names = json_object_get(all, module);
		if (!names) {
			json_object_set_new(all, module, json_array());
			names = json_object_get(all, module);
		}
		json_array_append_new(names, text(m->imports[i].name.data));
	}
	return all;
}

/* Only the modules: the functions stand in the module's own import section. */
static json_t *import_modules(const struct wasm_module *m)
{
	json_t *all = manifest_imports(m), *list = json_array(), *names;
	const char *module;
	json_object_foreach(all, module, names) json_array_append_new(list, text(module));
	json_decref(all);
	return list;
}

/* What the project lists, and what the guest's own strings name. */
static json_t *preopens(const struct manifest_input *in, const struct wasm_module *m)
{
	struct args all = {0};
	for (size_t i = 0; i < in->preopens->n; i++)
		args_add(&all, in->preopens->v[i]);
	preopens_infer(m, &all);
	json_t *list = list_of(&all);
	args_free(&all);
	return list;
}

/* Without the reasons for each need, which `wbcc inspect` finds in the object again. */
static json_t *carried_object(const struct manifest_object *in)
{
	json_t *o = manifest_object(in);
	json_object_del(json_object_get(o, "needs"), "list");
	return o;
}

static json_t *manifest(const struct manifest_input *in, const struct wasm_module *m)
{
	json_t *o = json_object(), *objects = json_array();
	for (size_t i = 0; i < in->n_objects; i++)
		json_array_append_new(objects, carried_object(&in->objects[i]));
	json_object_set_new(o, "format", json_integer(FORMAT));
	set_text(o, "name", in->name);
	set_text(o, "version", in->version);
	set_text(o, "description", in->description);
	set_list(o, "objects", objects);
	json_object_set_new(o, "imports", import_modules(m));
	set_list(o, "preopens", preopens(in, m));
	set_list(o, "permissions", list_of(in->permissions));
	return o;
}

bool manifest_write(const struct manifest_input *in, struct buf *out)
{
	const struct front_options front = {.no_carrier = true};
	struct wasm_module *m = module_read(in->file, in->wasm, in->len, &front);
	if (!m)
		return false;
	json_t *o = manifest(in, m);
	char *dumped = json_dumps(o, JSON_COMPACT | JSON_SORT_KEYS);
	buf_puts(out, dumped);
	free(dumped);
	json_decref(o);
	module_free(m);
	return true;
}

/* Writes the model as JSON; docs/model-json.md says what each member means. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "skel/skel.h"

#define FORMAT 1

static void set_text(json_t *o, const char *key, const char *value)
{
	json_object_set_new(o, key, json_stringn_nocheck(value, strlen(value)));
}

static void set_number(json_t *o, const char *key, uint64_t value)
{
	json_object_set_new(o, key, json_integer((json_int_t)value));
}

static void set_bool(json_t *o, const char *key, bool value)
{
	json_object_set_new(o, key, json_boolean(value));
}

static const char *map_kind(enum model_map_kind kind)
{
	switch (kind) {
	case MODEL_MAP_USER: return "user";
	case MODEL_MAP_DATA: return "data";
	case MODEL_MAP_RODATA: return "rodata";
	case MODEL_MAP_BSS: return "bss";
	case MODEL_MAP_KCONFIG: return "kconfig";
	default: return "struct_ops";
	}
}

static json_t *slots(const struct model_map *map)
{
	json_t *a = json_array();
	for (uint32_t i = 0; i < map->n_slots; i++)
		json_array_append_new(
			a, map->slots[i] ? json_string_nocheck(map->slots[i]) : json_null());
	return a;
}

static json_t *map_json(const struct model_map *map, const char *name)
{
	json_t *o = json_object();
	char *full = model_map_name(map, name);
	set_text(o, "name", full);
	free(full);
	set_text(o, "member", map->ident ? map->ident : "");
	set_text(o, "kind", map_kind(map->kind));
	set_text(o, "section", map->section);
	set_text(o, "type", model_map_type_name(map->type));
	set_number(o, "type_number", map->type);
	set_number(o, "key_size", map->key_size);
	set_number(o, "value_size", map->value_size);
	set_number(o, "max_entries", map->max_entries);
	set_number(o, "flags", map->flags);
	set_number(o, "map_extra", map->map_extra);
	set_number(o, "numa_node", map->numa_node);
	set_number(o, "pinning", map->pinning);
	set_number(o, "key_type", map->key_type);
	set_number(o, "value_type", map->value_type);
	set_bool(o, "per_cpu", model_map_is_percpu(map->type));
	set_bool(o, "mapped", map->is_mmapable);
	if (map->inner)
		json_object_set_new(o, "inner", map_json(map->inner, name));
	if (map->slots)
		json_object_set_new(o, map->is_prog_array ? "programs" : "maps", slots(map));
	return o;
}

static json_t *program_json(const struct model_program *p)
{
	json_t *o = json_object();
	set_text(o, "name", p->name);
	set_text(o, "section", p->section);
	set_text(o, "type", p->type);
	set_text(o, "attach_type", p->attach_type);
	set_text(o, "attach_target", p->attach_target);
	set_bool(o, "autoattach", p->autoattach);
	set_bool(o, "autoload", p->autoload);
	set_bool(o, "sleepable", p->sleepable);
	set_bool(o, "subprogram", p->is_subprog);
	set_number(o, "offset", p->offset);
	set_number(o, "size", p->size);
	set_number(o, "func", p->func);
	return o;
}

static json_t *section_json(const struct model *m, const struct model_section *s, const char *name)
{
	json_t *o = json_object(), *vars = json_array();
	char *map = model_map_name(&m->maps[s->map], name);
	set_text(o, "name", s->name);
	set_text(o, "member", s->ident);
	set_text(o, "map", map);
	free(map);
	set_number(o, "size", s->size);
	for (uint32_t i = 0; i < s->n_vars; i++) {
		const struct model_var *v = &s->vars[i];
		json_t *e = json_object();
		set_text(e, "name", v->name);
		set_text(e, "member", v->is_hidden ? "" : v->ident);
		set_number(e, "type", v->type);
		set_number(e, "offset", v->offset);
		set_number(e, "size", v->size);
		set_bool(e, "static", v->is_static);
		set_bool(e, "weak", v->is_weak);
		json_array_append_new(vars, e);
	}
	json_object_set_new(o, "variables", vars);
	return o;
}

static json_t *ksym_json(const struct model_ksym *k)
{
	json_t *o = json_object();
	set_text(o, "name", k->name);
	set_bool(o, "function", k->is_func);
	set_bool(o, "weak", k->is_weak);
	set_number(o, "type", k->type);
	return o;
}

static json_t *members_json(const struct btf *btf, const struct btf_type *t)
{
	json_t *a = json_array();
	for (uint32_t i = 0; i < t->n; i++) {
		const struct btf_member *m = &btf_members(btf, t)[i];
		json_t *o = json_object();
		set_text(o, "name", m->name);
		set_number(o, "type", m->type);
		set_number(o, "bit", m->bit);
		if (m->bits)
			set_number(o, "bits", m->bits);
		json_array_append_new(a, o);
	}
	return a;
}

static json_t *values_json(const struct btf *btf, const struct btf_type *t)
{
	json_t *a = json_array();
	for (uint32_t i = 0; i < t->n; i++) {
		const struct btf_value *v = &btf_values(btf, t)[i];
		json_t *o = json_object();
		set_text(o, "name", v->name);
		if (!t->flag && v->value > INT64_MAX) { /* JSON's integers end there */
			char *text = xasprintf("%llu", (unsigned long long)v->value);
			set_text(o, "value", text);
			free(text);
		} else {
			set_number(o, "value", v->value);
		}
		json_array_append_new(a, o);
	}
	return a;
}

static json_t *params_json(const struct btf *btf, const struct btf_type *t)
{
	json_t *a = json_array();
	for (uint32_t i = 0; i < t->n; i++) {
		json_t *o = json_object();
		set_text(o, "name", btf_params(btf, t)[i].name);
		set_number(o, "type", btf_params(btf, t)[i].type);
		json_array_append_new(a, o);
	}
	return a;
}

static json_t *vars_json(const struct btf *btf, const struct btf_type *t)
{
	json_t *a = json_array();
	for (uint32_t i = 0; i < t->n; i++) {
		json_t *o = json_object();
		set_number(o, "type", btf_vars(btf, t)[i].type);
		set_number(o, "offset", btf_vars(btf, t)[i].offset);
		set_number(o, "size", btf_vars(btf, t)[i].size);
		json_array_append_new(a, o);
	}
	return a;
}

static void add_details(json_t *o, const struct btf *btf, const struct btf_type *t)
{
	switch (t->kind) {
	case BTF_STRUCT:
	case BTF_UNION: json_object_set_new(o, "members", members_json(btf, t)); break;
	case BTF_ENUM:
	case BTF_ENUM64:
		set_bool(o, "signed", t->flag);
		json_object_set_new(o, "values", values_json(btf, t));
		break;
	case BTF_FUNC_PROTO:
		set_number(o, "returns", t->ref);
		json_object_set_new(o, "params", params_json(btf, t));
		break;
	case BTF_DATASEC: json_object_set_new(o, "variables", vars_json(btf, t)); break;
	case BTF_ARRAY:
		set_number(o, "type", t->ref);
		set_number(o, "elements", t->n);
		break;
	case BTF_INT:
		set_bool(o, "signed", t->encoding & BTF_INT_SIGNED);
		set_bool(o, "bool", t->encoding & BTF_INT_BOOL);
		break;
	case BTF_FWD: set_text(o, "of", t->flag ? "UNION" : "STRUCT"); break;
	case BTF_FLOAT: break;
	default: set_number(o, "type", t->ref); break;
	}
}

static json_t *types_json(const struct btf *btf)
{
	json_t *a = json_array();
	for (uint32_t id = 0; id < btf->n_types; id++) {
		const struct btf_type *t = btf_type(btf, id);
		json_t *o = json_object();
		set_number(o, "id", id);
		set_text(o, "kind", btf_kind_name(t->kind));
		set_text(o, "name", id ? t->name : "void");
		set_number(o, "size", t->size);
		if (id)
			add_details(o, btf, t);
		json_array_append_new(a, o);
	}
	return a;
}

#define EACH(list, n, call)                                                                        \
	for (uint32_t i = 0; i < (n); i++)                                                         \
	json_array_append_new((list), (call))

static json_t *model_json(const struct model *m, const char *name)
{
	json_t *o = json_object(), *maps = json_array(), *programs = json_array();
	json_t *sections = json_array(), *ksyms = json_array();
	EACH(maps, m->n_maps, map_json(&m->maps[i], name));
	EACH(programs, m->n_programs, program_json(&m->programs[i]));
	EACH(sections, m->n_sections, section_json(m, &m->sections[i], name));
	EACH(ksyms, m->n_ksyms, ksym_json(&m->ksyms[i]));
	set_number(o, "format", FORMAT);
	set_text(o, "name", name);
	set_text(o, "license", m->license);
	set_text(o, "endianness", m->big_endian ? "big" : "little");
	set_number(o, "pointer_size", m->ptr_size);
	json_object_set_new(o, "maps", maps);
	json_object_set_new(o, "programs", programs);
	json_object_set_new(o, "sections", sections);
	json_object_set_new(o, "ksyms", ksyms);
	json_object_set_new(o, "types", types_json(m->btf));
	return o;
}

bool json_write(const struct model *m, const char *name, struct buf *out)
{
	json_t *o = model_json(m, name);
	char *text = json_dumps(o, JSON_INDENT(2) | JSON_ENSURE_ASCII);
	json_decref(o);
	if (!text)
		return fail(AT_FILE(m->file), "a name in it is not text");
	buf_puts(out, text);
	buf_putc(out, '\n');
	free(text);
	return true;
}

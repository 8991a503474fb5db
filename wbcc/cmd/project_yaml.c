/*
 * Reads wbcc.yaml with libyaml's document API.  Each key stands once in the table below; an
 * unknown key, a wrong kind of value or a key said twice is an error with line and column.
 *
 *     name: bootstrap            guest:
 *     version: 1.0.0                 sources: [bootstrap.c]
 *     bpf:                           cflags: [-DNDEBUG]
 *         cflags: [-DMAX=10]     preopens: [/proc, /etc::/config]
 */
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/project.h"

enum value_kind {
	VALUE_TEXT,
	VALUE_LIST,
	VALUE_PATH,  /* text, relative to the folder */
	VALUE_PATHS, /* list, relative to the folder */
};

static const struct key {
	const char *group; /* NULL: at the top */
	const char *name;
	enum value_kind kind;
	size_t field;
} keys[] = {
	{NULL, "name", VALUE_TEXT, offsetof(struct project, name)},
	{NULL, "version", VALUE_TEXT, offsetof(struct project, version)},
	{NULL, "description", VALUE_TEXT, offsetof(struct project, description)},
	{NULL, "vmlinux", VALUE_PATH, offsetof(struct project, vmlinux)},
	{NULL, "preopens", VALUE_LIST, offsetof(struct project, preopens)},
	{NULL, "permissions", VALUE_LIST, offsetof(struct project, permissions)},
	{"bpf", "sources", VALUE_PATHS, offsetof(struct project, objects)},
	{"bpf", "cflags", VALUE_LIST, offsetof(struct project, bpf_cflags)},
	{"guest", "sources", VALUE_PATHS, offsetof(struct project, sources)},
	{"guest", "cflags", VALUE_LIST, offsetof(struct project, guest_cflags)},
	{"guest", "ldflags", VALUE_LIST, offsetof(struct project, guest_ldflags)},
	{"native", "target", VALUE_TEXT, offsetof(struct project, target)},
	{"native", "cc", VALUE_TEXT, offsetof(struct project, cc)},
	{"native", "march", VALUE_TEXT, offsetof(struct project, march)},
	{"native", "cflags", VALUE_LIST, offsetof(struct project, native_cflags)},
};

#define N_KEYS (sizeof keys / sizeof *keys)

struct reader {
	const char *file;
	yaml_document_t doc;
	struct project *project;
	bool seen[N_KEYS];
};

static struct place at_node(const struct reader *r, const yaml_node_t *node)
{
	return AT_LINE(r->file, (unsigned)node->start_mark.line + 1,
		(unsigned)node->start_mark.column + 1);
}

static const char *text(const yaml_node_t *node)
{
	return (const char *)node->data.scalar.value;
}

static char *read_text(struct reader *r, const yaml_node_t *node, bool is_path)
{
	if (node->type != YAML_SCALAR_NODE || !*text(node) ||
		strlen(text(node)) != node->data.scalar.length) {
		fail(at_node(r, node), "expected a text here");
		return NULL;
	}
	bool relative = is_path && *text(node) != '/';
	return relative ? path_join(r->project->dir, text(node)) : xstrdup(text(node));
}

static bool read_list(struct reader *r, const yaml_node_t *node, bool is_path, struct args *list)
{
	if (node->type != YAML_SEQUENCE_NODE)
		return fail(at_node(r, node), "expected a list here, such as [a, b]");
	const yaml_node_item_t *i = node->data.sequence.items.start;
	for (; i < node->data.sequence.items.top; i++) {
		char *s = read_text(r, yaml_document_get_node(&r->doc, *i), is_path);
		if (!s)
			return false;
		args_add(list, s);
		free(s);
	}
	return true;
}

static bool read_value(struct reader *r, const struct key *k, const yaml_node_t *node)
{
	char *field = (char *)r->project + k->field;
	bool is_path = k->kind == VALUE_PATH || k->kind == VALUE_PATHS;
	if (k->kind == VALUE_LIST || k->kind == VALUE_PATHS)
		return read_list(r, node, is_path, (struct args *)field);
	char *s = read_text(r, node, is_path);
	*(char **)field = s;
	return s != NULL;
}

static bool is_group(const char *name)
{
	for (size_t i = 0; i < N_KEYS; i++)
		if (keys[i].group && strcmp(keys[i].group, name) == 0)
			return true;
	return false;
}

static const struct key *find_key(const char *group, const char *name)
{
	for (size_t i = 0; i < N_KEYS; i++)
		if (strcmp(keys[i].group ? keys[i].group : "", group ? group : "") == 0 &&
			strcmp(keys[i].name, name) == 0)
			return &keys[i];
	return NULL;
}

static bool unknown_key(struct reader *r, const yaml_node_t *node, const char *group)
{
	struct buf known = {0};
	fail(at_node(r, node), "unknown key '%s'%s%s", text(node), group ? " in " : "",
		group ? group : "");
	for (size_t i = 0; i < N_KEYS; i++)
		if (strcmp(keys[i].group ? keys[i].group : "", group ? group : "") == 0)
			buf_printf(&known, "%s%s", known.len ? ", " : "", keys[i].name);
	note("known here: %s%s", known.data, group ? "" : ", bpf, guest, native");
	buf_free(&known);
	return false;
}

static bool read_mapping(struct reader *r, const yaml_node_t *map, const char *group);

static bool read_pair(
	struct reader *r, const yaml_node_t *name, const yaml_node_t *value, const char *group)
{
	if (name->type != YAML_SCALAR_NODE)
		return fail(at_node(r, name), "expected a key here");
	if (!group && is_group(text(name)))
		return read_mapping(r, value, text(name));
	const struct key *k = find_key(group, text(name));
	if (!k)
		return unknown_key(r, name, group);
	if (r->seen[k - keys])
		return fail(at_node(r, name), "'%s' stands here a second time", k->name);
	r->seen[k - keys] = true;
	return read_value(r, k, value);
}

static bool read_mapping(struct reader *r, const yaml_node_t *map, const char *group)
{
	if (map->type != YAML_MAPPING_NODE)
		return fail(at_node(r, map), "expected keys and values here");
	const yaml_node_pair_t *p = map->data.mapping.pairs.start;
	for (; p < map->data.mapping.pairs.top; p++)
		if (!read_pair(r, yaml_document_get_node(&r->doc, p->key),
			    yaml_document_get_node(&r->doc, p->value), group))
			return false;
	return true;
}

static bool read_document(struct reader *r, yaml_parser_t *parser)
{
	if (!yaml_parser_load(parser, &r->doc))
		return fail(AT_LINE(r->file, (unsigned)parser->problem_mark.line + 1,
				    (unsigned)parser->problem_mark.column + 1),
			"%s", parser->problem ? parser->problem : "not YAML");
	const yaml_node_t *root = yaml_document_get_root_node(&r->doc);
	bool ok = !root || read_mapping(r, root, NULL); /* an empty file says nothing */
	yaml_document_delete(&r->doc);
	return ok;
}

bool project_read_yaml(const char *file, struct project *p)
{
	struct reader r = {.file = file, .project = p};
	struct bytes b;
	yaml_parser_t parser;
	if (!file_read(file, 1 << 20, &b))
		return false;
	if (!yaml_parser_initialize(&parser)) {
		free(b.data);
		return fail(AT_FILE(file), "libyaml cannot start");
	}
	yaml_parser_set_input_string(&parser, b.data, b.len);
	bool ok = read_document(&r, &parser);
	yaml_parser_delete(&parser);
	free(b.data);
	return ok;
}

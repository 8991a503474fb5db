/* The modules of a script: by file, by the script's names for them, and as import sources. */
#include "spec.h"

#include <stdlib.h>
#include <string.h>

struct named {
	const char *name;
	const struct spec_module *module;
};

struct source {
	struct spec_name name;
	const struct wb_instance *instance;
};

static struct named *names;
static struct source *sources;
static size_t n_names, n_sources;
static const struct spec_module *newest;

static void *grown(void *array, size_t n, size_t size)
{
	void *p = reallocarray(array, n, size);
	if (!p)
		abort();
	return p;
}

struct spec_name spec_read_name(const json_t *text)
{
	struct spec_name name = {NULL, json_string_length(text)};
	name.bytes = grown(NULL, name.len + 1, 1);
	memcpy(name.bytes, json_string_value(text), name.len + 1);
	return name;
}

const struct spec_module *spec_module_of(const char *file)
{
	for (const struct spec_module *m = spec_modules; m->file; m++)
		if (!strcmp(m->file, file))
			return m;
	return NULL;
}

void spec_define(const char *name, const struct spec_module *m)
{
	newest = m;
	if (!name)
		return;
	names = grown(names, n_names + 1, sizeof *names);
	names[n_names++] = (struct named){name, m};
}

const struct spec_module *spec_named(const char *name)
{
	if (!name)
		return newest;
	for (size_t i = n_names; i-- > 0;) /* a name may be given again: the last one holds */
		if (!strcmp(names[i].name, name))
			return names[i].module;
	return NULL;
}

void spec_register(struct spec_name as, const struct wb_instance *in)
{
	sources = grown(sources, n_sources + 1, sizeof *sources);
	sources[n_sources++] = (struct source){as, in};
}

static bool same_name(const struct spec_name *name, const char *bytes, size_t len)
{
	return name->len == len && !memcmp(name->bytes, bytes, len);
}

const struct wb_export *spec_export(const struct wb_instance *in, const struct spec_name *name)
{
	for (uint32_t i = 0; i < in->n_exports; i++)
		if (same_name(name, in->exports[i].name, in->exports[i].name_len))
			return &in->exports[i];
	return NULL;
}

static const struct wb_export *find(void *ctx, const struct wb_import *import)
{
	struct spec_name name = {(char *)import->name, import->name_len};
	(void)ctx;
	for (size_t i = n_sources; i-- > 0;)
		if (same_name(&sources[i].name, import->module, import->module_len))
			return spec_export(sources[i].instance, &name);
	return NULL;
}

const char *spec_instantiate(struct wb_instance *in)
{
	return wb_instantiate(in, find, NULL);
}

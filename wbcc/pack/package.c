/* Reads and writes the custom sections that make a module a package. */
#include "pack/package.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "pack/sections.h"

static bool is_bpf(const struct section *s)
{
	return s->name && strncmp(s->name, SECTION_BPF, strlen(SECTION_BPF)) == 0;
}

static bool is_manifest(const struct section *s)
{
	return s->name && strcmp(s->name, SECTION_MANIFEST) == 0;
}

static const struct package_object *find_object(
	const struct package *p, const char *name, const char *arch)
{
	for (size_t i = 0; i < p->n_objects; i++) {
		const char *a = p->objects[i].arch;
		if (strcmp(p->objects[i].name, name) == 0 &&
			strcmp(a ? a : "", arch ? arch : "") == 0)
			return &p->objects[i];
	}
	return NULL;
}

/* "bpf:NAME" or "bpf:NAME@ARCH" */
static bool read_object(const char *file, const struct section *s, struct package *p)
{
	char *name = xstrdup(s->name + strlen(SECTION_BPF));
	char *at = strchr(name, '@');
	if (at)
		*at++ = '\0';
	if (!*name || (at && !*at) || find_object(p, name, at)) {
		bool twice = *name && !(at && !*at);
		free(name);
		return fail(AT_SECTION(file, s->name, s->at), "%s",
			twice ? "a second BPF object of this name"
			      : "not a BPF object's name: bpf:NAME or bpf:NAME@ARCH");
	}
	p->objects[p->n_objects++] = (struct package_object){name, at, s->data, s->len};
	return true;
}

static char *text_of(const json_t *manifest, const char *key)
{
	const char *s = json_string_value(json_object_get(manifest, key));
	return xstrdup(s ? s : "");
}

static bool read_manifest(const char *file, const struct section *s, struct package *p)
{
	json_error_t e;
	json_t *m = json_loadb((const char *)s->data, s->len, JSON_REJECT_DUPLICATES, &e);
	if (!json_is_object(m)) {
		json_decref(m);
		return fail(AT_SECTION(file, SECTION_MANIFEST, s->at), "not a JSON object: %s",
			m ? "another kind of value" : e.text);
	}
	p->manifest = xmemdup(s->data, s->len);
	p->name = text_of(m, "name");
	p->version = text_of(m, "version");
	json_decref(m);
	return true;
}

bool package_read(const char *file, const uint8_t *wasm, size_t len, struct package *out)
{
	struct sections sections;
	*out = (struct package){.name = NULL};
	if (!sections_read(file, wasm, len, &sections))
		return false;
	out->objects = xcalloc(sections.n, sizeof *out->objects);
	bool ok = true;
	for (size_t i = 0; i < sections.n && ok; i++) {
		const struct section *s = &sections.v[i];
		if (is_bpf(s))
			ok = read_object(file, s, out);
		else if (is_manifest(s) && out->manifest)
			ok = fail(AT_SECTION(file, s->name, s->at), "a second manifest");
		else if (is_manifest(s))
			ok = read_manifest(file, s, out);
	}
	sections_free(&sections);
	if (!ok) {
		package_free(out);
		return false;
	}
	out->name = out->name ? out->name : xstrdup("");
	out->version = out->version ? out->version : xstrdup("");
	out->manifest = out->manifest ? out->manifest : xstrdup("");
	return true;
}

void package_free(struct package *p)
{
	for (size_t i = 0; i < p->n_objects; i++)
		free((char *)p->objects[i].name); /* arch lies in the same allocation */
	free(p->objects);
	free((char *)p->name);
	free((char *)p->version);
	free((char *)p->manifest);
	*p = (struct package){.name = NULL};
}

bool package_write(
	const char *file, const uint8_t *wasm, size_t len, const struct package *p, struct buf *out)
{
	struct sections sections;
	if (!sections_read(file, wasm, len, &sections))
		return false;
	buf_add(out, wasm, sections.n ? sections.v[0].at : len);
	for (size_t i = 0; i < sections.n; i++) {
		const struct section *s = &sections.v[i];
		if (!is_bpf(s) && !is_manifest(s))
			buf_add(out, wasm + s->at, s->end - s->at);
	}
	sections_free(&sections);
	for (size_t i = 0; i < p->n_objects; i++) {
		const struct package_object *o = &p->objects[i];
		char *name = xasprintf(
			SECTION_BPF "%s%s%s", o->name, o->arch ? "@" : "", o->arch ? o->arch : "");
		section_add(out, name, o->data, o->len);
		free(name);
	}
	section_add(out, SECTION_MANIFEST, p->manifest, strlen(p->manifest));
	return true;
}

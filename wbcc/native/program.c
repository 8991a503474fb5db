/* Finds the sections .wbcc.* of a native program with libelf. */
#include "native/program.h"

#include <gelf.h>
#include <jansson.h>
#include <libelf.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "native/embed.h"

static bool read_sections(
	const char *file, Elf *e, const uint8_t *elf, size_t len, struct sections *out)
{
	size_t names;
	if (elf_kind(e) != ELF_K_ELF || elf_getshdrstrndx(e, &names) != 0)
		return fail(AT_FILE(file), "not an ELF file that can be read: %s", elf_errmsg(-1));
	for (Elf_Scn *scn = NULL; (scn = elf_nextscn(e, scn));) {
		GElf_Shdr h;
		const char *name = gelf_getshdr(scn, &h) ? elf_strptr(e, names, h.sh_name) : NULL;
		bool in_file = name && h.sh_type != SHT_NOBITS;
		if (in_file && (h.sh_offset > len || h.sh_size > len - h.sh_offset))
			return fail(AT_SECTION(file, name, h.sh_offset),
				"the section reaches beyond the end of the file");
		if (name && *name)
			vec_push(out->v, out->n, out->cap) = (struct section){.name = xstrdup(name),
				.data = in_file ? elf + h.sh_offset : NULL,
				.len = h.sh_size,
				.at = h.sh_offset};
	}
	return true;
}

/* The blob without the NUL that stage 7 puts behind it. */
static size_t blob_len(const struct section *s)
{
	return s->len ? s->len - 1 : 0;
}

static void take_manifest(const struct section *s, struct package *p)
{
	json_t *m = json_loadb((const char *)s->data, blob_len(s), 0, NULL);
	const char *name = json_string_value(json_object_get(m, "name"));
	const char *version = json_string_value(json_object_get(m, "version"));
	p->manifest = xmemdup(s->data, blob_len(s));
	p->name = xstrdup(name ? name : "");
	p->version = xstrdup(version ? version : "");
	json_decref(m);
}

static void take_object(const struct section *s, struct package *p)
{
	char *name = xstrdup(s->name + strlen(EMBED_BPF)), *at = strchr(name, '@');
	if (at)
		*at++ = '\0';
	p->objects[p->n_objects++] = (struct package_object){name, at, s->data, blob_len(s)};
}

static bool find_package(const char *file, const struct sections *sections, struct package *p)
{
	*p = (struct package){.objects = xcalloc(sections->n, sizeof *p->objects)};
	for (size_t i = 0; i < sections->n; i++) {
		const struct section *s = &sections->v[i];
		if (!p->manifest && s->data && strcmp(s->name, EMBED_MANIFEST) == 0)
			take_manifest(s, p);
		else if (s->data && strncmp(s->name, EMBED_BPF, strlen(EMBED_BPF)) == 0)
			take_object(s, p);
	}
	if (p->manifest)
		return true;
	package_free(p);
	fail(AT_FILE(file), "an ELF file, but neither a BPF object nor a program made by wbcc");
	return false;
}

bool program_read(const char *file, const uint8_t *elf, size_t len, struct sections *sections,
	struct package *package)
{
	elf_version(EV_CURRENT);
	*sections = (struct sections){0};
	Elf *e = elf_memory((char *)elf, len);
	bool ok = e && read_sections(file, e, elf, len, sections) &&
		  find_package(file, sections, package);
	elf_end(e);
	if (!ok)
		sections_free(sections);
	return ok;
}

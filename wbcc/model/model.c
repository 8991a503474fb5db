/*
 * Reads a BPF object whole: the bytes of an ELF file (or raw BTF) in, a struct model out.  The
 * order of the steps is libbpf's, because each later one uses what the earlier ones settled:
 * externs give .kconfig its layout, symbols give variables their offsets, then come the maps.
 */
#include "model/model.h"

#include <ctype.h>
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "model/bytes.h"
#include "model/model_internal.h"

void *model_alloc(struct model *m, size_t n, size_t size)
{
	return vec_push(m->owned, m->n_owned, m->cap_owned) = xcalloc(n ? n : 1, size);
}

const char *model_keep(struct model *m, char *s)
{
	return vec_push(m->owned, m->n_owned, m->cap_owned) = s;
}

bool has_prefix(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

char *c_identifier(const char *name)
{
	bool digit = isdigit((unsigned char)*name);
	char *s = xasprintf("%s%s", digit || !*name ? "_" : "", name);
	for (char *p = s; *p; p++)
		if (!isalnum((unsigned char)*p))
			*p = '_';
	return s;
}

struct place type_place(const struct model *m, uint32_t id)
{
	return AT_SECTION(m->file, ".BTF", m->btf->types[id].offset);
}

const struct elf_symbol *find_symbol(const struct elf *elf, const char *name)
{
	for (uint32_t i = 1; i < elf->n_symbols; i++)
		if (elf->symbols[i].bind != STB_LOCAL && strcmp(elf->symbols[i].name, name) == 0)
			return &elf->symbols[i];
	return NULL;
}

static bool is_unique(const char *name)
{
	static const char *const once[] = {".BTF", ".BTF.ext", ".maps", "maps", "license",
		"version", ".kconfig", ".struct_ops"};
	for (size_t i = 0; i < sizeof once / sizeof *once; i++)
		if (strcmp(name, once[i]) == 0)
			return true;
	return has_prefix(name, ".data") || has_prefix(name, ".rodata") || has_prefix(name, ".bss");
}

static bool check_sections(const struct elf *elf)
{
	for (uint32_t i = 1; i < elf->n_sections; i++) {
		const struct elf_section *s = &elf->sections[i];
		if (is_unique(s->name) && elf_find(elf, s->name, NULL) != s)
			return fail(
				AT_SECTION(elf->file, s->name, 0), "a second section of that name");
		if (strcmp(s->name, "maps") != 0 || !s->size)
			continue;
		fail(AT_SECTION(elf->file, s->name, 0),
			"maps declared with struct bpf_map_def, which libbpf 1.0 dropped");
		note("declare them in SEC(\".maps\") with __uint() and __type()");
		return false;
	}
	return true;
}

static bool read_object_btf(struct building *b)
{
	const struct elf_section *s = elf_find(b->elf, ".BTF", NULL);
	if (!s || !s->data || !s->size) {
		fail(AT_FILE(b->elf->file), "the object has no BTF (section .BTF)");
		note("compile it with clang -g -target bpf");
		return false;
	}
	b->m->btf = btf_read(AT_SECTION(b->elf->file, ".BTF", 0), s->data, s->size);
	if (b->m->btf && b->m->btf->big_endian != b->elf->big)
		return fail(AT_SECTION(b->elf->file, ".BTF", 0),
			"BTF and ELF header disagree about the byte order");
	return b->m->btf;
}

static void read_license(struct building *b)
{
	const struct elf_section *s = elf_find(b->elf, "license", NULL);
	const char *text = s && s->data ? (const char *)s->data : "";
	size_t max = s && s->data ? s->size : 0;
	b->m->license = model_keep(b->m, xstrndup(text, strnlen(text, max)));
	s = elf_find(b->elf, "version", NULL);
	if (s && s->data && s->size == 4)
		b->m->kernel_version = get_u32(s->data, b->elf->big);
}

static bool read_object(struct model *m, const uint8_t *bytes, size_t len)
{
	struct elf *elf = elf_read(m->file, bytes, len);
	if (!elf)
		return false;
	struct building b = {.m = m, .elf = elf};
	m->big_endian = elf->big;
	m->ptr_size = 8;
	bool ok = check_sections(elf) && read_object_btf(&b);
	if (ok) {
		read_license(&b);
		ok = read_programs(&b) && read_externs(&b) && fix_datasecs(&b) && read_maps(&b) &&
		     read_data_sections(&b) && read_struct_ops(&b);
	}
	elf_free(elf);
	return ok;
}

static bool read_raw_btf(struct model *m, const uint8_t *bytes, size_t len)
{
	m->btf = btf_read(AT_SECTION(m->file, ".BTF", 0), bytes, len);
	if (!m->btf)
		return false;
	m->big_endian = m->btf->big_endian;
	m->ptr_size = m->btf->ptr_size;
	m->license = "";
	return true;
}

static bool is_raw_btf(const uint8_t *bytes, size_t len)
{
	return len >= 2 && (get_u16(bytes, false) == 0xeb9f || get_u16(bytes, true) == 0xeb9f);
}

struct model *model_read(const char *file, const uint8_t *bytes, size_t len)
{
	struct model *m = xcalloc(1, sizeof *m);
	m->file = model_keep(m, xstrdup(file));
	if (is_raw_btf(bytes, len) ? read_raw_btf(m, bytes, len) : read_object(m, bytes, len))
		return m;
	model_free(m);
	return NULL;
}

void model_free(struct model *m)
{
	if (!m)
		return;
	btf_free(m->btf);
	for (size_t i = 0; i < m->n_owned; i++)
		free(m->owned[i]);
	free(m->owned);
	free(m->maps);
	free(m->programs);
	free(m->sections);
	free(m->ksyms);
	free(m);
}

const struct model_map *model_find_map(const struct model *m, const char *name)
{
	for (uint32_t i = 0; i < m->n_maps; i++)
		if (strcmp(m->maps[i].name, name) == 0)
			return &m->maps[i];
	return NULL;
}

const struct model_section *model_find_section(const struct model *m, const char *name)
{
	for (uint32_t i = 0; i < m->n_sections; i++)
		if (strcmp(m->sections[i].name, name) == 0)
			return &m->sections[i];
	return NULL;
}

char *model_object_name(const char *file)
{
	char *stem = path_stem(file, ".o");
	char *name = c_identifier(stem);
	free(stem);
	return name;
}

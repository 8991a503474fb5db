/*
 * BPF objects made by hand, so that each byte can be wrong: BTF types and strings are appended
 * one by one, ELF sections too; finish() lays everything out.
 */
#ifndef MODEL_FIXTURE_H
#define MODEL_FIXTURE_H

#include <elf.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "model/btf.h"

struct btf_image {
	struct buf types, strings;
	bool big;
};

static inline void put_u32(struct buf *b, uint32_t v, bool big)
{
	uint8_t le[4] = {(uint8_t)v, (uint8_t)(v >> 8), (uint8_t)(v >> 16), (uint8_t)(v >> 24)};
	uint8_t be[4] = {le[3], le[2], le[1], le[0]};
	buf_add(b, big ? be : le, 4);
}

static inline uint32_t put_string(struct btf_image *b, const char *s)
{
	if (!b->strings.len)
		buf_putc(&b->strings, '\0');
	if (!*s)
		return 0;
	uint32_t at = (uint32_t)b->strings.len;
	buf_add(&b->strings, s, strlen(s) + 1);
	return at;
}

static inline void put_word(struct btf_image *b, uint32_t v)
{
	put_u32(&b->types, v, b->big);
}

/* The three words of each type; *last* is its size or the type it refers to. */
static inline void put_type(
	struct btf_image *b, enum btf_kind kind, const char *name, uint32_t n, uint32_t last)
{
	put_word(b, put_string(b, name));
	put_word(b, (uint32_t)kind << 24 | n);
	put_word(b, last);
}

static inline void put_int(struct btf_image *b, const char *name, uint32_t size, unsigned encoding)
{
	put_type(b, BTF_INT, name, 0, size);
	put_word(b, encoding << 24 | size * 8);
}

static inline void put_member(struct btf_image *b, const char *name, uint32_t type, uint32_t bit)
{
	put_word(b, put_string(b, name));
	put_word(b, type);
	put_word(b, bit);
}

/* The whole section; the caller frees it. */
static inline struct buf finish_btf(struct btf_image *b)
{
	struct buf out = {0};
	put_string(b, "");
	buf_add(&out, b->big ? "\xeb\x9f\1\0" : "\x9f\xeb\1\0", 4);
	put_u32(&out, 24, b->big);
	put_u32(&out, 0, b->big);
	put_u32(&out, (uint32_t)b->types.len, b->big);
	put_u32(&out, (uint32_t)b->types.len, b->big);
	put_u32(&out, (uint32_t)b->strings.len, b->big);
	buf_add(&out, b->types.data, b->types.len);
	buf_add(&out, b->strings.data, b->strings.len);
	buf_free(&b->types);
	buf_free(&b->strings);
	return out;
}

struct elf_image {
	Elf64_Shdr headers[16];
	struct buf body; /* of the sections, behind the ELF header */
	struct buf names;
	struct buf symbols, symbol_names;
	unsigned n;
};

static inline unsigned put_section(struct elf_image *e, const char *name, uint32_t type,
	uint64_t flags, const void *data, size_t len)
{
	if (!e->n) {
		e->n = 1;
		buf_putc(&e->names, '\0');
	}
	Elf64_Shdr *h = &e->headers[e->n];
	while (e->body.len % 8)
		buf_putc(&e->body, 0);
	h->sh_name = (uint32_t)e->names.len;
	h->sh_type = type;
	h->sh_flags = flags;
	h->sh_offset = sizeof(Elf64_Ehdr) + e->body.len;
	h->sh_size = len;
	buf_add(&e->names, name, strlen(name) + 1);
	if (data)
		buf_add(&e->body, data, len);
	return e->n++;
}

static inline void put_symbol(struct elf_image *e, const char *name, int type, unsigned section,
	uint64_t value, uint64_t size)
{
	Elf64_Sym s = {.st_info = ELF64_ST_INFO(STB_GLOBAL, type),
		.st_shndx = (uint16_t)section,
		.st_value = value,
		.st_size = size};
	if (!e->symbols.len) {
		buf_putc(&e->symbol_names, '\0');
		buf_add(&e->symbols, &(Elf64_Sym){0}, sizeof s);
	}
	s.st_name = (uint32_t)e->symbol_names.len;
	buf_add(&e->symbol_names, name, strlen(name) + 1);
	buf_add(&e->symbols, &s, sizeof s);
}

/* The file; its section table stands at the end. */
static inline struct buf finish_elf(struct elf_image *e)
{
	struct buf out = {0};
	put_symbol(e, "", STT_NOTYPE, 0, 0, 0);
	unsigned strings =
		put_section(e, ".strtab", SHT_STRTAB, 0, e->symbol_names.data, e->symbol_names.len);
	unsigned symbols =
		put_section(e, ".symtab", SHT_SYMTAB, 0, e->symbols.data, e->symbols.len);
	e->headers[symbols].sh_link = strings;
	e->headers[symbols].sh_entsize = sizeof(Elf64_Sym);
	buf_add(&e->names, ".shstrtab", 10); /* its own name must be inside */
	unsigned names = put_section(e, "", SHT_STRTAB, 0, e->names.data, e->names.len);
	e->headers[names].sh_name = (uint32_t)(e->headers[names].sh_size - 10);
	while (e->body.len % 8)
		buf_putc(&e->body, 0);
	Elf64_Ehdr h = {.e_ident = {ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64, ELFDATA2LSB, 1},
		.e_type = ET_REL,
		.e_machine = 247,
		.e_version = 1,
		.e_shoff = sizeof h + e->body.len,
		.e_ehsize = sizeof h,
		.e_shentsize = sizeof(Elf64_Shdr),
		.e_shnum = (uint16_t)e->n,
		.e_shstrndx = (uint16_t)names};
	buf_add(&out, &h, sizeof h);
	buf_add(&out, e->body.data, e->body.len);
	buf_add(&out, e->headers, e->n * sizeof *e->headers);
	buf_free(&e->body);
	buf_free(&e->names);
	buf_free(&e->symbols);
	buf_free(&e->symbol_names);
	return out;
}

#endif

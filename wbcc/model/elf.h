/*
 * The sections and symbols of a BPF object (ELF64, relocatable, either byte order), decoded and
 * checked: offsets lie inside the file, names inside their string table, nothing overlaps.
 */
#ifndef WBCC_MODEL_ELF_H
#define WBCC_MODEL_ELF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct elf_section {
	const char *name;
	uint32_t type;	 /* SHT_ */
	uint64_t flags;	 /* SHF_ */
	uint64_t offset; /* in the file */
	uint64_t size;	 /* SHT_NOBITS too */
	uint64_t entry_size;
	uint32_t link, info;
	const uint8_t *data; /* in the file; NULL for SHT_NOBITS */
};

struct elf_symbol {
	const char *name;
	uint8_t bind, type, visibility; /* STB_, STT_, STV_ */
	uint16_t section;		/* index, or SHN_ */
	uint64_t value, size;
};

struct elf_reloc { /* SHT_REL */
	uint64_t offset;
	uint32_t type, symbol;
};

struct elf {
	const char *file;
	const uint8_t *bytes;
	size_t len;
	bool big;
	struct elf_section *sections; /* [n_sections]; [0] is the empty one */
	uint32_t n_sections;
	struct elf_symbol *symbols; /* [n_symbols]; [0] is the empty one */
	uint32_t n_symbols;
};

/* Whether the bytes begin as an ELF file does. */
bool elf_is_elf(const uint8_t *bytes, size_t len);
/* NULL after reporting.  elf_free() frees it; the bytes stay the caller's. */
struct elf *elf_read(const char *file, const uint8_t *bytes, size_t len);
void elf_free(struct elf *elf);
/* The section of that name; NULL: none.  *index* may be NULL. */
const struct elf_section *elf_find(const struct elf *elf, const char *name, uint32_t *index);
/* The relocations that apply to a section, *n* of them, allocated; NULL and 0: none. */
struct elf_reloc *elf_relocs(const struct elf *elf, uint32_t section, uint32_t *n);

#endif

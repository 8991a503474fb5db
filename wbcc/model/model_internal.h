/* Between the files that read one part of the model each; model.c calls them in this order. */
#ifndef WBCC_MODEL_MODEL_INTERNAL_H
#define WBCC_MODEL_MODEL_INTERNAL_H

#include "model/elf.h"
#include "model/model.h"

struct building {
	struct model *m;
	const struct elf *elf;
	uint32_t cap_maps, cap_programs, cap_sections, cap_ksyms;
};

bool read_programs(struct building *b);	     /* model_progs.c */
bool read_externs(struct building *b);	     /* model_externs.c: lays out .kconfig, lists .ksyms */
bool fix_datasecs(struct building *b);	     /* model_data.c: offsets of variables, from symbols */
bool read_maps(struct building *b);	     /* model_maps.c: .maps */
bool read_data_sections(struct building *b); /* model_data.c: .data, .rodata, .bss, .kconfig */
bool read_struct_ops(struct building *b);    /* model_externs.c */

/* Memory that is freed with the model. */
void *model_alloc(struct model *m, size_t n, size_t size);
const char *model_keep(struct model *m, char *s);

/* A name as C can write it: other characters become '_', as in libbpf's own names. */
char *c_identifier(const char *name);
bool has_prefix(const char *s, const char *prefix);
/* The place of a type's record in .BTF. */
struct place type_place(const struct model *m, uint32_t id);
/* The global symbol of that name; NULL: none. */
const struct elf_symbol *find_symbol(const struct elf *elf, const char *name);

#endif

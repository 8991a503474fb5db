/* Between btf.c, which decodes, and btf_check.c, which proves what the decoded types promise. */
#ifndef WBCC_MODEL_BTF_INTERNAL_H
#define WBCC_MODEL_BTF_INTERNAL_H

#include "model/btf.h"

struct place btf_place(struct place at, uint32_t offset);

/* Checks ids, loops and bounds; fills size, align_shift and ptr_size. */
bool btf_check(struct btf *btf, struct place at);

#endif

/* Between the files that write the skeleton. */
#ifndef WBCC_SKEL_SKEL_INTERNAL_H
#define WBCC_SKEL_SKEL_INTERNAL_H

#include "skel/cwriter.h"

/* Appends *text* with *name* wherever NAME stands. */
void add_text(struct buf *out, const char *text, const char *name);
/* "__BOOTSTRAP_BPF" and the suffix. */
void add_guard(struct buf *out, const char *name, const char *suffix);
/* The member of skel->maps; NULL when the map has none. */
const char *map_member(const struct model_map *map);

/* skel_data.c: `struct NAME__bss { ... } *bss;` and the proof of its layout. */
void add_data_section(
	struct cwriter *w, const struct model *m, const struct model_section *s, const char *name);
void add_data_asserts(struct cwriter *w, const struct model *m, const char *name);

/* skel_ops.c: shadow structs through which user code changes struct_ops before load. */
bool has_struct_ops(const struct model *m);
void add_struct_ops(struct cwriter *w, const struct model *m, const char *name);
void add_struct_ops_links(struct cwriter *w, const struct model *m);
void add_struct_ops_entry(struct cwriter *w, const struct model_map *map, unsigned index);

#endif

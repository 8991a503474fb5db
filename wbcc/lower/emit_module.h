/*
 * The parts of a lowered file around its functions.
 */
#ifndef WBCC_LOWER_EMIT_MODULE_H
#define WBCC_LOWER_EMIT_MODULE_H

#include "lower/emit.h"

/* emit_module.c: a constant expression as C. */
const char *const_expr(struct emit *e, const struct wasm_const *c);
/* A C string literal of any bytes, in lines behind *indent* tabs; and one in a single line. */
void write_string(struct buf *out, const uint8_t *bytes, size_t len);
void write_short_string(struct buf *out, const char *bytes, size_t len);

/* emit_table.c */
void find_static_tables(struct emit *e);
void write_static_tables(struct emit *e, struct buf *out);
bool is_in_static_table(const struct emit *e, uint32_t func);
void declare_elem_segments(struct emit *e, struct buf *out);
void write_elem_segments(struct emit *e, struct buf *out);
void write_table_setup(struct emit *e, struct buf *out);

/* emit_data.c */
void declare_data_segments(struct emit *e, struct buf *out);
void write_data_segments(struct emit *e, struct buf *out);
void write_data_setup(struct emit *e, struct buf *out);

/* emit_face.c: imports, exports and the instance. */
void write_imports(struct emit *e, struct buf *out);
void write_import_table(struct emit *e, struct buf *out);
void write_exports(struct emit *e, struct buf *out);
void write_export_patches(struct emit *e, struct buf *out);
void write_instance(struct emit *e, struct buf *out);
/* A maximum in C, UINT32_MAX for none. */
const char *limit_text(const struct wasm_limits *l);

/* emit_func.c */
void origin_comment(const struct emit *e, uint32_t index, struct buf *out);
void function_head(struct emit *e, uint32_t index, const struct local *locals, struct buf *out);

/* emit_module.c: the whole; false after an error. */
bool emit_module(struct emit *e, struct buf *out);

#endif

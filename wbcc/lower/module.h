/*
 * The model of a module: what the front (front.c and friends) decodes and proves valid, and
 * what the emitter reads.  Everything of a module stands here except the instructions of its
 * functions, which travel to Binaryen in the carrier (see docs/architecture.md).
 *
 * Value types are letters, as in wbcc/runtime.h: i I f F V c x; a function type is the string
 * "params>results".  All memory belongs to the model and lives until module_free().
 */
#ifndef WBCC_LOWER_MODULE_H
#define WBCC_LOWER_MODULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/file.h"

struct wasm_name {	  /* UTF-8, validated; may hold NULs, so not a C string for sure */
	const char *data; /* NUL-terminated behind len */
	uint32_t len;
};

struct wasm_limits {
	uint32_t min, max; /* max UINT32_MAX with has_max false: none declared */
	bool has_max;
};

enum wasm_kind { WASM_FUNC, WASM_TABLE, WASM_MEMORY, WASM_GLOBAL };

/* A constant expression, in postfix order; valid and of the expected type. */
enum wasm_const_op {
	CONST_I32,
	CONST_I64,
	CONST_F32,
	CONST_F64,
	CONST_V128,
	CONST_GLOBAL_GET,
	CONST_REF_NULL,
	CONST_REF_FUNC,
	CONST_I32_ADD,
	CONST_I32_SUB,
	CONST_I32_MUL,
	CONST_I64_ADD,
	CONST_I64_SUB,
	CONST_I64_MUL,
};

struct wasm_const_step {
	enum wasm_const_op op;
	union {
		uint64_t bits; /* i32, i64, f32, f64 as bit patterns */
		uint8_t v128[16];
		uint32_t index; /* global.get, ref.func */
		char ref;	/* ref.null: c or x */
	};
};

struct wasm_const {
	struct wasm_const_step *steps;
	uint32_t n;
};

struct wasm_import {
	struct wasm_name module, name;
	enum wasm_kind kind;
	uint32_t index; /* in the index space of its kind */
};

struct wasm_func {
	uint32_t type;		  /* into types */
	int64_t import;		  /* into imports, or -1: defined here */
	uint32_t code;		  /* offset in the file of the body's first byte (locals vector) */
	uint32_t code_len;	  /* bytes */
	char *locals;		  /* letters of parameters and declared locals, in index order */
	uint32_t n_locals;	  /* how many */
	const char **local_names; /* as many, NULL where unnamed; NULL when none has a name */
	const char *name;	  /* of the name section, else of the first export, else NULL */
};

struct wasm_table {
	char type; /* c or x */
	struct wasm_limits limits;
	int64_t import;
	bool is_mutated; /* exported, imported, or written by table.set/grow/fill/copy/init */
};

struct wasm_memory {
	struct wasm_limits limits; /* in pages */
	int64_t import;
};

struct wasm_global {
	char type;
	bool is_mutable;
	int64_t import;
	struct wasm_const init; /* when defined here */
	const char *name;	/* of the name section, else of the first export, else NULL */
};

struct wasm_export {
	struct wasm_name name;
	enum wasm_kind kind;
	uint32_t index;
};

enum wasm_segment_mode { SEGMENT_ACTIVE, SEGMENT_PASSIVE, SEGMENT_DECLARED };

struct wasm_elem {
	enum wasm_segment_mode mode;
	char type;
	uint32_t table;
	struct wasm_const offset; /* when active */
	struct wasm_const *items;
	uint32_t n;
};

struct wasm_data {
	enum wasm_segment_mode mode;
	struct wasm_const offset;
	const uint8_t *bytes; /* points into the file */
	uint32_t len;
	uint32_t at;  /* offset of bytes in the file */
	bool is_used; /* some memory.init or data.drop names it in code that is reached */
};

struct wasm_custom {
	struct wasm_name name;
	const uint8_t *bytes; /* points into the file */
	uint32_t len;
	uint32_t at;
};

/* What the front turned into a call of a function behind the last one (carrier only). */
enum marker_kind {
	MARK_TABLE_COPY, /* a: destination table, b: source table; (d, s, n) */
	MARK_TABLE_INIT, /* a: elem segment, b: table; (d, s, n) */
	MARK_ELEM_DROP,	 /* a: elem segment; () */
	MARK_TABLE_FILL, /* a: table; (i, value, n) */
	MARK_LINE,	 /* a: file, b: line of the guest's source; () */
};

struct marker {
	enum marker_kind kind;
	uint32_t a, b;
	uint32_t type; /* into types */
};

struct wasm_module {
	const char *file; /* for messages */
	const uint8_t *bytes;
	size_t len;
	char hash[65];	  /* SHA-256 of the bytes, hex */
	const char *name; /* of the name section, or NULL */

	const char **types; /* "ii>i" */
	struct wasm_import *imports;
	struct wasm_func *funcs;
	struct wasm_table *tables;
	struct wasm_memory *memories;
	struct wasm_global *globals;
	struct wasm_export *exports;
	struct wasm_elem *elems;
	struct wasm_data *datas;
	struct wasm_custom *customs;
	uint32_t n_types, n_imports, n_funcs, n_tables, n_memories, n_globals, n_exports, n_elems,
		n_datas, n_customs;
	int64_t start; /* function index, or -1 */
	bool uses_simd;

	const char **files; /* -g: sources, as MARK_LINE's a counts them; NULL otherwise */
	uint32_t n_files;

	/* The carrier for Binaryen.  Its functions have the indices of funcs, then one for each
	 * marker in order. */
	struct buf carrier;
	struct marker *markers;
	uint32_t n_markers;

	struct model_block *blocks; /* the memory of all this (front_model.c) */
};

struct front_options {
	bool lines;	 /* -g: put MARK_LINE where the operand stack is empty */
	bool no_carrier; /* only decode and validate */
};

/*
 * Decodes and validates.  On failure reports one error with section+offset or function+offset
 * and returns NULL: "malformed: ..." for what is no module, "invalid: ..." for what breaks a
 * validation rule, "unsupported: FEATURE" for what we refuse (multi-memory, threads, memory64,
 * exceptions, GC).  Limits (functions, locals, nesting, sizes) stand in limits.h and are
 * errors too.  *bytes* must outlive the model.
 */
struct wasm_module *module_read(
	const char *file, const uint8_t *bytes, size_t len, const struct front_options *o);
void module_free(struct wasm_module *m);

#endif

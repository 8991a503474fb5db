/*
 * Inside the front: what its files share.  They read, in this order,
 *
 *   front.c           the module's frame: magic, version, the sections' order and sizes
 *   front_sections.c  types, imports, functions, tables, memories, globals, exports, start
 *   front_segments.c  element and data segments
 *   front_const.c     constant expressions of all these
 *   names.c           the name section
 *   dwarf_lines.c     DWARF's line tables (-g)
 *   dwarf_names.c     DWARF's names of variables
 *   front_body.c      the instructions of each function: locals, values, what opcodes.def tells
 *     front_control.c   blocks, branches, calls
 *     front_bulk.c      tables and bulk memory
 *     validate.c        operand and control stack, as the specification's appendix has them
 *     carrier_code.c    the copy of the instructions that goes into the carrier
 *   carrier.c         the carrier's sections around those copies
 */
#ifndef WBCC_LOWER_FRONT_H
#define WBCC_LOWER_FRONT_H

#include "lower/decode.h"
#include "lower/module.h"

/* A function type, taken apart. */
struct sig {
	const char *params, *results; /* letters; not terminated by NUL */
	uint32_t n_params, n_results;
};

enum section_id {
	SECTION_CUSTOM,
	SECTION_TYPE,
	SECTION_IMPORT,
	SECTION_FUNCTION,
	SECTION_TABLE,
	SECTION_MEMORY,
	SECTION_GLOBAL,
	SECTION_EXPORT,
	SECTION_START,
	SECTION_ELEMENT,
	SECTION_CODE,
	SECTION_DATA,
	SECTION_DATA_COUNT,
	SECTION_TAG,
	N_SECTIONS,
};

struct span {
	const uint8_t *p; /* NULL: absent */
	size_t len;
};

struct front {
	struct wasm_module *m;
	const struct front_options *o;
	struct span sections[N_SECTIONS];
	struct sig *sigs; /* one for each of m->types */
	uint32_t n_sigs;  /* the module's own types; markers may add some to m->types */
	uint32_t cap_funcs, cap_tables, cap_memories, cap_globals, cap_markers, cap_types;
	uint32_t n_imported_funcs, n_imported_globals;
	uint32_t n_elements;	       /* of all element segments */
	uint64_t n_locals;	       /* of all functions */
	int64_t data_count;	       /* of the data count section, or -1 */
	uint8_t *is_declared;	       /* functions that code may take references of */
	uint8_t *is_referenced;	       /* functions that code takes references of */
	struct wasm_const_step *steps; /* scratch of constant expressions */
	uint32_t cap_steps;
	uint32_t *places; /* hash table of m->markers: their index + 1, 0 for none */
	uint32_t n_places;
	struct {
		const char *type;
		uint32_t index;
	} marker_types[4]; /* all that marker_type() knows */
	uint32_t n_marker_types;
	struct buf code;     /* the carrier's function bodies, each with its size */
	struct lines *lines; /* -g and the module has line tables, else NULL */
};

/* front_sections.c, front_segments.c: read one section each, up to its last byte. */
void read_types(struct front *f, struct reader *r);
void read_imports(struct front *f, struct reader *r);
void read_functions(struct front *f, struct reader *r);
void read_tables(struct front *f, struct reader *r);
void read_memories(struct front *f, struct reader *r);
void read_globals(struct front *f, struct reader *r);
void read_exports(struct front *f, struct reader *r);
void read_start(struct front *f, struct reader *r);
void read_elements(struct front *f, struct reader *r);
void read_data_count(struct front *f, struct reader *r);
void read_code(struct front *f, struct reader *r); /* where the bodies are, not what */
void read_data(struct front *f, struct reader *r);

/* front_const.c: a constant expression that yields *type*. */
void get_const(struct front *f, struct reader *r, char type, struct wasm_const *out);

/* names.c: never fails; what is not well-formed in a name section is left out.  The second one
 * follows the bodies, when it is known how many locals there are. */
void read_names(struct front *f);
void read_local_names(struct front *f);

/* Checks of indices; *what* is named when it does not exist. */
bool check_index(struct reader *r, const char *what, uint32_t index, uint32_t n);

/* carrier.c: the index of a marker, the same for the same meaning; and the whole carrier. */
uint32_t carrier_marker(struct front *f, enum marker_kind kind, uint32_t a, uint32_t b);
void write_carrier(struct front *f);

/* dwarf_lines.c: offsets in the file, in ascending order, where a source line begins. */
struct line_row {
	uint32_t at;
	uint32_t file, line; /* line 0: code without a source */
};

struct lines {
	struct line_row *rows;
	uint32_t n, cap;
};

/* dwarf_names.c: names locals after variables; follows the bodies, and read_local_names() it. */
void read_dwarf_names(struct front *f);
/* NULL when the module has no line tables; fills m->files.  The caller frees. */
struct lines *read_lines(struct front *f);

#endif

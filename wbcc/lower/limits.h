/*
 * What a module may ask of us, each with its reason.  A module above one of these is refused
 * with an error that names the limit.  Browsers have limits of the same order.
 */
#ifndef WBCC_LOWER_LIMITS_H
#define WBCC_LOWER_LIMITS_H

enum {
	/* Offsets in the model are 32 bits wide, and files are read into memory whole. */
	MAX_MODULE_SIZE = 1 << 30,
	/* Keeps what we allocate for a hostile file in proportion to it: an entry of these takes
	 * few bytes in the file and up to a hundred in the model. */
	MAX_TYPES = 1000000,
	MAX_IMPORTS = 1000000,
	MAX_FUNCS = 1000000,
	MAX_GLOBALS = 1000000,
	MAX_EXPORTS = 1000000,
	MAX_TABLES = 100,
	MAX_SEGMENTS = 1000000,
	MAX_ELEMENTS = 2000000, /* of all element segments together */
	/* Parameters and results become C parameters and struct members. */
	MAX_PARAMS = 1000,
	MAX_RESULTS = 1000,
	/* Six bytes can declare four billion locals; each one costs a byte here, and a line of C
	 * when it is used. */
	MAX_LOCALS = 50000,
	MAX_LOCALS_TOTAL = 20000000,
	/* Tables are allocated when a module starts: 16 bytes for each element. */
	MAX_TABLE_SIZE = 10000000,
	/* Blocks inside blocks: Binaryen and C compilers recurse over them. */
	MAX_NESTING = 10000,
	/* Operands waiting on the stack: they become nested expressions of as many levels. */
	MAX_OPERANDS = 10000,
	/* -g: what few bytes of debug information can name; units with longer names, and code
	 * of more files, have no lines. */
	MAX_SOURCE_FILES = 100000,
	MAX_SOURCE_NAME = 1024,
	/* Multi-value branches are rewritten into local.set and local.get; the carrier may grow to
	 * this many times the module, and a constant. */
	MAX_CARRIER_GROWTH = 16,
	MIN_CARRIER_LIMIT = 1 << 20,
};

#endif

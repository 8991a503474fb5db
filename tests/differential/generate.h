/*
 * Random modules.  A plan says what a module has (generate.c); bodies of functions are grown
 * from the plan (body.c).  Everything follows from the seed.  Types are letters, function
 * types strings of them, as in wbcc/runtime.h.
 */
#ifndef WBCC_TESTS_GENERATE_H
#define WBCC_TESTS_GENERATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

enum {
	MAX_TYPES = 24,
	MAX_FUNCS = 10,
	MAX_GLOBALS = 12,
	TABLE_SIZE = 12, /* of table 0; table 1 has half of it */
	FUEL = 300,	 /* function entries and loop turns of one call from outside */
	FUEL_GLOBAL = 0,
	PASSIVE_DATA = 1, /* indices of the passive segments */
	PASSIVE_ELEM = 1,
	N_DATAS = 2,
	N_ELEMS = 3,
	DATA_SIZE = 64,
};

struct random {
	uint64_t state;
};

uint64_t random_bits(struct random *r);
/* A number below *n*. */
uint32_t random_below(struct random *r, uint32_t n);
/* True once in *n* times. */
bool one_in(struct random *r, uint32_t n);

struct plan {
	struct random random;
	char types[MAX_TYPES][16]; /* "iI>f" */
	uint32_t n_types;
	uint32_t funcs[MAX_FUNCS]; /* index into types; the functions that calls may name */
	uint32_t n_funcs;
	char globals[MAX_GLOBALS]; /* letters; 0 is the fuel */
	bool is_mutable[MAX_GLOBALS];
	uint32_t n_globals;
	bool writes_tables; /* else table 0 and 1 stay as their segments made them */
	bool has_simd;
	bool is_wild; /* loads and stores may leave memory, as copies and fills may at all times */
};

/* The index of a function type, added when it is new. */
uint32_t plan_type(struct plan *p, const char *type);

/* Writes the body of a function of type *type* without its length: locals, code, end. */
void put_body(struct plan *p, const char *type, struct buf *out);
/* A random value of a type as its const instruction. */
void put_const(struct random *r, char letter, struct buf *out);

#endif

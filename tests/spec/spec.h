/*
 * What a spec test program is made of: the interpreter of a script (script.c and friends,
 * fixed) and the lowered modules with a table of them (written by lower_script.c for each
 * script).  A script is the JSON that wast2json makes of a .wast file.
 */
#ifndef WBCC_TESTS_SPEC_H
#define WBCC_TESTS_SPEC_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wbcc/runtime.h"

/* ---- made for each script (lower_script.c) ------------------------------------------------ */

/* One value as it lies in memory; which member holds follows from the type's letter. */
union spec_value {
	uint32_t i;
	uint64_t I;
	float f;
	double F;
	uint8_t V[16];
	struct wb_funcref c;
	wb_externref x;
};

struct spec_module {
	const char *file; /* as the script names it */
	struct wb_instance *instance;
	const char *lacks; /* the feature for which wbcc refused it (no instance then) */
};

/* Calls a function of one type with arguments and results in arrays. */
struct spec_thunk {
	wb_type type;
	void (*call)(wb_code code, const union spec_value *args, union spec_value *results);
};

extern const struct spec_module spec_modules[]; /* ends with a file of NULL */
extern const struct spec_thunk spec_thunks[];	/* ends with a type of NULL */

/* ---- values (values.c) --------------------------------------------------------------------- */

/* Reads {"type": ..., "value": ...}; gives the type's letter, or 0 when it is none we know. */
char spec_read_value(const json_t *text, union spec_value *v);
/* Whether *v* of type *letter* is what the script expects, NaN patterns included. */
bool spec_matches(const json_t *expected, char letter, const union spec_value *v);
/* Writes a value, or what is expected, for people to read. */
void spec_show_value(char *out, size_t size, char letter, const union spec_value *v);
void spec_show_expected(char *out, size_t size, const json_t *expected);

/* ---- instances (instances.c) ---------------------------------------------------------------- */

/* A name of the script: bytes, NULs and all. */
struct spec_name {
	char *bytes;
	size_t len;
};
struct spec_name spec_read_name(const json_t *text);

/* The lowered module of a file, or NULL when it is not among those linked in. */
const struct spec_module *spec_module_of(const char *file);
/* Remembers *m* as the script's newest module, under *name* too when there is one. */
void spec_define(const char *name, const struct spec_module *m);
/* The module of that name; the newest one for NULL; NULL when there is none. */
const struct spec_module *spec_named(const char *name);
/* Makes a module's exports importable. */
void spec_register(struct spec_name as, const struct wb_instance *in);
/* Links and instantiates; NULL, or why it cannot be linked.  Traps pass through. */
const char *spec_instantiate(struct wb_instance *in);
const struct wb_export *spec_export(const struct wb_instance *in, const struct spec_name *name);

/* The host module `spectest` that the scripts import from (spectest.c). */
const struct wb_instance *spec_host_module(void);

/* ---- refusals (refuse.c) --------------------------------------------------------------------- */

/* Whether the front refuses the module in *path*; *why* receives its words. */
bool spec_refused(const char *path, char *why, size_t size);

#endif

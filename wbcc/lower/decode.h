/*
 * The cursor that every part of the front reads the module through.
 *
 * Errors stick: the first one is reported with its place and moves the cursor to the end, after
 * which everything reads as 0.  So a decoder checks `failed` where a loop or a table index
 * depends on it, and once at its end.
 */
#ifndef WBCC_LOWER_DECODE_H
#define WBCC_LOWER_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lower/module.h"

struct reader {
	const char *file;
	const char *section; /* in messages; or */
	const char *func;
	const uint8_t *base; /* offsets in messages count from here */
	const uint8_t *item; /* the entry or instruction that is being read; NULL: p */
	const uint8_t *p, *end;
	bool failed;
};

/* Report an error at the current item, once; all return false. */
bool malformed(struct reader *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
bool invalid(struct reader *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
bool unsupported(struct reader *r, const char *feature);
bool limit(struct reader *r, const char *what, uint64_t is, uint64_t max);

uint64_t get_leb(struct reader *r, unsigned bits, bool is_signed);
const uint8_t *get_bytes(struct reader *r, size_t n); /* NULL after an error */

static inline uint8_t get_byte(struct reader *r)
{
	const uint8_t *b = r->p < r->end ? r->p++ : get_bytes(r, 1);
	return b ? *b : 0;
}

static inline uint32_t get_u32(struct reader *r)
{
	if (r->p < r->end && *r->p < 0x80)
		return *r->p++;
	return (uint32_t)get_leb(r, 32, false);
}

static inline size_t bytes_left(const struct reader *r)
{
	return (size_t)(r->end - r->p);
}

/* The count of a vector whose entries take at least one byte each. */
uint32_t get_count(struct reader *r, const char *what, uint64_t max);
/* A UTF-8 name, copied into *m*. */
struct wasm_name get_name(struct reader *r, struct wasm_module *m);

/* Types, as letters; 0 after an error. */
char get_value_type(struct reader *r);
char get_ref_type(struct reader *r);
char value_type_letter(uint8_t code); /* 0: no value type that we know */
uint8_t value_type_code(char letter);
const char *value_type_name(char letter);
bool is_ref_type(char letter);

/* Limits of a table or memory; *max* is the largest size that the kind allows. */
struct wasm_limits get_limits(struct reader *r);

/* Memory that lives as long as the model. */
void *module_alloc(struct wasm_module *m, size_t n, size_t size);
char *model_strndup(struct wasm_module *m, const char *s, size_t n);

bool is_utf8(const uint8_t *s, size_t n);

#endif

/*
 * Writes a random module.
 *
 *     usage: generate SEED FILE.wasm [wild]
 *
 * The module imports nothing and ends always.  Its exports, all without parameters, are r0,
 * r1, ...: calls of its functions with constants, results as i32 and i64; and h0, h1, ...: a
 * hash over memory, globals and table sizes, behind every other r.  The same seed gives the
 * same bytes.
 *
 * Copies and fills may lie outside of memory; loads and stores only with "wild".  With guard
 * pages, the C compiler may leave out a load whose value has no effect, and the trap with it,
 * and may move a store of another place across one that traps (docs/lowering.md).
 */
#include "generate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "lower/opcodes.h"

enum { CALLS_OF_EACH = 2, MAX_PAGES = 3 };

enum section_id {
	S_TYPE = 1,
	S_FUNC = 3,
	S_TABLE,
	S_MEMORY,
	S_GLOBAL,
	S_EXPORT,
	S_ELEM = 9,
	S_CODE,
	S_DATA,
	S_DATA_COUNT
};

uint64_t random_bits(struct random *r)
{
	uint64_t z = r->state += UINT64_C(0x9e3779b97f4a7c15); /* splitmix64 */
	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

uint32_t random_below(struct random *r, uint32_t n)
{
	return (uint32_t)((random_bits(r) >> 32) * n >> 32);
}

bool one_in(struct random *r, uint32_t n)
{
	return random_below(r, n) == 0;
}

/* ---- the plan ---------------------------------------------------------------------------------
 */

uint32_t plan_type(struct plan *p, const char *type)
{
	uint32_t i = 0;
	while (i < p->n_types && strcmp(p->types[i], type))
		i++;
	if (i < p->n_types)
		return i;
	if (++p->n_types > MAX_TYPES)
		abort();
	snprintf(p->types[i], sizeof p->types[i], "%s", type);
	return i;
}

static char random_letter(struct plan *p)
{
	return "iiIfFV"[random_below(&p->random, p->has_simd ? 6 : 5)];
}

static uint32_t random_type(struct plan *p)
{
	char type[16];
	size_t n = 0;
	for (uint32_t i = random_below(&p->random, 4); i; i--)
		type[n++] = random_letter(p);
	type[n++] = '>';
	for (uint32_t i = random_below(&p->random, 4); i; i--)
		type[n++] = random_letter(p);
	type[n] = '\0';
	return plan_type(p, type);
}

static struct plan make_plan(uint64_t seed)
{
	struct plan p = {.random = {seed}};
	p.has_simd = one_in(&p.random, 2);
	p.writes_tables = one_in(&p.random, 2);
	p.n_funcs = 3 + random_below(&p.random, MAX_FUNCS - 3);
	for (uint32_t i = 0; i < p.n_funcs; i++)
		p.funcs[i] = i > 4 ? p.funcs[i - 4] : random_type(&p); /* some share a type */
	p.n_globals = 2 + random_below(&p.random, MAX_GLOBALS - 2);
	for (uint32_t i = 0; i < p.n_globals; i++) {
		p.globals[i] = i == FUEL_GLOBAL ? 'i' : random_letter(&p);
		p.is_mutable[i] = i == FUEL_GLOBAL || !one_in(&p.random, 4);
	}
	return p;
}

/* ---- functions that the outside calls -----------------------------------------------------------
 */

static void put_index(struct buf *b, uint8_t code, uint32_t index)
{
	buf_putc(b, (char)code);
	buf_uleb(b, index);
}

static void put_number(struct buf *b, uint8_t code, int64_t v)
{
	buf_putc(b, (char)code);
	buf_sleb(b, v);
}

/* The types that results have outside: floats and vectors as integers. */
static void wrapper_type(const char *type, char *out)
{
	*out++ = '>';
	for (const char *s = strchr(type, '>') + 1; *s; s++) {
		*out++ = strchr("if", *s) ? 'i' : 'I';
		if (*s == 'V')
			*out++ = 'I';
	}
	*out = '\0';
}

static uint8_t value_code(char letter)
{
	return letter == 'i'   ? 0x7f
	       : letter == 'I' ? 0x7e
	       : letter == 'f' ? 0x7d
	       : letter == 'F' ? 0x7c
			       : 0x7b;
}

/* Leaves the bits of a local as integers. */
static void put_bits_of(struct buf *b, char letter, uint32_t local)
{
	put_index(b, OP_LOCAL_GET, local);
	if (letter == 'f')
		buf_putc(b, (char)0xbc); /* i32.reinterpret_f32 */
	if (letter == 'F')
		buf_putc(b, (char)0xbd); /* i64.reinterpret_f64 */
	if (letter != 'V')
		return;
	put_index(b, OP_SIMD, 0x1d); /* i64x2.extract_lane */
	buf_putc(b, 0);
	put_index(b, OP_LOCAL_GET, local);
	put_index(b, OP_SIMD, 0x1d);
	buf_putc(b, 1);
}

/* Fills the fuel, calls function *func* with constants, gives its results as integers. */
static void put_wrapper(struct plan *p, uint32_t func, struct buf *b)
{
	const char *type = p->types[p->funcs[func]], *results = strchr(type, '>') + 1;
	size_t n = strlen(results);
	buf_uleb(b, n);
	for (size_t i = 0; i < n; i++) {
		buf_uleb(b, 1);
		buf_putc(b, (char)value_code(results[i]));
	}
	put_number(b, OP_I32_CONST, FUEL);
	put_index(b, OP_GLOBAL_SET, FUEL_GLOBAL);
	for (const char *s = type; *s != '>'; s++)
		put_const(&p->random, *s, b);
	put_index(b, OP_CALL, func);
	for (size_t i = n; i-- > 0;)
		put_index(b, OP_LOCAL_SET, (uint32_t)i);
	for (size_t i = 0; i < n; i++)
		put_bits_of(b, results[i], (uint32_t)i);
	buf_putc(b, OP_END);
}

/* hash = (hash ^ the i64 on the stack) * prime; the hash is local 0. */
static void put_mix(struct buf *b)
{
	put_index(b, OP_LOCAL_GET, 0);
	buf_putc(b, (char)0x85); /* i64.xor */
	put_number(b, OP_I64_CONST, 0x100000001b3);
	buf_putc(b, (char)OP_I64_MUL);
	put_index(b, OP_LOCAL_SET, 0);
}

static void put_mix_global(struct buf *b, uint32_t global, char letter)
{
	put_index(b, OP_GLOBAL_GET, global);
	switch (letter) {
	case 'f': buf_putc(b, (char)0xbc); /* i32.reinterpret_f32 */ /* fallthrough */
	case 'i': buf_putc(b, (char)0xad); break;		     /* i64.extend_i32_u */
	case 'F': buf_putc(b, (char)0xbd); break;		     /* i64.reinterpret_f64 */
	case 'V':
		put_index(b, OP_SIMD, 0x1d);
		buf_putc(b, 1);
		put_mix(b);
		put_index(b, OP_GLOBAL_GET, global);
		put_index(b, OP_SIMD, 0x1d);
		buf_putc(b, 0);
		break;
	default: break;
	}
	put_mix(b);
}

/* Over memory, 8 bytes at a time; local 1 is the address, 2 the end. */
static void put_mix_memory(struct buf *b)
{
	put_index(b, 0x3f, 0); /* memory.size */
	put_number(b, OP_I32_CONST, 16);
	buf_putc(b, 0x74); /* i32.shl */
	put_index(b, OP_LOCAL_SET, 2);
	put_number(b, OP_LOOP, -64);
	put_index(b, OP_LOCAL_GET, 1);
	buf_add(b, "\x29\x03\x00", 3); /* i64.load */
	put_mix(b);
	put_index(b, OP_LOCAL_GET, 1);
	put_number(b, OP_I32_CONST, 8);
	buf_putc(b, OP_I32_ADD);
	put_index(b, OP_LOCAL_TEE, 1);
	put_index(b, OP_LOCAL_GET, 2);
	buf_putc(b, 0x49); /* i32.lt_u */
	put_index(b, OP_BR_IF, 0);
	buf_putc(b, OP_END);
}

static void put_hash(const struct plan *p, struct buf *b)
{
	buf_add(b, "\x02\x01\x7e\x02\x7f", 5); /* locals: i64, i32, i32 */
	put_mix_memory(b);
	for (uint32_t g = 0; g < p->n_globals; g++)
		put_mix_global(b, g, p->globals[g]);
	for (uint32_t table = 0; table < 2; table++) {
		put_index(b, OP_MISC, MISC_TABLE_SIZE);
		buf_uleb(b, table);
		buf_putc(b, (char)0xad); /* i64.extend_i32_u */
		put_mix(b);
	}
	put_index(b, OP_LOCAL_GET, 0);
	buf_putc(b, OP_END);
}

/* ---- sections -----------------------------------------------------------------------------------
 */

static void put_section(struct buf *module, enum section_id id, struct buf *body)
{
	buf_putc(module, (char)id);
	buf_uleb(module, body->len);
	buf_add(module, body->data, body->len);
	buf_free(body);
}

static void put_types(const struct plan *p, struct buf *module)
{
	struct buf b = {0};
	buf_uleb(&b, p->n_types);
	for (uint32_t i = 0; i < p->n_types; i++) {
		const char *type = p->types[i], *results = strchr(type, '>') + 1;
		buf_putc(&b, 0x60);
		buf_uleb(&b, (uint64_t)(results - 1 - type));
		for (; *type != '>'; type++)
			buf_putc(&b, (char)value_code(*type));
		buf_uleb(&b, strlen(results));
		for (; *results; results++)
			buf_putc(&b, (char)value_code(*results));
	}
	put_section(module, S_TYPE, &b);
}

static void put_funcs(struct plan *p, struct buf *module)
{
	struct buf b = {0};
	buf_uleb(&b, p->n_funcs * (1 + CALLS_OF_EACH) + 1);
	for (uint32_t i = 0; i < p->n_funcs; i++)
		buf_uleb(&b, p->funcs[i]);
	for (uint32_t i = 0; i < p->n_funcs * CALLS_OF_EACH; i++) {
		char type[16];
		wrapper_type(p->types[p->funcs[i % p->n_funcs]], type);
		buf_uleb(&b, plan_type(p, type));
	}
	buf_uleb(&b, plan_type(p, ">I"));
	put_section(module, S_FUNC, &b);
}

static void put_tables(struct buf *module)
{
	struct buf b = {0};
	buf_uleb(&b, 2);
	for (uint32_t size = TABLE_SIZE; size >= TABLE_SIZE / 2; size -= TABLE_SIZE / 2) {
		buf_add(&b, "\x70\x01", 2); /* funcref, with a maximum */
		buf_uleb(&b, size);
		buf_uleb(&b, size + 3);
	}
	put_section(module, S_TABLE, &b);
}

static void put_memory(struct buf *module)
{
	struct buf b = {0};
	buf_add(&b, "\x01\x01\x01", 3); /* one, with a maximum, a page */
	buf_uleb(&b, MAX_PAGES);
	put_section(module, S_MEMORY, &b);
}

static void put_globals(struct plan *p, struct buf *module)
{
	struct buf b = {0};
	buf_uleb(&b, p->n_globals);
	for (uint32_t i = 0; i < p->n_globals; i++) {
		buf_putc(&b, (char)value_code(p->globals[i]));
		buf_putc(&b, p->is_mutable[i]);
		put_const(&p->random, p->globals[i], &b);
		buf_putc(&b, OP_END);
	}
	put_section(module, S_GLOBAL, &b);
}

static void put_export(struct buf *b, char kind, uint32_t number, uint32_t func)
{
	char name[16];
	int len = snprintf(name, sizeof name, "%c%u", kind, number);
	buf_uleb(b, (uint64_t)len);
	buf_puts(b, name);
	buf_putc(b, 0);
	buf_uleb(b, func);
}

static void put_exports(const struct plan *p, struct buf *module)
{
	struct buf b = {0};
	uint32_t n = p->n_funcs * CALLS_OF_EACH, hash = p->n_funcs + n;
	buf_uleb(&b, n + (n + 1) / 2);
	for (uint32_t i = 0; i < n; i++) {
		put_export(&b, 'r', i, p->n_funcs + i);
		if (i % 2 == 0)
			put_export(&b, 'h', i / 2, hash);
	}
	put_section(module, S_EXPORT, &b);
}

/* Segment 0 fills table 0 with function N at N, 1 is passive, 2 does the same for table 1. */
static void put_elems(const struct plan *p, struct buf *module)
{
	struct buf b = {0};
	uint32_t small = p->n_funcs < TABLE_SIZE / 2 ? p->n_funcs : TABLE_SIZE / 2;
	buf_uleb(&b, N_ELEMS);
	buf_add(&b, "\x00\x41\x00\x0b", 4); /* active, table 0, at 0 */
	buf_uleb(&b, p->n_funcs);
	for (uint32_t i = 0; i < p->n_funcs; i++)
		buf_uleb(&b, i);
	buf_add(&b, "\x05\x70", 2); /* passive, of expressions */
	buf_uleb(&b, 4);
	for (uint32_t i = 0; i < 4; i++) {
		put_index(&b, i == 2 ? OP_REF_NULL : OP_REF_FUNC, i == 2 ? 0x70 : i % p->n_funcs);
		buf_putc(&b, OP_END);
	}
	buf_add(&b, "\x02\x01\x41\x00\x0b\x00", 6); /* active, table 1, at 0, functions */
	buf_uleb(&b, small);
	for (uint32_t i = 0; i < small; i++)
		buf_uleb(&b, i);
	put_section(module, S_ELEM, &b);
}

static void put_data_count(struct buf *module)
{
	struct buf b = {0};
	buf_uleb(&b, N_DATAS);
	put_section(module, S_DATA_COUNT, &b);
}

static void put_code_entry(struct buf *b, struct buf *body)
{
	buf_uleb(b, body->len);
	buf_add(b, body->data, body->len);
	buf_free(body);
}

/* Grown before the types are written: bodies add types for their blocks. */
static struct buf make_code(struct plan *p)
{
	struct buf b = {0}, body = {0};
	buf_uleb(&b, p->n_funcs * (1 + CALLS_OF_EACH) + 1);
	for (uint32_t i = 0; i < p->n_funcs; i++) {
		put_body(p, p->types[p->funcs[i]], &body);
		put_code_entry(&b, &body);
	}
	for (uint32_t i = 0; i < p->n_funcs * CALLS_OF_EACH; i++) {
		put_wrapper(p, i % p->n_funcs, &body);
		put_code_entry(&b, &body);
	}
	put_hash(p, &body);
	put_code_entry(&b, &body);
	return b;
}

static void put_datas(struct plan *p, struct buf *module)
{
	struct buf b = {0};
	buf_uleb(&b, N_DATAS);
	for (uint32_t i = 0; i < N_DATAS; i++) {
		if (i == PASSIVE_DATA)
			buf_putc(&b, 1);
		else
			buf_add(&b, "\x00\x41\xc0\x00\x0b", 5); /* active at 64 */
		buf_uleb(&b, DATA_SIZE);
		for (int k = 0; k < DATA_SIZE; k++)
			buf_putc(&b, (char)random_bits(&p->random));
	}
	put_section(module, S_DATA, &b);
}

static void put_module(struct plan *p, struct buf *module)
{
	struct buf code = make_code(p), funcs = {0};
	put_funcs(p, &funcs); /* adds types too */
	buf_add(module, "\0asm\1\0\0\0", 8);
	put_types(p, module);
	buf_add(module, funcs.data, funcs.len);
	buf_free(&funcs);
	put_tables(module);
	put_memory(module);
	put_globals(p, module);
	put_exports(p, module);
	put_elems(p, module);
	put_data_count(module);
	put_section(module, S_CODE, &code);
	put_datas(p, module);
}

int main(int argc, char **argv)
{
	struct buf module = {0};
	if (argc != 3 && argc != 4)
		return fprintf(stderr, "usage: %s SEED FILE.wasm [wild]\n", argv[0]), 2;
	struct plan p = make_plan(strtoull(argv[1], NULL, 10));
	p.is_wild = argc == 4;
	put_module(&p, &module);
	bool is_written = file_write(argv[2], module.data, module.len, 0644);
	buf_free(&module);
	return is_written ? 0 : 1;
}

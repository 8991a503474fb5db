/*
 * Bodies of random functions: expressions and statements, grown from the top, typed by
 * construction.  The instructions come from the lowering's own table (wbcc/lower/opcodes.def),
 * so none is forgotten.
 *
 * Two rules keep results comparable.  Every function entry and every loop turn takes fuel from
 * a global and traps when there is none, so all calls end.  Every float result whose NaN bits
 * the specification leaves open is replaced by the canonical NaN when it is one.
 */
#include <stdio.h>
#include <string.h>

#include "generate.h"
#include "lower/opcodes.h"

enum { MAX_LOCALS = 24, MAX_LABELS = 24, MAX_DEPTH = 5, BUDGET = 220 };

struct op {
	enum opcode_page page;
	uint32_t code;
	const char *text;
	enum immediate imm;
	uint32_t arg;
	const char *sig;
};

static const struct op ops[] = {
#define OP(page, code, text, imm, arg, sig) {page, code, text, IMM_##imm, arg, sig},
#include "lower/opcodes.def"
#undef OP
};

enum { N_OPS = sizeof ops / sizeof *ops };

struct body {
	struct plan *plan;
	struct buf *out;
	const char *type; /* of the function */
	char locals[MAX_LOCALS];
	uint32_t n_locals, n_params;
	char labels[MAX_LABELS][16]; /* what a branch to each carries; innermost last */
	uint32_t n_labels;
	int budget;
};

static void put_expr(struct body *b, char letter, unsigned depth);
static void put_stmts(struct body *b, unsigned depth);

static uint32_t below(struct body *b, uint32_t n)
{
	return random_below(&b->plan->random, n);
}

static bool once_in(struct body *b, uint32_t n)
{
	return one_in(&b->plan->random, n);
}

static void put(struct body *b, uint8_t byte)
{
	buf_putc(b->out, (char)byte);
}

static void put_index(struct body *b, uint8_t code, uint32_t index)
{
	put(b, code);
	buf_uleb(b->out, index);
}

static void put_i32(struct body *b, int32_t v)
{
	put(b, OP_I32_CONST);
	buf_sleb(b->out, v);
}

static void put_misc(struct body *b, enum misc_code code)
{
	put_index(b, OP_MISC, code);
}

/* ---- locals --------------------------------------------------------------------------------- */

/* A local of the type; put_body() made some of each. */
static uint32_t local_of(struct body *b, char letter)
{
	uint32_t local = below(b, b->n_locals);
	while (b->locals[local] != letter)
		local = (local + 1) % b->n_locals;
	return local;
}

static void put_local(struct body *b, uint8_t code, char letter)
{
	put_index(b, code, local_of(b, letter));
}

/* Takes the values of *letters* off the stack, the last one first. */
static void put_take(struct body *b, const char *letters)
{
	for (size_t i = strlen(letters); i-- > 0;) {
		if (once_in(b, 3))
			put(b, OP_DROP);
		else
			put_local(b, OP_LOCAL_SET, letters[i]);
	}
}

/* A global of the type, or -1. */
static int64_t global_of(struct body *b, char letter, bool must_be_mutable)
{
	uint32_t start = below(b, b->plan->n_globals);
	for (uint32_t i = 0; i < b->plan->n_globals; i++) {
		uint32_t g = (start + i) % b->plan->n_globals;
		if (g != FUEL_GLOBAL && b->plan->globals[g] == letter &&
			(!must_be_mutable || b->plan->is_mutable[g]))
			return g;
	}
	return -1;
}

/* ---- leaves and instructions of the table --------------------------------------------------- */

void put_const(struct random *r, char letter, struct buf *out)
{
	static const uint64_t corners[] = {0, 1, 2, 7, 31, 32, 63, 0x7f, 0x80, 0xff, 0x7fff, 0xffff,
		0x7fffffff, 0x80000000, 0xffffffff, 0x3f800000, 0xbf800000, 0x7f800000, 0x7fc00000,
		0x4f000000, 0x00000001, 0x7fffffffffffffff, 0x8000000000000000, 0xffffffffffffffff,
		0x3ff0000000000000, 0x7ff0000000000000, 0x7ff8000000000000, 0x41e0000000000000,
		0xc1e0000000000000, 0x43e0000000000000, 0x3fe0000000000000};
	uint64_t v = one_in(r, 3) ? random_bits(r) >> random_below(r, 64)
				  : corners[random_below(r, sizeof corners / sizeof *corners)];
	uint64_t w = one_in(r, 2) ? v : random_bits(r);
	switch (letter) {
	case 'i':
		buf_putc(out, OP_I32_CONST);
		buf_sleb(out, (int32_t)v);
		break;
	case 'I':
		buf_putc(out, OP_I64_CONST);
		buf_sleb(out, (int64_t)v);
		break;
	case 'f':
		buf_putc(out, OP_F32_CONST);
		buf_add(out, &v, 4);
		break;
	case 'F':
		buf_putc(out, OP_F64_CONST);
		buf_add(out, &v, 8);
		break;
	default:
		buf_putc(out, (char)OP_SIMD);
		buf_uleb(out, SIMD_V128_CONST);
		buf_add(out, &v, 8);
		buf_add(out, &w, 8);
		break;
	}
}

static void put_leaf(struct body *b, char letter)
{
	int64_t g = global_of(b, letter, false);
	if (g >= 0 && once_in(b, 4))
		put_index(b, OP_GLOBAL_GET, (uint32_t)g);
	else if (once_in(b, 3))
		put_const(&b->plan->random, letter, b->out);
	else
		put_local(b, OP_LOCAL_GET, letter);
}

static bool starts_with(const char *s, const char *start)
{
	return !strncmp(s, start, strlen(start));
}

/* Whether the NaN bits of the result depend on the implementation. */
static bool is_nan_open(const struct op *op)
{
	static const char *const exact[] = {"abs", "neg", "copysign", "load", "const",
		"reinterpret", "splat", "lane", "eq", "ne", "lt", "gt", "le", "ge", "pmin", "pmax"};
	if (!starts_with(op->text, "f32") && !starts_with(op->text, "f64"))
		return false;
	const char *verb = strchr(op->text, '.') + 1;
	for (size_t i = 0; i < sizeof exact / sizeof *exact; i++)
		if (starts_with(verb, exact[i]))
			return false;
	if (strlen(verb) == 2) /* eq, ne, lt, gt, le, ge */
		return false;
	return true;
}

/* x becomes (x == x ? x : canonical NaN), lane by lane for vectors. */
static void put_canonical(struct body *b, char letter, bool is_f64x2)
{
	static const uint32_t nan32 = 0x7fc00000;
	static const uint64_t nan64 = 0x7ff8000000000000;
	uint32_t x = local_of(b, letter);
	put_index(b, OP_LOCAL_TEE, x);
	if (letter == 'V') {
		put_index(b, OP_SIMD, SIMD_V128_CONST);
		for (int i = 0; i < (is_f64x2 ? 2 : 4); i++)
			buf_add(b->out, is_f64x2 ? (void *)&nan64 : (void *)&nan32,
				is_f64x2 ? 8 : 4);
	} else if (letter == 'f') {
		put(b, OP_F32_CONST);
		buf_add(b->out, &nan32, 4);
	} else {
		put(b, OP_F64_CONST);
		buf_add(b->out, &nan64, 8);
	}
	put_index(b, OP_LOCAL_GET, x);
	put_index(b, OP_LOCAL_GET, x);
	if (letter == 'V') {
		put_index(b, OP_SIMD, is_f64x2 ? 0x47 : 0x41); /* f64x2.eq, f32x4.eq */
		put_index(b, OP_SIMD, 0x52);		       /* v128.bitselect */
	} else {
		put(b, letter == 'f' ? 0x5b : 0x61); /* f32.eq, f64.eq */
		put(b, OP_SELECT);
	}
	put_index(b, OP_LOCAL_TEE, x);
}

/* An address: within the first page as a rule, anywhere once in a while when *may_leave*. */
static void put_address(struct body *b, unsigned depth, bool may_leave)
{
	put_expr(b, 'i', depth);
	if (once_in(b, 60) && may_leave)
		return;
	put_i32(b, 0x7fff);
	put(b, 0x71); /* i32.and */
}

/* The operand of a division that would trap every other time is made odd, mostly. */
static void put_operands(struct body *b, const struct op *op, unsigned depth)
{
	bool is_memory = op->imm == IMM_MEMARG || op->imm == IMM_MEMLANE;
	for (const char *s = op->sig; *s != '>'; s++) {
		if (is_memory && s == op->sig)
			put_address(b, depth, b->plan->is_wild);
		else
			put_expr(b, *s, depth);
	}
	bool is_division = strstr(op->text, ".div_") || strstr(op->text, ".rem_");
	if (!is_division || once_in(b, 40))
		return;
	if (*op->sig == 'i') {
		put_i32(b, 1);
		put(b, 0x72); /* i32.or */
	} else {
		put_index(b, OP_I64_CONST, 1);
		put(b, 0x84); /* i64.or */
	}
}

static void put_immediates(struct body *b, const struct op *op)
{
	switch (op->imm) {
	case IMM_MEMARG:
	case IMM_MEMLANE:
		buf_uleb(b->out, below(b, op->arg + 1));
		buf_uleb(b->out, once_in(b, 80) && b->plan->is_wild ? 0xfffffff0u
				 : once_in(b, 3)		    ? below(b, 300)
								    : 0);
		if (op->imm == IMM_MEMLANE)
			put(b, (uint8_t)below(b, 16u >> op->arg));
		break;
	case IMM_LANE: put(b, (uint8_t)below(b, op->arg)); break;
	case IMM_SHUFFLE:
		for (int i = 0; i < 16; i++)
			put(b, (uint8_t)below(b, op->arg));
		break;
	case IMM_MEMORY: put(b, 0); break;
	default: break;
	}
}

/* memory.grow and conversions that mostly trap stay rare. */
static bool is_welcome(struct body *b, const struct op *op)
{
	if (!b->plan->has_simd && (op->page == SIMD))
		return false;
	if (strstr(op->text, ".trunc_f") || !strcmp(op->text, "memory.grow"))
		return once_in(b, 20);
	return true;
}

/* A numeric or memory instruction with this result ('>': a store); false when none was found. */
static bool put_op(struct body *b, char result, unsigned depth)
{
	for (int tries = 0; tries < 400; tries++) {
		const struct op *op = &ops[below(b, N_OPS)];
		const char *results = strchr(op->sig, '>');
		bool is_typed = results && (result == '>' ? !results[1] && results != op->sig
							  : results[1] == result);
		if (!is_typed || op->imm == IMM_SPECIAL || op->imm == IMM_BYTES ||
			op->imm == IMM_I32 || op->imm == IMM_I64 || !is_welcome(b, op))
			continue;
		put_operands(b, op, depth);
		if (op->page == PLAIN)
			put(b, (uint8_t)op->code);
		else
			put_index(b, op->page == MISC ? OP_MISC : OP_SIMD, op->code);
		put_immediates(b, op);
		if (result != '>' && is_nan_open(op))
			put_canonical(b, result, starts_with(op->text, "f64x2"));
		return true;
	}
	return false;
}

/* ---- control ----------------------------------------------------------------------------------
 */

static void put_fuel_check(struct body *b)
{
	put_index(b, OP_GLOBAL_GET, FUEL_GLOBAL);
	put(b, 0x45); /* i32.eqz */
	put(b, OP_IF);
	put(b, 0x40);
	put(b, OP_UNREACHABLE);
	put(b, OP_END);
	put_index(b, OP_GLOBAL_GET, FUEL_GLOBAL);
	put_i32(b, 1);
	put(b, OP_I32_SUB);
	put_index(b, OP_GLOBAL_SET, FUEL_GLOBAL);
}

static void put_values(struct body *b, const char *letters, unsigned depth)
{
	for (; *letters && *letters != '>'; letters++)
		put_expr(b, *letters, depth);
}

static void push_label(struct body *b, const char *letters, size_t len)
{
	snprintf(b->labels[b->n_labels++], sizeof b->labels[0], "%.*s", (int)len, letters);
}

/* A label, counted from the innermost, that carries exactly *letters*; -1: there is none. */
static int64_t label_with(struct body *b, const char *letters)
{
	uint32_t start = below(b, b->n_labels);
	for (uint32_t i = 0; i < b->n_labels; i++) {
		uint32_t label = (start + i) % b->n_labels;
		if (!strcmp(b->labels[b->n_labels - 1 - label], letters))
			return label;
	}
	return -1;
}

/* Leaves values for the label on the stack, as br_if does. */
static void put_br_if(struct body *b, unsigned depth)
{
	uint32_t label = below(b, b->n_labels);
	const char *letters = b->labels[b->n_labels - 1 - label];
	put_values(b, letters, depth);
	put_expr(b, 'i', depth);
	put_index(b, OP_BR_IF, label);
	put_take(b, letters);
}

/* br_table over labels that carry the same; what follows is dead and typed all the same. */
static void put_br_table(struct body *b, const char *letters, unsigned depth)
{
	uint32_t n = below(b, 5);
	put_values(b, letters, depth);
	put_expr(b, 'i', depth);
	put(b, OP_BR_TABLE);
	buf_uleb(b->out, n);
	for (uint32_t i = 0; i <= n; i++)
		buf_uleb(b->out, (uint64_t)label_with(b, letters));
	if (once_in(b, 4)) { /* operands out of nowhere */
		put(b, OP_I32_ADD);
		put(b, OP_DROP);
	}
}

/* A way out that is always taken. */
static void put_leave(struct body *b, unsigned depth)
{
	uint32_t label = below(b, b->n_labels);
	const char *letters = b->labels[b->n_labels - 1 - label];
	switch (below(b, 12)) {
	case 0: put(b, OP_UNREACHABLE); break;
	case 1:
	case 2:
	case 3:
		put_values(b, strchr(b->type, '>') + 1, depth);
		put(b, OP_RETURN);
		break;
	case 4:
	case 5:
	case 6: put_br_table(b, letters, depth); break;
	default:
		put_values(b, letters, depth);
		put_index(b, OP_BR, label);
		break;
	}
}

/* An arm or a body: statements, then its values. */
static void put_arm(struct body *b, const char *results, unsigned depth)
{
	put_stmts(b, depth);
	if (once_in(b, 12))
		put_leave(b, depth ? depth - 1 : 0);
	put_values(b, results, depth);
}

/* block, loop or if of a function type: parameters and results on the stack. */
static void put_block(struct body *b, uint8_t kind, const char *type, unsigned depth)
{
	const char *results = strchr(type, '>') + 1;
	size_t n_params = (size_t)(results - 1 - type);
	char params[16];
	snprintf(params, sizeof params, "%.*s", (int)n_params, type);
	put_values(b, type, depth);
	if (kind == OP_IF)
		put_expr(b, 'i', depth);
	put(b, kind);
	buf_sleb(b->out, plan_type(b->plan, type));
	if (kind == OP_LOOP)
		push_label(b, params, n_params);
	else
		push_label(b, results, strlen(results));
	if (kind == OP_LOOP)
		put_fuel_check(b);
	put_take(b, params);
	put_arm(b, results, depth);
	if (kind == OP_IF) {
		put(b, OP_ELSE);
		put_take(b, params);
		put_arm(b, results, depth);
	}
	if (kind == OP_LOOP && !strcmp(params, results)) {
		put_expr(b, 'i', depth);
		put_index(b, OP_BR_IF, 0);
	}
	b->n_labels--;
	put(b, OP_END);
}

static uint8_t block_kind(struct body *b)
{
	static const uint8_t kinds[] = {OP_BLOCK, OP_LOOP, OP_IF, OP_IF};
	return kinds[below(b, sizeof kinds)];
}

/* ---- calls ------------------------------------------------------------------------------------
 */

/* Calls a function of the plan, directly or through a table; its results are on the stack. */
static void put_call(struct body *b, uint32_t func, unsigned depth)
{
	uint32_t type = b->plan->funcs[func];
	put_values(b, b->plan->types[type], depth);
	if (once_in(b, 2)) {
		put_index(b, OP_CALL, func);
		return;
	}
	uint32_t table = below(b, 2);
	if (once_in(b, 8)) { /* whatever stands there, if anything does */
		put_expr(b, 'i', depth);
		put_i32(b, 15);
		put(b, 0x71); /* i32.and */
	} else {	      /* segments put function N at N */
		put_i32(b, (int32_t)func);
	}
	put_index(b, OP_CALL_INDIRECT, type);
	buf_uleb(b->out, table);
}

/* A function whose results are exactly these, or -1. */
static int64_t func_with(struct body *b, const char *results)
{
	uint32_t start = below(b, b->plan->n_funcs);
	for (uint32_t i = 0; i < b->plan->n_funcs; i++) {
		uint32_t func = (start + i) % b->plan->n_funcs;
		if (!strcmp(strchr(b->plan->types[b->plan->funcs[func]], '>') + 1, results))
			return func;
	}
	return -1;
}

static void put_call_stmt(struct body *b, unsigned depth)
{
	uint32_t func = below(b, b->plan->n_funcs);
	put_call(b, func, depth);
	put_take(b, strchr(b->plan->types[b->plan->funcs[func]], '>') + 1);
}

static void put_tail_call(struct body *b, unsigned depth)
{
	int64_t func = func_with(b, strchr(b->type, '>') + 1);
	if (func < 0)
		return;
	uint32_t type = b->plan->funcs[func];
	put_values(b, b->plan->types[type], depth);
	if (once_in(b, 2)) {
		put_index(b, OP_RETURN_CALL, (uint32_t)func);
		return;
	}
	put_i32(b, (int32_t)func);
	put_index(b, OP_RETURN_CALL_INDIRECT, type);
	buf_uleb(b->out, 0);
}

/* ---- memory and tables as a whole -------------------------------------------------------------
 */

static void put_length(struct body *b, unsigned depth, int32_t mask)
{
	put_expr(b, 'i', depth);
	put_i32(b, mask);
	put(b, 0x71); /* i32.and */
}

static void put_bulk_memory(struct body *b, unsigned depth)
{
	put_address(b, depth, true);
	switch (below(b, 4)) {
	case 0:
		put_expr(b, 'i', depth);
		put_length(b, depth, 0xff);
		put_misc(b, MISC_MEMORY_FILL);
		put(b, 0);
		break;
	case 1:
		put_address(b, depth, true);
		put_length(b, depth, 0x1ff);
		put_misc(b, MISC_MEMORY_COPY);
		put(b, 0);
		put(b, 0);
		break;
	case 2:
		put_length(b, depth, DATA_SIZE / 2 - 1);
		put_length(b, depth, DATA_SIZE / 2 - 1);
		put_misc(b, MISC_MEMORY_INIT);
		buf_uleb(b->out, PASSIVE_DATA);
		put(b, 0);
		break;
	default:
		put(b, OP_DROP);
		if (!once_in(b, 10))
			break;
		put_misc(b, MISC_DATA_DROP);
		buf_uleb(b->out, PASSIVE_DATA);
		break;
	}
}

static void put_funcref(struct body *b)
{
	if (once_in(b, 4))
		put_index(b, OP_REF_NULL, 0x70);
	else
		put_index(b, OP_REF_FUNC, below(b, b->plan->n_funcs));
}

static void put_table_stmt(struct body *b, unsigned depth)
{
	uint32_t table = below(b, 2);
	switch (below(b, 6)) {
	case 0:
		put_length(b, depth, 15);
		put_funcref(b);
		put_index(b, OP_TABLE_SET, table);
		break;
	case 1:
		for (int i = 0; i < 3; i++)
			put_length(b, depth, 3);
		put_misc(b, MISC_TABLE_COPY);
		buf_uleb(b->out, table);
		buf_uleb(b->out, below(b, 2));
		break;
	case 2:
		for (int i = 0; i < 3; i++)
			put_length(b, depth, 3);
		put_misc(b, MISC_TABLE_INIT);
		buf_uleb(b->out, PASSIVE_ELEM);
		buf_uleb(b->out, table);
		break;
	case 3:
		put_length(b, depth, 7);
		put_funcref(b);
		put_length(b, depth, 3);
		put_misc(b, MISC_TABLE_FILL);
		buf_uleb(b->out, table);
		break;
	case 4:
		put_funcref(b);
		put_length(b, depth, 1);
		put_misc(b, MISC_TABLE_GROW);
		buf_uleb(b->out, table);
		put_take(b, "i");
		break;
	default:
		if (!once_in(b, 10))
			break;
		put_misc(b, MISC_ELEM_DROP);
		buf_uleb(b->out, PASSIVE_ELEM);
		break;
	}
}

/* i32 from a table: its size, or whether an element is null. */
static void put_table_query(struct body *b, unsigned depth)
{
	uint32_t table = below(b, 2);
	if (once_in(b, 2)) {
		put_misc(b, MISC_TABLE_SIZE);
		buf_uleb(b->out, table);
		return;
	}
	put_length(b, depth, once_in(b, 30) ? 63 : 3);
	put_index(b, OP_TABLE_GET, table);
	put(b, OP_REF_IS_NULL);
}

/* ---- expressions and statements -------------------------------------------------------------- */

static void put_select(struct body *b, char letter, unsigned depth)
{
	put_expr(b, letter, depth);
	put_expr(b, letter, depth);
	put_expr(b, 'i', depth);
	put(b, OP_SELECT);
}

static void put_block_of(struct body *b, char letter, unsigned depth)
{
	char type[16];
	snprintf(type, sizeof type, "%s>%c", once_in(b, 3) ? "iI" : "", letter);
	if (b->n_labels < MAX_LABELS - 2)
		put_block(b, block_kind(b), type, depth);
	else
		put_leaf(b, letter);
}

static void put_expr(struct body *b, char letter, unsigned depth)
{
	char letters[2] = {letter, 0};
	int64_t func;
	if (!depth || b->budget-- <= 0) {
		put_leaf(b, letter);
		return;
	}
	depth--;
	switch (below(b, 20)) {
	case 0: put_leaf(b, letter); break;
	case 1: put_select(b, letter, depth); break;
	case 2:
	case 3: put_block_of(b, letter, depth); break;
	case 4:
		func = func_with(b, letters);
		func >= 0 ? put_call(b, (uint32_t)func, depth) : put_leaf(b, letter);
		break;
	case 5:
		put_expr(b, letter, depth);
		put_local(b, OP_LOCAL_TEE, letter);
		break;
	case 6: letter == 'i' ? put_table_query(b, depth) : put_leaf(b, letter); break;
	default:
		if (!put_op(b, letter, depth))
			put_leaf(b, letter);
		break;
	}
}

static void put_set(struct body *b, unsigned depth)
{
	static const char letters[] = "iIfFV";
	char letter = letters[below(b, b->plan->has_simd ? 5 : 4)];
	int64_t g = global_of(b, letter, true);
	put_expr(b, letter, depth);
	if (g >= 0 && once_in(b, 3))
		put_index(b, OP_GLOBAL_SET, (uint32_t)g);
	else
		put_local(b, OP_LOCAL_SET, letter);
}

static void put_block_stmt(struct body *b, unsigned depth)
{
	const char *type = once_in(b, 2) ? ">" : b->plan->types[below(b, b->plan->n_types)];
	if (b->n_labels >= MAX_LABELS - 2)
		return;
	put_block(b, block_kind(b), type, depth);
	put_take(b, strchr(type, '>') + 1);
}

/* A way out behind a condition. */
static void put_guarded_leave(struct body *b, unsigned depth)
{
	if (b->n_labels >= MAX_LABELS - 2)
		return;
	put_expr(b, 'i', depth);
	put(b, OP_IF);
	put(b, 0x40);
	push_label(b, "", 0);
	if (once_in(b, 3))
		put_tail_call(b, depth);
	else
		put_leave(b, depth);
	b->n_labels--;
	put(b, OP_END);
}

static void put_stmt(struct body *b, unsigned depth)
{
	switch (below(b, 16)) {
	case 0:
	case 1: put_block_stmt(b, depth); break;
	case 2: put_br_if(b, depth); break;
	case 3: put_guarded_leave(b, depth); break;
	case 4: put_call_stmt(b, depth); break;
	case 5: put_bulk_memory(b, depth); break;
	case 6:
		if (b->plan->writes_tables)
			put_table_stmt(b, depth);
		break;
	case 7:
	case 8:
	case 9:
	case 10: put_op(b, '>', depth); break;
	case 11:
		put_expr(b, 'i', depth);
		put(b, OP_DROP);
		break;
	default: put_set(b, depth); break;
	}
}

static void put_stmts(struct body *b, unsigned depth)
{
	for (uint32_t n = below(b, 4); depth && n && b->budget > 0; n--)
		put_stmt(b, depth - 1);
}

/* Locals that the code asked for are declared one by one, behind the parameters. */
static void put_locals(struct body *b, struct buf *out)
{
	static const char letters[] = "iIfFV";
	static const uint8_t codes[] = {0x7f, 0x7e, 0x7d, 0x7c, 0x7b};
	buf_uleb(out, b->n_locals - b->n_params);
	for (uint32_t i = b->n_params; i < b->n_locals; i++) {
		buf_uleb(out, 1);
		buf_putc(out, (char)codes[strchr(letters, b->locals[i]) - letters]);
	}
}

void put_body(struct plan *p, const char *type, struct buf *out)
{
	struct buf code = {0};
	const char *results = strchr(type, '>') + 1;
	struct body b = {.plan = p, .out = &code, .type = type, .budget = BUDGET};
	for (const char *s = type; *s != '>'; s++)
		b.locals[b.n_locals++] = *s;
	b.n_params = b.n_locals;
	for (const char *s = p->has_simd ? "iiiIIfFVV" : "iiiIIfF"; *s; s++)
		b.locals[b.n_locals++] = *s;
	push_label(&b, results, strlen(results));
	put_fuel_check(&b);
	for (uint32_t n = 2 + below(&b, 5); n; n--)
		put_stmt(&b, MAX_DEPTH - 1);
	if (once_in(&b, 6))
		put_tail_call(&b, 2);
	put_values(&b, results, MAX_DEPTH - 1);
	put(&b, OP_END);
	put_locals(&b, out);
	buf_add(out, code.data, code.len);
	buf_free(&code);
}

/*
 * Reads the body of a function: its locals, then its instructions, each of which is validated
 * and handed to the carrier's copy.  Functions are named after the instructions they read.
 */
#include "lower/front_body.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "lower/carrier_code.h"
#include "lower/limits.h"
#include "lower/opcodes.h"

/* --- values --- */

static char get_local(struct body *b, uint32_t *index)
{
	*index = get_u32(&b->r);
	if (!b->r.failed && *index >= b->n_locals)
		invalid(&b->r, "unknown local %u: the function has %u", *index, b->n_locals);
	return b->r.failed ? 'i' : b->locals[*index];
}

static void select_any(struct body *b)
{
	pop_type(b, 'i');
	char t1 = pop_type(b, ANY), t2 = pop_type(b, ANY);
	if (is_ref_type(t1) || is_ref_type(t2))
		invalid(&b->r, "type mismatch in select: %s needs a select with a type",
			value_type_name(is_ref_type(t1) ? t1 : t2));
	if (t1 != t2 && t1 != ANY && t2 != ANY)
		invalid(&b->r, "type mismatch in select: %s and %s", value_type_name(t2),
			value_type_name(t1));
	push_type(b, t1 == ANY ? t2 : t1);
}

static void select_typed(struct body *b)
{
	uint32_t n = get_u32(&b->r);
	if (n != 1)
		invalid(&b->r, "invalid result arity in select: %u types, expected one", n);
	char t = get_value_type(&b->r);
	pop_type(b, 'i');
	pop_type(b, t);
	pop_type(b, t);
	push_type(b, t);
}

static void global(struct body *b, bool is_set)
{
	uint32_t index = get_u32(&b->r);
	if (!check_index(&b->r, "global", index, b->f->m->n_globals))
		return;
	const struct wasm_global *g = &b->f->m->globals[index];
	if (!is_set)
		push_type(b, g->type);
	else if (!g->is_mutable)
		invalid(&b->r, "global is immutable: global.set of global %u", index);
	else
		pop_type(b, g->type);
}

static void ref_func(struct body *b)
{
	uint32_t index = get_u32(&b->r);
	if (!check_index(&b->r, "function", index, b->f->m->n_funcs))
		return;
	if (!b->f->is_declared[index])
		invalid(&b->r, "undeclared function reference to function %u", index);
	carry_ref_func(b, index);
	push_type(b, 'c');
}

static void ref_is_null(struct body *b)
{
	char t = pop_type(b, ANY);
	if (!is_ref_type(t) && t != ANY)
		invalid(&b->r, "type mismatch in ref.is_null: expected a reference, found %s",
			value_type_name(t));
	push_type(b, 'i');
}

static void local(struct body *b, uint8_t code)
{
	uint32_t index;
	char t = get_local(b, &index);
	if (code != OP_LOCAL_GET)
		pop_type(b, t);
	if (code != OP_LOCAL_SET)
		push_type(b, t);
}

/* Instructions whose code is their first byte, but for those that the table describes. */
static void plain_instruction(struct body *b, uint8_t code)
{
	switch (code) {
	case OP_DROP: pop_type(b, ANY); break;
	case OP_SELECT: select_any(b); break;
	case OP_SELECT_TYPED: select_typed(b); break;
	case OP_LOCAL_GET:
	case OP_LOCAL_SET:
	case OP_LOCAL_TEE: local(b, code); break;
	case OP_GLOBAL_GET: global(b, false); break;
	case OP_GLOBAL_SET: global(b, true); break;
	case OP_TABLE_GET: table_instruction(b, false); break;
	case OP_TABLE_SET: table_instruction(b, true); break;
	case OP_REF_NULL: push_type(b, get_ref_type(&b->r)); break;
	case OP_REF_IS_NULL: ref_is_null(b); break;
	case OP_REF_FUNC: ref_func(b); break;
	default: control_instruction(b, code);
	}
}

/* --- the instructions that the table describes --- */

static void get_memarg(struct body *b, unsigned natural)
{
	uint32_t align = get_u32(&b->r);
	if (align >= 64 && align < 128)
		unsupported(&b->r, "multi-memory (a memory index in an access)");
	else if (align >= 128)
		malformed(&b->r, "malformed memop flags 0x%x", align);
	else if (align > natural)
		invalid(&b->r, "alignment must not be larger than natural: 2^%u for %s, found 2^%u",
			natural, b->op->text, align);
	get_u32(&b->r);
	check_memory(b);
}

static void get_lane(struct body *b, unsigned lanes)
{
	uint8_t lane = get_byte(&b->r);
	if (lane >= lanes)
		invalid(&b->r, "invalid lane index %u in %s: there are %u", lane, b->op->text,
			lanes);
}

static void get_immediates(struct body *b, const struct opcode *op)
{
	switch ((enum immediate)op->imm) {
	case IMM_NONE:
	case IMM_SPECIAL: break;
	case IMM_I32: get_leb(&b->r, 32, true); break;
	case IMM_I64: get_leb(&b->r, 64, true); break;
	case IMM_BYTES: get_bytes(&b->r, op->arg); break;
	case IMM_MEMARG: get_memarg(b, op->arg); break;
	case IMM_MEMLANE:
		get_memarg(b, op->arg);
		get_lane(b, 16u >> op->arg);
		break;
	case IMM_LANE: get_lane(b, op->arg); break;
	case IMM_SHUFFLE:
		for (int i = 0; i < 16; i++)
			get_lane(b, op->arg);
		break;
	case IMM_MEMORY: get_memory(b); break;
	}
}

static void apply_signature(struct body *b, const char *sig)
{
	const char *arrow = sig;
	while (*arrow != '>')
		arrow++;
	for (const char *p = arrow; p-- > sig;)
		pop_type(b, *p);
	if (arrow[1])
		push_type(b, arrow[1]);
}

static bool unknown_opcode(struct body *b, enum opcode_page page, uint32_t code)
{
	static const char *const prefix[] = {"", "0xfc ", "0xfd "};
	const char *feature = opcode_feature(page, code);
	if (feature)
		return unsupported(&b->r, feature);
	return malformed(&b->r, "illegal opcode %s0x%02x", prefix[page], code);
}

static void instruction(struct body *b)
{
	uint32_t code = get_byte(&b->r);
	enum opcode_page page = code == OP_MISC ? MISC : code == OP_SIMD ? SIMD : PLAIN;
	if (page != PLAIN)
		code = get_u32(&b->r);
	const struct opcode *op = opcode_find(page, code);
	if (b->r.failed || !op) {
		unknown_opcode(b, page, code);
		return;
	}
	b->op = op;
	b->f->m->uses_simd |= page == SIMD;
	if (op->imm != IMM_SPECIAL) {
		get_immediates(b, op);
		apply_signature(b, op->sig);
	} else if (page == MISC) {
		misc_instruction(b, code);
	} else {
		plain_instruction(b, (uint8_t)code);
	}
}

/* --- the function --- */

static void get_local_runs(struct body *b, struct buf *letters)
{
	struct reader *r = &b->r;
	uint32_t n_runs = get_count(r, "runs of locals", UINT32_MAX);
	for (uint32_t i = 0; i < n_runs && !r->failed; i++) {
		r->item = r->p;
		uint32_t n = get_u32(r);
		if (letters->len + (uint64_t)n > UINT32_MAX)
			malformed(r, "too many locals: more than 2^32-1");
		else if (letters->len + (uint64_t)n > MAX_LOCALS)
			limit(r, "locals (too many locals)", letters->len + n, MAX_LOCALS);
		char t = get_value_type(r);
		b->f->m->uses_simd |= t == 'V';
		for (uint32_t k = 0; k < n && !r->failed; k++)
			buf_putc(letters, t);
	}
	r->item = NULL;
}

static void read_locals(struct body *b, struct wasm_func *func)
{
	struct front *f = b->f;
	struct buf letters = {0};
	buf_add(&letters, b->sig.params, b->sig.n_params);
	get_local_runs(b, &letters);
	count_locals(b, (uint32_t)letters.len);
	if (!b->r.failed)
		func->locals = model_strndup(f->m, letters.data, letters.len);
	b->locals = func->locals;
	b->n_locals = func->n_locals = b->r.failed ? 0 : (uint32_t)letters.len;
	buf_free(&letters);
}

static void read_instructions(struct body *b)
{
	push_frame(b, FRAME_FUNCTION, b->sig);
	carry_begin(b);
	while (b->n_frames && !b->r.failed) {
		b->r.item = b->r.p;
		if (!bytes_left(&b->r))
			malformed(&b->r, "unexpected end of the function: END opcode expected");
		carry_line(b);
		instruction(b);
	}
	b->r.item = NULL;
	if (!b->r.failed && bytes_left(&b->r))
		malformed(&b->r, "section size mismatch: %zu bytes behind the function's end",
			bytes_left(&b->r));
	carry_finish(b);
}

static void start_body(struct body *b, uint32_t index, const char *name)
{
	struct front *f = b->f;
	const struct wasm_func *func = &f->m->funcs[index];
	const uint8_t *code = f->m->bytes + func->code;
	b->r = (struct reader){.file = f->m->file, .func = name, .base = code, .p = code};
	b->r.end = code + func->code_len;
	b->sig = f->sigs[func->type];
	b->op = opcode_find(PLAIN, OP_END);
	b->n_operands = b->n_frames = 0;
}

/* How messages name a function: short, and without what a terminal would act upon. */
static void name_for_messages(const struct wasm_func *func, uint32_t index, char *name, size_t size)
{
	snprintf(name, size, "#%u", index);
	if (!func->name)
		return;
	snprintf(name, size, "%s", func->name);
	for (char *p = name; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			*p = '?';
}

bool read_body(struct body *b, uint32_t index)
{
	struct wasm_func *func = &b->f->m->funcs[index];
	char name[128];
	name_for_messages(func, index, name, sizeof name);
	start_body(b, index, name);
	read_locals(b, func);
	if (!b->r.failed)
		read_instructions(b);
	return !b->r.failed;
}

void body_begin(struct body *b, struct front *f)
{
	*b = (struct body){.f = f, .c = carrier_code_new()};
}

void body_end(struct body *b)
{
	carrier_code_free(b->c);
	free(b->operands);
	free(b->frames);
	free(b->labels);
}

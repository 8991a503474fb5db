/*
 * Reads constant expressions: initial values of globals, offsets of segments, elements.
 * Validates them and keeps their instructions as the model's steps.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "lower/front.h"
#include "lower/limits.h"
#include "lower/opcodes.h"

/* The types of the values that are waiting: one letter for each. */
struct const_stack {
	char letters[64];
	uint32_t n;
};

static void push_type(struct const_stack *s, struct reader *r, char type)
{
	if (s->n == sizeof s->letters)
		limit(r, "operands of a constant expression", s->n + 1, s->n);
	else
		s->letters[s->n++] = type;
}

static void pop_type(struct const_stack *s, struct reader *r, char type)
{
	if (s->n == 0)
		invalid(r, "type mismatch: expected %s, but the operand stack is empty",
			value_type_name(type));
	else if (s->letters[--s->n] != type)
		invalid(r, "type mismatch: expected %s, found %s", value_type_name(type),
			value_type_name(s->letters[s->n]));
}

static char global_type(struct front *f, struct reader *r, uint32_t index)
{
	if (r->failed)
		return 0;
	if (index >= f->n_imported_globals) {
		invalid(r, "unknown global %u: constant expressions see the %u imported ones only",
			index, f->n_imported_globals);
		return 0;
	}
	const struct wasm_global *g = &f->m->globals[index];
	if (g->is_mutable)
		invalid(r, "constant expression required: global %u is mutable", index);
	return g->type;
}

static void copy_float(struct reader *r, struct wasm_const_step *step, size_t n)
{
	const uint8_t *bytes = get_bytes(r, n);
	for (size_t i = 0; bytes && i < n; i++)
		step->bits |= (uint64_t)bytes[i] << 8 * i;
}

static char read_v128(struct front *f, struct reader *r, struct wasm_const_step *step)
{
	uint32_t code = get_u32(r);
	if (code != SIMD_V128_CONST)
		invalid(r, "constant expression required: found SIMD instruction 0x%x", code);
	const uint8_t *bytes = get_bytes(r, 16);
	if (bytes)
		memcpy(step->v128, bytes, 16);
	step->op = CONST_V128;
	f->m->uses_simd = true;
	return 'V';
}

static char read_ref_func(struct front *f, struct reader *r, struct wasm_const_step *step)
{
	step->op = CONST_REF_FUNC;
	step->index = get_u32(r);
	if (check_index(r, "function", step->index, f->m->n_funcs))
		f->is_declared[step->index] = 1;
	return 'c';
}

/* Reads what follows *code*; returns the type pushed, or 0 for arithmetic, done on the stack. */
static char read_step(struct front *f, struct reader *r, uint8_t code, struct wasm_const_step *step)
{
	switch (code) {
	case OP_I32_CONST:
		step->op = CONST_I32;
		step->bits = (uint32_t)get_leb(r, 32, true);
		return 'i';
	case OP_I64_CONST:
		step->op = CONST_I64;
		step->bits = get_leb(r, 64, true);
		return 'I';
	case OP_F32_CONST:
		step->op = CONST_F32;
		copy_float(r, step, 4);
		return 'f';
	case OP_F64_CONST:
		step->op = CONST_F64;
		copy_float(r, step, 8);
		return 'F';
	case OP_SIMD: return read_v128(f, r, step);
	case OP_GLOBAL_GET:
		step->op = CONST_GLOBAL_GET;
		step->index = get_u32(r);
		return global_type(f, r, step->index);
	case OP_REF_NULL: step->op = CONST_REF_NULL; return step->ref = get_ref_type(r);
	case OP_REF_FUNC: return read_ref_func(f, r, step);
	case OP_I32_ADD: step->op = CONST_I32_ADD; return 0;
	case OP_I32_SUB: step->op = CONST_I32_SUB; return 0;
	case OP_I32_MUL: step->op = CONST_I32_MUL; return 0;
	case OP_I64_ADD: step->op = CONST_I64_ADD; return 0;
	case OP_I64_SUB: step->op = CONST_I64_SUB; return 0;
	case OP_I64_MUL: step->op = CONST_I64_MUL; return 0;
	}
	const struct opcode *op = opcode_find(PLAIN, code);
	if (!op && opcode_feature(PLAIN, code))
		unsupported(r, opcode_feature(PLAIN, code));
	else if (!op)
		malformed(r, "illegal opcode 0x%02x", code);
	else
		invalid(r, "constant expression required: found %s", op->text);
	return 0;
}

static void apply(struct const_stack *s, struct reader *r, enum wasm_const_op op)
{
	char t = op >= CONST_I64_ADD ? 'I' : 'i';
	pop_type(s, r, t);
	pop_type(s, r, t);
	push_type(s, r, t);
}

void get_const(struct front *f, struct reader *r, char type, struct wasm_const *out)
{
	struct const_stack stack = {0};
	uint32_t n = 0;
	while (!r->failed) {
		r->item = r->p;
		uint8_t code = get_byte(r);
		if (code == OP_END)
			break;
		struct wasm_const_step step = {0};
		char pushed = read_step(f, r, code, &step);
		if (pushed)
			push_type(&stack, r, pushed);
		else
			apply(&stack, r, step.op);
		vec_push(f->steps, n, f->cap_steps) = step;
	}
	pop_type(&stack, r, type);
	if (stack.n)
		invalid(r, "type mismatch: %u values, expected one", stack.n + 1);
	r->item = NULL;
	if (r->failed)
		return;
	out->n = n;
	out->steps = module_alloc(f->m, n, sizeof *out->steps);
	memcpy(out->steps, f->steps, n * sizeof *out->steps);
}

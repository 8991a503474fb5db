/* The operand and control stacks of validate.h. */
#include "lower/validate.h"

#include <string.h>

#include "base/mem.h"
#include "lower/limits.h"
#include "lower/opcodes.h"

static void grow_operands(struct body *b, uint32_t n)
{
	if (b->n_operands + n > MAX_OPERANDS) {
		limit(&b->r, "operands on the stack", b->n_operands + n, MAX_OPERANDS);
		return;
	}
	while (b->cap_operands < b->n_operands + n) {
		b->cap_operands = b->cap_operands ? b->cap_operands * 2 : 256;
		if (b->cap_operands > MAX_OPERANDS)
			b->cap_operands = MAX_OPERANDS;
		b->operands = xreallocarray(b->operands, b->cap_operands, 1);
	}
}

void push_type(struct body *b, char type)
{
	if (b->n_operands == b->cap_operands)
		grow_operands(b, 1);
	if (!b->r.failed)
		b->operands[b->n_operands++] = type;
}

void push_all(struct body *b, const char *types, uint32_t n)
{
	grow_operands(b, n);
	if (b->r.failed || !n)
		return;
	memcpy(b->operands + b->n_operands, types, n);
	b->n_operands += n;
}

static char mismatch(struct body *b, char expected, const char *found)
{
	invalid(&b->r, "type mismatch in %s: expected %s, found %s", b->op->text,
		value_type_name(expected), found);
	return expected;
}

char pop_type(struct body *b, char type)
{
	const struct frame *fr = top_frame(b);
	if (b->n_operands == fr->height) {
		if (fr->unreachable)
			return type;
		return mismatch(b, type, "an empty operand stack");
	}
	char found = b->operands[--b->n_operands];
	if (found == type || type == ANY)
		return found;
	if (found == ANY)
		return type;
	return mismatch(b, type, value_type_name(found));
}

/*
 * The common case of many operands: those that are there are equal.  Below them, unreachable
 * code has whatever is wanted.
 */
static bool are_on_top(const struct body *b, const char *types, uint32_t n)
{
	const struct frame *fr = &b->frames[b->n_frames - 1];
	uint32_t is = b->n_operands - fr->height;
	if (is < n && !fr->unreachable)
		return false;
	if (is > n)
		is = n;
	return !is || memcmp(b->operands + b->n_operands - is, types + n - is, is) == 0;
}

void pop_all(struct body *b, const char *types, uint32_t n)
{
	if (are_on_top(b, types, n)) {
		uint32_t is = b->n_operands - top_frame(b)->height;
		b->n_operands -= n < is ? n : is;
		return;
	}
	while (n-- && !b->r.failed)
		pop_type(b, types[n]);
}

void peek_all(struct body *b, const char *types, uint32_t n)
{
	if (are_on_top(b, types, n))
		return;
	/* Unknown operands keep being unknown: only those that are there are compared. */
	uint32_t height = b->n_operands, bottom = top_frame(b)->height;
	for (uint32_t i = n; i-- && !b->r.failed;)
		if (b->n_operands > bottom || !top_frame(b)->unreachable)
			pop_type(b, types[i]);
	b->n_operands = height;
}

void push_frame(struct body *b, uint8_t op, struct sig sig)
{
	if (b->n_frames > MAX_NESTING)
		limit(&b->r, "blocks inside each other", b->n_frames, MAX_NESTING);
	if (b->r.failed)
		return;
	vec_push(b->frames, b->n_frames, b->cap_frames) =
		(struct frame){.op = op, .sig = sig, .height = b->n_operands};
	push_all(b, sig.params, op == FRAME_FUNCTION ? 0 : sig.n_params);
}

void check_frame_end(struct body *b)
{
	struct frame *fr = top_frame(b);
	pop_all(b, fr->sig.results, fr->sig.n_results);
	if (b->n_operands > fr->height)
		invalid(&b->r, "type mismatch in %s: %u values more than the block's type has",
			b->op->text, b->n_operands - fr->height);
	b->n_operands = fr->height;
}

void set_unreachable(struct body *b)
{
	struct frame *fr = top_frame(b);
	b->n_operands = fr->height;
	fr->unreachable = true;
}

void count_locals(struct body *b, uint32_t n)
{
	b->f->n_locals += n;
	if (b->f->n_locals > MAX_LOCALS_TOTAL)
		limit(&b->r, "locals in all functions", b->f->n_locals, MAX_LOCALS_TOTAL);
}

struct frame *label_frame(struct body *b, uint32_t label)
{
	if (b->r.failed)
		return NULL;
	if (label >= b->n_frames) {
		invalid(&b->r, "unknown label %u in %s: %u blocks are open", label, b->op->text,
			b->n_frames);
		return NULL;
	}
	return &b->frames[b->n_frames - 1 - label];
}

const char *label_types(const struct frame *fr, uint32_t *n)
{
	*n = fr->op == OP_LOOP ? fr->sig.n_params : fr->sig.n_results;
	return fr->op == OP_LOOP ? fr->sig.params : fr->sig.results;
}

/*
 * Reads the control instructions: blocks, branches, calls.  Each is validated and handed to the
 * carrier's copy.  Functions are named after the instructions they read.
 */
#include <string.h>

#include "base/mem.h"
#include "lower/carrier_code.h"
#include "lower/front_body.h"
#include "lower/opcodes.h"

static struct sig one_result(char type)
{
	static const char letters[] = "iIfFVcx";
	return (struct sig){.results = strchr(letters, type), .n_results = 1, .params = ""};
}

static struct sig get_block_type(struct body *b)
{
	struct reader *r = &b->r;
	uint8_t first = r->p < r->end ? *r->p : 0;
	b->type_is_index = false;
	if (first == 0x40) {
		r->p++;
		return (struct sig){.params = "", .results = ""};
	}
	if ((first & 0xc0) == 0x40) {
		char t = get_value_type(r);
		b->f->m->uses_simd |= t == 'V';
		return one_result(t ? t : 'i');
	}
	int64_t index = (int64_t)get_leb(r, 33, true);
	b->type_is_index = true;
	if (index < 0)
		malformed(r, "malformed block type %lld", (long long)index);
	else if (check_index(r, "type", (uint32_t)index, b->f->n_sigs))
		return b->f->sigs[index];
	return (struct sig){.params = "", .results = ""};
}

static struct sig get_func_sig(struct body *b)
{
	uint32_t index = get_u32(&b->r);
	if (!check_index(&b->r, "function", index, b->f->m->n_funcs))
		return (struct sig){.params = "", .results = ""};
	return b->f->sigs[b->f->m->funcs[index].type];
}

static struct sig get_indirect_sig(struct body *b)
{
	uint32_t type = get_u32(&b->r), index;
	struct wasm_table *t = get_table(b, &index);
	if (!check_index(&b->r, "type", type, b->f->n_sigs))
		return (struct sig){.params = "", .results = ""};
	if (t->type != 'c')
		invalid(&b->r, "type mismatch in %s: table %u holds %s, expected funcref",
			b->op->text, index, value_type_name(t->type));
	return b->f->sigs[type];
}

static void block(struct body *b, uint8_t op)
{
	struct sig sig = get_block_type(b);
	if (op == OP_IF)
		pop_type(b, 'i');
	pop_all(b, sig.params, sig.n_params);
	push_frame(b, op, sig);
	carry_block(b);
}

static void else_arm(struct body *b)
{
	struct frame *fr = top_frame(b);
	if (fr->op != OP_IF)
		malformed(&b->r, "unexpected else: no if is open");
	check_frame_end(b);
	carry_else(b);
	fr->op = OP_ELSE;
	fr->unreachable = false;
	push_all(b, fr->sig.params, fr->sig.n_params);
}

static bool is_same(const struct sig *s)
{
	return s->n_params == s->n_results && memcmp(s->params, s->results, s->n_params) == 0;
}

static void end(struct body *b)
{
	struct frame *fr = top_frame(b);
	if (fr->op == OP_IF && !is_same(&fr->sig))
		invalid(&b->r, "type mismatch in if: without else, its results must be its "
			       "parameters");
	check_frame_end(b);
	carry_end(b);
	struct sig sig = fr->sig;
	if (--b->n_frames)
		push_all(b, sig.results, sig.n_results);
}

static void br(struct body *b)
{
	uint32_t label = get_u32(&b->r), n;
	struct frame *fr = label_frame(b, label);
	if (!fr)
		return;
	const char *types = label_types(fr, &n);
	pop_all(b, types, n);
	carry_br(b, label);
	set_unreachable(b);
}

static void br_if(struct body *b)
{
	uint32_t label = get_u32(&b->r), n;
	struct frame *fr = label_frame(b, label);
	if (!fr)
		return;
	const char *types = label_types(fr, &n);
	pop_type(b, 'i');
	pop_all(b, types, n);
	push_all(b, types, n);
	carry_br_if(b, label);
}

/* The labels of a br_table; the default is the last. */
static void get_labels(struct body *b)
{
	uint32_t n = get_count(&b->r, "labels", UINT32_MAX);
	b->n_labels = 0;
	for (uint32_t i = 0; i <= n && !b->r.failed; i++) {
		uint32_t label = get_u32(&b->r);
		vec_push(b->labels, b->n_labels, b->cap_labels) = label;
	}
}

static void br_table(struct body *b)
{
	uint32_t n = 0, arity, serial = ++b->br_tables;
	get_labels(b);
	pop_type(b, 'i');
	struct frame *fr = b->r.failed ? NULL : label_frame(b, b->labels[b->n_labels - 1]);
	if (fr)
		label_types(fr, &n);
	for (uint32_t i = 0; i < b->n_labels && !b->r.failed; i++) {
		fr = label_frame(b, b->labels[i]);
		if (!fr || fr->seen_by == serial)
			continue;
		fr->seen_by = serial;
		const char *types = label_types(fr, &arity);
		if (arity != n)
			invalid(&b->r,
				"type mismatch in br_table: label %u takes %u values, the "
				"default %u",
				b->labels[i], arity, n);
		peek_all(b, types, arity);
	}
	carry_br_table(b);
	if (!b->r.failed)
		set_unreachable(b);
}

static void stop(struct body *b)
{
	carry_stop(b);
	set_unreachable(b);
}

static void call(struct body *b, struct sig sig)
{
	pop_all(b, sig.params, sig.n_params);
	push_all(b, sig.results, sig.n_results);
}

static void tail_call(struct body *b, struct sig sig)
{
	const struct sig *own = &b->sig;
	if (sig.n_results != own->n_results ||
		memcmp(sig.results, own->results, own->n_results) != 0)
		invalid(&b->r, "type mismatch in %s: the callee's results are not the caller's",
			b->op->text);
	pop_all(b, sig.params, sig.n_params);
	stop(b);
}

void control_instruction(struct body *b, uint8_t code)
{
	struct sig sig;
	switch (code) {
	case OP_UNREACHABLE: stop(b); break;
	case OP_BLOCK:
	case OP_LOOP:
	case OP_IF: block(b, code); break;
	case OP_ELSE: else_arm(b); break;
	case OP_END: end(b); break;
	case OP_BR: br(b); break;
	case OP_BR_IF: br_if(b); break;
	case OP_BR_TABLE: br_table(b); break;
	case OP_RETURN:
		pop_all(b, b->sig.results, b->sig.n_results);
		stop(b);
		break;
	case OP_CALL: call(b, get_func_sig(b)); break;
	case OP_CALL_INDIRECT:
		sig = get_indirect_sig(b);
		pop_type(b, 'i');
		call(b, sig);
		break;
	case OP_RETURN_CALL: tail_call(b, get_func_sig(b)); break;
	case OP_RETURN_CALL_INDIRECT:
		sig = get_indirect_sig(b);
		pop_type(b, 'i');
		tail_call(b, sig);
		break;
	}
}

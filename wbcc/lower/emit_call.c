/*
 * Calls: direct, indirect through tables, and tail calls.
 */
#include "lower/emit.h"

#include <string.h>

static void note_call(struct func *f, uint32_t callee)
{
	struct callees *c = &f->e->callees[f->index];
	vec_push(c->v, c->n, c->cap) = callee;
}

/*
 * True when the C compiler can be told to make a tail call: functions of one type, all of
 * whose parameters and results travel in registers.
 */
static bool can_insist(const char *own, const char *callee)
{
	unsigned integers = 0, floats = 0;
	for (const char *s = callee; *s != '>'; s++) {
		integers += *s == 'c' ? 2 : strchr("iIx", *s) != NULL;
		floats += strchr("fFV", *s) != NULL;
	}
	return !strcmp(own, callee) && integers <= 6 && floats <= 8 &&
	       strlen(sig_results(callee)) <= 1;
}

/* In tail position control leaves with the call's result. */
static void finish(struct func *f, struct operand call, bool is_return)
{
	call.is_call = true;
	call.fx = fx_join(call.fx, fx_call);
	if (is_return) {
		const char *own = f->e->m->types[f->e->m->funcs[f->index].type];
		bool same = can_insist(own, call.sig);
		before(f, &call.fx);
		add_last_line(f, "%s %s;", same ? "wb_return_call" : "return", call.text);
		f->has_tail_call = true;
	} else if (*call.type) {
		push_operand(f, call);
	} else {
		before(f, &call.fx);
		add_line(f, "%s;", call.text);
	}
}

static void emit_direct(struct func *f, expr_ref x)
{
	const struct wasm_module *m = f->e->m;
	uint32_t index = *uses_at(&f->e->func_index, BinaryenCallGetTarget(x)) - 1;
	uint32_t n = BinaryenCallGetNumOperands(x);
	for (uint32_t i = 0; i < n; i++)
		emit_expr(f, BinaryenCallGetOperandAt(x, i));
	if (index >= m->n_funcs) {
		emit_marker(f, &m->markers[index - m->n_funcs]);
		return;
	}
	const char *sig = m->types[m->funcs[index].type];
	struct operand call = call_of(f, f->e->func_names[index], sig_results(sig), n);
	call.sig = sig;
	note_call(f, index);
	finish(f, call, BinaryenCallIsReturn(x));
}

/* The arguments are evaluated before the index is checked: what could tell is spilled. */
static void settle_arguments(struct func *f, uint32_t n)
{
	for (uint32_t i = 1; i <= n; i++) {
		struct operand *o = &f->stack[f->depth - i];
		if (fx_matters(&o->fx))
			settle(f, o);
	}
}

static void emit_indirect(struct func *f, expr_ref x)
{
	struct emit *e = f->e;
	uint32_t table = *uses_at(&e->table_index, BinaryenCallIndirectGetTable(x)) - 1;
	uint32_t n = BinaryenCallIndirectGetNumOperands(x);
	const char *sig = xasprintf("%s>%s", type_letters(BinaryenCallIndirectGetParams(x)),
		type_letters(BinaryenCallIndirectGetResults(x)));
	for (uint32_t i = 0; i < n; i++)
		emit_expr(f, BinaryenCallIndirectGetOperandAt(x, i));
	emit_expr(f, BinaryenCallIndirectGetTarget(x));
	struct operand index = pop_operand(f);
	settle_arguments(f, n);
	char *callee;
	if (e->is_static_table[table])
		callee = xasprintf("wb_pick(%s, %s)", static_table(e, table, sig), index.text);
	else
		callee = xasprintf("wb_indirect(%s, %s, %s, %s)", fn_type(e, sig), type_id(e, sig),
			e->table_names[table], index.text);
	struct operand call = call_of(f, callee, sig_results(sig), n);
	call.fx = fx_join(call.fx, index.fx);
	call.sig = sig;
	finish(f, call, BinaryenCallIndirectIsReturn(x));
}

bool emit_call(struct func *f, expr_ref x)
{
	switch (expr_kind(x)) {
	case EX_Call: emit_direct(f, x); return true;
	case EX_CallIndirect: emit_indirect(f, x); return true;
	default: return false;
	}
}

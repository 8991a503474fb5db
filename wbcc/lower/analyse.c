/*
 * What must be known of functions before they are emitted: which locals are read and set and
 * where each can be declared, which tables are ever written, how many types call through one.
 */
#include "lower/emit.h"

#include <stdlib.h>
#include <string.h>

/* ---- a map from interned names ------------------------------------------------------------------
 */

static uint32_t slot_of(const struct uses *u, const char *key)
{
	uint32_t i = (uint32_t)(((uintptr_t)key >> 3) * UINT64_C(0x9e3779b97f4a7c15) >> 32) &
		     (u->cap - 1);
	while (u->keys[i] && u->keys[i] != key)
		i = (i + 1) & (u->cap - 1);
	return i;
}

uint32_t *uses_at(struct uses *u, const char *key)
{
	if (u->n * 2 >= u->cap) {
		struct uses old = *u;
		u->cap = old.cap ? old.cap * 2 : 64;
		u->keys = xcalloc(u->cap, sizeof *u->keys);
		u->values = xcalloc(u->cap, sizeof *u->values);
		for (uint32_t i = 0; i < old.cap; i++)
			if (old.keys[i]) {
				uint32_t at = slot_of(u, old.keys[i]);
				u->keys[at] = old.keys[i];
				u->values[at] = old.values[i];
			}
		free(old.keys);
		free(old.values);
	}
	uint32_t i = slot_of(u, key);
	if (!u->keys[i]) {
		u->keys[i] = key;
		u->n++;
	}
	return &u->values[i];
}

/* ---- locals
 * ---------------------------------------------------------------------------------------- */

/*
 * A local is declared where it is first set, when that set is met on every path to each other
 * use: the first use in order is the set, and all others lie within the innermost scope (a
 * block, a loop's body, an arm of an if) around it.  Control enters scopes at their start only.
 */
struct local_walk {
	struct func *f;
	uint32_t *declared_in; /* for each local: scope of its first set; 0: no use yet */
	bool *is_open;	       /* for each scope */
	uint32_t n_scopes, cap, scope;
};

enum { NOWHERE = 1 }; /* the scope of locals that cannot be declared at a set */

static void walk_locals(void *ctx, expr_ref x);

static uint32_t enter_scope(struct local_walk *w)
{
	uint32_t outer = w->scope;
	w->scope = w->n_scopes;
	vec_push(w->is_open, w->n_scopes, w->cap) = true;
	return outer;
}

static void leave_scope(struct local_walk *w, uint32_t outer)
{
	w->is_open[w->scope] = false;
	w->scope = outer;
}

static void walk_scope(struct local_walk *w, expr_ref x)
{
	uint32_t outer = enter_scope(w);
	walk_locals(w, x);
	leave_scope(w, outer);
}

static void walk_block(struct local_walk *w, expr_ref x)
{
	uint32_t outer = enter_scope(w);
	expr_children(x, walk_locals, w);
	leave_scope(w, outer);
}

static void note_use(struct local_walk *w, uint32_t index, expr_ref set)
{
	struct local *l = &w->f->locals[index];
	uint32_t *in = &w->declared_in[index];
	if (!*in && set) {
		*in = w->scope;
		l->declare_at = set;
	} else if (!*in || !w->is_open[*in]) {
		*in = NOWHERE;
		l->declare_at = NULL;
	}
}

static void walk_locals(void *ctx, expr_ref x)
{
	struct local_walk *w = ctx;
	struct local *locals = w->f->locals;
	switch (expr_kind(x)) {
	case EX_LocalGet:
		locals[BinaryenLocalGetGetIndex(x)].is_read = true;
		note_use(w, BinaryenLocalGetGetIndex(x), NULL);
		break;
	case EX_LocalSet:
		walk_locals(w, BinaryenLocalSetGetValue(x));
		locals[BinaryenLocalSetGetIndex(x)].is_set = true;
		locals[BinaryenLocalSetGetIndex(x)].is_read |= BinaryenLocalSetIsTee(x);
		note_use(w, BinaryenLocalSetGetIndex(x), x);
		break;
	case EX_Block: walk_block(w, x); break;
	case EX_Loop: walk_scope(w, BinaryenLoopGetBody(x)); break;
	case EX_If:
		walk_locals(w, BinaryenIfGetCondition(x));
		walk_scope(w, BinaryenIfGetIfTrue(x));
		if (BinaryenIfGetIfFalse(x))
			walk_scope(w, BinaryenIfGetIfFalse(x));
		break;
	default: expr_children(x, walk_locals, w);
	}
}

void analyse_function(struct func *f)
{
	struct local_walk w = {.f = f};
	w.declared_in = xcalloc(f->n_locals + 1, sizeof *w.declared_in);
	vec_push(w.is_open, w.n_scopes, w.cap) = false; /* 0: no use yet */
	vec_push(w.is_open, w.n_scopes, w.cap) = false; /* NOWHERE */
	for (uint32_t i = 0; i < f->n_locals; i++)
		if (f->locals[i].is_param)
			w.declared_in[i] = NOWHERE;
	walk_scope(&w, BinaryenFunctionGetBody(f->ref));
	free(w.declared_in);
	free(w.is_open);
}

/* ---- tables
 * ---------------------------------------------------------------------------------------- */

static void mark_written(struct emit *e, const char *table)
{
	e->is_written_table[*uses_at(&e->table_index, table) - 1] = true;
}

static void note_call(struct emit *e, expr_ref call)
{
	uint32_t index = *uses_at(&e->func_index, BinaryenCallGetTarget(call)) - 1;
	if (index < e->m->n_funcs) {
		e->is_tail_called[index] |= BinaryenCallIsReturn(call);
		return;
	}
	const struct marker *mark = &e->m->markers[index - e->m->n_funcs];
	if (mark->kind == MARK_TABLE_COPY || mark->kind == MARK_TABLE_FILL)
		e->is_written_table[mark->a] = true;
	else if (mark->kind == MARK_TABLE_INIT)
		e->is_written_table[mark->b] = true;
}

static void walk_tables(void *ctx, expr_ref x)
{
	struct emit *e = ctx;
	switch (expr_kind(x)) {
	case EX_Call: note_call(e, x); break;
	case EX_CallIndirect: {
		const char *params = type_letters(BinaryenCallIndirectGetParams(x));
		const char *results = type_letters(BinaryenCallIndirectGetResults(x));
		if (names_take(e->indirect_types, xasprintf("%s>%s", params, results)))
			e->n_indirect_types++;
		break;
	}
	case EX_TableSet: mark_written(e, BinaryenTableSetGetTable(x)); break;
	case EX_TableGrow: mark_written(e, BinaryenTableGrowGetTable(x)); break;
	default: break;
	}
	expr_children(x, walk_tables, e);
}

void analyse_module(struct emit *e)
{
	for (uint32_t i = 0; i < e->m->n_funcs; i++)
		if (e->m->funcs[i].import < 0)
			walk_tables(e,
				BinaryenFunctionGetBody(BinaryenGetFunctionByIndex(e->module, i)));
}

/*
 * Memory, table and reference instructions: calls of helpers with the instruction's name.
 */
#include "lower/emit.h"

#include <string.h>

static void push_child(void *ctx, expr_ref child)
{
	emit_expr(ctx, child);
}

/* Takes the topmost n operands and calls *name* with them, behind the fixed arguments. */
static struct operand helper(
	struct func *f, const char *name, const char *fixed, const char *type, uint32_t n)
{
	struct operand o = call_of(f, name, type, n);
	const char *args = o.text + strlen(name) + 1;
	if (*fixed)
		o.text = xasprintf("%s(%s%s%s", name, fixed, n ? ", " : "", args);
	return o;
}

static void statement(struct func *f, struct operand o, struct effects fx)
{
	fx = fx_join(fx, o.fx);
	before(f, &fx);
	add_line(f, "%s;", o.text);
}

static void value(struct func *f, struct operand o, struct effects fx)
{
	o.fx = fx_join(o.fx, fx);
	push_operand(f, o);
}

static const struct effects changes_memory = {
	.reads = FX_MEMORY, .writes = FX_MEMORY, .traps = TRAP_MEMORY};
static const struct effects changes_table = {
	.reads = FX_TABLE, .writes = FX_TABLE, .traps = TRAP_TABLE};

/* ---- memory ------------------------------------------------------------------------------------
 */

static const char *data_name(struct func *f, uint32_t segment)
{
	(void)f;
	return xasprintf("w_data%u", segment);
}

static bool emit_memory(struct func *f, expr_ref x)
{
	static const struct effects reads = {.reads = FX_MEMORY};
	static const struct effects grows = {.reads = FX_MEMORY, .writes = FX_MEMORY};
	expr_children(x, push_child, f);
	switch (expr_kind(x)) {
	case EX_MemorySize: value(f, helper(f, "memory_size", "", "i", 0), reads); break;
	case EX_MemoryGrow: value(f, helper(f, "memory_grow", "", "i", 1), grows); break;
	case EX_MemoryCopy:
		statement(f, helper(f, "memory_copy", "", "", 3), changes_memory);
		break;
	case EX_MemoryFill:
		statement(f, helper(f, "memory_fill", "", "", 3), changes_memory);
		break;
	case EX_MemoryInit:
		statement(f,
			helper(f, "memory_init", data_name(f, BinaryenMemoryInitGetSegment(x)), "",
				3),
			changes_memory);
		break;
	case EX_DataDrop:
		statement(f,
			helper(f, "data_drop", data_name(f, BinaryenDataDropGetSegment(x)), "", 0),
			grows);
		break;
	default: return false;
	}
	return true;
}

/* ---- tables
 * -------------------------------------------------------------------------------------- */

static const char *by_type(struct func *f, const char *name, uint32_t table)
{
	return xasprintf("%s_%s", name, f->e->m->tables[table].type == 'x' ? "extern" : "func");
}

static uint32_t table_of(struct func *f, const char *name)
{
	return *uses_at(&f->e->table_index, name) - 1;
}

static bool emit_table(struct func *f, expr_ref x)
{
	static const struct effects size = {.reads = FX_TABLE};
	static const struct effects grows = {.reads = FX_TABLE, .writes = FX_TABLE};
	static const struct effects gets = {.reads = FX_TABLE, .traps = TRAP_TABLE};
	const char *type = type_letters(BinaryenExpressionGetType(x)), **names = f->e->table_names;
	uint32_t t;
	expr_children(x, push_child, f);
	switch (expr_kind(x)) {
	case EX_TableGet:
		t = table_of(f, BinaryenTableGetGetTable(x));
		value(f, helper(f, by_type(f, "table_get", t), names[t], type, 1), gets);
		break;
	case EX_TableSet:
		t = table_of(f, BinaryenTableSetGetTable(x));
		statement(f, helper(f, by_type(f, "table_set", t), names[t], "", 2), changes_table);
		break;
	case EX_TableSize:
		t = table_of(f, BinaryenTableSizeGetTable(x));
		value(f, helper(f, "table_size", names[t], type, 0), size);
		break;
	case EX_TableGrow:
		t = table_of(f, BinaryenTableGrowGetTable(x));
		value(f, helper(f, by_type(f, "table_grow", t), names[t], type, 2), grows);
		break;
	default: return false;
	}
	return true;
}

void emit_marker(struct func *f, const struct marker *mark)
{
	const char **names = f->e->table_names;
	char *fixed;
	switch (mark->kind) {
	case MARK_TABLE_COPY:
		fixed = xasprintf("%s, %s", names[mark->a], names[mark->b]);
		statement(f, helper(f, by_type(f, "table_copy", mark->a), fixed, "", 3),
			changes_table);
		break;
	case MARK_TABLE_INIT:
		f->e->is_named_elem[mark->a] = true;
		fixed = xasprintf("%s, w_elem%u", names[mark->b], mark->a);
		statement(f, helper(f, by_type(f, "table_init", mark->b), fixed, "", 3),
			changes_table);
		break;
	case MARK_ELEM_DROP:
		f->e->is_named_elem[mark->a] = true;
		statement(f, helper(f, "elem_drop", xasprintf("w_elem%u", mark->a), "", 0),
			changes_table);
		break;
	case MARK_TABLE_FILL:
		statement(f, helper(f, by_type(f, "table_fill", mark->a), names[mark->a], "", 3),
			changes_table);
		break;
	case MARK_LINE: emit_line_mark(f, mark->a, mark->b); break;
	}
}

/* ---- references
 * ------------------------------------------------------------------------------------ */

static void emit_ref_func(struct func *f, expr_ref x)
{
	struct emit *e = f->e;
	uint32_t index = *uses_at(&e->func_index, BinaryenRefFuncGetFunc(x)) - 1;
	const char *sig = e->m->types[e->m->funcs[index].type];
	struct callees *c = &e->callees[f->index];
	vec_push(c->v, c->n, c->cap) = index;
	push_operand(f,
		primary("c", xasprintf("ref_func(%s, %s)", type_id(e, sig), e->func_names[index])));
}

static void emit_ref_is_null(struct func *f, expr_ref x)
{
	emit_expr(f, BinaryenRefIsGetValue(x));
	struct operand o = pop_operand(f);
	o.text = xasprintf("%s%s == NULL", wrap(&o, PREC_PRIMARY), *o.type == 'c' ? ".code" : "");
	o.type = "i";
	o.prec = PREC_EQUAL;
	o.form = FORM_BOOL;
	o.op = NULL;
	o.is_call = false;
	push_operand(f, o);
}

bool emit_bulk(struct func *f, expr_ref x)
{
	switch (expr_kind(x)) {
	case EX_RefNull:
		push_operand(f, primary(type_letters(BinaryenExpressionGetType(x)),
					*type_letters(BinaryenExpressionGetType(x)) == 'x'
						? "NULL"
						: "null_funcref"));
		return true;
	case EX_RefFunc: emit_ref_func(f, x); return true;
	case EX_RefIs: emit_ref_is_null(f, x); return true;
	case EX_RefAs: /* Binaryen's own: it knows that the value is not null */
		emit_expr(f, BinaryenRefAsGetValue(x));
		return true;
	case EX_TableGet:
	case EX_TableSet:
	case EX_TableSize:
	case EX_TableGrow: return emit_table(f, x);
	case EX_MemorySize:
	case EX_MemoryGrow:
	case EX_MemoryCopy:
	case EX_MemoryFill:
	case EX_MemoryInit:
	case EX_DataDrop: return emit_memory(f, x);
	default: return false;
	}
}

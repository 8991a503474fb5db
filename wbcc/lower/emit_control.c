/*
 * Control flow: Binaryen's blocks, ifs, loops and branches as statements (stmt.h), which are
 * made structured later.  Values that cross a join travel in a temporary.
 */
#include "lower/emit.h"

#include <string.h>

/* ---- frames ------------------------------------------------------------------------------------
 */

static uint32_t push_frame(struct func *f, const char *name, const char *result)
{
	struct frame *frame = &vec_push(f->frames, f->n_frames, f->frames_cap);
	*frame = (struct frame){.name = name, .result = result, .label = ++f->n_labels};
	return frame->label;
}

static const struct frame *find_frame(struct func *f, const char *name)
{
	static const struct frame none;
	for (int i = f->n_frames - 1; i >= 0; i--)
		if (f->frames[i].name == name)
			return &f->frames[i];
	emit_error(f->e, f->index, "a branch has no target");
	return &none;
}

/* Hands a block's value over: into its variable, out of the function, or to nobody. */
static void give(struct func *f, const struct frame *to, struct operand value)
{
	if (to->is_body)
		add_last_line(f, "return %s;", value.text);
	else if (to->result)
		add_line(f, "%s = %s;", to->result, value.text);
	else
		discard(f, value);
}

static void add_branch(struct func *f, const struct frame *to)
{
	if (!to->is_body)
		add_stmt(f, STMT_BRANCH)->label = to->label;
}

/* Makes what is emitted from here on go to *list*; give the result back to return_to(). */
static struct stmts *redirect(struct func *f, struct stmts *list)
{
	struct stmts *was = f->out;
	f->out = list;
	return was;
}

static void return_to(struct func *f, struct stmts *out)
{
	f->out = out;
}

static void add_if(
	struct func *f, const struct operand *cond, struct stmts body, struct stmts other)
{
	struct stmt *s = add_stmt(f, STMT_IF);
	s->text = cond->text;
	s->is_conditional = cond->prec == PREC_COND;
	s->inverse = cond->inverse ? cond->inverse : xasprintf("!%s", wrap(cond, PREC_UNARY));
	s->body = body;
	s->other = other;
}

/* The variable of a construct's value, declared here; NULL when it has none. */
static const char *declare_result(struct func *f, const char *type)
{
	if (!*type)
		return NULL;
	const char *name = new_temp(f);
	add_declaration(f, type, name, NULL);
	return name;
}

/* Emits x; a value goes to *result*. */
static void emit_into(struct func *f, expr_ref x, const char *result)
{
	emit_expr(f, x);
	if (!expr_has_value(x))
		return;
	struct operand value = pop_operand(f);
	if (result)
		add_line(f, "%s = %s;", result, value.text);
	else
		discard(f, value);
}

/* ---- block, loop, if
 * ----------------------------------------------------------------------------- */

/* True when control arrives at the end, with the block's value on the stack if it has one. */
static bool emit_children(struct func *f, expr_ref x)
{
	uint32_t n = BinaryenBlockGetNumChildren(x);
	for (uint32_t i = 0; i < n; i++) {
		expr_ref child = BinaryenBlockGetChildAt(x, i);
		emit_expr(f, child);
		if (expr_leaves(child))
			return false;
	}
	return true;
}

/* A block or a loop with a label, as a statement around *body*. */
static void emit_labelled(struct func *f, expr_ref x, enum stmt_kind kind, const char *name)
{
	const char *type = type_letters(BinaryenExpressionGetType(x));
	before_control(f);
	bool is_body = *type && kind == STMT_BLOCK && x == BinaryenFunctionGetBody(f->ref);
	bool is_wanted = *type && !is_body && x != f->unwanted;
	const char *result = is_wanted ? declare_result(f, type) : NULL;
	struct stmts list = {0}, *out = redirect(f, &list);
	uint32_t label = push_frame(f, name, kind == STMT_BLOCK ? result : NULL), depth = f->depth;
	f->frames[f->n_frames - 1].is_body = is_body;
	if (kind == STMT_LOOP)
		emit_into(f, BinaryenLoopGetBody(x), result);
	else if (emit_children(f, x) && *type)
		give(f, &f->frames[f->n_frames - 1], pop_operand(f));
	f->depth = depth;
	f->n_frames--;
	return_to(f, out);
	struct stmt *s = add_stmt(f, kind);
	s->label = label;
	s->body = list;
	if (result)
		push_operand(f, primary(type, result));
	else if (*type && !is_body)
		push_operand(f, primary(type, "0"));
}

static void emit_block(struct func *f, expr_ref x)
{
	const char *name = BinaryenBlockGetName(x);
	uint32_t n = BinaryenBlockGetNumChildren(x);
	if (x == f->unwanted && !name && n)
		f->unwanted = BinaryenBlockGetChildAt(x, n - 1);
	if (name)
		emit_labelled(f, x, STMT_BLOCK, name);
	else
		emit_children(f, x);
}

/* Arms that are expressions without statements make cond ? a : b. */
static void emit_if_value(struct func *f, expr_ref x, struct operand cond)
{
	const char *type = type_letters(BinaryenExpressionGetType(x));
	expr_ref arm[2] = {BinaryenIfGetIfTrue(x), BinaryenIfGetIfFalse(x)};
	struct stmts list[2] = {0}, *out = f->out;
	struct operand value[2] = {0};
	uint32_t depth = f->depth;
	for (int i = 0; i < 2; i++) {
		redirect(f, &list[i]);
		emit_expr(f, arm[i]);
		if (expr_has_value(arm[i]))
			value[i] = pop_operand(f);
		f->depth = depth;
	}
	return_to(f, out);
	if (!list[0].n && !list[1].n && value[0].text && value[1].text) {
		push_operand(f, choose(cond, value[0], value[1]));
		return;
	}
	const char *result = x == f->unwanted ? NULL : declare_result(f, type);
	for (int i = 0; i < 2; i++) {
		redirect(f, &list[i]);
		if (value[i].text && result)
			add_line(f, "%s = %s;", result, value[i].text);
		else if (value[i].text)
			discard(f, value[i]);
	}
	return_to(f, out);
	add_if(f, &cond, list[0], list[1]);
	push_operand(f, primary(type, result ? result : "0"));
}

static void emit_if(struct func *f, expr_ref x)
{
	emit_expr(f, BinaryenIfGetCondition(x));
	struct operand cond = pop_operand(f);
	before_control(f);
	if (expr_has_value(x)) {
		emit_if_value(f, x, cond);
		return;
	}
	uint32_t depth = f->depth;
	struct stmts body = {0}, other = {0}, *out = redirect(f, &body);
	emit_expr(f, BinaryenIfGetIfTrue(x));
	f->depth = depth;
	redirect(f, &other);
	if (BinaryenIfGetIfFalse(x))
		emit_expr(f, BinaryenIfGetIfFalse(x));
	f->depth = depth;
	return_to(f, out);
	add_if(f, &cond, body, other);
}

/* ---- branches ----------------------------------------------------------------------------------
 */

static void emit_br_if(struct func *f, expr_ref x, const struct frame *to)
{
	expr_ref given = BinaryenBreakGetValue(x);
	struct operand value = {0};
	if (given)
		emit_expr(f, given);
	emit_expr(f, BinaryenBreakGetCondition(x));
	struct operand cond = pop_operand(f);
	if (given) {
		push_operand(f, cond);
		cond = pop_named(f);
		value = pop_named(f);
	}
	before(f, &fx_branch);
	struct stmts body = {0}, *out = redirect(f, &body);
	if (given)
		give(f, to, value);
	add_branch(f, to);
	return_to(f, out);
	add_if(f, &cond, body, (struct stmts){0});
	if (given)
		push_operand(f, value);
}

static void emit_break(struct func *f, expr_ref x)
{
	/* A copy: operands may hold blocks, which let the array of frames grow. */
	const struct frame to = *find_frame(f, BinaryenBreakGetName(x));
	if (BinaryenBreakGetCondition(x)) {
		emit_br_if(f, x, &to);
		return;
	}
	struct operand value = {0};
	if (BinaryenBreakGetValue(x)) {
		emit_expr(f, BinaryenBreakGetValue(x));
		value = pop_operand(f);
	}
	before(f, &fx_branch);
	if (value.text)
		give(f, &to, value);
	add_branch(f, &to);
}

static void emit_switch(struct func *f, expr_ref x)
{
	uint32_t n = BinaryenSwitchGetNumNames(x);
	expr_ref given = BinaryenSwitchGetValue(x);
	struct operand value = {0};
	if (given)
		emit_expr(f, given);
	emit_expr(f, BinaryenSwitchGetCondition(x));
	struct operand cond = pop_operand(f);
	if (given) {
		push_operand(f, cond);
		cond = pop_named(f);
		value = pop_named(f);
	}
	before(f, &fx_branch);
	struct stmt *s = add_stmt(f, STMT_SWITCH);
	s->text = exact(cond).text;
	s->targets = xcalloc(n + 1, sizeof *s->targets);
	s->n_targets = n + 1;
	for (uint32_t i = 0; i <= n; i++) {
		const struct frame *to = find_frame(
			f, i < n ? BinaryenSwitchGetNameAt(x, i) : BinaryenSwitchGetDefaultName(x));
		s->targets[i].label = to->label;
		if (given)
			s->targets[i].assign =
				to->is_body  ? xasprintf("return %s;", value.text)
				: to->result ? xasprintf("%s = %s;", to->result, value.text)
					     : NULL;
	}
}

static void emit_return(struct func *f, expr_ref x)
{
	expr_ref given = BinaryenReturnGetValue(x);
	struct operand value = {0};
	if (given) {
		emit_expr(f, given);
		if (!expr_has_value(given))
			return;
		value = pop_operand(f);
	}
	before(f, &fx_branch);
	if (value.text)
		add_last_line(f, "return %s;", value.text);
	else
		add_last_line(f, "return;");
}

bool emit_control(struct func *f, expr_ref x)
{
	switch (expr_kind(x)) {
	case EX_Nop: break;
	case EX_Block: emit_block(f, x); break;
	case EX_Loop: emit_labelled(f, x, STMT_LOOP, BinaryenLoopGetName(x)); break;
	case EX_If: emit_if(f, x); break;
	case EX_Break: emit_break(f, x); break;
	case EX_Switch: emit_switch(f, x); break;
	case EX_Return: emit_return(f, x); break;
	case EX_Unreachable:
		before(f, &fx_call);
		add_last_line(f, "wb_trap(WB_TRAP_UNREACHABLE);");
		break;
	default: return false;
	}
	return true;
}

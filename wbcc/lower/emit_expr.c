/*
 * Expressions: each function evaluates one kind of Binaryen expression, children first, and
 * pushes its C text.  Integers are unsigned in C; signed operations cast.
 */
#include "lower/emit.h"

#include <stdio.h>
#include <string.h>

#include "lower/ops.h"

static struct operand infix(
	const char *op, struct operand a, enum prec left, struct operand b, enum prec right)
{
	const char *l = wrap(&a, left), *r = wrap(&b, right);
	return (struct operand){
		.text = xasprintf("%s %s %s", l, op, r),
		.left = l,
		.op = op,
		.right = r,
		.type = a.type,
		.fx = fx_join(a.fx, b.fx),
		.depth = (a.depth > b.depth ? a.depth : b.depth) + 1,
	};
}

static struct operand as_bool(struct operand o, enum prec prec)
{
	o.limit = 1;
	o.op = NULL;
	o.type = "i";
	o.prec = prec;
	o.form = FORM_BOOL;
	return o;
}

/* ---- constants and variables -------------------------------------------------------------- */

static void emit_const(struct func *f, expr_ref x)
{
	const char *type = type_letters(BinaryenExpressionGetType(x));
	struct operand o = {.type = type, .is_const = true};
	float f32;
	double f64;
	switch (*type) {
	case 'i': o.bits = (uint32_t)BinaryenConstGetValueI32(x); break;
	case 'I': o.bits = (uint64_t)BinaryenConstGetValueI64(x); break;
	case 'f':
		f32 = BinaryenConstGetValueF32(x);
		memcpy(&o.bits, &f32, sizeof f32);
		break;
	case 'F':
		f64 = BinaryenConstGetValueF64(x);
		memcpy(&o.bits, &f64, sizeof f64);
		break;
	default: emit_simd(f, x); return;
	}
	o.text = const_text(*type, o.bits);
	o.prec = *o.text == '-' ? PREC_UNARY : PREC_PRIMARY;
	if ((*type == 'i' || *type == 'I') && o.bits <= INT32_MAX) {
		o.form = FORM_LITERAL;
		o.limit = o.bits;
	}
	push_operand(f, o);
}

static uint64_t bit(uint32_t index)
{
	return UINT64_C(1) << (index % 64);
}

static struct operand zero(const char *type)
{
	switch (*type) {
	case 'i':
	case 'I':
		return (struct operand){.text = "0",
			.type = type,
			.prec = PREC_PRIMARY,
			.form = FORM_LITERAL,
			.is_const = true};
	case 'f': return primary(type, "0.0f");
	case 'F': return primary(type, "0.0");
	case 'x': return primary(type, "NULL");
	default: return primary(type, *type == 'V' && !type[1] ? "v128_zero" : "null_funcref");
	}
}

static void push_local(struct func *f, uint32_t index)
{
	const struct local *l = &f->locals[index];
	if (!l->is_param && !l->is_set && !l->type[1]) {
		push_operand(f, zero(l->type));
		return;
	}
	struct operand o = primary(l->type, l->name);
	if (l->is_set)
		o.fx.local_reads = bit(index);
	push_operand(f, o);
}

static const char *drop_suffix(const char *type)
{
	if (type[1] || *type == 'c')
		return "_struct";
	return strchr("fFV", *type) ? "_float" : "";
}

/* Discards a value that nobody wants, but not what computing it does. */
void discard(struct func *f, struct operand o)
{
	if (!fx_matters(&o.fx))
		return;
	before(f, &o.fx);
	if (o.is_call)
		add_line(f, "%s;", o.text);
	else
		add_line(f, "wb_drop%s(%s);", drop_suffix(o.type), o.text);
}

static void emit_local_set(struct func *f, expr_ref x)
{
	uint32_t index = BinaryenLocalSetGetIndex(x);
	struct local *l = &f->locals[index];
	bool is_tee = BinaryenLocalSetIsTee(x);
	if (!l->is_read)
		f->unwanted = BinaryenLocalSetGetValue(x);
	emit_expr(f, BinaryenLocalSetGetValue(x));
	if (!l->is_read) {
		if (!is_tee)
			discard(f, pop_operand(f));
		return;
	}
	struct operand value = pop_operand(f);
	struct effects fx = {.local_writes = bit(index)};
	before(f, &fx);
	if (l->declare_at == x)
		add_declaration(f, l->type, l->name, value.text);
	else if (value.op && value.form == FORM_EXACT && !strcmp(l->name, value.left))
		add_line(f, "%s %s= %s;", l->name, value.op, value.right);
	else if (strcmp(l->name, value.text) != 0)
		add_line(f, "%s = %s;", l->name, value.text);
	if (is_tee)
		push_local(f, index);
}

static void emit_global_get(struct func *f, expr_ref x)
{
	uint32_t index = *uses_at(&f->e->global_index, BinaryenGlobalGetGetName(x)) - 1;
	const char *type = type_letters(BinaryenExpressionGetType(x));
	struct operand o = primary(type, f->e->global_names[index]);
	if (f->e->m->globals[index].is_mutable)
		o.fx.global_reads = bit(index);
	push_operand(f, o);
}

static void emit_global_set(struct func *f, expr_ref x)
{
	uint32_t index = *uses_at(&f->e->global_index, BinaryenGlobalSetGetName(x)) - 1;
	emit_expr(f, BinaryenGlobalSetGetValue(x));
	struct operand value = pop_operand(f);
	struct effects fx = {.global_writes = bit(index)};
	before(f, &fx);
	add_line(f, "%s = %s;", f->e->global_names[index], value.text);
}

/* ---- memory --------------------------------------------------------------------------------- */

static void emit_load(struct func *f, expr_ref x)
{
	const char *type = type_letters(BinaryenExpressionGetType(x));
	unsigned bytes = BinaryenLoadGetBytes(x);
	unsigned full = *type == 'V' ? 16 : *type == 'I' || *type == 'F' ? 8 : 4;
	const char *prefix = *type == 'i'   ? "i32"
			     : *type == 'I' ? "i64"
			     : *type == 'f' ? "f32"
			     : *type == 'F' ? "f64"
					    : "v128";
	char *name = bytes == full ? xasprintf("%s_load", prefix)
				   : xasprintf("%s_load%u_%c", prefix, bytes * 8,
					     BinaryenLoadIsSigned(x) ? 's' : 'u');
	emit_expr(f, BinaryenLoadGetPtr(x));
	struct operand ptr = pop_operand(f);
	struct operand o =
		primary(type, xasprintf("%s(%s, %u)", name, ptr.text, BinaryenLoadGetOffset(x)));
	o.fx = ptr.fx;
	o.fx.reads |= FX_MEMORY;
	o.fx.traps |= TRAP_MEMORY;
	o.depth = ptr.depth + 1;
	if (bytes == 1 && !BinaryenLoadIsSigned(x))
		o.limit = 255;
	f->uses_memory = true;
	push_operand(f, o);
}

static void emit_store(struct func *f, expr_ref x)
{
	const char *type = type_letters(BinaryenStoreGetValueType(x));
	unsigned bytes = BinaryenStoreGetBytes(x);
	unsigned full = *type == 'V' ? 16 : *type == 'I' || *type == 'F' ? 8 : 4;
	const char *prefix = *type == 'i'   ? "i32"
			     : *type == 'I' ? "i64"
			     : *type == 'f' ? "f32"
			     : *type == 'F' ? "f64"
					    : "v128";
	char width[8] = "";
	if (bytes != full)
		snprintf(width, sizeof width, "%u", bytes * 8);
	emit_expr(f, BinaryenStoreGetPtr(x));
	emit_expr(f, BinaryenStoreGetValue(x));
	struct operand value = pop_operand(f), ptr = pop_operand(f);
	struct effects fx = {.writes = FX_MEMORY, .traps = TRAP_MEMORY};
	before(f, &fx);
	f->uses_memory = true;
	add_line(f, "%s_store%s(%s, %u, %s);", prefix, width, ptr.text, BinaryenStoreGetOffset(x),
		value.text);
}

/* ---- unary ---------------------------------------------------------------------------------- */

static struct operand cast(const char *to, struct operand a)
{
	a.text = xasprintf("%s%s", to, wrap(&a, PREC_UNARY));
	a.prec = PREC_UNARY;
	a.form = FORM_EXACT;
	a.is_const = a.is_promote = a.is_call = false;
	a.op = NULL;
	if (strstr(to, "(s") || strchr(to, 'f'))
		a.limit = 0;
	a.depth++;
	return a;
}

/* An operand whose value the compiler must not know, so that it folds nothing away. */
static struct operand opaque(struct operand a)
{
	const char *name = *a.type == 'f' ? "f32_opaque" : "f64_opaque";
	a.text = xasprintf("%s(%s)", name, a.text);
	a.prec = PREC_PRIMARY;
	a.op = NULL;
	a.is_const = a.is_promote = a.is_call = false;
	return a;
}

static void emit_eqz(struct func *f, struct operand a)
{
	if (a.inverse) {
		a.text = a.inverse;
		a.prec = a.inverse_prec;
		a.inverse = NULL;
	} else {
		const char *inner = a.text;
		uint8_t prec = a.prec;
		bool was_bool = a.form == FORM_BOOL;
		a.text = xasprintf("!%s", wrap(&a, PREC_UNARY));
		a.prec = PREC_UNARY;
		/* !!x is not x unless x is 0 or 1 */
		a.inverse = was_bool ? inner : xasprintf("%s != 0", wrap(&a, PREC_PRIMARY));
		a.inverse_prec = prec;
		if (!was_bool) {
			struct operand o = {.text = inner, .prec = prec};
			a.inverse = xasprintf("%s != 0", wrap(&o, PREC_SHIFT));
			a.inverse_prec = PREC_EQUAL;
		}
	}
	a.is_const = a.is_call = false;
	a.op = NULL;
	a.limit = 1;
	push_operand(f, as_bool(a, a.prec));
}

static void emit_unary(struct func *f, expr_ref x)
{
	const struct op *op = unary_op(BinaryenUnaryGetOp(x));
	const char *type = type_letters(BinaryenExpressionGetType(x));
	emit_expr(f, BinaryenUnaryGetValue(x));
	struct operand o;
	switch (op->how) {
	case WRITE_CALL:
		o = call_of(f, op->text, type, 1);
		o.fx.traps |= op->traps;
		break;
	case WRITE_EQZ: emit_eqz(f, pop_operand(f)); return;
	case WRITE_NEGATE:
		o = pop_operand(f);
		o.text = xasprintf("-%s", wrap(&o, PREC_PRIMARY));
		o.prec = PREC_UNARY;
		o.op = NULL;
		o.is_const = o.is_promote = o.is_call = false;
		break;
	case WRITE_DEMOTE:
		o = pop_operand(f);
		o = cast(op->text, o.is_promote ? opaque(o) : o);
		break;
	case WRITE_CAST:
	case WRITE_PROMOTE:
		o = cast(op->text, pop_operand(f));
		o.is_promote = op->how == WRITE_PROMOTE;
		break;
	default:
		emit_error(f->e, f->index, "instruction %d is not known to the emitter",
			BinaryenUnaryGetOp(x));
		o = pop_operand(f);
	}
	o.type = type;
	o.inverse = NULL;
	push_operand(f, o);
}

/* ---- binary --------------------------------------------------------------------------------- */

/* gcc asks for parentheses around other operators inside these; readers do as well. */
static enum prec inside(const struct operand *a, enum prec own)
{
	return a->prec == own ? own : PREC_UNARY;
}

static struct operand sum(const char *op, struct operand a, struct operand b)
{
	/* x + 0xfffffff0 is x - 16 */
	if (b.is_const && *b.text == '-' && a.form == FORM_EXACT && *op == '+') {
		char *positive = xstrdup(b.text + 1);
		positive[strspn(positive, "0123456789")] = 0;
		b = (struct operand){.text = positive, .prec = PREC_PRIMARY, .form = FORM_LITERAL};
		op = "-";
	}
	if (a.form != FORM_EXACT && b.form != FORM_EXACT)
		a = exact(a);
	if (b.form == FORM_BOOL)
		b = exact(b);
	return infix(op, a, PREC_ADD, b, PREC_MUL);
}

static struct operand signed_of(struct operand a)
{
	if (a.form == FORM_LITERAL)
		return a;
	const char *cast_to = *a.type == 'I' ? "(s64)" : "(s32)";
	if (a.is_const && *a.text == '-' && *a.type == 'i') {
		a.text = xasprintf("-%d", -(int32_t)a.bits);
		return a;
	}
	return cast(cast_to, a);
}

static struct operand divide(
	struct func *f, const struct op *op, struct operand a, struct operand b)
{
	bool is_signed = op->text[strlen(op->text) - 1] == 's';
	bool is_rem = strstr(op->text, "rem") != NULL;
	uint64_t minus_one = *a.type == 'i' ? UINT32_MAX : UINT64_MAX;
	if (!b.is_const || b.bits == 0 || (is_signed && b.bits == minus_one)) {
		push_operand(f, a);
		push_operand(f, b);
		struct operand o = call_of(f, op->text, a.type, 2);
		o.fx.traps |= op->traps;
		return o;
	}
	const char *c_op = is_rem ? "%" : "/", *type = a.type;
	if (!is_signed) {
		struct operand o = infix(c_op, exact(a), PREC_MUL, b, PREC_UNARY);
		o.prec = PREC_MUL;
		return o;
	}
	struct operand o = infix(c_op, signed_of(exact(a)), PREC_MUL, signed_of(b), PREC_UNARY);
	o.prec = PREC_MUL;
	o = cast(*type == 'I' ? "(u64)" : "(u32)", o);
	o.type = type;
	return o;
}

static struct operand shift(const struct op *op, struct operand a, struct operand b)
{
	uint64_t mask = *a.type == 'I' ? 63 : 31;
	const char *type = a.type;
	if (b.is_const) {
		b = primary(type, xasprintf("%u", (unsigned)(b.bits & mask)));
	} else if (b.limit && b.limit <= mask) {
		b = exact(b);
	} else {
		struct operand m = {.text = mask == 63 ? "63" : "31", .prec = PREC_PRIMARY};
		b = infix("&", exact(b), PREC_UNARY, m, PREC_PRIMARY);
		b.prec = PREC_AND;
	}
	a = exact(a);
	if (op->how == WRITE_SHIFT_SIGNED)
		a = signed_of(a);
	struct operand o = infix(op->text, a, PREC_UNARY, b, PREC_UNARY);
	o.prec = PREC_SHIFT;
	if (op->how == WRITE_SHIFT_SIGNED)
		o = cast(mask == 63 ? "(u64)" : "(u32)", o);
	o.type = type;
	return o;
}

static const char *opposite(const char *op)
{
	static const char *pairs[][2] = {{"==", "!="}, {"<", ">="}, {">", "<="}};
	for (unsigned i = 0; i < sizeof pairs / sizeof *pairs; i++)
		for (unsigned j = 0; j < 2; j++)
			if (!strcmp(op, pairs[i][j]))
				return pairs[i][1 - j];
	return NULL;
}

static struct operand compare(const struct op *op, struct operand a, struct operand b)
{
	bool is_float = *a.type == 'f' || *a.type == 'F';
	enum prec prec = op->how == WRITE_EQUAL ? PREC_EQUAL : PREC_ORDER;
	if (op->how == WRITE_ORDER_SIGNED) {
		a = signed_of(a);
		b = signed_of(b);
	} else if (!is_float) {
		bool both_bool = a.form == FORM_BOOL && b.form == FORM_BOOL;
		if (a.form == FORM_BOOL && !both_bool)
			a = exact(a);
		if (b.form == FORM_BOOL && !both_bool)
			b = exact(b);
		if (a.form == FORM_LITERAL)
			a = exact(a);
	}
	struct operand o = infix(op->text, a, PREC_SHIFT + 1, b, PREC_SHIFT + 1);
	if (!is_float || op->how == WRITE_EQUAL) {
		o.inverse = infix(opposite(op->text), a, PREC_SHIFT + 1, b, PREC_SHIFT + 1).text;
		o.inverse_prec = prec;
	}
	return as_bool(o, prec);
}

/* Compilers drop x + -0.0, x - 0.0, x * 1 and x / 1, and with them the quieting of a NaN. */
static bool folds(const char *op, const struct operand *o)
{
	if (!o->is_const)
		return false;
	uint64_t sign = *o->type == 'f' ? UINT64_C(1) << 31 : UINT64_C(1) << 63;
	uint64_t one = *o->type == 'f' ? 0x3f800000 : UINT64_C(0x3ff0000000000000);
	uint64_t magnitude = o->bits & ~sign;
	return *op == '+' || *op == '-' ? magnitude == 0 : magnitude == one;
}

static struct operand float_op(const struct op *op, struct operand a, struct operand b)
{
	enum prec prec = *op->text == '+' || *op->text == '-' ? PREC_ADD : PREC_MUL;
	if (folds(op->text, &a))
		a = opaque(a);
	if (folds(op->text, &b))
		b = opaque(b);
	struct operand o = infix(op->text, a, prec, b, prec + 1);
	o.prec = prec;
	return o;
}

static struct operand bits(const char *op, struct operand a, struct operand b)
{
	enum prec prec = *op == '&' ? PREC_AND : *op == '|' ? PREC_OR : PREC_XOR;
	bool both_bool = a.form == FORM_BOOL && b.form == FORM_BOOL;
	if (a.form != FORM_EXACT && b.form != FORM_EXACT && !both_bool)
		a = exact(a);
	struct operand o = infix(op, a, inside(&a, prec), b, PREC_UNARY);
	o.prec = prec;
	o.form = both_bool ? FORM_BOOL : FORM_EXACT;
	if (*op == '&' && (a.limit || b.limit))
		o.limit = !b.limit || (a.limit && a.limit < b.limit) ? a.limit : b.limit;
	if (both_bool)
		o.op = NULL;
	return o;
}

static void emit_binary(struct func *f, expr_ref x)
{
	const struct op *op = binary_op(BinaryenBinaryGetOp(x));
	const char *type = type_letters(BinaryenExpressionGetType(x));
	emit_expr(f, BinaryenBinaryGetLeft(x));
	emit_expr(f, BinaryenBinaryGetRight(x));
	struct operand b = pop_operand(f), a = pop_operand(f), o;
	switch (op->how) {
	case WRITE_SUM:
		o = sum(op->text, a, b);
		o.prec = PREC_ADD;
		break;
	case WRITE_PRODUCT:
		if (a.form != FORM_EXACT && b.form != FORM_EXACT)
			a = exact(a);
		o = infix("*", a, PREC_MUL, b, PREC_UNARY);
		o.prec = PREC_MUL;
		break;
	case WRITE_DIVIDE: o = divide(f, op, a, b); break;
	case WRITE_BITS: o = bits(op->text, a, b); break;
	case WRITE_SHIFT:
	case WRITE_SHIFT_SIGNED: o = shift(op, a, b); break;
	case WRITE_EQUAL:
	case WRITE_ORDER:
	case WRITE_ORDER_SIGNED: o = compare(op, a, b); break;
	case WRITE_FLOAT: o = float_op(op, a, b); break;
	case WRITE_CALL:
		push_operand(f, a);
		push_operand(f, b);
		o = call_of(f, op->text, type, 2);
		break;
	default:
		emit_error(f->e, f->index, "instruction %d is not known to the emitter",
			BinaryenBinaryGetOp(x));
		o = a;
	}
	o.type = type;
	push_operand(f, o);
}

/* ---- the rest ------------------------------------------------------------------------------- */

/* Wasm evaluates both arms; C's ?: does not, so what matters is spilled. */
static void emit_select(struct func *f, expr_ref x)
{
	emit_expr(f, BinaryenSelectGetIfTrue(x));
	emit_expr(f, BinaryenSelectGetIfFalse(x));
	emit_expr(f, BinaryenSelectGetCondition(x));
	struct operand cond = pop_operand(f);
	if (fx_matters(&f->stack[f->depth - 1].fx) || fx_matters(&f->stack[f->depth - 2].fx)) {
		push_operand(f, cond);
		cond = pop_named(f);
	}
	struct operand b = fx_matters(&f->stack[f->depth - 1].fx) ? pop_named(f) : pop_operand(f);
	struct operand a = fx_matters(&f->stack[f->depth - 1].fx) ? pop_named(f) : pop_operand(f);
	push_operand(f, choose(cond, a, b));
}

static void emit_tuple_make(struct func *f, expr_ref x)
{
	const char *type = type_letters(BinaryenExpressionGetType(x));
	unsigned n = BinaryenTupleMakeGetNumOperands(x);
	for (unsigned i = 0; i < n; i++)
		emit_expr(f, BinaryenTupleMakeGetOperandAt(x, i));
	struct operand o = call_of(f, "", type, n);
	char *text = xasprintf("(%s){%s", c_type(f->e, type), o.text + 1);
	text[strlen(text) - 1] = '}';
	o.text = text;
	push_operand(f, o);
}

static void emit_tuple_extract(struct func *f, expr_ref x)
{
	emit_expr(f, BinaryenTupleExtractGetTuple(x));
	struct operand o = pop_operand(f);
	o.text = xasprintf("%s.v%u", wrap(&o, PREC_PRIMARY), BinaryenTupleExtractGetIndex(x));
	o.type = type_letters(BinaryenExpressionGetType(x));
	o.is_call = false;
	o.op = NULL;
	push_operand(f, o);
}

struct operand choose(struct operand cond, struct operand a, struct operand b)
{
	bool bools = a.form == FORM_BOOL && b.form == FORM_BOOL;
	if (!bools) {
		a = exact(a);
		b = exact(b);
	}
	return (struct operand){
		.text = xasprintf("%s ? %s : %s", wrap(&cond, PREC_OR), wrap(&a, PREC_OR),
			wrap(&b, PREC_COND)),
		.type = a.type,
		.prec = PREC_COND,
		.form = bools ? FORM_BOOL : FORM_EXACT,
		.fx = fx_join(cond.fx, fx_join(a.fx, b.fx)),
		.depth = cond.depth + a.depth + b.depth + 1,
	};
}

void emit_expr(struct func *f, expr_ref x)
{
	switch (expr_kind(x)) {
	case EX_Const: emit_const(f, x); break;
	case EX_LocalGet: push_local(f, BinaryenLocalGetGetIndex(x)); break;
	case EX_LocalSet: emit_local_set(f, x); break;
	case EX_GlobalGet: emit_global_get(f, x); break;
	case EX_GlobalSet: emit_global_set(f, x); break;
	case EX_Load: emit_load(f, x); break;
	case EX_Store: emit_store(f, x); break;
	case EX_Unary: emit_unary(f, x); break;
	case EX_Binary: emit_binary(f, x); break;
	case EX_Select: emit_select(f, x); break;
	case EX_Drop:
		f->unwanted = BinaryenDropGetValue(x);
		emit_expr(f, BinaryenDropGetValue(x));
		discard(f, pop_operand(f));
		break;
	case EX_TupleMake: emit_tuple_make(f, x); break;
	case EX_TupleExtract: emit_tuple_extract(f, x); break;
	default:
		if (!emit_control(f, x) && !emit_call(f, x) && !emit_bulk(f, x) && !emit_simd(f, x))
			emit_error(f->e, f->index, "expression kind %u is not known to the emitter",
				BinaryenExpressionGetId(x));
	}
}

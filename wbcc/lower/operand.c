/*
 * The virtual stack of operands (emit.h says what it is for): pushing, popping, and spilling
 * into temporaries what does not commute with what comes next.
 */
#include <string.h>

#include "lower/emit.h"

/* Nesting that still reads well; clang gives up at 256 brackets. */
enum { MAX_DEPTH = 24, MAX_TEXT = 160 };

const struct effects fx_none;
const struct effects fx_call = {.global_reads = ~UINT64_C(0),
	.global_writes = ~UINT64_C(0),
	.reads = FX_MEMORY | FX_TABLE,
	.writes = FX_MEMORY | FX_TABLE,
	.traps = TRAP_ANY,
	.leaves = true};
const struct effects fx_branch = {.leaves = true};

struct effects fx_join(struct effects a, struct effects b)
{
	return (struct effects){
		.local_reads = a.local_reads | b.local_reads,
		.local_writes = a.local_writes | b.local_writes,
		.global_reads = a.global_reads | b.global_reads,
		.global_writes = a.global_writes | b.global_writes,
		.reads = a.reads | b.reads,
		.writes = a.writes | b.writes,
		.traps = a.traps | b.traps,
		.leaves = a.leaves || b.leaves,
	};
}

/* What others see even when the guest is left: not locals. */
static bool outlasts(const struct effects *fx)
{
	return fx->writes || fx->global_writes || fx->traps || fx->leaves;
}

bool fx_matters(const struct effects *fx)
{
	return outlasts(fx) || fx->local_writes;
}

/* Two traps commute when a user cannot tell which one it was. */
static bool traps_differ(uint8_t a, uint8_t b)
{
	uint8_t both = a | b;
	return a && b && (both & (both - 1));
}

static bool touches(const struct effects *a, const struct effects *b)
{
	return (a->local_writes & (b->local_reads | b->local_writes)) ||
	       (a->global_writes & (b->global_reads | b->global_writes)) ||
	       (a->writes & (b->reads | b->writes)) || (a->leaves && outlasts(b)) ||
	       (a->traps && (b->writes || b->global_writes));
}

bool fx_conflict(const struct effects *a, const struct effects *b)
{
	return touches(a, b) || touches(b, a) || traps_differ(a->traps, b->traps);
}

struct stmt *add_stmt(struct func *f, enum stmt_kind kind)
{
	struct stmt *s = stmts_add(f->out, kind);
	s->place = f->place;
	return s;
}

static struct stmt *new_line(struct func *f, const char *fmt, va_list ap)
{
	struct stmt *s = add_stmt(f, STMT_LINE);
	s->text = xvasprintf(fmt, ap);
	return s;
}

void add_line(struct func *f, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	new_line(f, fmt, ap);
	va_end(ap);
}

void add_declaration(struct func *f, const char *type, const char *name, const char *value)
{
	struct stmt *s = add_stmt(f, STMT_LINE);
	s->declares = name;
	s->text = value ? xasprintf("%s %s = %s;", c_type(f->e, type), name, value)
			: xasprintf("%s %s;", c_type(f->e, type), name);
}

void add_last_line(struct func *f, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	new_line(f, fmt, ap)->leaves = true;
	va_end(ap);
}

const char *new_temp(struct func *f)
{
	return names_make(f->names, "t", NULL, f->n_temps++);
}

struct operand primary(const char *type, const char *text)
{
	return (struct operand){.text = text, .type = type, .prec = PREC_PRIMARY};
}

static void spill(struct func *f, struct operand *o)
{
	const char *name = new_temp(f);
	add_declaration(f, o->type, name, o->text);
	*o = primary(o->type, name);
}

void before(struct func *f, const struct effects *fx)
{
	for (uint32_t i = 0; i < f->depth; i++)
		if (fx_conflict(&f->stack[i].fx, fx))
			spill(f, &f->stack[i]);
}

static bool is_pure(const struct effects *fx)
{
	return !fx_matters(fx) && !fx->local_reads && !fx->global_reads && !fx->reads;
}

void before_control(struct func *f)
{
	for (uint32_t i = 0; i < f->depth; i++)
		if (!is_pure(&f->stack[i].fx))
			spill(f, &f->stack[i]);
}

void push_operand(struct func *f, struct operand o)
{
	before(f, &o.fx);
	if (o.depth > MAX_DEPTH || strlen(o.text) > MAX_TEXT)
		spill(f, &o);
	vec_push(f->stack, f->depth, f->stack_cap) = o;
}

struct operand pop_operand(struct func *f)
{
	if (f->depth)
		return f->stack[--f->depth];
	emit_error(f->e, f->index, "the tree has no value where one is needed");
	return primary("i", "0");
}

void settle(struct func *f, struct operand *o)
{
	if (o->prec != PREC_PRIMARY || !is_pure(&o->fx))
		spill(f, o);
}

struct operand pop_named(struct func *f)
{
	if (f->depth)
		settle(f, &f->stack[f->depth - 1]);
	return pop_operand(f);
}

struct operand call_of(struct func *f, const char *name, const char *type, unsigned n)
{
	struct buf text = {0};
	struct operand call = {.type = type, .prec = PREC_PRIMARY};
	buf_printf(&text, "%s(", name);
	for (unsigned i = 0; i < n; i++) {
		struct operand *arg = &f->stack[f->depth - n + i];
		buf_printf(&text, "%s%s", i ? ", " : "", arg->text);
		call.fx = fx_join(call.fx, arg->fx);
		if (call.depth <= arg->depth)
			call.depth = arg->depth + 1;
	}
	buf_putc(&text, ')');
	f->depth -= n;
	call.text = buf_take(&text);
	return call;
}

const char *wrap(const struct operand *o, enum prec min)
{
	return o->prec >= min ? o->text : xasprintf("(%s)", o->text);
}

struct operand exact(struct operand o)
{
	if (o.form == FORM_LITERAL)
		o.text = xasprintf("%s%s", o.text, *o.type == 'I' ? "ull" : "u");
	else if (o.form == FORM_BOOL) {
		o.text = xasprintf("(u32)%s", wrap(&o, PREC_UNARY));
		o.prec = PREC_UNARY;
	}
	o.form = FORM_EXACT;
	return o;
}

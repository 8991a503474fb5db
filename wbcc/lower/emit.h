/*
 * The emitter's shared state.  It runs in the child process of lower.c, reads the module model
 * (module.h) and Binaryen's trees, and writes C text into buffers.  Memory lives until the
 * child ends.
 *
 * The method: operands are kept as text on a virtual stack (operand.c) until their consumer
 * takes them, so that trees become C expressions.  C does not fix the order of operands, so
 * any two entries of that stack commute; what would break the rule is first spilled into a
 * temporary, in a statement of its own.  Statements conflict in the same way.
 */
#ifndef WBCC_LOWER_EMIT_H
#define WBCC_LOWER_EMIT_H

#include "lower/binaryen.h"

#include "base/buf.h"
#include "base/mem.h"
#include "lower/cnames.h"
#include "lower/lower.h"
#include "lower/module.h"
#include "lower/stmt.h"

/* ---- effects ------------------------------------------------------------------------------ */

enum { FX_MEMORY = 1, FX_TABLE = 2 };

/* Which traps an expression may end in, one bit for each text that a user can tell apart. */
enum {
	TRAP_MEMORY = 1,
	TRAP_DIV = 2,	   /* integer divide by zero */
	TRAP_OVERFLOW = 4, /* integer overflow */
	TRAP_CONVERT = 8,  /* invalid conversion to integer */
	TRAP_TABLE = 16,   /* out of bounds table access */
	TRAP_ANY = 255,	   /* calls, unreachable */
};

/* Locals and globals are folded into 64 bits: a false conflict costs a temporary, no more. */
struct effects {
	uint64_t local_reads, local_writes;
	uint64_t global_reads, global_writes;
	uint8_t reads, writes; /* FX_ */
	uint8_t traps;	       /* TRAP_ */
	bool leaves;	       /* branches, returns, or calls: what follows may not happen */
};

extern const struct effects fx_none, fx_call, fx_branch;
struct effects fx_join(struct effects a, struct effects b);
bool fx_conflict(const struct effects *a, const struct effects *b);
/* True when evaluating it or not makes a difference beyond its value. */
bool fx_matters(const struct effects *fx);

/* ---- operands ----------------------------------------------------------------------------- */

/* Binding strength of a C expression's outermost operator. */
enum prec {
	PREC_COND = 1,
	PREC_OR,
	PREC_XOR,
	PREC_AND,
	PREC_EQUAL,
	PREC_ORDER,
	PREC_SHIFT,
	PREC_ADD,
	PREC_MUL,
	PREC_UNARY,
	PREC_PRIMARY,
};

/* What C makes of the text, beyond its Wasm type. */
enum cform {
	FORM_EXACT,   /* has the C type of its Wasm type */
	FORM_BOOL,    /* an int, 0 or 1 */
	FORM_LITERAL, /* a small int constant without a suffix */
};

struct operand {
	const char *text;
	const char *type; /* letters; more than one: a tuple, in C a struct */
	struct effects fx;
	uint8_t prec, form, depth;
	bool is_promote; /* f64.promote_f32 at the root: see demote */
	bool is_call;	 /* a call at the root: may stand as a statement */
	bool is_const;
	uint64_t bits;	     /* of the constant */
	const char *inverse; /* the text of its logical opposite, where C has a short one */
	uint8_t inverse_prec;
	const char *sig;	       /* of a call */
	uint64_t limit;		       /* an upper bound of an integer's value; 0: not known */
	const char *left, *op, *right; /* of a binary operator: may become left op= right */
};

/* ---- a function --------------------------------------------------------------------------- */

/* A label of the module's that branches may name. */
struct frame {
	const char *name;   /* Binaryen's; interned: compared by address */
	const char *result; /* the C variable of a block's value, or NULL */
	uint32_t label;
	bool is_body; /* the function's own block: a branch to it returns */
};

struct local {
	const char *name; /* in C */
	const char *type; /* letters */
	bool is_param, is_read, is_set;
	bool is_unread;	     /* no text reads it: see unread.c */
	expr_ref declare_at; /* the local.set that can be its declaration, or NULL */
};

struct func {
	struct emit *e;
	uint32_t index;
	BinaryenFunctionRef ref;
	struct stmts *out; /* statements go here */
	struct local *locals;
	uint32_t n_locals;
	struct operand *stack;
	uint32_t depth, stack_cap;
	struct frame *frames;
	int n_frames, frames_cap;
	unsigned n_temps, n_labels;
	bool uses_memory, has_tail_call;
	struct names *names;		 /* C names taken in this function */
	expr_ref unwanted;		 /* an expression whose value nobody takes */
	const char *place, *first_place; /* -g: the #line directive of what is emitted now */
};

/* ---- the module --------------------------------------------------------------------------- */

/* A map from Binaryen's interned names to numbers. */
struct uses {
	const char **keys;
	uint32_t *values;
	uint32_t n, cap;
};

uint32_t *uses_at(struct uses *u, const char *key); /* the value, 0 when new */

/* What a function's body refers to. */
struct callees {
	uint32_t *v;
	uint32_t n, cap;
};

struct static_use {
	uint32_t table;
	const char *sig, *name;
};

struct emit {
	const struct wasm_module *m;
	const struct lower_options *o;
	BinaryenModuleRef module;
	const char *symbol; /* of the instance */
	struct names *names;
	const char **func_names, **global_names, **table_names;
	struct uses func_index, global_index, table_index; /* + 1 */
	struct buf *bodies;				   /* of each function */
	bool *is_reached, *is_static_table, *is_written_table, *is_named_elem,
		*is_tail_called;
	struct callees *callees;      /* of each function */
	struct buf types, stubs;      /* declarations that bodies asked for */
	struct names *declared;	      /* what types and stubs hold */
	struct names *indirect_types; /* of call_indirect */
	uint32_t n_indirect_types;
	struct static_use *static_uses; /* constant arrays that bodies call through */
	uint32_t n_static_uses, static_uses_cap;
	bool is_wasm_ld;
	bool failed;
};

/* emit_func.c: fills e->bodies[index]. */
void emit_function(struct emit *e, uint32_t index);
/* analyse.c: where locals can be declared, how often labels are used. */
void analyse_function(struct func *f);
/* analyse.c: over all functions: which tables are written. */
void analyse_module(struct emit *e);

/* emit_control.c: blocks, loops, branches; false: x is something else. */
bool emit_control(struct func *f, expr_ref x);
/* emit_expr.c: evaluates; pushes one operand when x has a value. */
void emit_expr(struct func *f, expr_ref x);
/* emit_simd.c, emit_bulk.c, emit_call.c: parts of emit_expr; false: not theirs. */
bool emit_simd(struct func *f, expr_ref x);
bool emit_bulk(struct func *f, expr_ref x);
bool emit_call(struct func *f, expr_ref x);
/* Discards a value that nobody wants, but not what computing it does. */
void discard(struct func *f, struct operand o);
/* A call of a marker function (module.h), its operands on the stack. */
void emit_marker(struct func *f, const struct marker *mark);
void emit_line_mark(struct func *f, uint32_t file, uint32_t line);
/* emit_table.c: the name of a table's constant array of functions of one type. */
const char *static_table(struct emit *e, uint32_t table, const char *sig);

/* operand.c */
void push_operand(struct func *f, struct operand o);
struct operand pop_operand(struct func *f);
/* Pops a value that must be an immutable name: a temporary unless it is one already. */
struct operand pop_named(struct func *f);
/* The same for one that stays on the stack. */
void settle(struct func *f, struct operand *o);
/* Spills what does not commute with a statement of these effects. */
void before(struct func *f, const struct effects *fx);
/* Spills all that is not constant: before control flow. */
void before_control(struct func *f);
/* Makes "name(a, b)" of the topmost n operands and pops them; effects are joined. */
struct operand call_of(struct func *f, const char *name, const char *type, unsigned n);
/* The text, in parentheses where it binds weaker than *min*. */
const char *wrap(const struct operand *o, enum prec min);
/* The text as an operand of exactly its Wasm type's C type. */
struct operand exact(struct operand o);
/* cond ? a : b; the arms have no effects. */
struct operand choose(struct operand cond, struct operand a, struct operand b);
struct operand primary(const char *type, const char *text);

/* unread.c: marks variables that are set but never read, so that compilers stay silent. */
void mark_unread(struct func *f, struct stmts *list);

/* A statement behind those that there are. */
struct stmt *add_stmt(struct func *f, enum stmt_kind kind);
/* One statement of C; the second form: one that control does not come out of. */
void add_line(struct func *f, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void add_last_line(struct func *f, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* TYPE name = value; without "= value" when that is NULL. */
void add_declaration(struct func *f, const char *type, const char *name, const char *value);
const char *new_temp(struct func *f);

/* types.c */
const char *type_letters(BinaryenType t);
const char *c_type(struct emit *e, const char *letters); /* declares result structs on the way */
const char *sig_name(const char *sig);			 /* "ii>i" -> "ii_i" */
const char *sig_results(const char *sig);
const char *fn_type(struct emit *e, const char *sig); /* the name of the function type */
const char *type_id(struct emit *e, const char *sig); /* the name of its wb_type string */
char *const_text(char type, uint64_t bits);

void emit_error(struct emit *e, uint32_t func, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

#endif

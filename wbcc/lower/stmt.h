/*
 * Statements between Binaryen's trees and C text: conditions and lines are C already, control
 * flow is still WebAssembly's (blocks and loops with labels, branches to them).  The emitter
 * builds lists of these, structure.c makes them more structured, print.c writes C.
 */
#ifndef WBCC_LOWER_STMT_H
#define WBCC_LOWER_STMT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

enum stmt_kind {
	STMT_LINE,   /* text, a C statement */
	STMT_IF,     /* text: the condition; body, other */
	STMT_BLOCK,  /* body; a branch to the label goes behind it */
	STMT_LOOP,   /* body; a branch to the label starts it anew, falling off its end leaves it */
	STMT_SWITCH, /* text: the index; targets, the last one for all other values */
	STMT_BRANCH, /* to the label */
	STMT_BREAK,  /* out of the innermost C loop */
};

/* How a loop is written. */
enum loop_form {
	LOOP_ONCE,    /* for (;;) { body; break; } */
	LOOP_FOREVER, /* for (;;) { body }: the end of the body goes to its start */
	LOOP_WHILE,   /* while (text) { body }: the same */
	LOOP_DO,      /* do { body } while (text) */
};

struct stmts {
	struct stmt *v;
	uint32_t n, cap;
};

struct branch_target {
	uint32_t label;
	const char *assign; /* a statement before the branch, or NULL */
};

struct stmt {
	enum stmt_kind kind;
	enum loop_form form;
	bool is_conditional; /* text is c ? a : b */
	bool has_break;	     /* STMT_LOOP: its own body holds a STMT_BREAK */
	bool leaves;	     /* STMT_LINE: a return or a trap */
	uint32_t label;
	const char *place; /* -g: the #line directive of the guest's source, or NULL */
	const char *text;
	const char *inverse;  /* of a condition */
	const char *declares; /* STMT_LINE: the variable that it declares, or NULL */
	struct stmts body, other;
	struct branch_target *targets;
	uint32_t n_targets;
};

struct stmt *stmts_add(struct stmts *list, enum stmt_kind kind);
void stmts_append(struct stmts *list, const struct stmts *more);
/* Removes v[at]. */
void stmts_remove(struct stmts *list, uint32_t at);
/* True when control can arrive behind the list; *uses* counts the branches to each label. */
bool stmts_complete(const struct stmts *list, const uint32_t *uses);

/* structure.c: rewrites the list in place; labels are numbered below *n_labels*. */
void structure(struct stmts *list, uint32_t n_labels);
/* print.c: writes C at the given depth of indentation. */
void print_stmts(const struct stmts *list, uint32_t n_labels, unsigned indent, struct buf *out);

#endif

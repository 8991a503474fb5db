/* Copies and rewrites one function's instructions; see carrier_code.h for what and why. */
#include "lower/carrier_code.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "lower/limits.h"
#include "lower/opcodes.h"

enum { BLOCK_VOID = 0x40, N_LETTERS = 7 };

static const char letters[N_LETTERS + 1] = "iIfFVcx";

struct pool { /* locals of one type that nobody uses at the moment */
	uint32_t *locals;
	uint32_t n, cap;
};

struct carrier_code {
	struct buf out;	    /* instructions of the current function so far */
	const uint8_t *run; /* the first byte of the source that is not copied yet */
	bool live;	    /* the current point is reached */
	char *added;	    /* letters of the locals that we added */
	uint32_t n_added, cap_added;
	struct pool pools[N_LETTERS];
	uint32_t *slots; /* locals in use, those of inner frames last */
	uint32_t n_slots, cap_slots;
	uint32_t next_row;	     /* of f->lines */
	struct line_row row, marked; /* where we are; what the last marker said */
	bool has_begun;		     /* row began since the last statement did */
	bool is_waiting;	     /* for the line of the statement at out[statement], */
	size_t statement;
	struct line_row waiting; /* which is this one if no other begins */
};

struct carrier_code *carrier_code_new(void)
{
	return xcalloc(1, sizeof(struct carrier_code));
}

void carrier_code_free(struct carrier_code *c)
{
	for (int i = 0; i < N_LETTERS; i++)
		free(c->pools[i].locals);
	free(c->added);
	free(c->slots);
	buf_free(&c->out);
	free(c);
}

/* Lines: the first row of the function, by bisection. */
static uint32_t first_row(const struct lines *l, uint32_t at)
{
	uint32_t lo = 0, hi = l->n;
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		if (l->rows[mid].at < at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

void carry_begin(struct body *b)
{
	struct carrier_code *c = b->c;
	c->live = !b->f->o->no_carrier;
	c->run = b->r.p;
	c->out.len = 0;
	c->n_added = c->n_slots = 0;
	for (int i = 0; i < N_LETTERS; i++)
		c->pools[i].n = 0;
	top_frame(b)->is_carried = c->live;
	c->row = c->marked = (struct line_row){0};
	c->has_begun = c->is_waiting = false;
	if (b->f->lines)
		c->next_row = first_row(b->f->lines, (uint32_t)(b->r.base - b->f->m->bytes));
}

/* --- writing --- */

static void put(struct carrier_code *c, uint8_t op)
{
	buf_putc(&c->out, (char)op);
}

static void put_index(struct carrier_code *c, uint8_t op, uint32_t index)
{
	put(c, op);
	buf_uleb(&c->out, index);
}

/* Copies what is pending up to the current instruction, and passes over that one. */
static void replace(struct body *b)
{
	struct carrier_code *c = b->c;
	if (b->r.failed)
		return;
	if (c->live)
		buf_add(&c->out, c->run, (size_t)(b->r.item - c->run));
	c->run = b->r.p;
}

/* The same for an instruction that stays, where no more code follows. */
static void copy_and_die(struct body *b)
{
	struct carrier_code *c = b->c;
	if (c->live && !b->r.failed)
		buf_add(&c->out, c->run, (size_t)(b->r.p - c->run));
	c->live = false;
}

/* Bounds what hostile modules make of few bytes: thousand values in each of many branches. */
static void check_growth(struct body *b)
{
	size_t max = b->f->m->len * MAX_CARRIER_GROWTH;
	if (max < MIN_CARRIER_LIMIT)
		max = MIN_CARRIER_LIMIT;
	size_t is = b->f->code.len + b->c->out.len;
	if (is > max)
		limit(&b->r, "bytes of rewritten code", is, max);
}

/* --- slots --- */

static struct pool *pool_of(struct carrier_code *c, char letter)
{
	return &c->pools[strchr(letters, letter) - letters];
}

static uint32_t take_local(struct body *b, char letter)
{
	struct carrier_code *c = b->c;
	struct pool *p = pool_of(c, letter);
	if (p->n)
		return p->locals[--p->n];
	uint32_t local = b->n_locals + c->n_added;
	if (local >= MAX_LOCALS)
		limit(&b->r, "locals, with those that stand for values of blocks", local + 1ull,
			MAX_LOCALS);
	vec_push(c->added, c->n_added, c->cap_added) = letter;
	return local;
}

/* Takes a local for each letter; returns where in slots they begin. */
static uint32_t take_slots(struct body *b, const char *types, uint32_t n)
{
	struct carrier_code *c = b->c;
	uint32_t first = c->n_slots;
	for (uint32_t i = 0; i < n && !b->r.failed; i++) {
		uint32_t local = take_local(b, types[i]);
		vec_push(c->slots, c->n_slots, c->cap_slots) = local;
	}
	return first;
}

static char letter_of(const struct body *b, uint32_t local)
{
	return local < b->n_locals ? b->locals[local] : b->c->added[local - b->n_locals];
}

static void give_back_slots(struct body *b, uint32_t first)
{
	struct carrier_code *c = b->c;
	while (c->n_slots > first) {
		uint32_t local = c->slots[--c->n_slots];
		struct pool *p = pool_of(c, letter_of(b, local));
		vec_push(p->locals, p->n, p->cap) = local;
	}
}

static void set_slots(struct body *b, uint32_t first, uint32_t n)
{
	check_growth(b);
	for (uint32_t i = b->r.failed ? 0 : n; i--;)
		put_index(b->c, OP_LOCAL_SET, b->c->slots[first + i]);
}

static void get_slots(struct body *b, uint32_t first, uint32_t n)
{
	check_growth(b);
	for (uint32_t i = 0; i < n && !b->r.failed; i++)
		put_index(b->c, OP_LOCAL_GET, b->c->slots[first + i]);
}

/* The slots that a branch to the frame sets; returns how many. */
static uint32_t label_slots(const struct frame *fr, uint32_t *first)
{
	*first = fr->op == OP_LOOP ? fr->params : fr->results;
	return fr->op == OP_LOOP ? fr->n_param_slots : fr->n_result_slots;
}

/* --- blocks --- */

static bool has_slots(const struct frame *fr)
{
	return fr->n_param_slots || fr->n_result_slots;
}

static void take_frame_slots(struct body *b, struct frame *fr)
{
	fr->n_param_slots = fr->sig.n_params;
	fr->n_result_slots = fr->sig.n_results > 1 ? fr->sig.n_results : 0;
	fr->params = take_slots(b, fr->sig.params, fr->n_param_slots);
	fr->results = take_slots(b, fr->sig.results, fr->n_result_slots);
}

static void set_params(struct body *b, const struct frame *fr)
{
	if (fr->op != OP_IF || !fr->n_param_slots) {
		set_slots(b, fr->params, fr->n_param_slots);
		return;
	}
	uint32_t condition = take_slots(b, "i", 1); /* it lies on top of the parameters */
	set_slots(b, condition, 1);
	set_slots(b, fr->params, fr->n_param_slots);
	get_slots(b, condition, 1);
	give_back_slots(b, condition);
}

static void forget_line(struct carrier_code *c)
{
	c->marked.line = 0;
}

void carry_block(struct body *b)
{
	struct carrier_code *c = b->c;
	struct frame *fr = top_frame(b);
	forget_line(c);
	if (b->r.failed || !c->live)
		return;
	fr->is_carried = true;
	take_frame_slots(b, fr);
	if (!has_slots(fr) && !b->type_is_index)
		return;
	replace(b);
	set_params(b, fr);
	put(c, fr->op);
	put(c, fr->sig.n_results == 1 ? value_type_code(fr->sig.results[0]) : BLOCK_VOID);
	get_slots(b, fr->params, fr->n_param_slots);
}

/* The end of an arm: its results go where the label's readers look for them. */
static void finish_arm(struct body *b, struct frame *fr)
{
	if (!b->c->live)
		return;
	fr->is_end_live = true;
	set_slots(b, fr->results, fr->n_result_slots);
}

void carry_else(struct body *b)
{
	struct carrier_code *c = b->c;
	struct frame *fr = top_frame(b);
	forget_line(c);
	if (b->r.failed || !fr->is_carried)
		return;
	if (c->live && !has_slots(fr)) {
		fr->is_end_live = true;
		return;
	}
	replace(b);
	finish_arm(b, fr);
	put(c, OP_ELSE);
	get_slots(b, fr->params, fr->n_param_slots);
	c->live = true;
}

/* An if without else: what is missing is an arm that passes the parameters on. */
static void add_else(struct body *b, struct frame *fr)
{
	fr->is_end_live = true;
	if (!fr->n_param_slots)
		return;
	put(b->c, OP_ELSE);
	get_slots(b, fr->params, fr->n_param_slots);
	set_slots(b, fr->results, fr->n_result_slots);
}

void carry_end(struct body *b)
{
	struct carrier_code *c = b->c;
	struct frame *fr = top_frame(b);
	forget_line(c);
	if (b->r.failed || !fr->is_carried)
		return;
	if (c->live && !has_slots(fr))
		return;
	replace(b);
	finish_arm(b, fr);
	if (fr->op == OP_IF)
		add_else(b, fr);
	put(c, OP_END);
	c->live = fr->is_end_live;
	if (fr->op == FRAME_FUNCTION)
		return;
	if (c->live)
		get_slots(b, fr->results, fr->n_result_slots);
	else
		put(c, OP_UNREACHABLE);
	if (has_slots(fr))
		give_back_slots(b, fr->n_param_slots ? fr->params : fr->results);
}

/* --- branches --- */

static void branch(struct body *b, const struct frame *fr, uint32_t label)
{
	uint32_t first, n = label_slots(fr, &first);
	if (fr->op == FRAME_FUNCTION) {
		put(b->c, OP_RETURN);
		return;
	}
	set_slots(b, first, n);
	put_index(b->c, OP_BR, label);
}

void carry_br(struct body *b, uint32_t label)
{
	struct frame *fr = label_frame(b, label);
	uint32_t first;
	if (!fr || !b->c->live)
		return;
	fr->is_end_live |= fr->op != OP_LOOP;
	if (fr->op == FRAME_FUNCTION || label_slots(fr, &first)) {
		replace(b);
		branch(b, fr, label);
		b->c->live = false;
	} else {
		copy_and_die(b);
	}
}

/* A conditional return of several values. */
static void return_if(struct body *b, const struct frame *fr)
{
	struct carrier_code *c = b->c;
	uint32_t n = fr->sig.n_results;
	uint32_t first = take_slots(b, fr->sig.results, n), condition = take_slots(b, "i", 1);
	replace(b);
	set_slots(b, condition, 1);
	set_slots(b, first, n);
	get_slots(b, condition, 1);
	put(c, OP_IF);
	put(c, BLOCK_VOID);
	get_slots(b, first, n);
	put(c, OP_RETURN);
	put(c, OP_END);
	get_slots(b, first, n);
	give_back_slots(b, first);
}

void carry_br_if(struct body *b, uint32_t label)
{
	struct frame *fr = label_frame(b, label);
	if (!fr || !b->c->live)
		return;
	fr->is_end_live |= fr->op != OP_LOOP;
	if (fr->op == FRAME_FUNCTION && fr->sig.n_results > 1) {
		return_if(b, fr);
		return;
	}
	uint32_t first, n = label_slots(fr, &first);
	if (!n)
		return;
	uint32_t condition = take_slots(b, "i", 1);
	replace(b);
	set_slots(b, condition, 1);
	set_slots(b, first, n);
	get_slots(b, condition, 1);
	put_index(b->c, OP_BR_IF, label);
	get_slots(b, first, n);
	give_back_slots(b, condition);
}

/* Numbers the distinct targets of b->labels in order of appearance; keeps one label of each. */
static uint32_t number_targets(struct body *b, uint32_t **labels)
{
	uint32_t n = 0, cap = 0, serial = ++b->br_tables;
	for (uint32_t i = 0; i < b->n_labels; i++) {
		struct frame *fr = label_frame(b, b->labels[i]);
		if (fr->seen_by == serial)
			continue;
		fr->seen_by = serial;
		fr->target = n;
		vec_push(*labels, n, cap) = b->labels[i];
	}
	return n;
}

/*
 * Targets that take their values in different places: the table only chooses a block around
 * it; behind each such block, the values are put where that target wants them.
 */
static void scatter(struct body *b, const uint32_t *targets, uint32_t n_targets)
{
	struct carrier_code *c = b->c;
	uint32_t n;
	const char *types = label_types(label_frame(b, targets[0]), &n);
	uint32_t values = take_slots(b, types, n), selector = take_slots(b, "i", 1);
	replace(b);
	set_slots(b, selector, 1);
	set_slots(b, values, n);
	for (uint32_t i = 0; i < n_targets; i++) {
		put(c, OP_BLOCK);
		put(c, BLOCK_VOID);
	}
	get_slots(b, selector, 1);
	put_index(c, OP_BR_TABLE, b->n_labels - 1);
	for (uint32_t i = 0; i < b->n_labels; i++)
		buf_uleb(&c->out, label_frame(b, b->labels[i])->target);
	for (uint32_t i = 0; i < n_targets && !b->r.failed; i++) {
		put(c, OP_END);
		get_slots(b, values, n);
		branch(b, label_frame(b, targets[i]), targets[i] + n_targets - 1 - i);
	}
	give_back_slots(b, values);
	c->live = false;
}

void carry_br_table(struct body *b)
{
	if (b->r.failed || !b->c->live)
		return;
	uint32_t *targets = NULL;
	uint32_t n = number_targets(b, &targets);
	bool scattered = false;
	for (uint32_t i = 0; i < n; i++) {
		struct frame *fr = label_frame(b, targets[i]);
		uint32_t first;
		fr->is_end_live |= fr->op != OP_LOOP;
		scattered |= label_slots(fr, &first) > 0;
		scattered |= fr->op == FRAME_FUNCTION && fr->sig.n_results > 1;
	}
	if (scattered)
		scatter(b, targets, n);
	else
		copy_and_die(b);
	free(targets);
}

void carry_stop(struct body *b)
{
	copy_and_die(b);
}

/* --- the rest --- */

void carry_marker(struct body *b, enum marker_kind kind, uint32_t a1, uint32_t a2)
{
	if (b->r.failed || !b->c->live)
		return;
	replace(b);
	put_index(b->c, OP_CALL, b->f->m->n_funcs + carrier_marker(b->f, kind, a1, a2));
}

void carry_ref_func(struct body *b, uint32_t func)
{
	if (!b->r.failed && b->c->live)
		b->f->is_referenced[func] = 1;
}

void carry_data_segment(struct body *b, uint32_t segment)
{
	if (!b->r.failed && b->c->live)
		b->f->m->datas[segment].is_used = true;
}

/*
 * Lines.  A statement begins where the operand stack is empty.  Its line is the one that begins
 * there; when none does, the first that begins inside it (compilers give the line to the
 * operation, not to its operands); else the one that goes on.  The second case is why the
 * marker may be put in later, at c->statement.
 */
static void mark_line(struct body *b, size_t at, struct line_row row)
{
	struct carrier_code *c = b->c;
	bool same = row.line == c->marked.line && row.file == c->marked.file;
	if (same || !row.line)
		return;
	struct buf call = {0};
	buf_putc(&call, OP_CALL);
	buf_uleb(&call, b->f->m->n_funcs + carrier_marker(b->f, MARK_LINE, row.file, row.line));
	buf_insert(&c->out, at, call.data, call.len);
	buf_free(&call);
	c->marked = row;
}

/* The statement before got no line of its own. */
static void settle_line(struct body *b)
{
	struct carrier_code *c = b->c;
	if (c->is_waiting)
		mark_line(b, c->statement, c->waiting);
	c->is_waiting = false;
}

static void begin_statement(struct body *b)
{
	struct carrier_code *c = b->c;
	settle_line(b);
	buf_add(&c->out, c->run, (size_t)(b->r.p - c->run));
	c->run = b->r.p;
	if (c->has_begun) {
		mark_line(b, c->out.len, c->row);
	} else {
		c->is_waiting = true;
		c->statement = c->out.len;
		c->waiting = c->row;
	}
	c->has_begun = false;
}

static void continue_statement(struct body *b)
{
	struct carrier_code *c = b->c;
	if (c->has_begun && c->is_waiting && c->row.line) {
		mark_line(b, c->statement, c->row);
		c->is_waiting = false;
	}
	c->has_begun = false;
}

void carry_line(struct body *b)
{
	struct carrier_code *c = b->c;
	const struct lines *l = b->f->lines;
	if (!l || b->r.failed)
		return;
	uint32_t at = (uint32_t)(b->r.p - b->f->m->bytes);
	while (c->next_row < l->n && l->rows[c->next_row].at <= at) {
		c->row = l->rows[c->next_row++];
		c->has_begun = true;
	}
	uint8_t op = b->r.p < b->r.end ? *b->r.p : OP_END;
	if (!c->live || op == OP_END || op == OP_ELSE)
		settle_line(b);
	else if (b->n_operands)
		continue_statement(b);
	else if (op == OP_BLOCK || op == OP_LOOP)
		settle_line(b); /* which have no line; what is inside begins with it */
	else
		begin_statement(b);
}

/* Locals as the binary format has them: runs of one type. */
static void put_locals(struct body *b, struct buf *head)
{
	struct carrier_code *c = b->c;
	struct buf runs = {0};
	uint32_t n = b->n_locals + c->n_added, n_runs = 0;
	for (uint32_t i = b->sig.n_params, next; i < n; i = next) {
		char letter = letter_of(b, i);
		for (next = i; next < n && letter_of(b, next) == letter;)
			next++;
		buf_uleb(&runs, next - i);
		buf_putc(&runs, (char)value_type_code(letter));
		n_runs++;
	}
	buf_uleb(head, n_runs);
	buf_add(head, runs.data, runs.len);
	buf_free(&runs);
}

void carry_finish(struct body *b)
{
	struct carrier_code *c = b->c;
	struct buf head = {0}, *code = &b->f->code;
	count_locals(b, c->n_added);
	if (b->r.failed || b->f->o->no_carrier)
		return;
	if (c->live)
		buf_add(&c->out, c->run, (size_t)(b->r.p - c->run));
	put_locals(b, &head);
	buf_uleb(code, head.len + c->out.len);
	buf_add(code, head.data, head.len);
	buf_add(code, c->out.data, c->out.len);
	buf_free(&head);
}

/*
 * Makes control flow more structured, by rules on lists of statements (stmt.h):
 *
 *   tail       a branch to where control goes anyway is dropped
 *   skip       L: { if (c) { A; branch L } B }      becomes  if (c) A else B
 *   early      if (c) { A; return } else B          becomes  if (c) { A; return } B
 *   and        if (a) { if (b) A }                  becomes  if (a && b) A
 *   loops      take the form that C has a word for (enum loop_form)
 *   flatten    a block that no branch names dissolves into the list around it
 *
 * Inner lists come first.  Nothing is copied and nothing evaluated twice.
 */
#include "lower/stmt.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Deeper nesting reads worse than a goto. */
enum { MAX_NESTING = 10, MAX_CONDITION = 70 };

struct structurer {
	uint32_t *uses; /* branches to each label */
	unsigned depth;
};

/* ---- lists -------------------------------------------------------------------------------------
 */

struct stmt *stmts_add(struct stmts *list, enum stmt_kind kind)
{
	struct stmt *s = &vec_push(list->v, list->n, list->cap);
	*s = (struct stmt){.kind = kind};
	return s;
}

void stmts_append(struct stmts *list, const struct stmts *more)
{
	for (uint32_t i = 0; i < more->n; i++)
		vec_push(list->v, list->n, list->cap) = more->v[i];
}

void stmts_remove(struct stmts *list, uint32_t at)
{
	memmove(&list->v[at], &list->v[at + 1], (list->n - at - 1) * sizeof *list->v);
	list->n--;
}

static bool is_word(char c)
{
	return c == '_' || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static struct stmt *last(const struct stmts *list)
{
	return list->n ? &list->v[list->n - 1] : NULL;
}

/* Cuts the list before *at* and gives what stood behind. */
static struct stmts cut(struct stmts *list, uint32_t at)
{
	struct stmts rest = {0};
	for (uint32_t i = at; i < list->n; i++)
		vec_push(rest.v, rest.n, rest.cap) = list->v[i];
	list->n = at;
	return rest;
}

static bool completes(const struct stmt *s, const uint32_t *uses)
{
	switch (s->kind) {
	case STMT_LINE: return !s->leaves;
	case STMT_IF:
		return !s->other.n || stmts_complete(&s->body, uses) ||
		       stmts_complete(&s->other, uses);
	case STMT_BLOCK: return uses[s->label] || stmts_complete(&s->body, uses);
	case STMT_LOOP:
		if (s->form == LOOP_FOREVER)
			return s->has_break;
		return s->form != LOOP_ONCE || stmts_complete(&s->body, uses);
	default: return false;
	}
}

bool stmts_complete(const struct stmts *list, const uint32_t *uses)
{
	return !list->n || completes(&list->v[list->n - 1], uses);
}

static void count(const struct stmts *list, uint32_t *uses)
{
	for (uint32_t i = 0; i < list->n; i++) {
		const struct stmt *s = &list->v[i];
		if (s->kind == STMT_BRANCH)
			uses[s->label]++;
		for (uint32_t t = 0; t < s->n_targets; t++)
			uses[s->targets[t].label]++;
		count(&s->body, uses);
		count(&s->other, uses);
	}
}

/* ---- rules -------------------------------------------------------------------------------------
 */

/* tail: control behind this list goes to *label*. */
static void drop_tail(struct structurer *st, struct stmts *list, uint32_t label)
{
	struct stmt *s = last(list);
	if (!s)
		return;
	if (s->kind == STMT_BRANCH && s->label == label) {
		st->uses[label]--;
		list->n--;
		drop_tail(st, list, label);
	} else if (s->kind == STMT_IF) {
		drop_tail(st, &s->body, label);
		drop_tail(st, &s->other, label);
	} else if (s->kind == STMT_BLOCK) {
		drop_tail(st, &s->body, label);
	}
}

static void invert(struct stmt *s)
{
	const char *text = s->text;
	s->text = s->inverse;
	s->inverse = text;
}

/* An if with an empty first arm is turned round. */
static void tidy_if(struct stmt *s)
{
	if (s->body.n || !s->other.n)
		return;
	s->body = s->other;
	s->other = (struct stmts){0};
	invert(s);
}

/* and: nothing stands between the two conditions. */
static void join_ifs(struct stmt *s)
{
	struct stmt *inner = s->body.n == 1 && s->body.v[0].kind == STMT_IF ? &s->body.v[0] : NULL;
	if (!inner || s->other.n || inner->other.n || s->is_conditional || inner->is_conditional ||
		strstr(s->text, "||") || strstr(inner->text, "||") ||
		strlen(s->text) + strlen(inner->text) > MAX_CONDITION)
		return;
	bool simple = !strpbrk(s->inverse, "&|") && !strpbrk(inner->inverse, "&|");
	const char *either = xasprintf("%s || %s", s->inverse, inner->inverse);
	s->text = xasprintf("%s && %s", s->text, inner->text);
	s->inverse = simple ? either : xasprintf("!(%s)", s->text);
	s->body = inner->body;
}

static bool ends_in_branch_to(const struct stmts *list, uint32_t label)
{
	const struct stmt *s = last(list);
	return s && s->kind == STMT_BRANCH && s->label == label;
}

/* skip: in the list of block *label*. */
static void skip(struct structurer *st, struct stmts *list, uint32_t label, unsigned depth)
{
	for (uint32_t i = 0; i + 1 < list->n; i++) {
		struct stmt *s = &list->v[i];
		if (s->kind != STMT_IF || s->other.n || !ends_in_branch_to(&s->body, label))
			continue;
		if (depth >= MAX_NESTING)
			return;
		struct stmts rest = cut(list, i + 1);
		s = &list->v[i];
		s->body.n--;
		st->uses[label]--;
		s->other = rest;
		drop_tail(st, &s->body, label);
		skip(st, &s->other, label, depth + 1);
		drop_tail(st, &s->other, label);
		tidy_if(s);
		return;
	}
}

/* T x; x = v; is T x = v; when nothing stands between. */
static bool initialises(struct stmts *list, const struct stmt *s)
{
	struct stmt *decl = last(list);
	if (!decl || !decl->declares || strstr(decl->text, " = ") || s->kind != STMT_LINE ||
		s->leaves)
		return false;
	size_t len = strlen(decl->declares);
	if (strncmp(s->text, decl->declares, len) != 0 || strncmp(s->text + len, " = ", 3) != 0)
		return false;
	size_t type = strlen(decl->text) - len - 1; /* "u32 x;" */
	decl->text = xasprintf("%.*s%s", (int)type, decl->text, s->text);
	return true;
}

/* early and flatten, in one pass over the list. */
static void spread(struct structurer *st, struct stmts *list)
{
	struct stmts flat = {0};
	for (uint32_t i = 0; i < list->n; i++) {
		struct stmt s = list->v[i];
		if (initialises(&flat, &s))
			continue;
		bool is_list = s.kind == STMT_BLOCK || (s.kind == STMT_LOOP && s.form == LOOP_ONCE);
		if (is_list && !st->uses[s.label]) {
			spread(st, &s.body);
			stmts_append(&flat, &s.body);
		} else if (s.kind == STMT_IF && s.other.n && !stmts_complete(&s.body, st->uses)) {
			struct stmts other = s.other;
			s.other = (struct stmts){0};
			vec_push(flat.v, flat.n, flat.cap) = s;
			spread(st, &other);
			stmts_append(&flat, &other);
		} else if (s.kind != STMT_IF || s.body.n || s.other.n) {
			vec_push(flat.v, flat.n, flat.cap) = s;
		} else if (strchr(s.text, '(')) {
			stmts_add(&flat, STMT_LINE)->text = xasprintf("wb_drop(%s);", s.text);
		}
	}
	*list = flat;
}

/* ---- loops -------------------------------------------------------------------------------------
 */

/* True when *name* occurs in the text as a word of its own. */
static bool mentions(const char *text, const char *name)
{
	size_t len = strlen(name);
	for (const char *s = text; (s = strstr(s, name)); s += len)
		if ((s == text || !is_word(s[-1])) && !is_word(s[len]))
			return true;
	return false;
}

/* The condition of do ... while stands outside the scope of the body's variables. */
static bool reads_inner(const struct stmts *body, const char *cond)
{
	for (uint32_t i = 0; i < body->n; i++)
		if (body->v[i].declares && mentions(cond, body->v[i].declares))
			return true;
	return false;
}

/* A body whose last statement is `if (c) A` with A going round: leave when !c, then A. */
static void turn_last_if(struct structurer *st, struct stmt *loop)
{
	struct stmt *s = last(&loop->body);
	struct stmts again = s->body;
	if (loop->body.n == 1) {
		loop->form = LOOP_WHILE;
		loop->text = s->text;
		loop->inverse = s->inverse;
		loop->body = again;
	} else if (again.n == 1 && st->uses[loop->label] == 1 &&
		   ends_in_branch_to(&again, loop->label) && !reads_inner(&loop->body, s->text)) {
		loop->form = LOOP_DO;
		loop->text = s->text;
		st->uses[loop->label] = 0;
		loop->body.n--;
		return;
	} else {
		loop->form = LOOP_FOREVER;
		loop->has_break = true;
		invert(s);
		s->body = (struct stmts){0};
		stmts_add(&s->body, STMT_BREAK);
		stmts_append(&loop->body, &again);
	}
	drop_tail(st, &loop->body, loop->label);
}

/* for (;;) { if (c) break; ... } is while (!c) { ... }. */
static void lead_with_condition(struct structurer *st, struct stmt *loop, uint32_t exit)
{
	struct stmt *s = loop->body.n ? &loop->body.v[0] : NULL;
	if (loop->form != LOOP_FOREVER || !s || s->kind != STMT_IF || s->other.n || s->body.n != 1)
		return;
	if (s->body.v[0].kind == STMT_BRANCH && exit && s->body.v[0].label == exit)
		st->uses[exit]--;
	else if (s->body.v[0].kind != STMT_BREAK)
		return;
	loop->form = LOOP_WHILE;
	loop->text = s->inverse;
	loop->inverse = s->text;
	stmts_remove(&loop->body, 0);
}

/* ... if (c) continue; last statement } becomes ... if (!c) last statement }. */
static void turn_continue(struct structurer *st, struct stmt *loop)
{
	struct stmts *body = &loop->body;
	struct stmt *s = body->n >= 2 ? &body->v[body->n - 2] : NULL;
	if (!s || s->kind != STMT_IF || s->other.n || s->body.n != 1 ||
		!ends_in_branch_to(&s->body, loop->label) || body->v[body->n - 1].declares)
		return;
	s->body.v[0] = body->v[body->n - 1];
	st->uses[loop->label]--;
	body->n--;
	invert(s);
}

static void form_loop(struct structurer *st, struct stmt *loop)
{
	struct stmt *s = last(&loop->body);
	if (!st->uses[loop->label])
		return;
	if (!stmts_complete(&loop->body, st->uses)) {
		loop->form = LOOP_FOREVER;
		drop_tail(st, &loop->body, loop->label);
	} else if (s->kind == STMT_IF && !s->other.n && !stmts_complete(&s->body, st->uses)) {
		turn_last_if(st, loop);
	}
	lead_with_condition(st, loop, 0);
	if (loop->form == LOOP_FOREVER || loop->form == LOOP_WHILE)
		turn_continue(st, loop);
}

/* ---- the walk ----------------------------------------------------------------------------------
 */

static void walk(struct structurer *st, struct stmts *list);

static void walk_block(struct structurer *st, struct stmt *s)
{
	drop_tail(st, &s->body, s->label);
	skip(st, &s->body, s->label, st->depth);
	walk(st, &s->body);
	skip(st, &s->body, s->label, st->depth);
	drop_tail(st, &s->body, s->label);
	struct stmt *end = last(&s->body);
	if (end && end->kind == STMT_LOOP)
		lead_with_condition(st, end, s->label);
}

static void walk(struct structurer *st, struct stmts *list)
{
	for (uint32_t i = 0; i < list->n; i++) {
		struct stmt *s = &list->v[i];
		switch (s->kind) {
		case STMT_BLOCK: walk_block(st, s); break;
		case STMT_LOOP:
			st->depth++;
			walk(st, &s->body);
			st->depth--;
			form_loop(st, s);
			break;
		case STMT_IF:
			st->depth++;
			walk(st, &s->body);
			walk(st, &s->other);
			st->depth--;
			tidy_if(s);
			join_ifs(s);
			break;
		default: break;
		}
	}
	spread(st, list);
}

void structure(struct stmts *list, uint32_t n_labels)
{
	struct structurer st = {.uses = xcalloc(n_labels + 1, sizeof *st.uses), .depth = 1};
	count(list, st.uses);
	walk(&st, list);
	struct stmt *end = last(list);
	if (end && end->kind == STMT_LINE && !strcmp(end->text, "return;"))
		list->n--;
	free(st.uses);
}

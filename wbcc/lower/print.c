/*
 * Writes statements (stmt.h) as C.  A branch becomes `break` where its block ends with the
 * innermost C loop or switch, `continue` where it goes to the innermost loop's start, and a
 * goto otherwise; only labels that a goto names are written.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "lower/stmt.h"

enum { WIDTH = 100 };

struct place {
	uint32_t label;
	bool is_loop;
	bool is_named; /* a goto goes there */
	unsigned name;
};

/* A C loop or switch around the statement at hand. */
struct construct {
	bool is_loop;
	uint32_t continues; /* the label that continue goes to, 0: none */
	int from, to;	    /* places [from, to) end where it does */
};

struct printer {
	struct buf *out;
	unsigned indent;
	struct place *places; /* enclosing blocks and loops, the innermost last */
	int n_places, places_cap;
	struct construct *constructs;
	int n_constructs, constructs_cap;
	int ends; /* places from here on end behind the statement at hand */
	unsigned n_names;
	const char *place; /* -g: the statement's #line directive; each line repeats it */
	const uint32_t *uses;
};

static void print_list(struct printer *p, const struct stmts *list);

static void indent(struct printer *p)
{
	for (unsigned i = 0; i < p->indent; i++)
		buf_putc(p->out, '\t');
}

/* Where to break a text of more than *room* columns: behind a space, as shallow as there is. */
static size_t break_at(const char *text, size_t room)
{
	size_t best = 0;
	int depth = 0, least = 1 << 30;
	for (size_t i = 0; text[i] && i < room; i++) {
		depth += (text[i] == '(') - (text[i] == ')');
		if (text[i] == ' ' && i > room / 3 && depth <= least) {
			least = depth;
			best = i;
		}
	}
	return best;
}

/* A statement, over several lines when it is wide. */
static void put_text(struct printer *p, const char *text)
{
	size_t margin = p->indent * 8;
	if (p->place)
		buf_printf(p->out, "%s\n", p->place);
	indent(p);
	while (!p->place && margin + strlen(text) > WIDTH) {
		size_t at = break_at(text, WIDTH > margin + 50 ? WIDTH - margin : 50);
		if (!at)
			break;
		buf_printf(p->out, "%.*s\n", (int)at, text);
		text += at + 1;
		indent(p);
		buf_putc(p->out, '\t');
		margin = (p->indent + 1) * 8;
	}
	buf_puts(p->out, text);
}

static void put(struct printer *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void put(struct printer *p, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	char *text = xvasprintf(fmt, ap);
	va_end(ap);
	put_text(p, text);
	buf_putc(p->out, '\n');
	free(text);
}

/* ---- branches ----------------------------------------------------------------------------------
 */

static int find_place(const struct printer *p, uint32_t label)
{
	int i = p->n_places - 1;
	while (i > 0 && p->places[i].label != label)
		i--;
	return i;
}

static bool continues_to(const struct printer *p, uint32_t label)
{
	int i = p->n_constructs - 1;
	while (i >= 0 && !p->constructs[i].is_loop)
		i--;
	return i >= 0 && p->constructs[i].continues == label;
}

static bool breaks_to(const struct printer *p, uint32_t label)
{
	if (!p->n_constructs)
		return false;
	int at = find_place(p, label);
	const struct construct *c = &p->constructs[p->n_constructs - 1];
	return !p->places[at].is_loop && at >= c->from && at < c->to;
}

static const char *branch_text(struct printer *p, uint32_t label)
{
	struct place *to = &p->places[find_place(p, label)];
	if (breaks_to(p, label))
		return "break;";
	if (to->is_loop && continues_to(p, label))
		return "continue;";
	if (!to->is_named) {
		to->is_named = true;
		to->name = ++p->n_names;
	}
	return xasprintf("goto L%u;", to->name);
}

static struct place *push_place(struct printer *p, uint32_t label, bool is_loop)
{
	vec_push(p->places, p->n_places, p->places_cap) =
		(struct place){.label = label, .is_loop = is_loop};
	return &p->places[p->n_places - 1];
}

static void push_construct(struct printer *p, bool is_loop, uint32_t continues, int from, int to)
{
	vec_push(p->constructs, p->n_constructs, p->constructs_cap) = (struct construct){
		.is_loop = is_loop, .continues = continues, .from = from, .to = to};
}

static void print_label(struct printer *p, unsigned name)
{
	buf_printf(p->out, "L%u:;\n", name);
}

/* ---- if ----------------------------------------------------------------------------------------
 */

/* A statement that needs no braces around it. */
static bool is_simple(const struct stmts *list)
{
	return list->n == 1 && !list->v[0].declares &&
	       (list->v[0].kind == STMT_LINE || list->v[0].kind == STMT_BRANCH ||
		       list->v[0].kind == STMT_BREAK) &&
	       !memchr(list->v[0].text ? list->v[0].text : "", '\n', 1);
}

static bool is_else_if(const struct stmts *list)
{
	return list->n == 1 && list->v[0].kind == STMT_IF;
}

/* True when all arms of an if and of its else-ifs are simple. */
static bool needs_no_braces(const struct stmt *s)
{
	if (!is_simple(&s->body))
		return false;
	return !s->other.n ||
	       (is_else_if(&s->other) ? needs_no_braces(&s->other.v[0]) : is_simple(&s->other));
}

static void print_arm(struct printer *p, const struct stmts *list)
{
	p->indent++;
	print_list(p, list);
	p->indent--;
}

static void print_if(struct printer *p, const struct stmt *s)
{
	const char *open = needs_no_braces(s) ? "" : " {", *close = *open ? "} " : "";
	const char *lead = "";
	for (;; s = &s->other.v[0]) {
		put(p, "%sif (%s)%s", lead, s->text, open);
		print_arm(p, &s->body);
		if (!is_else_if(&s->other))
			break;
		lead = *open ? "} else " : "else ";
	}
	if (s->other.n) {
		put(p, "%selse%s", close, open);
		print_arm(p, &s->other);
	}
	if (*open)
		put(p, "}");
}

/* ---- loops -------------------------------------------------------------------------------------
 */

static void print_loop(struct printer *p, const struct stmt *s)
{
	int ends = p->ends;
	size_t start = p->out->len;
	push_place(p, s->label, true);
	push_construct(p, true, s->form == LOOP_DO ? 0 : s->label, ends, p->n_places - 1);
	p->ends = p->n_places;
	if (s->form == LOOP_WHILE)
		put(p, "while (%s) {", s->text);
	else
		put(p, s->form == LOOP_DO ? "do {" : "for (;;) {");
	p->indent++;
	print_list(p, &s->body);
	if (s->form == LOOP_ONCE && stmts_complete(&s->body, p->uses))
		put(p, "break;");
	p->indent--;
	if (s->form == LOOP_DO)
		put(p, "} while (%s);", s->text);
	else
		put(p, "}");
	p->ends = ends;
	p->n_constructs--;
	struct place *top = &p->places[--p->n_places];
	if (top->is_named) {
		char *label = xasprintf("L%u:;\n", top->name);
		buf_insert(p->out, start, label, strlen(label));
		free(label);
	}
}

/* ---- switch ------------------------------------------------------------------------------------
 */

/* All values that go to one label, on as few lines as they need. */
static bool print_cases(struct printer *p, const struct stmt *s, uint32_t label, const char *assign)
{
	bool any = false;
	size_t line_start = p->out->len;
	for (uint32_t i = 0; i < s->n_targets; i++) {
		const struct branch_target *t = &s->targets[i];
		if (t->label != label ||
			(t->assign != assign && (!assign || strcmp(t->assign, assign))))
			continue;
		if (!any)
			indent(p);
		else if (p->out->len - line_start > WIDTH - 24) {
			buf_putc(p->out, '\n');
			line_start = p->out->len;
			indent(p);
		} else {
			buf_putc(p->out, ' ');
		}
		if (i + 1 == s->n_targets)
			buf_puts(p->out, "default:");
		else
			buf_printf(p->out, "case %u:", i);
		any = true;
	}
	if (any)
		buf_putc(p->out, '\n');
	return any;
}

static void print_branching_cases(struct printer *p, const struct stmt *s, uint32_t i)
{
	const struct branch_target *t = &s->targets[i], *other = &s->targets[s->n_targets - 1];
	if (t->label == other->label && !t->assign && breaks_to(p, t->label))
		return; /* like the default, which need not be said */
	for (uint32_t j = 0; j < i; j++)
		if (s->targets[j].label == t->label)
			return;
	print_cases(p, s, t->label, t->assign);
	p->indent++;
	if (t->assign)
		put(p, "%s", t->assign);
	if (!t->assign || strncmp(t->assign, "return", 6) != 0)
		put(p, "%s", branch_text(p, t->label));
	p->indent--;
}

/* A switch on its own: each case branches. */
static void print_switch(struct printer *p, const struct stmt *s)
{
	push_construct(p, false, 0, p->ends, p->n_places);
	put(p, "switch (%s) {", s->text);
	for (uint32_t i = 0; i < s->n_targets; i++)
		print_branching_cases(p, s, i);
	put(p, "}");
	p->n_constructs--;
}

static const struct stmts *first_block(const struct stmts *list)
{
	return list->n && list->v[0].kind == STMT_BLOCK ? &list->v[0].body : NULL;
}

/*
 * The switch at the heart of nested blocks,
 *     L0: { L1: { L2: { switch } body2 } body1 }
 * whose bodies are then its cases; NULL when the block is not of this kind.
 */
static const struct stmt *heart(const struct stmt *block)
{
	const struct stmts *list = &block->body;
	if (!first_block(list))
		return NULL;
	while (first_block(list))
		list = first_block(list);
	const struct stmt *s = list->n == 1 ? &list->v[0] : NULL;
	return s && s->kind == STMT_SWITCH && !s->targets[0].assign ? s : NULL;
}

static bool is_case_label(const struct stmt *block, uint32_t label)
{
	for (const struct stmts *list = &block->body; first_block(list); list = first_block(list))
		if (list->v[0].label == label)
			return true;
	return false;
}

static bool declares(const struct stmts *list)
{
	for (uint32_t i = 0; i < list->n; i++)
		if (list->v[i].declares)
			return true;
	return false;
}

/* The cases of the blocks inside, then what stands behind them. */
static void print_case_bodies(struct printer *p, const struct stmt *s, const struct stmts *list)
{
	const struct stmts *inner = first_block(list);
	if (!inner)
		return;
	uint32_t label = list->v[0].label;
	int at = p->n_places;
	push_place(p, label, false);
	print_case_bodies(p, s, inner);
	bool falls = first_block(inner) && stmts_complete(inner, p->uses) && inner->n > 1;
	if (falls) {
		p->indent++;
		put(p, "/* fall through */");
		p->indent--;
	}
	print_cases(p, s, label, NULL);
	if (p->places[at].is_named)
		print_label(p, p->places[at].name);
	p->n_places = at;
	struct stmts body = {.v = list->v + 1, .n = list->n - 1};
	bool braces = declares(&body);
	int ends = p->ends;
	if (p->n_places > p->constructs[p->n_constructs - 1].to)
		p->ends = p->n_places;
	p->indent++;
	if (braces)
		put(p, "{");
	print_list(p, &body);
	if (braces)
		put(p, "}");
	p->indent--;
	p->ends = ends;
}

static void print_case_blocks(struct printer *p, const struct stmt *block, const struct stmt *s)
{
	push_construct(p, false, 0, p->ends, p->n_places);
	put(p, "switch (%s) {", s->text);
	for (uint32_t i = 0; i < s->n_targets; i++)
		if (!is_case_label(block, s->targets[i].label))
			print_branching_cases(p, s, i);
	print_case_bodies(p, s, &block->body);
	put(p, "}");
	p->n_constructs--;
}

/* ---- the walk ----------------------------------------------------------------------------------
 */

static void print_block(struct printer *p, const struct stmt *s)
{
	int at = p->n_places;
	const struct stmt *cases = heart(s);
	push_place(p, s->label, false);
	if (cases)
		print_case_blocks(p, s, cases);
	else
		print_list(p, &s->body);
	p->n_places = at;
	if (p->ends > at)
		p->ends = at;
	if (p->places[at].is_named)
		print_label(p, p->places[at].name);
}

static void print_stmt(struct printer *p, const struct stmt *s)
{
	p->place = s->place;
	switch (s->kind) {
	case STMT_LINE: put(p, "%s", s->text); break;
	case STMT_IF: print_if(p, s); break;
	case STMT_BLOCK: print_block(p, s); break;
	case STMT_LOOP: print_loop(p, s); break;
	case STMT_SWITCH: print_switch(p, s); break;
	case STMT_BRANCH: put(p, "%s", branch_text(p, s->label)); break;
	case STMT_BREAK: put(p, "break;"); break;
	}
}

/* The last statement ends where the list does; the others do not. */
static void print_list(struct printer *p, const struct stmts *list)
{
	int ends = p->ends;
	for (uint32_t i = 0; i < list->n; i++) {
		p->ends = i + 1 < list->n ? p->n_places : ends;
		print_stmt(p, &list->v[i]);
	}
	p->ends = ends;
}

static void count_uses(const struct stmts *list, uint32_t *uses)
{
	for (uint32_t i = 0; i < list->n; i++) {
		const struct stmt *s = &list->v[i];
		if (s->kind == STMT_BRANCH)
			uses[s->label]++;
		for (uint32_t t = 0; t < s->n_targets; t++)
			uses[s->targets[t].label]++;
		count_uses(&s->body, uses);
		count_uses(&s->other, uses);
	}
}

void print_stmts(const struct stmts *list, uint32_t n_labels, unsigned depth, struct buf *out)
{
	uint32_t *uses = xcalloc(n_labels + 1, sizeof *uses);
	struct printer p = {.out = out, .indent = depth, .uses = uses};
	count_uses(list, uses);
	print_list(&p, list);
	free(uses);
}

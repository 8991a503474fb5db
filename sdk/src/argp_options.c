/*
 * argp_options.c: the list of options in argp's help: gathers an argp tree's options, sorts
 * them, writes them as a usage line or with their texts.
 *
 * An entry is an option with its aliases.  Children that have a header or a group of their own
 * form a cluster, which keeps together in the list.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "argp_help.h"

struct cluster {
	const char *header;
	const struct argp *argp; /* which asked for the header */
	struct cluster *parent;
	int group, index, depth;
};

struct entry {
	const struct argp_option *opt; /* its aliases follow it */
	unsigned n;		       /* with them */
	const struct argp *argp;
	struct cluster *cluster;
	int group;
	unsigned order;
};

struct options {
	struct entry *entries;
	struct cluster *clusters;
	unsigned n, n_clusters;
};

static bool is_visible(const struct argp_option *opt)
{
	return !(opt->flags & OPTION_HIDDEN);
}

static bool is_alias(const struct argp_option *opt)
{
	return opt->flags & OPTION_ALIAS;
}

static bool is_doc(const struct argp_option *opt)
{
	return opt->flags & OPTION_DOC;
}

/* ---- gathering --------------------------------------------------------------------------- */

static void count(const struct argp *argp, unsigned *entries, unsigned *clusters)
{
	for (const struct argp_option *o = argp->options; o && !_option_is_end(o); o++)
		++*entries;
	for (const struct argp_child *c = argp->children; c && c->argp; c++) {
		++*clusters;
		count(c->argp, entries, clusters);
	}
}

static void add_options(struct options *list, const struct argp *argp, struct cluster *cluster)
{
	int group = 0;

	for (const struct argp_option *o = argp->options; o && !_option_is_end(o);) {
		struct entry *e = &list->entries[list->n];
		group = o->group ? o->group : !o->name && !o->key ? group + 1 : group;
		*e = (struct entry){o, 0, argp, cluster, group, list->n++};
		do
			e->n++, o++;
		while (!_option_is_end(o) && is_alias(o));
	}
}

static void gather(struct options *list, const struct argp *argp, struct cluster *cluster)
{
	add_options(list, argp, cluster);
	for (const struct argp_child *c = argp->children; c && c->argp; c++) {
		struct cluster *inner = cluster;
		if (c->group || c->header) {
			inner = &list->clusters[list->n_clusters++];
			*inner = (struct cluster){c->header, argp, cluster, c->group,
				(int)(c - argp->children), cluster ? cluster->depth + 1 : 0};
		}
		gather(list, c->argp, inner);
	}
}

/* Whether this short option of the entry is the first of the list with its letter. */
static bool is_first_short(
	const struct options *list, const struct entry *e, const struct argp_option *opt)
{
	if (!_option_is_short(opt))
		return false;
	for (unsigned order = 0; order <= e->order; order++)
		for (const struct entry *other = list->entries; other < list->entries + list->n;
			other++)
			for (unsigned i = 0; other->order == order && i < other->n; i++)
				if (&other->opt[i] == opt)
					return true;
				else if (_option_is_short(&other->opt[i]) &&
					 other->opt[i].key == opt->key)
					return false;
	return true;
}

/* ---- sorting ----------------------------------------------------------------------------- */

/* 0, 1, 2, ..., then the negative ones up to -1. */
static int compare_groups(int a, int b)
{
	if (a == b)
		return 0;
	return (a < 0) == (b < 0) ? (a < b ? -1 : 1) : a < 0 ? 1 : -1;
}

static const struct cluster *base(const struct cluster *c)
{
	while (c->parent)
		c = c->parent;
	return c;
}

static int compare_clusters(const struct cluster *a, const struct cluster *b)
{
	int deeper = a->depth - b->depth, cmp;

	while (a->depth > b->depth)
		a = a->parent;
	while (b->depth > a->depth)
		b = b->parent;
	if (a == b)
		return deeper; /* one is within the other */
	while (a->parent != b->parent)
		a = a->parent, b = b->parent;
	cmp = compare_groups(a->group, b->group);
	return cmp ? cmp : b->index - a->index;
}

static const char *first_long(const struct entry *e)
{
	for (unsigned i = 0; i < e->n; i++)
		if (e->opt[i].name && is_visible(&e->opt[i]))
			return e->opt[i].name;
	return NULL;
}

static int first_short(const struct entry *e)
{
	for (unsigned i = 0; i < e->n; i++)
		if (_option_is_short(&e->opt[i]) && is_visible(&e->opt[i]))
			return e->opt[i].key;
	return 0;
}

/* Moves a documentation entry's name to where it is sorted by; true: it is no -option. */
static bool to_sorting_name(const char **name)
{
	bool plain;

	if (!*name)
		return true;
	*name += strspn(*name, " \t\n\v\f\r");
	plain = **name != '-';
	while (**name && !isalnum((unsigned char)**name))
		++*name;
	return plain;
}

static int compare_names(const struct entry *a, const struct entry *b)
{
	const char *long_a = first_long(a), *long_b = first_long(b);
	int doc_a = is_doc(a->opt) && to_sorting_name(&long_a);
	int doc_b = is_doc(b->opt) && to_sorting_name(&long_b);
	int short_a = first_short(a), short_b = first_short(b);
	unsigned char letter_a = short_a ? short_a : long_a ? *long_a : 0;
	unsigned char letter_b = short_b ? short_b : long_b ? *long_b : 0;

	if (doc_a != doc_b)
		return doc_a - doc_b;
	if (!short_a && !short_b && long_a && long_b)
		return strcasecmp(long_a, long_b);
	if (tolower(letter_a) != tolower(letter_b))
		return tolower(letter_a) - tolower(letter_b);
	if (letter_a != letter_b)
		return letter_b - letter_a; /* the small letter first */
	return !!short_a - !!short_b;
}

static int compare(const struct entry *a, const struct entry *b)
{
	int cmp = compare_groups(a->cluster ? base(a->cluster)->group : a->group,
		b->cluster ? base(b->cluster)->group : b->group);

	if (!cmp)
		cmp = !!a->cluster - !!b->cluster;
	if (!cmp && a->cluster != b->cluster)
		cmp = compare_clusters(a->cluster, b->cluster);
	if (!cmp)
		cmp = compare_groups(a->group, b->group);
	if (!cmp)
		cmp = compare_names(a, b);
	return cmp ? cmp : (int)a->order - (int)b->order;
}

/* By insertion: lists are short, and qsort is long. */
static void sort(struct options *list)
{
	for (unsigned i = 1; i < list->n; i++) {
		struct entry e = list->entries[i];
		unsigned at = i;
		for (; at && compare(&list->entries[at - 1], &e) > 0; at--)
			list->entries[at] = list->entries[at - 1];
		list->entries[at] = e;
	}
}

/* argp's own options come last. */
static void set_group(struct options *list, const char *name, int group)
{
	for (struct entry *e = list->entries; e < list->entries + list->n; e++)
		for (unsigned i = 0; i < e->n; i++)
			if (e->opt[i].name && is_visible(&e->opt[i]) &&
				!strcmp(e->opt[i].name, name)) {
				e->group = group;
				return;
			}
}

struct options *options_new(const struct argp *argp)
{
	struct options *list = calloc(1, sizeof *list);
	unsigned n = 1, clusters = 1;

	count(argp, &n, &clusters);
	if (list) {
		list->entries = calloc(n, sizeof *list->entries);
		list->clusters = calloc(clusters, sizeof *list->clusters);
	}
	if (!list || !list->entries || !list->clusters) {
		options_free(list);
		return NULL;
	}
	gather(list, argp, NULL);
	set_group(list, "help", -1);
	set_group(list, "version", -1);
	sort(list);
	return list;
}

void options_free(struct options *list)
{
	if (list) {
		free(list->entries);
		free(list->clusters);
		free(list);
	}
}

bool options_any(const struct options *list)
{
	return list->n > 0;
}

/* ---- the usage line ---------------------------------------------------------------------- */

/* Calls fn for each visible short (or long) name of each entry with its argument's name. */
struct name {
	const struct argp_option *opt;
	const char *arg; /* NULL: none */
	bool optional;
};

typedef void each_name(struct text *t, const struct name *name);

static void each(const struct options *list, bool shorts, each_name *fn, struct text *t)
{
	for (const struct entry *e = list->entries; e < list->entries + list->n; e++)
		for (unsigned i = 0; i < e->n; i++) {
			const struct argp_option *opt = &e->opt[i];
			int flags = opt->flags | e->opt->flags;
			struct name name = {opt, opt->arg ? opt->arg : e->opt->arg,
				flags & OPTION_ARG_OPTIONAL};
			bool has = shorts ? is_first_short(list, e, opt) : opt->name != NULL;
			if (has && is_visible(opt) && !(flags & OPTION_NO_USAGE))
				fn(t, &name);
		}
}

static void usage_flag(struct text *t, const struct name *name)
{
	if (!name->arg)
		text_putc(t, name->opt->key);
}

static void count_flag(struct text *t, const struct name *name)
{
	t->column += !name->arg;
}

static void usage_short(struct text *t, const struct name *name)
{
	if (!name->arg)
		return;
	if (name->optional) {
		text_printf(t, " [-%c[%s]]", name->opt->key, name->arg);
		return;
	}
	text_space(t, 6 + strlen(name->arg));
	text_printf(t, "[-%c %s]", name->opt->key, name->arg);
}

static void usage_long(struct text *t, const struct name *name)
{
	text_printf(t,
		!name->arg	 ? " [--%s]"
		: name->optional ? " [--%s[=%s]]"
				 : " [--%s=%s]",
		name->opt->name, name->arg);
}

void options_usage(const struct options *list, struct text *t)
{
	struct text flags = {0};

	each(list, true, count_flag, &flags);
	if (flags.column) {
		text_puts(t, " [-");
		each(list, true, usage_flag, t);
		text_putc(t, ']');
	}
	each(list, true, usage_short, t);
	each(list, false, usage_long, t);
}

/* ---- the list with texts ----------------------------------------------------------------- */

struct listing {
	const struct options *list;
	const struct argp_state *state;
	struct text *text;
	const struct entry *last; /* written before this one */
	bool separate;		  /* an empty line between groups: a header has been written */
	bool hid_arg;		  /* an argument was shown with the long name only */
};

static void write_header(struct listing *l, const char *header, const struct argp *argp)
{
	const char *shown = filter_text(header, ARGP_KEY_HELP_HEADER, argp, l->state);
	struct text *t = l->text;

	if (shown && *shown) {
		if (l->last)
			text_putc(t, '\n');
		text_indent(t, argp_layout.header_column);
		text_left(t, argp_layout.header_column);
		text_wrap(t, argp_layout.header_column);
		text_puts(t, shown);
		text_left(t, 0);
		text_putc(t, '\n');
	}
	if (shown)
		l->separate = true;
	free_filtered(shown, header);
}

static bool is_within(const struct cluster *inner, const struct cluster *outer)
{
	while (inner && inner != outer)
		inner = inner->parent;
	return inner == outer;
}

/* What goes before a name: a comma, or before the first all that opens an entry. */
static void before_name(struct listing *l, const struct entry *e, bool *first, int column)
{
	const struct cluster *c = e->cluster;

	if (!*first) {
		text_puts(l->text, ", ");
	} else {
		if (l->separate && l->last && e->group != l->last->group)
			text_putc(l->text, '\n');
		if (c && c->header && *c->header &&
			(!l->last || (l->last->cluster != c && !is_within(l->last->cluster, c)))) {
			int wrap = l->text->wrap;
			write_header(l, c->header, c->argp);
			text_wrap(l->text, wrap);
		}
		*first = false;
	}
	text_indent(l->text, column);
}

static void write_arg(
	struct text *t, const struct argp_option *opt, const char *must, const char *may)
{
	const char *fmt = opt->flags & OPTION_ARG_OPTIONAL ? may : must;

	if (opt->arg) {
		size_t n = strcspn(fmt, "%");
		text_add(t, fmt, n);
		text_puts(t, opt->arg);
		text_puts(t, fmt + n + 2);
	}
}

static void write_shorts(struct listing *l, const struct entry *e, bool *first)
{
	bool has_long = !is_doc(e->opt) && first_long(e);

	text_wrap(l->text, argp_layout.short_column);
	for (unsigned i = 0; i < e->n; i++) {
		const struct argp_option *opt = &e->opt[i];
		if (!is_visible(opt) || !is_first_short(l->list, e, opt))
			continue;
		before_name(l, e, first, argp_layout.short_column);
		text_putc(l->text, '-');
		text_putc(l->text, opt->key);
		if (!has_long || argp_layout.dup_args)
			write_arg(l->text, e->opt, " %s", "[%s]");
		else if (e->opt->arg)
			l->hid_arg = true;
	}
}

static void write_longs(struct listing *l, const struct entry *e, bool *first)
{
	bool doc = is_doc(e->opt);
	int column = doc ? argp_layout.doc_column : argp_layout.long_column;

	text_wrap(l->text, column);
	for (unsigned i = 0; i < e->n; i++) {
		const struct argp_option *opt = &e->opt[i];
		if (!opt->name || !*opt->name || !is_visible(opt))
			continue;
		before_name(l, e, first, column);
		text_puts(l->text, doc ? "" : "--");
		text_puts(l->text, opt->name);
		if (!doc)
			write_arg(l->text, e->opt, "=%s", "[=%s]");
	}
}

static void write_text(struct listing *l, const struct entry *e)
{
	const char *shown = filter_text(e->opt->doc, e->opt->key, e->argp, l->state);
	struct text *t = l->text;
	int column = argp_layout.text_column;

	if (shown && *shown) {
		int at = text_column(t);
		text_left(t, column);
		text_wrap(t, column);
		if (at > column + 3)
			text_putc(t, '\n');
		else if (at >= column)
			text_puts(t, "   ");
		else
			text_indent(t, column);
		text_puts(t, shown);
	}
	free_filtered(shown, e->opt->doc);
	text_left(t, 0);
	text_putc(t, '\n');
}

static void write_entry(struct listing *l, const struct entry *e)
{
	int left = text_left(l->text, 0), wrap = l->text->wrap;
	bool first = true, is_header = !_option_is_short(e->opt) && !e->opt->name;

	write_shorts(l, e, &first);
	write_longs(l, e, &first);
	text_left(l->text, 0);
	if (!first)
		write_text(l, e);
	else if (is_header)
		write_header(l, e->opt->doc, e->argp);
	if (!first || is_header)
		l->last = e;
	text_left(l->text, left);
	text_wrap(l->text, wrap);
}

void options_help(const struct options *list, const struct argp_state *state, struct text *t)
{
	static const char note[] =
		"Mandatory or optional arguments to long options are also mandatory or "
		"optional for any corresponding short options.";
	struct listing l = {.list = list, .state = state, .text = t};

	for (const struct entry *e = list->entries; e < list->entries + list->n; e++)
		write_entry(&l, e);
	if (!l.hid_arg || !argp_layout.dup_args_note)
		return;
	const char *shown = filter_text(
		note, ARGP_KEY_HELP_DUP_ARGS_NOTE, state ? state->root_argp : NULL, state);
	if (shown && *shown) {
		text_putc(t, '\n');
		text_puts(t, shown);
		text_putc(t, '\n');
	}
	free_filtered(shown, note);
}

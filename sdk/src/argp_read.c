/*
 * argp_read.c: finds the options and arguments of a command line, as getopt_long does.
 *
 * Options are looked up in the argps' own tables, parents before children, so the first that
 * has a name wins.  Arguments that are not options are moved behind the options, unless flags
 * say otherwise; skipped_from and skipped_to are where those seen so far stand in argv.
 */
#include <stdlib.h>
#include <string.h>

#include "argp_parser.h"

int _option_is_short(const struct argp_option *opt)
{
	return !(opt->flags & OPTION_DOC) && opt->key > 0 && opt->key <= UCHAR_MAX &&
	       isprint(opt->key);
}

int _option_is_end(const struct argp_option *opt)
{
	return !opt->key && !opt->name && !opt->doc && !opt->group;
}

/* ---- the tables -------------------------------------------------------------------------- */

/* The next option; a ref with opt NULL starts a group. */
static bool next_option(struct parser *p, struct option_ref *ref)
{
	while (ref->group < p->end) {
		ref->opt = ref->opt ? ref->opt + 1 : ref->group->argp->options;
		if (!ref->opt || _option_is_end(ref->opt)) {
			ref->group++;
			ref->opt = NULL;
			continue;
		}
		if (!(ref->opt->flags & OPTION_ALIAS))
			ref->real = ref->opt;
		if (!(ref->real->flags & OPTION_DOC))
			return true;
	}
	return false;
}

int argp_key_of(const struct option_ref *ref)
{
	return ref->opt->key ? ref->opt->key : ref->real->key;
}

/* 0: takes no argument, 1: needs one, 2: may have one. */
static int argument_of(const struct option_ref *ref)
{
	return !ref->real->arg ? 0 : ref->real->flags & OPTION_ARG_OPTIONAL ? 2 : 1;
}

static bool find_short(struct parser *p, int letter, struct option_ref *ref)
{
	*ref = (struct option_ref){p->groups, NULL, NULL, true};
	while (next_option(p, ref))
		if (_option_is_short(ref->opt) && ref->opt->key == letter)
			return true;
	return false;
}

static bool same_meaning(const struct option_ref *a, const struct option_ref *b)
{
	return a->group == b->group && argp_key_of(a) == argp_key_of(b) &&
	       argument_of(a) == argument_of(b);
}

/* Whether the name has an earlier owner. */
static bool is_shadowed(struct parser *p, const struct option_ref *ref)
{
	struct option_ref other = {p->groups, NULL, NULL, false};

	while (next_option(p, &other) && other.opt != ref->opt)
		if (other.opt->name && !strcmp(other.opt->name, ref->opt->name))
			return true;
	return false;
}

static void list_candidates(struct parser *p, const char *dashes, const char *name, size_t n,
	const struct option_ref *first)
{
	struct option_ref ref = *first;

	if (!p->errors)
		return;
	fprintf(stderr, "%s: option '%s%s' is ambiguous; possibilities:", p->state.argv[0], dashes,
		name);
	do
		if (ref.opt == first->opt ||
			(ref.opt->name && !strncmp(ref.opt->name, name, n) &&
				!is_shadowed(p, &ref) &&
				(p->state.flags & ARGP_LONG_ONLY || !same_meaning(&ref, first))))
			fprintf(stderr, " '%s%s'", dashes, ref.opt->name);
	while (next_option(p, &ref));
	fputc('\n', stderr);
}

/* The long option with this name or beginning: 1, none: 0, several: -1 after saying so. */
static int find_long(
	struct parser *p, const char *dashes, const char *name, size_t n, struct option_ref *found)
{
	struct option_ref ref = {p->groups, NULL, NULL, false};
	int matches = 0;

	while (next_option(p, &ref)) {
		if (!ref.opt->name || strncmp(ref.opt->name, name, n))
			continue;
		if (!ref.opt->name[n]) {
			*found = ref;
			return 1;
		}
		if (is_shadowed(p, &ref))
			continue;
		if (!matches) {
			*found = ref;
			matches = 1;
		} else if (p->state.flags & ARGP_LONG_ONLY || !same_meaning(found, &ref)) {
			matches = 2;
		}
	}
	if (matches < 2)
		return matches;
	list_candidates(p, dashes, name, n, found);
	return -1;
}

/* ---- walking through argv ---------------------------------------------------------------- */

static bool is_argument(const char *s)
{
	return s[0] != '-' || !s[1];
}

static void reverse(char **from, char **to)
{
	for (; from < --to; from++) {
		char *s = *from;
		*from = *to;
		*to = s;
	}
}

/* Moves the skipped arguments behind the options that followed them. */
static void move_skipped(struct parser *p)
{
	char **from = p->state.argv + p->skipped_from, **middle = p->state.argv + p->skipped_to,
	     **to = p->state.argv + p->state.next;

	reverse(from, middle);
	reverse(middle, to);
	reverse(from, to);
	p->skipped_from += p->state.next - p->skipped_to;
	p->skipped_to = p->state.next;
}

/* Goes to the next option, past arguments that are to be permuted. */
static void skip_arguments(struct parser *p)
{
	struct argp_state *s = &p->state;

	if (p->skipped_from != p->skipped_to && p->skipped_to != s->next)
		move_skipped(p);
	else if (p->skipped_to != s->next)
		p->skipped_from = s->next;
	while (s->next < s->argc && is_argument(s->argv[s->next]))
		s->next++;
	p->skipped_to = s->next;
}

/* "--": all that follows are arguments. */
static void end_options(struct parser *p)
{
	struct argp_state *s = &p->state;

	s->next++;
	if (p->skipped_from != p->skipped_to && p->skipped_to != s->next)
		move_skipped(p);
	else if (p->skipped_from == p->skipped_to)
		p->skipped_from = s->next;
	p->skipped_to = s->next = s->argc;
}

/* How getopt complains: the program's name as it was called, then what. */
static void complain(struct parser *p, const char *what, const char *dashes, const char *name)
{
	if (p->errors)
		fprintf(stderr, what, p->state.argv[0], dashes, name);
}

static enum found read_long(
	struct parser *p, const char *dashes, struct option_ref *ref, char **arg)
{
	struct argp_state *s = &p->state;
	char *name = s->argv[s->next] + strlen(dashes);
	size_t n = strcspn(name, "=");
	int matches = find_long(p, dashes, name, n, ref), takes;

	if (!matches && dashes[1] == 0) {
		struct option_ref letter;
		if (find_short(p, *name, &letter))
			return FOUND_END; /* -long_only: it may be a cluster of short ones */
	}
	s->next++;
	if (matches <= 0) {
		if (!matches)
			complain(p, "%s: unrecognized option '%s%s'\n", dashes, name);
		return FOUND_ERROR;
	}
	takes = argument_of(ref);
	if (name[n] && !takes) {
		complain(
			p, "%s: option '%s%s' doesn't allow an argument\n", dashes, ref->opt->name);
		return FOUND_ERROR;
	}
	if (name[n])
		*arg = name + n + 1;
	else if (takes == 1 && s->next >= s->argc) {
		complain(p, "%s: option '%s%s' requires an argument\n", dashes, ref->opt->name);
		return FOUND_ERROR;
	} else if (takes == 1)
		*arg = s->argv[s->next++];
	return FOUND_OPTION;
}

static enum found read_short(struct parser *p, struct option_ref *ref, char **arg)
{
	struct argp_state *s = &p->state;
	char letter[2] = {*p->rest++, 0}, *rest = *p->rest ? p->rest : NULL;
	int takes;

	p->rest = rest;
	if (!rest)
		s->next++;
	if (!find_short(p, (unsigned char)*letter, ref)) {
		complain(p, "%s: invalid option -- '%s%s'\n", "", letter);
		return FOUND_ERROR;
	}
	takes = argument_of(ref);
	if (!takes)
		return FOUND_OPTION;
	if (rest) {
		*arg = rest;
		s->next++;
	} else if (takes == 1 && s->next >= s->argc) {
		complain(p, "%s: option requires an argument -- '%s%s'\n", "", letter);
		return FOUND_ERROR;
	} else if (takes == 1) {
		*arg = s->argv[s->next++];
	}
	p->rest = NULL;
	return FOUND_OPTION;
}

/* -word when long options may have one dash: unless it is a short option on its own. */
static bool is_long_with_one_dash(struct parser *p, const char *word)
{
	struct option_ref ref;

	return p->state.flags & ARGP_LONG_ONLY &&
	       (word[2] || !find_short(p, (unsigned char)word[1], &ref));
}

enum found argp_read_next(struct parser *p, struct option_ref *ref, char **arg)
{
	struct argp_state *s = &p->state;

	*arg = NULL;
	if (p->rest)
		return read_short(p, ref, arg);
	if (p->skipped_to > s->next)
		p->skipped_to = s->next;
	if (p->skipped_from > s->next)
		p->skipped_from = s->next;
	if (!p->in_order && !p->stop_at_arg)
		skip_arguments(p);
	if (s->next < s->argc && !strcmp(s->argv[s->next], "--"))
		end_options(p);
	if (s->next >= s->argc) {
		if (p->skipped_from != p->skipped_to)
			s->next = p->skipped_from;
		return FOUND_END;
	}
	char *word = s->argv[s->next];
	if (is_argument(word)) {
		if (p->stop_at_arg)
			return FOUND_END;
		*arg = s->argv[s->next++];
		return FOUND_ARG;
	}
	if (word[1] == '-')
		return read_long(p, "--", ref, arg);
	if (is_long_with_one_dash(p, word)) {
		enum found found = read_long(p, "-", ref, arg);
		if (found != FOUND_END)
			return found;
	}
	p->rest = word + 1;
	return read_short(p, ref, arg);
}

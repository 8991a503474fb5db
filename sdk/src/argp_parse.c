/*
 * argp_parse.c: reads a command line and calls the parsers of an argp tree, as glibc does.
 *
 * The tree becomes an array of groups, one for each argp, parents before children.  Options
 * are looked up in the argps' own tables in that order, so the first that has a name wins.
 * Arguments that are not options are moved behind the options, unless flags say otherwise;
 * skipped_from and skipped_to are where those seen so far stand in argv.
 */
#include <argp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define UNKNOWN ARGP_ERR_UNKNOWN

/* Keys of argp's own options that have no short form. */
enum { KEY_USAGE = -3, KEY_PROGRAM_NAME = -2 };

struct group {
	const struct argp *argp;
	struct group *parent;
	unsigned child; /* which of the parent's children */
	unsigned args;	/* arguments that its parser took */
	void *input;
	void **child_inputs;
	void *hook;
};

struct parser {
	struct argp_state state;
	struct group *groups, *end;
	bool try_options; /* options may still come */
	bool errors;	  /* say what is wrong with them */
	bool in_order, stop_at_arg;
	char *rest; /* of a cluster of short options, or NULL */
	int skipped_from, skipped_to;
};

/* An option of the tables; real is the one that an alias stands for. */
struct option_ref {
	struct group *group;
	const struct argp_option *opt, *real;
	bool by_letter;
};

/* What a step through argv found. */
enum found { FOUND_END, FOUND_ARG, FOUND_OPTION, FOUND_ERROR };

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

static int key_of(const struct option_ref *ref)
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
	return a->group == b->group && key_of(a) == key_of(b) && argument_of(a) == argument_of(b);
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

static enum found read_next(struct parser *p, struct option_ref *ref, char **arg)
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

/* ---- calling the parsers ----------------------------------------------------------------- */

static error_t call(struct parser *p, struct group *g, int key, char *arg)
{
	struct argp_state *s = &p->state;
	error_t err;

	if (!g->argp->parser)
		return UNKNOWN;
	s->hook = g->hook;
	s->input = g->input;
	s->child_inputs = g->child_inputs;
	s->arg_num = g->args;
	err = g->argp->parser(key, arg, s);
	g->hook = s->hook;
	return err;
}

static bool may_go_on(error_t err)
{
	return !err || err == UNKNOWN;
}

/* All parsers, children before parents. */
static error_t call_upwards(struct parser *p, int key, error_t err)
{
	for (struct group *g = p->end; g-- > p->groups && may_go_on(err);)
		err = call(p, g, key, NULL);
	return err;
}

/* An argument: the first parser that takes it, or all that is left (ARGP_KEY_ARGS), has it. */
static error_t parse_argument(struct parser *p, char *arg)
{
	struct argp_state *s = &p->state;
	int index = --s->next, key = ARGP_KEY_ARG;
	struct group *g = p->groups;
	error_t err = UNKNOWN;

	for (; g < p->end && err == UNKNOWN; g++) {
		s->next++;
		key = ARGP_KEY_ARG;
		err = call(p, g, key, arg);
		if (err == UNKNOWN) {
			s->next--;
			key = ARGP_KEY_ARGS;
			err = call(p, g, key, NULL);
		}
	}
	if (err)
		return err;
	if (key == ARGP_KEY_ARGS)
		s->next = s->argc;
	if (s->next > index)
		g[-1].args += s->next - index;
	else
		p->try_options = true; /* the parser set the index back */
	return 0;
}

static error_t parse_option(struct parser *p, const struct option_ref *ref, char *arg)
{
	static const char wrong[] = "(PROGRAM ERROR) Option should have been recognized!?";
	error_t err = call(p, ref->group, key_of(ref), arg);

	if (err == UNKNOWN && ref->by_letter)
		argp_error(&p->state, "-%c: %s", ref->opt->key, wrong);
	else if (err == UNKNOWN)
		argp_error(&p->state, "--%s: %s", ref->opt->name, wrong);
	return err;
}

/* One step; *no_taker: it failed because nobody took an argument, or there is none. */
static error_t parse_next(struct parser *p, bool *no_taker)
{
	struct argp_state *s = &p->state;
	enum found found = FOUND_END;
	struct option_ref ref;
	char *arg = NULL;
	error_t err;

	*no_taker = false;
	if (s->quoted && s->next < s->quoted)
		s->quoted = 0;
	if (p->try_options && !s->quoted) {
		found = read_next(p, &ref, &arg);
		if (found == FOUND_ERROR)
			return UNKNOWN;
		if (found == FOUND_END) {
			p->try_options = false;
			if (s->next > 1 && !strcmp(s->argv[s->next - 1], "--"))
				s->quoted = s->next;
		}
	}
	if (found == FOUND_OPTION)
		return parse_option(p, &ref, arg);
	*no_taker = true;
	if (found == FOUND_END) {
		if (s->next >= s->argc || s->flags & ARGP_NO_ARGS)
			return UNKNOWN;
		arg = s->argv[s->next++];
	}
	err = parse_argument(p, arg);
	*no_taker = err == UNKNOWN;
	return err;
}

/* ---- beginning and end ------------------------------------------------------------------- */

/* An argp with neither options nor a parser only holds children, which then have no parent. */
static bool has_group(const struct argp *argp)
{
	return argp->options || argp->parser;
}

static unsigned count(const struct argp *argp, unsigned *children)
{
	unsigned groups = has_group(argp);

	for (const struct argp_child *c = argp->children; c && c->argp; c++) {
		++*children;
		groups += count(c->argp, children);
	}
	return groups;
}

static struct group *add_groups(struct group *g, const struct argp *argp, struct group *parent,
	unsigned child, void ***inputs)
{
	struct group *self = NULL;
	unsigned n = 0;

	while (argp->children && argp->children[n].argp)
		n++;
	if (has_group(argp)) {
		self = g++;
		*self = (struct group){
			.argp = argp, .parent = parent, .child = child, .child_inputs = *inputs};
		*inputs += n;
	}
	for (unsigned i = 0; i < n; i++)
		g = add_groups(g, argp->children[i].argp, self, i, inputs);
	return g;
}

/* Inputs go from parents to children before each parser's ARGP_KEY_INIT. */
static error_t init_groups(struct parser *p, void *input)
{
	error_t err = 0;

	if (p->groups < p->end)
		p->groups->input = input;
	for (struct group *g = p->groups; g < p->end && may_go_on(err); g++) {
		if (g->parent)
			g->input = g->parent->child_inputs[g->child];
		if (!g->argp->parser && g->argp->children && g->argp->children->argp)
			g->child_inputs[0] = g->input;
		err = call(p, g, ARGP_KEY_INIT, NULL);
	}
	return err == UNKNOWN ? 0 : err;
}

static char *short_name(char *name)
{
	char *slash = strrchr(name, '/');

	return slash ? slash + 1 : name;
}

/* argv[0] is the program's name, unless flags say that it is to be parsed too. */
static void begin_arguments(struct parser *p)
{
	struct argp_state *s = &p->state;

	if (!s->next && !(s->flags & ARGP_NO_ERRS && s->flags & ARGP_PARSE_ARGV0))
		s->next = 1;
	p->skipped_from = p->skipped_to = s->next;
}

static void init_state(
	struct parser *p, const struct argp *root, int argc, char **argv, unsigned flags)
{
	p->state = (struct argp_state){
		.root_argp = root,
		.argc = argc,
		.argv = argv,
		.flags = flags,
		.name = argc > 0 && argv[0] ? short_name(argv[0]) : "",
		.err_stream = stderr,
		.out_stream = stdout,
		.pstate = p,
	};
	p->try_options = true;
	p->errors = !(flags & ARGP_NO_ERRS);
	p->in_order = flags & ARGP_IN_ORDER;
	p->stop_at_arg = !p->in_order && (flags & ARGP_NO_ARGS || getenv("POSIXLY_CORRECT"));
}

/* All of argv is read: says so to the parsers. */
static error_t finish_arguments(struct parser *p)
{
	error_t err = 0;

	for (struct group *g = p->groups; g < p->end && may_go_on(err); g++)
		if (!g->args)
			err = call(p, g, ARGP_KEY_NO_ARGS, NULL);
	err = call_upwards(p, ARGP_KEY_END, err);
	return err == UNKNOWN ? 0 : err;
}

static error_t finish(struct parser *p, error_t err, bool no_taker, int *end_index)
{
	struct argp_state *s = &p->state;

	if (err == UNKNOWN && no_taker)
		err = 0;
	if (!err && s->next == s->argc)
		err = finish_arguments(p);
	else if (!err && !end_index) {
		if (!(s->flags & ARGP_NO_ERRS) && s->err_stream)
			fprintf(s->err_stream, "%s: Too many arguments\n", s->name);
		err = UNKNOWN;
	}
	if (!err && end_index)
		*end_index = s->next;
	if (err) {
		if (err == UNKNOWN) /* somebody has said what is wrong */
			argp_state_help(s, s->err_stream, ARGP_HELP_STD_ERR);
		for (struct group *g = p->groups; g < p->end; g++)
			call(p, g, ARGP_KEY_ERROR, NULL);
	} else {
		err = call_upwards(p, ARGP_KEY_SUCCESS, 0);
		if (err == UNKNOWN)
			err = 0;
	}
	for (struct group *g = p->end; g-- > p->groups;)
		call(p, g, ARGP_KEY_FINI, NULL);
	return err == UNKNOWN ? EINVAL : err;
}

static error_t parse(
	const struct argp *root, int argc, char **argv, unsigned flags, int *end_index, void *input)
{
	struct parser p = {0};
	unsigned children = 0, groups = count(root, &children);
	void **inputs =
		calloc(groups * (sizeof(struct group) / sizeof(void *)) + children, sizeof *inputs);
	void *memory = inputs;
	bool no_taker = false;
	error_t err;

	if (!memory)
		return ENOMEM;
	p.groups = memory;
	inputs = (void **)(p.groups + groups);
	p.end = add_groups(p.groups, root, NULL, 0, &inputs);
	init_state(&p, root, argc, argv, flags);
	err = init_groups(&p, input);
	if (!err) {
		begin_arguments(&p);
		while (!err)
			err = parse_next(&p, &no_taker);
		err = finish(&p, err, no_taker, end_index);
	}
	free(memory);
	return err;
}

/* ---- argp's own options ------------------------------------------------------------------ */

static const struct argp_option help_options[] = {
	{"help", '?', NULL, 0, "Give this help list", -1},
	{"usage", KEY_USAGE, NULL, 0, "Give a short usage message", 0},
	{"program-name", KEY_PROGRAM_NAME, "NAME", OPTION_HIDDEN, "Set the program name", 0},
	{0},
};

static error_t parse_help(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case '?': argp_state_help(state, state->out_stream, ARGP_HELP_STD_HELP); return 0;
	case KEY_USAGE:
		argp_state_help(state, state->out_stream, ARGP_HELP_USAGE | ARGP_HELP_EXIT_OK);
		return 0;
	case KEY_PROGRAM_NAME:
		state->name = short_name(arg);
		if ((state->flags & (ARGP_PARSE_ARGV0 | ARGP_NO_ERRS)) == ARGP_PARSE_ARGV0)
			state->argv[0] = arg;
		return 0;
	}
	return UNKNOWN;
}

static const struct argp_option version_options[] = {
	{"version", 'V', NULL, 0, "Print program version", -1},
	{0},
};

static error_t parse_version(int key, char *arg, struct argp_state *state)
{
	(void)arg;
	if (key != 'V')
		return UNKNOWN;
	if (argp_program_version_hook)
		argp_program_version_hook(state->out_stream, state);
	else
		fprintf(state->out_stream, "%s\n", argp_program_version);
	if (!(state->flags & ARGP_NO_EXIT))
		exit(0);
	return 0;
}

static const struct argp help_argp = {.options = help_options, .parser = parse_help};
static const struct argp version_argp = {.options = version_options, .parser = parse_version};

error_t argp_parse(const struct argp *restrict argp, int argc, char **restrict argv, unsigned flags,
	int *restrict end_index, void *restrict input)
{
	struct argp_child children[4] = {0}, *c = children;
	struct argp root = {.children = children};

	if (flags & ARGP_NO_HELP)
		return parse(argp, argc, argv, flags, end_index, input);
	if (argp)
		c++->argp = argp;
	c++->argp = &help_argp;
	if (argp_program_version || argp_program_version_hook)
		c->argp = &version_argp;
	return parse(&root, argc, argv, flags, end_index, input);
}

void *_argp_input(const struct argp *restrict argp, const struct argp_state *restrict state)
{
	struct parser *p = state ? state->pstate : NULL;

	for (struct group *g = p ? p->groups : NULL; p && g < p->end; g++)
		if (g->argp == argp)
			return g->input;
	return NULL;
}

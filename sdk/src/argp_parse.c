/*
 * argp_parse.c: calls the parsers of an argp tree with what stands in a command line, as glibc
 * does.  The tree becomes an array of groups, one for each argp, parents before children.
 */
#include <stdlib.h>
#include <string.h>

#include "argp_parser.h"

#define UNKNOWN ARGP_ERR_UNKNOWN

/* Keys of argp's own options that have no short form. */
enum { KEY_USAGE = -3, KEY_PROGRAM_NAME = -2 };

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
	error_t err = call(p, ref->group, argp_key_of(ref), arg);

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
		found = argp_read_next(p, &ref, &arg);
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

/*
 * Runs a script against the lowered modules that it is linked with.
 *
 *     usage: SCRIPT-PROGRAM FILE.json NAME
 *
 * Reads the JSON of wast2json (module files lie beside it); writes one line for each directive
 * that failed, then "NAME: N passed, N failed, N skipped (reasons)", and beside the JSON a file
 * `tally` with a line "KIND PASSED FAILED SKIPPED" for each kind of directive.  Exits with 0
 * when nothing failed.  The directives run in a child process: what crashes it or does not
 * end counts as failed, with all directives behind it.
 */
#include "spec.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define TIME_LIMIT 120		     /* seconds for a script; the longest takes a few */
#define STACK_SIZE ((size_t)8 << 20) /* what a main thread has */

enum verdict { PASSED, FAILED, SKIPPED, N_VERDICTS };

/* A directive as its handler sees it. */
struct directive {
	const json_t *json;
	const char *kind;
	unsigned line;
};

typedef enum verdict handler(const struct directive *d);

#define MAX_KINDS 16
#define MAX_REASONS 32

/* What parent and child share: how far the script came, and how it went. */
struct progress {
	unsigned line;				/* of the directive under way */
	unsigned counts[MAX_KINDS][N_VERDICTS]; /* by index into handlers */
	struct skips {
		char kind[32], reason[96];
		unsigned n;
	} skips[MAX_REASONS];
};

static struct progress *progress;
static const char *script_name, *source; /* for the sum, and for messages with a line */
static const char *script_dir;

static const char *text_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

/* Reports a failure of *d*; returns FAILED so that `return wrong(...)` reads well. */
static enum verdict wrong(const struct directive *d, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	printf("%s:%u: %s: ", source, d->line, d->kind);
	vprintf(fmt, ap);
	putchar('\n');
	va_end(ap);
	return FAILED;
}

/* Notes why *d* is skipped; returns SKIPPED. */
static enum verdict skip(const struct directive *d, const char *reason)
{
	struct skips *s = progress->skips, *last = s + MAX_REASONS - 1;
	while (s < last && s->n && (strcmp(s->kind, d->kind) || strcmp(s->reason, reason)))
		s++;
	snprintf(s->kind, sizeof s->kind, "%s", d->kind);
	snprintf(s->reason, sizeof s->reason, "%s", reason);
	s->n++;
	return SKIPPED;
}

/* ---- actions ---------------------------------------------------------------------------- */

struct call {
	const struct spec_thunk *thunk;
	wb_code code;
	union spec_value *args, *results;
};

/* What an action came to: *lacks*, *problem*, a trap, or results of the types in *letters*. */
struct outcome {
	const char *lacks; /* the feature for which wbcc refused the module */
	const char *problem;
	enum wb_trap trap;
	const char *letters;
	union spec_value *results;
};

static void make_call(void *arg)
{
	struct call *c = arg;
	c->thunk->call(c->code, c->args, c->results);
}

static const struct spec_thunk *thunk_of(wb_type type)
{
	const struct spec_thunk *t = spec_thunks;
	while (t->type && strcmp(t->type, type))
		t++;
	return t->type ? t : NULL;
}

/* The arguments, of the types that the function has; NULL when they do not fit. */
static union spec_value *read_args(const json_t *args, wb_type type)
{
	size_t n = json_array_size(args);
	union spec_value *values = calloc(n + 1, sizeof *values);
	bool fits = strcspn(type, ">") == n;
	for (size_t i = 0; fits && i < n; i++)
		fits = spec_read_value(json_array_get(args, i), &values[i]) == type[i];
	if (fits)
		return values;
	free(values);
	return NULL;
}

static struct outcome invoke(const struct wb_export *f, const json_t *args)
{
	struct outcome o = {.letters = strchr(f->type, '>') + 1};
	struct call call = {.thunk = thunk_of(f->type), .code = f->code};
	if (!call.thunk)
		return (struct outcome){.problem = "no thunk of this function's type"};
	call.args = read_args(args, f->type);
	if (!call.args)
		return (struct outcome){.problem = "arguments do not fit the function's type"};
	call.results = o.results = calloc(strlen(o.letters) + 1, sizeof *o.results);
	o.trap = wb_try(make_call, &call);
	free(call.args);
	return o;
}

static struct outcome get(const struct wb_export *global)
{
	static const char letters[] = "iIfFVcx";
	static const size_t sizes[] = {4, 8, 4, 8, 16, sizeof(struct wb_funcref), sizeof(void *)};
	struct outcome o = {.letters = global->type};
	o.results = calloc(1, sizeof *o.results);
	memcpy(o.results, global->global, sizes[strchr(letters, *global->type) - letters]);
	return o;
}

static struct outcome act(const struct directive *d)
{
	const json_t *action = json_object_get(d->json, "action");
	const struct spec_module *m = spec_named(text_of(action, "module"));
	if (!m || m->lacks)
		return (struct outcome){
			.lacks = m ? m->lacks : NULL, .problem = "there is no such module"};
	struct spec_name field = spec_read_name(json_object_get(action, "field"));
	const struct wb_export *e = spec_export(m->instance, &field);
	free(field.bytes);
	bool is_get = !strcmp(text_of(action, "type"), "get");
	if (!e || e->kind != (is_get ? WB_GLOBAL : WB_FUNC))
		return (struct outcome){.problem = "there is no such export"};
	return is_get ? get(e) : invoke(e, json_object_get(action, "args"));
}

/* ---- directives ---------------------------------------------------------------------------- */

/* Traps are named by prefix, as the reference interpreter's test driver does. */
static bool same_words(const char *expected, const char *got)
{
	size_t shorter = strlen(expected) < strlen(got) ? strlen(expected) : strlen(got);
	return shorter && !strncmp(expected, got, shorter);
}

static enum verdict expect_trap(const struct directive *d, enum wb_trap trap)
{
	const char *expected = text_of(d->json, "text");
	if (trap == WB_TRAP_NONE)
		return wrong(d, "expected the trap \"%s\", got none", expected);
	if (!same_words(expected, wb_trap_text(trap)))
		return wrong(
			d, "expected the trap \"%s\", got \"%s\"", expected, wb_trap_text(trap));
	return PASSED;
}

static enum verdict expect_results(const struct directive *d, const struct outcome *o)
{
	const json_t *expected = json_object_get(d->json, "expected");
	if (json_array_size(expected) != strlen(o->letters))
		return wrong(d, "expected %zu results, got \"%s\"", json_array_size(expected),
			o->letters);
	for (size_t i = 0; o->letters[i]; i++) {
		const json_t *e = json_array_get(expected, i);
		char want[512], got[512];
		if (spec_matches(e, o->letters[i], &o->results[i]))
			continue;
		spec_show_expected(want, sizeof want, e);
		spec_show_value(got, sizeof got, o->letters[i], &o->results[i]);
		return wrong(d, "%s: result %zu: expected %s, got %s",
			text_of(json_object_get(d->json, "action"), "field"), i, want, got);
	}
	return PASSED;
}

static enum verdict do_return(const struct directive *d)
{
	struct outcome o = act(d);
	if (o.lacks)
		return skip(d, o.lacks);
	if (o.problem)
		return wrong(d, "%s", o.problem);
	/* tests/differential: no two references agree on what this call comes to */
	bool may_trap = json_is_true(json_object_get(d->json, "unsettled"));
	if (o.trap && may_trap)
		return PASSED;
	if (o.trap)
		return wrong(d, "%s: trapped: %s",
			text_of(json_object_get(d->json, "action"), "field"), wb_trap_text(o.trap));
	enum verdict v = json_object_get(d->json, "expected") && strcmp(d->kind, "action")
				 ? expect_results(d, &o)
				 : PASSED;
	free(o.results);
	return v;
}

static enum verdict do_trap(const struct directive *d)
{
	struct outcome o = act(d);
	if (o.lacks)
		return skip(d, o.lacks);
	if (o.problem)
		return wrong(d, "%s", o.problem);
	free(o.results);
	return expect_trap(d, o.trap);
}

struct linking {
	const struct spec_module *module;
	const char *problem;
	enum wb_trap trap;
};

static void link_module(void *arg)
{
	struct linking *l = arg;
	l->problem = spec_instantiate(l->module->instance);
}

/* Links and instantiates the directive's module; PASSED when there is something to judge. */
static enum verdict try_module(const struct directive *d, struct linking *l)
{
	*l = (struct linking){.module = spec_module_of(text_of(d->json, "filename"))};
	if (!l->module)
		return wrong(d, "the module was not lowered");
	if (l->module->lacks)
		return skip(d, l->module->lacks);
	l->trap = wb_try(link_module, l);
	return PASSED;
}

static enum verdict do_module(const struct directive *d)
{
	struct linking l;
	enum verdict v = try_module(d, &l);
	if (v == PASSED && (l.trap || l.problem))
		v = wrong(d, "%s", l.trap ? wb_trap_text(l.trap) : l.problem);
	spec_define(text_of(d->json, "name"), v == FAILED ? NULL : l.module);
	return v;
}

static enum verdict do_unlinkable(const struct directive *d)
{
	const char *expected = text_of(d->json, "text");
	struct linking l;
	enum verdict v = try_module(d, &l);
	if (v != PASSED)
		return v;
	if (l.trap || !l.problem)
		return wrong(d, "expected \"%s\", got %s", expected,
			l.trap ? wb_trap_text(l.trap) : "an instance");
	return same_words(expected, l.problem)
		       ? PASSED
		       : wrong(d, "expected \"%s\", got \"%s\"", expected, l.problem);
}

static enum verdict do_uninstantiable(const struct directive *d)
{
	struct linking l;
	enum verdict v = try_module(d, &l);
	if (v != PASSED)
		return v;
	return l.problem ? wrong(d, "%s", l.problem) : expect_trap(d, l.trap);
}

static enum verdict do_register(const struct directive *d)
{
	const struct spec_module *m = spec_named(text_of(d->json, "name"));
	if (!m)
		return wrong(d, "there is no such module");
	if (m->lacks)
		return skip(d, m->lacks);
	spec_register(spec_read_name(json_object_get(d->json, "as")), m->instance);
	return PASSED;
}

/* A module that must be refused.  Text reaches us only where lower_script made bytes of it. */
static enum verdict do_refused(const struct directive *d)
{
	const char *file = text_of(d->json, "filename");
	char path[4096], why[512];
	snprintf(path, sizeof path, "%s/%s", script_dir, file);
	if (!strcmp(text_of(d->json, "module_type"), "text")) {
		strcat(path, ".wasm");
		if (access(path, R_OK))
			return skip(d, "text format is not ours");
	}
	return spec_refused(path, why, sizeof why) ? PASSED
						   : wrong(d, "expected \"%s\", but %s %s",
							     text_of(d->json, "text"), file, why);
}

static const struct {
	const char *kind;
	handler *run;
} handlers[] = {
	{"module", do_module},
	{"register", do_register},
	{"action", do_return},
	{"assert_return", do_return},
	{"assert_trap", do_trap},
	{"assert_exhaustion", do_trap},
	{"assert_invalid", do_refused},
	{"assert_malformed", do_refused},
	{"assert_unlinkable", do_unlinkable},
	{"assert_uninstantiable", do_uninstantiable},
	{"unknown", NULL},
};

enum { N_KINDS = sizeof handlers / sizeof *handlers, UNKNOWN = N_KINDS - 1 };

/* ---- the script --------------------------------------------------------------------------------
 */

static size_t kind_of(const json_t *directive)
{
	const char *kind = text_of(directive, "type");
	for (size_t i = 0; i < UNKNOWN; i++)
		if (kind && !strcmp(kind, handlers[i].kind))
			return i;
	return UNKNOWN;
}

static void run_directives(void *script)
{
	size_t i;
	json_t *json;
	struct spec_name host = {(char *)"spectest", 8};
	spec_register(host, spec_host_module());
	json_array_foreach((json_t *)script, i, json)
	{
		size_t kind = kind_of(json);
		struct directive d = {json, handlers[kind].kind, 0};
		progress->line = d.line =
			(unsigned)json_integer_value(json_object_get(json, "line"));
		enum verdict v = handlers[kind].run ? handlers[kind].run(&d)
						    : wrong(&d, "%s", text_of(json, "type"));
		progress->counts[kind][v]++;
	}
}

/* Runs the script in a child; true when it came to its end. */
static bool run_guarded(json_t *script)
{
	int status;
	fflush(stdout);
	pid_t pid = fork();
	if (pid < 0)
		return false;
	if (!pid) {
		setvbuf(stdout, NULL, _IOLBF, 0);
		alarm(TIME_LIMIT);
		wb_traps_install();
		wb_on_guest_stack(STACK_SIZE, run_directives, script);
		exit(0);
	}
	if (waitpid(pid, &status, 0) < 0)
		return false;
	if (WIFEXITED(status) && !WEXITSTATUS(status))
		return true;
	printf("%s:%u: the program ended here with %s %d\n", source, progress->line,
		WIFSIGNALED(status) ? "signal" : "status",
		WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	return false;
}

/* Directives that the child did not come to are failures of their kind. */
static void count_unreached(json_t *script)
{
	unsigned in_script[N_KINDS] = {0};
	size_t i;
	json_t *json;
	json_array_foreach(script, i, json) in_script[kind_of(json)]++;
	for (size_t k = 0; k < N_KINDS; k++) {
		unsigned *c = progress->counts[k];
		c[FAILED] += in_script[k] - c[PASSED] - c[FAILED] - c[SKIPPED];
	}
}

static void write_tally(void)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/tally", script_dir);
	FILE *f = fopen(path, "w");
	for (size_t k = 0; f && k < N_KINDS; k++) {
		const unsigned *c = progress->counts[k];
		if (c[PASSED] + c[FAILED] + c[SKIPPED])
			fprintf(f, "%s %u %u %u\n", handlers[k].kind, c[PASSED], c[FAILED],
				c[SKIPPED]);
	}
	if (f)
		fclose(f);
}

static unsigned print_sum(void)
{
	unsigned sums[N_VERDICTS] = {0};
	for (size_t k = 0; k < N_KINDS; k++)
		for (size_t v = 0; v < N_VERDICTS; v++)
			sums[v] += progress->counts[k][v];
	printf("%s: %u passed, %u failed, %u skipped", script_name, sums[PASSED], sums[FAILED],
		sums[SKIPPED]);
	for (const struct skips *s = progress->skips; s->n; s++)
		printf("%s%u %s: %s", s == progress->skips ? " (" : "; ", s->n, s->kind, s->reason);
	puts(progress->skips->n ? ")" : "");
	return sums[FAILED];
}

int main(int argc, char **argv)
{
	json_error_t error;
	if (argc != 3)
		return fprintf(stderr, "usage: %s FILE.json NAME\n", argv[0]), 2;
	json_t *root = json_load_file(argv[1], JSON_ALLOW_NUL, &error);
	json_t *script = json_object_get(root, "commands");
	if (!json_is_array(script))
		return fprintf(stderr, "%s: %s\n", argv[1], root ? "no script" : error.text), 2;
	char *slash = strrchr(argv[1], '/');
	script_dir = slash ? (*slash = '\0', argv[1]) : ".";
	script_name = argv[2];
	source = text_of(root, "source_filename");
	progress = mmap(
		NULL, sizeof *progress, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (progress == MAP_FAILED)
		return 2;
	bool is_whole = run_guarded(script);
	count_unreached(script);
	write_tally();
	return print_sum() || !is_whole;
}

/* wbcc aot: from a .wasm file to a native program; stages lower and native. */
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/cmd.h"
#include "cmd/options.h"
#include "pipeline.h"

struct aot_options {
	const char *out, *stop_after, *shape, *symbol, *cc, *march, *bounds, *target, *sysroot;
	struct args cflags;
	bool lines, verbose;
};

static int parse(int argc, char **argv, struct aot_options *o, struct operands *operands)
{
	const struct opt opts[] = {
		{'o', "output", "EXE", OPT_TEXT, &o->out,
			"the program; with --stop-after=lower the C file"},
		{0, "stop-after", "STAGE", OPT_TEXT, &o->stop_after, "'lower': only write the C"},
		{0, "shape", "SHAPE", OPT_TEXT, &o->shape,
			"'program' (default), or 'module': C to be linked with others"},
		{0, "symbol", "NAME", OPT_TEXT, &o->symbol,
			"name of the struct wb_instance of a 'module'"},
		{'g', NULL, NULL, OPT_FLAG, &o->lines,
			"keep source lines: for debuggers and backtraces"},
		{0, "cc", "CC", OPT_TEXT, &o->cc,
			"C compiler (default: the newest clang, else gcc)"},
		{0, "march", "CPU", OPT_TEXT, &o->march, "instruction set, e.g. native"},
		{0, "cflags", "FLAGS", OPT_WORDS, &o->cflags, "more flags for the C compiler"},
		{0, "bounds", "HOW", OPT_TEXT, &o->bounds,
			"memory safety by 'guard' pages (default) or 'explicit' checks"},
		{0, "target", "TRIPLE", OPT_TEXT, &o->target,
			"machine of the program (default: this one)"},
		{0, "sysroot", "FOLDER", OPT_TEXT, &o->sysroot,
			"where the target's libraries are (default: multiarch folders)"},
		{'v', "verbose", NULL, OPT_FLAG, &o->verbose, "print each stage and each command"},
	};
	const struct usage usage = {
		.command = "aot",
		.operands = "FILE.wasm",
		.text = "Compiles a module, with or without BPF objects inside, to one static "
			"program.",
		.opts = opts,
		.n_opts = sizeof opts / sizeof *opts,
		.min = 1,
		.max = 1,
	};
	return options_parse(&usage, argc, argv, operands);
}

static bool move_c_file(const char *from, const char *to)
{
	struct bytes text;
	if (!file_read(from, 0, &text))
		return false;
	bool ok = file_write(to, text.data, text.len, 0644);
	free(text.data);
	return ok;
}

static bool aot(struct build *b, const char *out)
{
	if (!b->work || !pipeline_run(b, STAGE_LOWER))
		return false;
	if (b->last != STAGE_LOWER)
		return true;
	return move_c_file(b->c_files.v[0], out);
}

int cmd_aot(int argc, char **argv)
{
	struct aot_options o = {.out = NULL};
	struct operands operands;
	bool explicit_bounds;
	int status = parse(argc, argv, &o, &operands);
	if (status >= 0)
		return status;
	int last = o.stop_after ? stage_by_name(o.stop_after) : STAGE_NATIVE;
	bool module = o.shape && strcmp(o.shape, "module") == 0;
	if (last != STAGE_LOWER && last != STAGE_NATIVE)
		return usage_error(
			"aot", "--stop-after: 'lower' or 'native', not '%s'", o.stop_after);
	if (o.shape && !module && strcmp(o.shape, "program") != 0)
		return usage_error("aot", "--shape: 'program' or 'module', not '%s'", o.shape);
	if (module && (last != STAGE_LOWER || !o.symbol))
		return usage_error(
			"aot", "--shape=module goes with --stop-after=lower and --symbol=NAME");
	if (!o.out)
		return usage_error("aot", "missing option: -o EXE");
	if (!parse_bounds("aot", o.bounds, &explicit_bounds))
		return EXIT_USAGE;
	proc_verbose = o.verbose;
	struct build b = {
		.name = path_stem(operands.v[0], ".wasm"),
		.work = temp_dir(),
		.exe = o.out,
		.last = (enum stage_id)last,
		.shape = module ? LOWER_MODULE : LOWER_PROGRAM,
		.symbol = o.symbol,
		.wasm = operands.v[0],
		.shown = operands.v[0],
		.native = {.cc = o.cc,
			.march = o.march,
			.target = o.target,
			.sysroot = o.sysroot,
			.lines = o.lines,
			.explicit_bounds = explicit_bounds,
			.cflags = o.cflags},
	};
	return aot(&b, o.out) ? EXIT_DONE : EXIT_FAILED;
}

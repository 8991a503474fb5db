/* wbcc build: from a project's folder to its package and its program. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/tools.h"
#include "cmd/cmd.h"
#include "cmd/options.h"
#include "cmd/project.h"
#include "pipeline.h"

struct build_options {
	const char *out, *stop_after, *vmlinux, *target, *sysroot, *cc, *march, *bounds, *name;
	struct args cflags, bpf_cflags, ldflags;
	bool verbose, keep, lines, fix_layout, warn_layout;
};

static void print_stages(void)
{
	puts("\nStages (STAGE of --stop-after):");
	for (int i = 0; i < STAGE_COUNT; i++)
		printf("  %-8s%-14s -> %-27s%s\n", stages[i].name, stages[i].reads,
			stages[i].writes, stages[i].help);
}

static int parse(int argc, char **argv, struct build_options *b, struct operands *operands)
{
	const struct opt opts[] = {
		{'o', "output", "OUT", OPT_TEXT, &b->out,
			"folder of the results (default: DIR/build)"},
		{0, "stop-after", "STAGE", OPT_TEXT, &b->stop_after,
			"run the stages up to this one"},
		{'g', NULL, NULL, OPT_FLAG, &b->lines,
			"keep source lines: for debuggers and backtraces"},
		{0, "name", "NAME", OPT_TEXT, &b->name, "name of package and program"},
		{0, "vmlinux", "FILE", OPT_TEXT, &b->vmlinux,
			"vmlinux.h, or BTF (raw or in an ELF file) to make it from\n"
			"(default: the running kernel's)"},
		{0, "cflags", "FLAGS", OPT_WORDS, &b->cflags,
			"more flags for the user part's sources"},
		{0, "bpf-cflags", "FLAGS", OPT_WORDS, &b->bpf_cflags,
			"more flags for the BPF sources"},
		{0, "ldflags", "FLAGS", OPT_WORDS, &b->ldflags,
			"more flags for linking the user part"},
		{0, "fix-layout", NULL, OPT_FLAG, &b->fix_layout,
			"structs that both sides share get the BPF side's layout"},
		{0, "warn-layout", NULL, OPT_FLAG, &b->warn_layout,
			"a struct that differs between the sides is a warning only"},
		{0, "target", "TRIPLE", OPT_TEXT, &b->target,
			"machine of the program (default: this one)"},
		{0, "sysroot", "FOLDER", OPT_TEXT, &b->sysroot,
			"where the target's libraries are (default: multiarch folders)"},
		{0, "cc", "CC", OPT_TEXT, &b->cc,
			"C compiler of the program (default: the newest clang, else gcc)"},
		{0, "march", "CPU", OPT_TEXT, &b->march,
			"instruction set of the program, e.g. native"},
		{0, "bounds", "HOW", OPT_TEXT, &b->bounds,
			"memory safety by 'guard' pages (default) or 'explicit' checks"},
		{0, "keep", NULL, OPT_FLAG, &b->keep, "keep intermediate files in OUT/work"},
		{'v', "verbose", NULL, OPT_FLAG, &b->verbose, "print each stage and each command"},
	};
	const struct usage usage = {
		.command = "build",
		.operands = "DIR",
		.text = "Builds the project in DIR: NAME.bpf.c, NAME.c and headers (several of "
			"each are\n"
			"fine), with settings in an optional DIR/wbcc.yaml.  Where a folder holds "
			"many\n"
			"programs, DIR/NAME.bpf.c builds one.",
		.opts = opts,
		.n_opts = sizeof opts / sizeof *opts,
		.min = 1,
		.max = 1,
		.more = print_stages,
	};
	return options_parse(&usage, argc, argv, operands);
}

static void append(struct args *to, const struct args *from)
{
	for (size_t i = 0; i < from->n; i++)
		args_add(to, from->v[i]);
}

/* The command line goes before wbcc.yaml; lists of flags add up. */
static void merge(struct project *p, const struct build_options *o)
{
	append(&p->guest_cflags, &o->cflags);
	append(&p->guest_ldflags, &o->ldflags);
	append(&p->bpf_cflags, &o->bpf_cflags);
	p->name = o->name ? o->name : p->name;
	p->vmlinux = o->vmlinux ? o->vmlinux : p->vmlinux;
	p->target = o->target ? o->target : p->target;
	p->march = o->march ? o->march : p->march;
	p->cc = o->cc ? o->cc : p->cc;
}

static void add_objects(struct build *b, const struct project *p)
{
	b->n_objects = p->objects.n;
	b->objects = xcalloc(b->n_objects, sizeof *b->objects);
	for (size_t i = 0; i < b->n_objects; i++)
		b->objects[i] = (struct build_object){
			.name = path_stem(p->objects.v[i], ".bpf.c"), .source = p->objects.v[i]};
}

/* The work folder: private and removed in the end, unless --keep. */
static const char *work_folder(const struct build_options *o, const char *out)
{
	if (!o->keep)
		return temp_dir();
	char *work = path_join(out, "work");
	return make_dirs(work) ? work : NULL;
}

static bool build(const struct build_options *o, const char *dir, int last, bool explicit_bounds)
{
	struct project p;
	if (!project_read(dir, &p))
		return false;
	merge(&p, o);
	if (!project_name_ok(p.name))
		return fail(AT_TOOL, "--name: '%s' may hold letters, digits and ._+- only", p.name);
	const char *out = o->out ? o->out : path_join(p.dir, "build");
	struct build b = {
		.project = &p,
		.name = p.name,
		.out = out,
		.work = work_folder(o, out),
		.last = (enum stage_id)last,
		.layout = o->fix_layout	   ? LAYOUT_FIX
			  : o->warn_layout ? LAYOUT_WARN
					   : LAYOUT_ERROR,
		.native = {.cc = p.cc,
			.march = p.march,
			.target = p.target,
			.sysroot = o->sysroot,
			.lines = o->lines,
			.explicit_bounds = explicit_bounds,
			.cflags = p.native_cflags},
	};
	add_objects(&b, &p);
	return b.work && pipeline_run(&b, STAGE_BPF);
}

int cmd_build(int argc, char **argv)
{
	struct build_options o = {.out = NULL};
	struct operands operands;
	int status = parse(argc, argv, &o, &operands);
	if (status >= 0)
		return status;
	int last = o.stop_after ? stage_by_name(o.stop_after) : STAGE_NATIVE;
	bool explicit_bounds = false;
	if (last < 0)
		return usage_error("build", "--stop-after: there is no stage '%s'", o.stop_after);
	if (!parse_bounds("build", o.bounds, &explicit_bounds))
		return EXIT_USAGE;
	proc_verbose = o.verbose;
	return build(&o, operands.v[0], last, explicit_bounds) ? EXIT_DONE : EXIT_FAILED;
}

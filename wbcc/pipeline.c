/*
 * The pipeline: seven rows, from which `wbcc build`, --stop-after, -v and --help come.  Each
 * stage forms its results in the work folder and publishes them whole into the output folder
 * once all of them are there, so a failure leaves what was there before.
 */
#include "pipeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "bpf/bpf.h"
#include "cmd/project.h"
#include "guest/guest.h"
#include "guest/layout_run.h"
#include "lower/lower.h"
#include "model/model.h"
#include "pack/manifest.h"
#include "pack/package.h"
#include "skel/skel.h"

static bool run_bpf(struct build *b);
static bool run_model(struct build *b);
static bool run_skel(struct build *b);
static bool run_guest(struct build *b);
static bool run_pack(struct build *b);
static bool run_lower(struct build *b);
static bool run_native(struct build *b);

/* clang-format off */
const struct stage stages[STAGE_COUNT] = {
	/*                name      reads           writes                       function    help */
	[STAGE_BPF]    = {"bpf",    "NAME.bpf.c",   "NAME.bpf.o",                run_bpf,    "compile the kernel part; BTF stays, DWARF goes"},
	[STAGE_MODEL]  = {"model",  "NAME.bpf.o",   "(maps, programs, types)",   run_model,  "read ELF and BTF, once"},
	[STAGE_SKEL]   = {"skel",   "(model)",      "NAME.skel.h NAME.types.h",  run_skel,   "write the skeleton and the types"},
	[STAGE_GUEST]  = {"guest",  "NAME.c",       "(module)",                  run_guest,  "compile the user part for wasm32-wasi, with the sdk"},
	[STAGE_PACK]   = {"pack",   "(module)",     "NAME.wasm",                 run_pack,   "put the BPF objects and the manifest in"},
	[STAGE_LOWER]  = {"lower",  "NAME.wasm",    "NAME.aot.c",                run_lower,  "validate, restructure, write C"},
	[STAGE_NATIVE] = {"native", "NAME.aot.c",   "NAME",                      run_native, "compile to one static program"},
};
/* clang-format on */

int stage_by_name(const char *name)
{
	for (int i = 0; i < STAGE_COUNT; i++)
		if (strcmp(stages[i].name, name) == 0)
			return i;
	return -1;
}

/* "2/7 model  bootstrap.bpf.o -> (maps, programs, types)" */
static void print_stage(const struct build *b, int i)
{
	struct buf line = {0};
	const char *parts[] = {stages[i].reads, " -> ", stages[i].writes};
	buf_printf(&line, "%d/%d %-6s ", i + 1, STAGE_COUNT, stages[i].name);
	for (size_t k = 0; k < 3; k++) {
		const char *text = parts[k], *name;
		for (; (name = strstr(text, "NAME")); text = name + strlen("NAME")) {
			buf_add(&line, text, (size_t)(name - text));
			buf_puts(&line, b->name);
		}
		buf_puts(&line, text);
	}
	fprintf(stderr, "%s\n", line.data);
	buf_free(&line);
}

bool pipeline_run(struct build *b, enum stage_id first)
{
	for (int i = (int)first; i <= (int)b->last; i++) {
		if (proc_verbose)
			print_stage(b, i);
		if (!stages[i].run(b))
			return false;
	}
	return true;
}

/* A path in the work folder; allocated. */
static char *work_path(const struct build *b, const char *name, const char *suffix)
{
	return xasprintf("%s/%s%s", b->work, name, suffix);
}

static char *include_dir(const struct build *b)
{
	return path_join(b->work, "include");
}

/* Copies a finished file from the work folder into the output folder, atomically. */
static bool publish(const struct build *b, const char *file, unsigned mode)
{
	struct bytes bytes;
	if (!b->out)
		return true;
	if (!make_dirs(b->out) || !file_read(file, 0, &bytes))
		return false;
	char *to = path_join(b->out, path_base(file));
	bool ok = file_write(to, bytes.data, bytes.len, mode);
	free(to);
	free(bytes.data);
	return ok;
}

static struct bpf_options bpf_options_of(const struct build *b, const char *include)
{
	const struct project *p = b->project;
	return (struct bpf_options){.dir = p->dir,
		.include = include,
		.arch = bpf_arch(b->native.target),
		.cflags = &p->bpf_cflags};
}

static bool run_bpf(struct build *b)
{
	struct bpf_source *sources = xcalloc(b->n_objects, sizeof *sources);
	char *include = include_dir(b);
	struct bpf_options o = bpf_options_of(b, include);
	for (size_t i = 0; i < b->n_objects; i++) {
		b->objects[i].file = work_path(b, b->objects[i].name, ".bpf.o");
		sources[i] = (struct bpf_source){b->objects[i].source, b->objects[i].file};
	}
	bool ok = make_dirs(include);
	if (ok && vmlinux_is_wanted(b->project->dir))
		ok = vmlinux_provide(b->project->vmlinux, include);
	ok = ok && bpf_compile(&o, sources, b->n_objects);
	for (size_t i = 0; i < b->n_objects && ok; i++)
		ok = publish(b, b->objects[i].file, 0644);
	free(include);
	free(sources);
	return ok;
}

/* Only --stop-after=model shows the model: as the JSON of `wbcc gen json`. */
static bool show_model(const struct build *b, const struct build_object *o)
{
	struct buf text = {0};
	char *file = work_path(b, o->name, ".model.json");
	char *name = model_object_name(o->file);
	bool ok = json_write(o->model, name, &text) &&
		  file_write(file, text.data, text.len, 0644) && publish(b, file, 0644);
	free(name);
	free(file);
	buf_free(&text);
	return ok;
}

static bool run_model(struct build *b)
{
	for (size_t i = 0; i < b->n_objects; i++) {
		struct build_object *o = &b->objects[i];
		struct bytes bytes; /* the model points into them: kept until exit */
		if (!file_read(o->file, 0, &bytes))
			return false;
		o->model = model_read(xasprintf("%s.bpf.o", o->name), bytes.data, bytes.len);
		if (!o->model || (b->last == STAGE_MODEL && !show_model(b, o)))
			return false;
	}
	return true;
}

typedef bool skel_writer(const struct model *m, const char *name, struct buf *out);

static bool write_header(const struct build *b, const struct build_object *o, skel_writer *writer,
	const char *suffix)
{
	struct buf text = {0};
	char *name = model_object_name(o->file);
	char *include = include_dir(b);
	char *file = xasprintf("%s/%s%s", include, o->name, suffix);
	bool ok = writer(o->model, name, &text) && file_write(file, text.data, text.len, 0644) &&
		  publish(b, file, 0644);
	free(file);
	free(include);
	free(name);
	buf_free(&text);
	return ok;
}

/* A header of the same name beside the source would be taken instead of the generated one. */
static void warn_of_shadow(const struct build *b, const char *name, const char *suffix)
{
	char *file = xasprintf("%s/%s%s", b->project->dir, name, suffix);
	if (file_exists(file)) {
		warn(AT_FILE(file), "this file hides the generated header of the same name");
		note("remove it: wbcc writes it into the output folder");
	}
	free(file);
}

static bool run_skel(struct build *b)
{
	for (size_t i = 0; i < b->n_objects; i++) {
		const struct build_object *o = &b->objects[i];
		warn_of_shadow(b, o->name, ".skel.h");
		warn_of_shadow(b, o->name, ".types.h");
		if (!write_header(b, o, skel_write, ".skel.h") ||
			!write_header(b, o, types_write, ".types.h"))
			return false;
	}
	return true;
}

/* The folder's own sources are compared with what the objects say; see guest/layout.h. */
static bool check_layout(struct build *b, const struct guest_options *guest, struct args *cflags)
{
	const struct project *p = b->project;
	struct args objects = {0}, flags = {0}, bpf_flags = {0};
	struct bpf_options bpf = bpf_options_of(b, guest->include);
	char *overlay = NULL;
	for (size_t i = 0; i < b->n_objects; i++)
		args_add(&objects, b->objects[i].file);
	guest_add_flags(&flags, guest);
	bpf_add_flags(&bpf_flags, &bpf);
	struct layout_job job = {.work = b->work,
		.dir = p->dir,
		.mode = b->layout,
		.objects = &objects,
		.sources = &p->sources,
		.flags = &flags,
		.bpf_sources = &p->objects,
		.bpf_flags = &bpf_flags};
	bool ok = layout_run(&job, &overlay);
	if (ok && overlay) {
		args_add(cflags, "-ivfsoverlay");
		args_add(cflags, overlay);
	}
	args_free(&objects);
	args_free(&flags);
	args_free(&bpf_flags);
	free(overlay);
	return ok;
}

static bool run_guest(struct build *b)
{
	const struct project *p = b->project;
	char *include = include_dir(b);
	struct args cflags = {0};
	for (size_t i = 0; i < p->guest_cflags.n; i++)
		args_add(&cflags, p->guest_cflags.v[i]);
	struct guest_options o = {.dir = p->dir,
		.include = include,
		.work = b->work,
		.sources = &p->sources,
		.cflags = &cflags,
		.ldflags = &p->guest_ldflags,
		.debug = b->native.lines};
	b->module = work_path(b, b->name, ".module.wasm");
	bool ok = check_layout(b, &o, &cflags) && guest_build(&o, b->module);
	if (!ok)
		guest_explain_missing();
	if (ok && b->last == STAGE_GUEST)
		ok = publish(b, b->module, 0644);
	args_free(&cflags);
	free(include);
	return ok;
}

static bool form_package(const struct build *b, const struct bytes *module, struct buf *out)
{
	const struct project *p = b->project;
	struct manifest_object *described = xcalloc(b->n_objects, sizeof *described);
	struct package_object *objects = xcalloc(b->n_objects, sizeof *objects);
	struct bytes *files = xcalloc(b->n_objects, sizeof *files);
	struct buf manifest = {0};
	bool ok = true;
	for (size_t i = 0; i < b->n_objects && ok; i++) {
		ok = file_read(b->objects[i].file, 0, &files[i]);
		described[i] = (struct manifest_object){
			b->objects[i].name, b->objects[i].model, files[i].data, files[i].len};
		objects[i] = (struct package_object){
			.name = b->objects[i].name, .data = files[i].data, .len = files[i].len};
	}
	struct manifest_input in = {.name = b->name,
		.version = p->version,
		.description = p->description,
		.objects = described,
		.n_objects = b->n_objects,
		.file = b->shown,
		.wasm = module->data,
		.len = module->len,
		.preopens = &p->preopens,
		.permissions = &p->permissions};
	ok = ok && manifest_write(&in, &manifest);
	struct package package = {
		.manifest = manifest.data, .objects = objects, .n_objects = b->n_objects};
	ok = ok && package_write(b->shown, module->data, module->len, &package, out);
	for (size_t i = 0; i < b->n_objects; i++)
		free(files[i].data);
	free(files);
	free(objects);
	free(described);
	buf_free(&manifest);
	return ok;
}

static bool run_pack(struct build *b)
{
	struct bytes module;
	struct buf wasm = {0};
	b->wasm = work_path(b, b->name, ".wasm");
	b->shown = xasprintf("%s.wasm", b->name);
	if (!file_read(b->module, 0, &module))
		return false;
	bool ok = form_package(b, &module, &wasm) &&
		  file_write(b->wasm, wasm.data, wasm.len, 0644) && publish(b, b->wasm, 0644);
	free(module.data);
	buf_free(&wasm);
	return ok;
}

static bool run_lower(struct build *b)
{
	struct bytes wasm;
	struct buf text = {0};
	if (!file_read(b->wasm, 0, &wasm))
		return false;
	struct lower_options o = {.file = b->shown,
		.shape = b->shape,
		.symbol = b->symbol,
		.lines = b->native.lines,
		.explicit_bounds = b->native.explicit_bounds};
	char *file = work_path(b, b->name, ".aot.c");
	bool ok = lower_module(wasm.data, wasm.len, &o, &text) &&
		  file_write(file, text.data, text.len, 0644) && publish(b, file, 0644);
	args_add(&b->c_files, file);
	free(file);
	buf_free(&text);
	free(wasm.data);
	return ok;
}

static bool run_native(struct build *b)
{
	struct bytes wasm;
	struct package package;
	if (!file_read(b->wasm, 0, &wasm))
		return false;
	bool ok = package_read(b->shown, wasm.data, wasm.len, &package);
	if (ok) {
		char *exe = b->exe ? xstrdup(b->exe) : path_join(b->out, b->name);
		ok = native_build(&b->native, &b->c_files, &package, b->work, exe);
		free(exe);
		package_free(&package);
	}
	free(wasm.data);
	return ok;
}

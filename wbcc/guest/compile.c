/* Runs clang over the guest's sources and links them with the sdk and wasi-libc. */
#include "guest/guest.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/jobs.h"
#include "base/mem.h"
#include "base/tools.h"

/* What wasm32 engines have had since 2020, and clang 14 leaves off. */
static const char *const target_flags[] = {"--target=wasm32-wasi", "-mbulk-memory", "-msign-ext",
	"-mnontrapping-fptoint", "-mmutable-globals"};

/* A stack as large as tools expect, at the bottom of memory: exhausting it is a trap and never
 * a write into data.  Names stay for backtraces. */
static const char *const link_flags[] = {
	"-Wl,-O2", "-Wl,--stack-first", "-Wl,-z,stack-size=1048576", "-Wl,--fatal-warnings"};

void guest_add_flags(struct args *a, const struct guest_options *o)
{
	for (size_t i = 0; i < sizeof target_flags / sizeof *target_flags; i++)
		args_add(a, target_flags[i]);
	args_add(a, o->small ? "-Oz" : "-O2");
	if (o->debug)
		args_add(a, "-g");
	args_addf(a, "-ffile-prefix-map=%s=.", o->dir);
	args_addf(a, "-ffile-prefix-map=%s=.", o->include);
	args_add(a, "-fdebug-compilation-dir=.");
	args_addf(a, "-I%s", o->include);
	args_addf(a, "-I%s", o->dir);
	/* Ours first, then the copies of libbpf's and the kernel's headers (sdk/CMakeLists.txt). */
	static const char *const includes[] = {"sdk/include", "sdk/system"};
	for (size_t i = 0; i < sizeof includes / sizeof *includes; i++) {
		char *path = tool_share(includes[i]);
		args_add(a, "-isystem");
		args_add(a, path);
		free(path);
	}
	for (size_t i = 0; i < o->cflags->n; i++)
		args_add(a, o->cflags->v[i]);
}

const struct guest_part guest_parts[3] = {
	{"wasi-libc's <stdio.h>", "wasi-libc", NULL, "/usr/include/wasm32-wasi/stdio.h"},
	{"wasi-libc", "wasi-libc", "-print-file-name=crt1-command.o", NULL},
	{"libclang_rt", "libclang-rt-14-dev-wasm32", "-print-libgcc-file-name", NULL},
};

/* clang gives back the bare name of what it does not find. */
bool guest_has_part(const struct guest_part *p)
{
	struct args a = {0};
	if (p->file || !tool_path(TOOL_CLANG))
		return p->file && file_exists(p->file);
	args_add(&a, tool_path(TOOL_CLANG));
	args_add(&a, "--target=wasm32-wasi");
	args_add(&a, p->option);
	char *path = proc_output(&a);
	args_free(&a);
	if (path)
		path[strcspn(path, "\n")] = '\0';
	bool found = path && *path == '/' && file_exists(path);
	free(path);
	return found;
}

void guest_explain_missing(void)
{
	for (size_t i = 0; i < sizeof guest_parts / sizeof *guest_parts; i++)
		if (!guest_has_part(&guest_parts[i]))
			note("%s is missing: apt-get install %s", guest_parts[i].name,
				guest_parts[i].package);
}

static char *object_path(const struct guest_options *o, size_t i)
{
	char *stem = path_stem(o->sources->v[i], ".c");
	char *path = xasprintf("%s/%s.%zu.o", o->work, stem, i);
	free(stem);
	return path;
}

static bool compile_all(const struct guest_options *o)
{
	struct jobs jobs = {0};
	for (size_t i = 0; i < o->sources->n; i++) {
		struct job *job = jobs_add(&jobs, o->sources->v[i],
			"clang could not compile this source for wasm32-wasi");
		char *object = object_path(o, i);
		args_add(&job->command, tool_path(TOOL_CLANG));
		guest_add_flags(&job->command, o);
		args_add(&job->command, "-c");
		args_add(&job->command, o->sources->v[i]);
		args_add(&job->command, "-o");
		args_add(&job->command, object);
		free(object);
	}
	return jobs_run(&jobs);
}

/*
 * Through clang, which knows where wasi-libc and its own runtime are; without -O, because with
 * it clang runs any wasm-opt that is on PATH, and the result would depend on that.
 */
static bool link_all(const struct guest_options *o, const char *sdk, const char *wasm)
{
	struct args a = {0};
	args_add(&a, tool_path(TOOL_CLANG));
	args_add(&a, "--target=wasm32-wasi");
	for (size_t i = 0; i < o->sources->n; i++) {
		char *object = object_path(o, i);
		args_add(&a, object);
		free(object);
	}
	for (size_t i = 0; i < o->ldflags->n; i++)
		args_add(&a, o->ldflags->v[i]);
	args_add(&a, sdk);
	for (size_t i = 0; i < sizeof link_flags / sizeof *link_flags; i++)
		args_add(&a, link_flags[i]);
	if (!o->debug) {
		args_add(&a, "-Wl,--strip-debug");
		args_add(&a, "-Wl,--compress-relocations");
	}
	args_add(&a, "-o");
	args_add(&a, wasm);
	bool ok = proc_status(&a) == 0;
	args_free(&a);
	return ok ? true : fail(AT_TOOL, "the guest's module could not be linked");
}

/* Packages travel: a sixth of the code goes.  Would lose DWARF, so not for debugging. */
static bool shrink(const char *wasm)
{
	static const char *const flags[] = {"-Oz", "-g", "--enable-bulk-memory",
		"--enable-sign-ext", "--enable-nontrapping-float-to-int",
		"--enable-mutable-globals", "--enable-simd", "--strip-producers"};
	struct args a = {0};
	args_add(&a, tool_path(TOOL_WASM_OPT));
	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
		args_add(&a, flags[i]);
	args_add(&a, wasm);
	args_add(&a, "-o");
	args_add(&a, wasm);
	bool ok = proc_run(&a, "stage guest");
	args_free(&a);
	return ok;
}

bool guest_build(const struct guest_options *o, const char *wasm)
{
	if (!tool_need(TOOL_CLANG) || !tool_need(TOOL_WASM_LD) || !tool_need(TOOL_WASM_OPT))
		return false;
	char *sdk = sdk_archive(o->work);
	bool ok = sdk && compile_all(o) && link_all(o, sdk, wasm) && (o->debug || shrink(wasm));
	free(sdk);
	return ok;
}

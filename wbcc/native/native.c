/*
 * Compiles lowered C and links it with the runtime, the loader and the static libbpf, libelf
 * and zlib into one program.  Reads share/wbcc/include and lib/wbcc; writes the program.
 */
#include "native/native.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/jobs.h"
#include "base/mem.h"
#include "base/tools.h"
#include "lower/flags.h"
#include "native/embed.h"
#include "native/target.h"
#include "pack/package.h"

/* Linear memory of a program starts here; 2,500 starts never found anything else there. */
#define LINEAR_MEMORY "0x60000000"

/* Lowered functions keep their symbols: the trap's backtrace prints them (runtime-lib). */
#define GUEST_SYMBOLS "w_*"

const char *native_cc(const struct native_options *o)
{
	if (!o->cc)
		return tool_need(TOOL_CC);
	char *path = find_program(o->cc);
	if (!path)
		fail(AT_TOOL, "the C compiler '%s' is not on PATH", o->cc);
	return path;
}

static bool is_clang(const char *cc)
{
	return strncmp(path_base(cc), "clang", 5) == 0;
}

static void add_target(struct args *a, const struct native_options *o, const char *cc)
{
	if (is_clang(cc))
		target_add_flags(a, o);
}

static void add_cflags(
	struct args *a, const struct native_options *o, const char *cc, const char *work)
{
	char *include = tool_share("include");
	add_target(a, o, cc);
	for (const char *const *f = o->tier == TIER_FAST ? wb_cflags_fast : wb_cflags; *f; f++)
		args_add(a, *f);
	for (const char *const *f = is_clang(cc) ? wb_cflags_clang : wb_cflags_gcc; *f; f++)
		args_add(a, *f);
	if (o->march)
		args_addf(a, "-march=%s", o->march);
	if (o->lines)
		args_add(a, "-g");
	args_addf(a, "-ffile-prefix-map=%s=.", work);
	args_add(a, "-I");
	args_add(a, include);
	for (size_t i = 0; i < o->cflags.n; i++)
		args_add(a, o->cflags.v[i]);
	free(include);
}

bool native_compile(const struct native_options *o, const struct args *c_files, const char *work,
	struct args *objects)
{
	const char *cc = native_cc(o);
	struct jobs jobs = {0};
	if (!cc)
		return false;
	for (size_t i = 0; i < c_files->n; i++) {
		const char *file = c_files->v[i];
		struct job *job = jobs_add(&jobs, file, "the C compiler failed on lowered code");
		args_addf(objects, "%s/native.%zu.o", work, i);
		args_add(&job->command, cc);
		add_cflags(&job->command, o, cc, work);
		args_add(&job->command, "-c");
		args_add(&job->command, file);
		args_add(&job->command, "-o");
		args_add(&job->command, objects->v[objects->n - 1]);
	}
	return jobs_run(&jobs);
}

/* The runtime and the loader: our own libraries, or one compiled for the target. */
static bool add_runtime(
	struct args *a, const struct native_options *o, const char *cc, const char *work)
{
	static const char *const names[] = {"libwbloader.a", "libwbruntime.a"};
	if (o->target) {
		char *library = target_library(o, cc, work);
		if (library)
			args_add(a, library);
		free(library);
		return library != NULL;
	}
	for (size_t i = 0; i < 2; i++) {
		char *library = tool_lib(names[i]);
		bool found = file_exists(library);
		args_add(a, library);
		if (!found) {
			fail(AT_FILE(library), "wbcc's own runtime is not there");
			note("wbcc finds it relative to itself; install the whole tree "
			     "(cmake --install)");
		}
		free(library);
		if (!found)
			return false;
	}
	return true;
}

static void add_link_flags(struct args *a, const struct native_options *o, const char *cc)
{
	add_target(a, o, cc);
	args_add(a, "-static");
	if (is_clang(cc) && tool_path(TOOL_LLD))
		args_addf(a, "--ld-path=%s", tool_path(TOOL_LLD));
	args_add(a, "-Wl,--defsym=wb_linear_memory=" LINEAR_MEMORY);
	args_add(a, "-Wl,--gc-sections");
	args_add(a, "-Wl,--build-id=none");
	args_add(a, "-Wl,-z,noexecstack");
}

static bool link_program(const struct native_options *o, const struct args *objects,
	const char *work, const char *exe)
{
	static const char *const libraries[] = {"-lbpf", "-lelf", "-lz", "-lm", "-lpthread"};
	const char *cc = native_cc(o);
	struct args a = {0};
	args_add(&a, cc);
	add_link_flags(&a, o, cc);
	args_add(&a, "-o");
	args_add(&a, exe);
	for (size_t i = 0; i < objects->n; i++)
		args_add(&a, objects->v[i]);
	if (!add_runtime(&a, o, cc, work)) {
		args_free(&a);
		return false;
	}
	for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++)
		args_add(&a, libraries[i]);
	bool ok = proc_status(&a) == 0;
	args_free(&a);
	if (ok)
		return true;
	fail(AT_TOOL, "the program could not be linked");
	note("static libraries come from: apt-get install libc6-dev libbpf-dev libelf-dev "
	     "zlib1g-dev");
	return false;
}

static bool strip_program(const struct native_options *o, const char *exe)
{
	const char *strip = tool_need(o->target ? TOOL_LLVM_STRIP : TOOL_STRIP);
	struct args a = {0};
	if (!strip)
		return false;
	args_add(&a, strip);
	args_add(&a, "--strip-all");
	args_add(&a, "--remove-section=.comment");
	args_add(&a, "--wildcard");
	args_add(&a, "--keep-symbol=" GUEST_SYMBOLS);
	args_add(&a, exe);
	bool ok = proc_run(&a, "stage native");
	args_free(&a);
	return ok;
}

static bool install_program(const char *from, const char *exe)
{
	struct bytes b;
	if (!file_read(from, 0, &b))
		return false;
	bool ok = file_write(exe, b.data, b.len, 0755);
	free(b.data);
	return ok;
}

bool native_build(const struct native_options *o, const struct args *c_files,
	const struct package *package, const char *work, const char *exe)
{
	struct args sources = {0}, objects = {0};
	char *program = path_join(work, "program");
	for (size_t i = 0; i < c_files->n; i++)
		args_add(&sources, c_files->v[i]);
	bool ok = target_check(o) && embed_package(package, work, &sources) &&
		  native_compile(o, &sources, work, &objects) &&
		  link_program(o, &objects, work, program) &&
		  (o->lines || o->tier == TIER_FAST || strip_program(o, program)) &&
		  install_program(program, exe);
	args_free(&sources);
	args_free(&objects);
	free(program);
	return ok;
}

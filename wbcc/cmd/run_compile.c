/*
 * wbcc run, the slow part: compiles a module into the cache.  People who wait get a program
 * that is made quickly (TIER_FAST); the best one follows in the background.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cmd/cmd.h"
#include "cmd/fetch.h"
#include "cmd/run.h"
#include "pipeline.h"

int cmd_run(int argc, char **argv)
{
	return run_main(argc, argv);
}

bool run_fetch(const char *source, struct bytes *out)
{
	return fetch_module(source, out);
}

static bool compile(const struct run_options *o, const struct run_source *s, const char *entry,
	enum native_tier tier)
{
	char *module = temp_path("module.wasm");
	struct build b = {
		.name = s->name,
		.work = temp_dir(),
		.exe = entry,
		.last = STAGE_NATIVE,
		.wasm = module,
		.shown = s->shown,
		.native = {.cc = o->cc,
			.march = o->march,
			.explicit_bounds = o->bounds && strcmp(o->bounds, "explicit") == 0,
			.tier = tier},
	};
	bool ok = module && file_write(module, s->wasm.data, s->wasm.len, 0644) &&
		  pipeline_run(&b, STAGE_LOWER);
	free(module);
	return ok;
}

/* One process at a time makes an entry; a second one would only take its time. */
static bool take_lock(const char *lock)
{
	int fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600); /* held until the process ends */
	return fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0;
}

/* The quick program stays: another start may be about to execute it; `wbcc cache` removes it. */
static void compile_in_background(
	const struct run_options *o, const struct run_source *s, const char *entry)
{
	if (!proc_background())
		return;
	temp_dir_forget();
	char *lock = xasprintf("%s.lock", entry);
	if (take_lock(lock)) {
		if (!file_exists(entry))
			compile(o, s, entry, TIER_BEST);
		unlink(lock);
	}
	exit(EXIT_DONE);
}

static void show_progress(const char *name)
{
	if (isatty(STDERR_FILENO) && !proc_verbose)
		fprintf(stderr, "wbcc: compiling %s ...\n", name);
}

bool run_compile(
	const struct run_options *o, const struct run_source *s, const char *entry, char **exe)
{
	char *quick = xasprintf("%s.quick", entry);
	show_progress(s->name);
	if (o->prepare) {
		*exe = xstrdup(entry);
		return compile(o, s, entry, TIER_BEST);
	}
	*exe = quick;
	if (!file_exists(quick) && !compile(o, s, quick, TIER_FAST))
		return false;
	compile_in_background(o, s, entry);
	return true;
}

/*
 * wbcc run: executes a module.  It is compiled once for each content, tool and set of options
 * (the cache's folder "run"); from then on a start costs a look into the cache and an exec.
 * How folders and variables reach the program: docs/run-protocol.md.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/cache.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/tools.h"
#include "cmd/cmd.h"
#include "cmd/fetch.h"
#include "cmd/options.h"
#include "pipeline.h"

#define EXIT_TIMEOUT 124

struct run_options {
	const char *timeout, *cc, *march, *bounds;
	struct args dirs, env;
	bool verbose;
};

static int parse(int argc, char **argv, struct run_options *o, struct operands *operands)
{
	const struct opt opts[] = {
		{0, "dir", "HOST[::GUEST][::ro]", OPT_LIST, &o->dirs,
			"let the program open what is below this folder"},
		{0, "env", "NAME=VALUE", OPT_LIST, &o->env,
			"set a variable of the program's environment"},
		{0, "timeout", "S", OPT_TEXT, &o->timeout,
			"end it after so many seconds (exit code 124)"},
		{0, "cc", "CC", OPT_TEXT, &o->cc,
			"C compiler (default: the newest clang, else gcc)"},
		{0, "march", "CPU", OPT_TEXT, &o->march, "instruction set, e.g. native"},
		{0, "bounds", "HOW", OPT_TEXT, &o->bounds,
			"memory safety by 'guard' pages (default) or 'explicit' checks"},
		{'v', "verbose", NULL, OPT_FLAG, &o->verbose, "print each stage and each command"},
	};
	const struct usage usage = {
		.command = "run",
		.operands = "FILE.wasm|URL|- [--] [ARGS...]",
		.text = "Runs a module: a file, an http(s) URL, or standard input ('-').  It sees "
			"only the\n"
			"folders and variables that are given here.",
		.opts = opts,
		.n_opts = sizeof opts / sizeof *opts,
		.min = 1,
		.max = 1,
		.rest_is_args = true,
	};
	return options_parse(&usage, argc, argv, operands);
}

/* All that the native program depends on. */
static char *find_entry(const struct run_options *o, const struct bytes *wasm, const char *name)
{
	static const char *const parts[] = {"libwbruntime.a", "libwbloader.a"};
	struct cache_key key;
	key_init(&key);
	key_add(&key, wasm->data, wasm->len);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		char *path = tool_lib(parts[i]);
		key_add_tool(&key, path);
		free(path);
	}
	key_add_tool(&key, o->cc ? find_program(o->cc) : tool_path(TOOL_CC));
	key_add_text(&key, o->march);
	key_add_text(&key, o->bounds);
	return cache_entry("run", &key, name);
}

static void show_progress(const char *name)
{
	if (isatty(STDERR_FILENO) && !proc_verbose)
		fprintf(stderr, "wbcc: compiling %s (kept for the next start) ...\n", name);
}

static bool compile(const struct run_options *o, const struct bytes *wasm, const char *shown,
	const char *name, const char *entry, bool explicit_bounds)
{
	char *module = temp_path("module.wasm");
	struct build b = {
		.name = name,
		.work = temp_dir(),
		.exe = entry,
		.last = STAGE_NATIVE,
		.wasm = module,
		.shown = shown,
		.native = {.cc = o->cc, .march = o->march, .explicit_bounds = explicit_bounds},
	};
	show_progress(name);
	bool ok = module && file_write(module, wasm->data, wasm->len, 0644) &&
		  pipeline_run(&b, STAGE_LOWER);
	free(module);
	return ok;
}

/* Only what was granted: the caller's own environment stays outside. */
static void make_environment(const struct run_options *o, struct args *envp)
{
	args_add(envp, "WBCC_RUN=1");
	for (size_t i = 0; i < o->dirs.n; i++)
		args_addf(envp, "WBCC_DIR_%zu=%s", i, o->dirs.v[i]);
	for (size_t i = 0; i < o->env.n; i++)
		args_addf(envp, "WBCC_ENV_%s", o->env.v[i]);
}

static int run_limited(
	const char *exe, const struct args *argv, const struct args *envp, double seconds)
{
	int status = proc_wait_for(proc_start_env(exe, argv->v, envp->v), seconds);
	if (status == PROC_TIMEOUT) {
		fail(AT_TOOL, "ended after %g s, as --timeout says", seconds);
		return EXIT_TIMEOUT;
	}
	return status < 0 ? EXIT_FAILED : status;
}

static int execute(const struct run_options *o, const char *exe, const char *name,
	const struct operands *operands, double timeout)
{
	struct args argv = {0}, envp = {0};
	args_add(&argv, name);
	for (int i = 0; i < operands->n_rest; i++)
		args_add(&argv, operands->rest[i]);
	make_environment(o, &envp);
	cache_touch(exe);
	if (timeout > 0)
		return run_limited(exe, &argv, &envp, timeout);
	proc_become(exe, argv.v, envp.v);
	return EXIT_FAILED;
}

/* "https://host/path/tool.wasm?x" -> "tool"; also a name for what came through a pipe. */
static char *program_name(const char *source)
{
	if (strcmp(source, "-") == 0)
		return xstrdup("stdin");
	char *cut =
		fetch_is_url(source) ? xstrndup(source, strcspn(source, "?#")) : xstrdup(source);
	char *name = path_stem(cut, ".wasm");
	for (char *p = name; *p; p++)
		if ((unsigned char)*p < ' ' || *p == '/')
			*p = '_';
	free(cut);
	return *name ? name : xstrdup("program");
}

static bool check_env(const struct args *env)
{
	for (size_t i = 0; i < env->n; i++)
		if (!strchr(env->v[i], '=') || env->v[i][0] == '=') {
			usage_error("run", "--env: NAME=VALUE, not '%s'", env->v[i]);
			return false;
		}
	return true;
}

static bool check_dirs(const struct args *dirs)
{
	for (size_t i = 0; i < dirs->n; i++) {
		const char *end = strstr(dirs->v[i], "::");
		char *host = end ? xstrndup(dirs->v[i], (size_t)(end - dirs->v[i]))
				 : xstrdup(dirs->v[i]);
		bool ok = dir_exists(host) || fail(AT_FILE(host), "--dir: no such folder");
		free(host);
		if (!ok)
			return false;
	}
	return true;
}

static bool parse_timeout(const char *text, double *out)
{
	char *end;
	*out = text ? strtod(text, &end) : 0;
	if (!text || (*end == '\0' && *out > 0 && *out < 1e6))
		return true;
	usage_error("run", "--timeout: a number of seconds, not '%s'", text);
	return false;
}

int cmd_run(int argc, char **argv)
{
	struct run_options o = {.timeout = NULL};
	struct operands operands;
	bool explicit_bounds;
	double timeout;
	struct bytes wasm;
	int status = parse(argc, argv, &o, &operands);
	if (status >= 0)
		return status;
	if (!check_env(&o.env) || !parse_timeout(o.timeout, &timeout) ||
		!parse_bounds("run", o.bounds, &explicit_bounds))
		return EXIT_USAGE;
	proc_verbose = o.verbose;
	const char *source = operands.v[0];
	if (!check_dirs(&o.dirs) || !fetch_module(source, &wasm))
		return EXIT_FAILED;
	char *name = program_name(source);
	const char *shown = strcmp(source, "-") ? source : "<stdin>";
	char *exe = find_entry(&o, &wasm, name);
	if (!exe || (!file_exists(exe) && !compile(&o, &wasm, shown, name, exe, explicit_bounds)))
		return EXIT_FAILED;
	return execute(&o, exe, name, &operands, timeout);
}

/*
 * wbcc run, the quick part: parses, looks into the cache's folder "run", executes.  A program's
 * entry is named by the hash of all that it depends on: content, tool, options.  Beside it an
 * alias, named by the file's identity (inode, size, times), saves reading the file again.
 * How folders and variables reach the program: docs/run-protocol.md.
 */
#include "cmd/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/cache.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/tools.h"
#include "cmd/cmd.h"
#include "cmd/fetch.h"
#include "cmd/options.h"

#define EXIT_TIMEOUT 124
#define RACY_SECONDS 2 /* a file written so recently may change again without a new time */

static int parse(int argc, char **argv, struct run_options *o, struct operands *operands)
{
	const struct opt opts[] = {
		{0, "dir", "HOST[::GUEST][::ro]", OPT_LIST, &o->dirs,
			"let the program open this file, or what is below this folder"},
		{0, "env", "NAME=VALUE", OPT_LIST, &o->env,
			"set a variable of the program's environment"},
		{0, "allow", "exec", OPT_TEXT, &o->allow,
			"a permission, if the package asks for it"},
		{0, "timeout", "S", OPT_TEXT, &o->timeout,
			"end it after so many seconds (exit code 124)"},
		{0, "prepare", NULL, OPT_FLAG, &o->prepare,
			"only compile it, at its best, for later starts"},
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
			"folders and variables that are given here.  A first start is compiled "
			"quickly; a\n"
			"better program is made in the background for the next one.",
		.opts = opts,
		.n_opts = sizeof opts / sizeof *opts,
		.min = 1,
		.max = 1,
		.rest_is_args = true,
	};
	return options_parse(&usage, argc, argv, operands);
}

/* ---- the cache ---------------------------------------------------------------------------- */

static void add_options(struct cache_key *key, const struct run_options *o)
{
	static const char *const parts[] = {"libwbruntime.a", "libwbloader.a"};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		char *path = tool_lib(parts[i]);
		key_add_tool(key, path);
		free(path);
	}
	key_add_tool(key, o->cc ? find_program(o->cc) : tool_path(TOOL_CC));
	key_add_text(key, o->march);
	key_add_text(key, o->bounds);
}

static char *entry_of(const struct run_options *o, const struct run_source *s)
{
	struct cache_key key;
	key_init(&key);
	key_add(&key, s->wasm.data, s->wasm.len);
	add_options(&key, o);
	return cache_entry("run", &key, s->name);
}

/* NULL for what is no file, or changed too recently to be told by its identity. */
static char *alias_of(const struct run_options *o, const struct run_source *s)
{
	struct cache_key key;
	struct stat st;
	if (stat(s->given, &st) != 0 || !S_ISREG(st.st_mode) ||
		time(NULL) - st.st_ctim.tv_sec < RACY_SECONDS)
		return NULL;
	int64_t id[] = {(int64_t)st.st_dev, (int64_t)st.st_ino, st.st_size, st.st_mtim.tv_sec,
		st.st_mtim.tv_nsec, st.st_ctim.tv_sec, st.st_ctim.tv_nsec};
	key_init(&key);
	key_add(&key, id, sizeof id);
	add_options(&key, o);
	return cache_entry("run", &key, "alias");
}

/* The program that the alias stands for, if it is still there. */
static char *follow(const char *alias)
{
	char *exe = realpath(alias, NULL);
	if (exe && access(exe, X_OK) == 0)
		return exe;
	free(exe);
	return NULL;
}

static void make_alias(const char *alias, const char *entry)
{
	char *temp = xasprintf("%s.tmp.%d", alias, (int)getpid());
	if (symlink(path_base(entry), temp) != 0 || rename(temp, alias) != 0)
		unlink(temp); /* only time is lost */
	free(temp);
}

/* The program for a source; compiled when the cache has none.  NULL after reporting. */
static char *find_program_of(const struct run_options *o, struct run_source *s)
{
	char *alias = alias_of(o, s);
	char *exe = alias ? follow(alias) : NULL;
	if (exe)
		return exe;
	bool is_file = strcmp(s->given, "-") != 0 && !fetch_is_url(s->given);
	if (!(is_file ? file_read(s->given, FETCH_MAX, &s->wasm) : run_fetch(s->given, &s->wasm)))
		return NULL;
	char *entry = entry_of(o, s);
	if (!entry)
		return NULL;
	if (!file_exists(entry))
		return run_compile(o, s, entry, &exe) ? exe : NULL;
	if (alias)
		make_alias(alias, entry);
	return entry;
}

/* ---- execution ---------------------------------------------------------------------------- */

/* Only what was granted: the caller's own environment stays outside. */
static void make_environment(const struct run_options *o, struct args *envp)
{
	args_add(envp, "WBCC_RUN=1");
	if (o->allow)
		args_addf(envp, "WBCC_ALLOW=%s", o->allow);
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
	temp_dir_remove(); /* what runs at exit does not run here */
	proc_become(exe, argv.v, envp.v);
	return EXIT_FAILED;
}

/* ---- arguments ------------------------------------------------------------------------------ */

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
		bool ok = access(host, F_OK) == 0 || fail(AT_FILE(host), "--dir: no such folder");
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

int run_main(int argc, char **argv)
{
	struct run_options o = {.timeout = NULL};
	struct operands operands;
	bool explicit_bounds;
	double timeout;
	int status = parse(argc, argv, &o, &operands);
	if (status >= 0)
		return status;
	if (!check_env(&o.env) || !parse_timeout(o.timeout, &timeout) ||
		!parse_bounds("run", o.bounds, &explicit_bounds))
		return EXIT_USAGE;
	proc_verbose = o.verbose;
	const char *given = operands.v[0];
	struct run_source s = {.given = given,
		.shown = strcmp(given, "-") ? given : "<stdin>",
		.name = program_name(given)};
	if (!check_dirs(&o.dirs))
		return EXIT_FAILED;
	char *exe = find_program_of(&o, &s);
	if (!exe)
		return EXIT_FAILED;
	return o.prepare ? EXIT_DONE : execute(&o, exe, s.name, &operands, timeout);
}

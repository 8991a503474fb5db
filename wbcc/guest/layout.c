/*
 * The layout check: reads each of the guest's sources with libclang, runs the checks over it,
 * says what differs.
 *
 * With --fix-layout the checks first collect edits in silence: a round parses, edits the text
 * in memory and starts over, until a round has nothing more to edit (mending a struct changes
 * the types of its fields, and with them the formats that print them).  What is left then is
 * reported.  The edited files become an overlay that stage 4 compiles through; the user's own
 * files stay as they are.
 */
#include "guest/layout.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "guest/layout_internal.h"

#define MAX_ROUNDS 8

static bool was_seen(const struct layout *l, const char *key)
{
	for (size_t i = 0; i < l->n_seen; i++)
		if (strcmp(l->seen[i], key) == 0)
			return true;
	return false;
}

bool was_mentioned(struct layout *l, struct place at)
{
	char *key = xasprintf("%s:%u:%u", at.file, at.line, at.col);
	bool seen = was_seen(l, key);
	if (seen)
		free(key);
	else
		vec_push(l->seen, l->n_seen, l->cap_seen) = key;
	return seen;
}

bool new_difference(struct layout *l, struct place at)
{
	bool fresh = !was_mentioned(l, at);
	l->n_differences += fresh;
	return fresh && l->report;
}

void report_difference(struct layout *l, struct place at, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	char *text = xvasprintf(fmt, ap);
	va_end(ap);
	if (l->in->mode == LAYOUT_WARN) {
		warn(at, "%s", text);
	} else {
		fail(at, "%s", text);
		l->failed = true;
	}
	free(text);
}

/*
 * Where the headers that belong to the compiler itself are (stddef.h).  libclang looks beside
 * its own file, where Debian's library is not.
 */
static void add_resource_dir(struct args *args)
{
	char *version = text_of(clang_getClangVersion());
	const char *word = strstr(version, "version ");
	char *full = word ? xstrndup(word + 8, strspn(word + 8, "0123456789.")) : xstrdup("");
	int major = atoi(full);
	char *exact = xasprintf("/usr/lib/llvm-%d/lib/clang/%s", major, full);
	char *brief = xasprintf("/usr/lib/llvm-%d/lib/clang/%d", major, major);
	const char *found = dir_exists(exact) ? exact : dir_exists(brief) ? brief : NULL;
	if (found) {
		args_add(args, "-resource-dir");
		args_add(args, found);
	}
	free(version);
	free(full);
	free(exact);
	free(brief);
}

/* The arguments of stage 4 or 1, as libclang wants them, and the warnings that we read. */
static CXTranslationUnit parse(
	struct layout *l, const struct args *args, const char *source, bool guest)
{
	struct args all = {0};
	args_add(&all, "clang");
	add_resource_dir(&all);
	for (size_t i = 0; i < args->n; i++)
		args_add(&all, args->v[i]);
	args_add(&all, guest ? "-Wformat" : "-w");
	args_add(&all, "-ferror-limit=0");
	struct CXUnsavedFile *unsaved = unsaved_files(l);
	CXTranslationUnit tu = NULL;
	clang_parseTranslationUnit2FullArgv(l->index, source, (const char *const *)all.v,
		(int)all.n, guest ? unsaved : NULL, guest ? (unsigned)l->n_patched : 0,
		CXTranslationUnit_None, &tu);
	free(unsaved);
	args_free(&all);
	return tu;
}

CXTranslationUnit bpf_unit(struct layout *l, size_t i)
{
	if (!l->bpf[i])
		l->bpf[i] = parse(l, l->in->bpf_args, l->in->bpf_sources[i], false);
	return l->bpf[i];
}

/* Where reading ended early, nothing is proven: a header that is missing, above all. */
static bool check_fatal(struct layout *l)
{
	bool ok = true;
	for (unsigned i = 0; ok && i < clang_getNumDiagnostics(l->tu); i++) {
		CXDiagnostic d = clang_getDiagnostic(l->tu, i);
		if (clang_getDiagnosticSeverity(d) == CXDiagnostic_Fatal) {
			CXFile file;
			unsigned line, col;
			clang_getExpansionLocation(
				clang_getDiagnosticLocation(d), &file, &line, &col, NULL);
			char *name = text_of(clang_getFileName(file));
			ok = fail(AT_LINE(*name ? name : NULL, line, col), "%s",
				text_of(clang_getDiagnosticSpelling(d)));
		}
		clang_disposeDiagnostic(d);
	}
	return ok;
}

static bool check_source(struct layout *l, const char *source)
{
	l->tu = parse(l, l->in->clang_args, source, true);
	if (!l->tu)
		return fail(AT_FILE(source), "libclang cannot read it with the flags of stage 4");
	bool ok = check_fatal(l);
	if (ok) {
		check_records(l);
		check_calls(l);
		check_formats(l);
	}
	clang_disposeTranslationUnit(l->tu);
	return ok;
}

/* One pass over all sources, from a clean slate. */
static bool run_pass(struct layout *l)
{
	for (size_t i = 0; i < l->n_seen; i++)
		free(l->seen[i]);
	l->n_seen = l->n_structs = l->n_differences = 0;
	for (size_t i = 0; i < l->in->n_sources; i++)
		if (!check_source(l, l->in->sources[i]))
			return false;
	return true;
}

static bool run_fix(struct layout *l, struct layout_result *out)
{
	unsigned before = 0;
	for (unsigned round = 0; round < MAX_ROUNDS; round++) {
		if (!run_pass(l))
			return false;
		if (l->n_differences > before)
			before = l->n_differences;
		if (!l->n_edits)
			break;
		apply_edits(l);
	}
	l->report = true;
	if (!run_pass(l))
		return false;
	out->n_fixed = before > l->n_differences ? before - l->n_differences : 0;
	return true;
}

static void free_layout(struct layout *l)
{
	for (size_t i = 0; i < l->in->n_bpf_sources; i++)
		if (l->bpf[i])
			clang_disposeTranslationUnit(l->bpf[i]);
	for (size_t i = 0; i < l->n_seen; i++)
		free(l->seen[i]);
	for (size_t i = 0; i < l->n_patched; i++) {
		free(l->patched[i].file);
		free(l->patched[i].text);
	}
	free(l->bpf);
	free(l->seen);
	free(l->patched);
	free(l->edits);
	clang_disposeIndex(l->index);
}

bool layout_check(const struct layout_input *in, struct layout_result *out)
{
	struct layout l = {.in = in, .index = clang_createIndex(0, 0)};
	l.bpf = xcalloc(in->n_bpf_sources + 1, sizeof *l.bpf);
	l.report = in->mode != LAYOUT_FIX;
	*out = (struct layout_result){0};
	bool ok = in->mode == LAYOUT_FIX ? run_fix(&l, out) : run_pass(&l);
	out->n_structs = l.n_structs;
	out->n_differences = l.n_differences + out->n_fixed;
	if (ok && !l.failed && l.n_patched) {
		out->overlay = write_overlay(&l);
		ok = out->overlay;
	}
	ok = ok && !l.failed;
	free_layout(&l);
	return ok;
}

/*
 * --fix-layout: edits of the user's text that give `long` and pointers 64 bits where the BPF
 * side has them, and the overlay through which clang reads the edited files.
 *
 * An edit replaces the words of a declaration's type and nothing else, so line numbers stay:
 * `unsigned long ts` becomes `unsigned long long ts`, `ssize_t size` becomes `long long size`,
 * `const char *name` becomes `unsigned long long name`.  What cannot be edited so (a name that a
 * macro made, several pointers in one declaration) is left, and reported.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "guest/layout_internal.h"

static unsigned offset_of(CXSourceLocation at, CXFile *file)
{
	unsigned offset;
	clang_getSpellingLocation(at, file, NULL, NULL, &offset);
	return offset;
}

static bool same_edit(const struct edit *a, const struct edit *b)
{
	return strcmp(a->file, b->file) == 0 && a->offset < b->offset + b->length + 1 &&
	       b->offset < a->offset + a->length + 1;
}

void add_edit(struct layout *l, CXSourceLocation from, CXSourceLocation to, const char *text)
{
	CXFile file, end_file;
	unsigned start = offset_of(from, &file), end = offset_of(to, &end_file);
	if (!file || file != end_file || end < start)
		return;
	struct edit e = {text_of(clang_getFileName(file)), start, end - start, xstrdup(text)};
	for (size_t i = 0; i < l->n_edits; i++)
		if (same_edit(&l->edits[i], &e)) {
			free(e.file);
			free(e.text);
			return;
		}
	vec_push(l->edits, l->n_edits, l->cap_edits) = e;
}

/* The words of a declaration, up to its name. */
struct words {
	CXTranslationUnit tu;
	CXToken *tokens;
	unsigned n;
	unsigned name; /* index of the declared name; n: not found */
};

static bool token_is(const struct words *w, unsigned i, const char *text)
{
	char *s = text_of(clang_getTokenSpelling(w->tu, w->tokens[i]));
	bool same = strcmp(s, text) == 0;
	free(s);
	return same;
}

/* The name is where the cursor is: `struct btf *btf` has the word twice. */
static void read_words(struct words *w, CXTranslationUnit tu, CXCursor decl)
{
	CXFile file, name_file;
	unsigned at = offset_of(clang_getCursorLocation(decl), &name_file);
	*w = (struct words){.tu = tu};
	clang_tokenize(tu, clang_getCursorExtent(decl), &w->tokens, &w->n);
	for (w->name = 0; w->name < w->n; w->name++)
		if (offset_of(clang_getTokenLocation(tu, w->tokens[w->name]), &file) == at)
			break;
}

static CXSourceLocation token_end(const struct words *w, unsigned i)
{
	return clang_getRangeEnd(clang_getTokenExtent(w->tu, w->tokens[i]));
}

static CXSourceLocation token_start(const struct words *w, unsigned i)
{
	return clang_getRangeStart(clang_getTokenExtent(w->tu, w->tokens[i]));
}

/* Is it one declarator, written with its type, and not made by a macro? */
static bool is_plain(const struct words *w)
{
	if (w->name == w->n || w->name == 0)
		return false;
	for (unsigned i = 0; i < w->name; i++)
		if (token_is(w, i, ",") || token_is(w, i, "{") || token_is(w, i, "(") ||
			token_is(w, i, "}"))
			return false;
	return true;
}

static bool is_qualifier(const struct words *w, unsigned i)
{
	return token_is(w, i, "const") || token_is(w, i, "volatile") || token_is(w, i, "static") ||
	       token_is(w, i, "register") || token_is(w, i, "extern");
}

/* `long` gets a second one; a typedef's name gives way to what it stands for, but wide. */
static void widen_integer(struct layout *l, const struct words *w, CXType t)
{
	for (unsigned i = 0; i < w->name; i++)
		if (token_is(w, i, "long")) {
			if (i + 1 < w->n && token_is(w, i + 1, "long"))
				return;
			add_edit(l, token_end(w, i), token_end(w, i), " long");
			return;
		}
	for (unsigned i = 0; i < w->name; i++)
		if (!is_qualifier(w, i) && clang_getTokenKind(w->tokens[i]) == CXToken_Identifier) {
			add_edit(l, token_start(w, i), token_end(w, i), wide_name(t));
			return;
		}
}

static CXType element_type(CXType t)
{
	t = clang_getCanonicalType(t);
	while (t.kind == CXType_ConstantArray || t.kind == CXType_IncompleteArray)
		t = clang_getCanonicalType(clang_getArrayElementType(t));
	return t;
}

void fix_field(struct layout *l, CXCursor field)
{
	struct words w;
	CXType t = element_type(clang_getCursorType(field));
	read_words(&w, l->tu, field);
	if (t.kind == CXType_Pointer && w.name < w.n) {
		if (is_plain(&w))
			add_edit(l, token_start(&w, 0), token_start(&w, w.name),
				"unsigned long long ");
	} else if ((t.kind == CXType_Long || t.kind == CXType_ULong) && is_plain(&w)) {
		widen_integer(l, &w, t);
	}
	clang_disposeTokens(l->tu, w.tokens, w.n);
}

/* A buffer: `unsigned long *ip`, `long values[4]`, `size_t n`. */
void fix_variable(struct layout *l, CXCursor variable)
{
	struct words w;
	CXType t = element_type(clang_getCursorType(variable));
	if (t.kind == CXType_Pointer)
		t = element_type(clang_getPointeeType(t));
	if ((t.kind != CXType_Long && t.kind != CXType_ULong) || !is_user_file(l, variable))
		return;
	read_words(&w, l->tu, variable);
	if (w.name < w.n && w.name > 0)
		widen_integer(l, &w, t);
	clang_disposeTokens(l->tu, w.tokens, w.n);
}

/* Applying them. */

static int from_the_end(const void *a, const void *b)
{
	const struct edit *x = a, *y = b;
	int file = strcmp(x->file, y->file);
	if (file)
		return file;
	return x->offset > y->offset ? -1 : x->offset < y->offset;
}

static struct patched *patched_file(struct layout *l, const char *file)
{
	struct bytes b;
	for (size_t i = 0; i < l->n_patched; i++)
		if (strcmp(l->patched[i].file, file) == 0)
			return &l->patched[i];
	if (!file_read(file, 0, &b))
		return NULL;
	struct patched p = {xstrdup(file), (char *)b.data, b.len};
	vec_push(l->patched, l->n_patched, l->cap_patched) = p;
	return &l->patched[l->n_patched - 1];
}

static void apply_edit(struct layout *l, const struct edit *e)
{
	struct patched *p = patched_file(l, e->file);
	if (!p || e->offset > p->len || e->length > p->len - e->offset)
		return;
	struct buf b = {0};
	buf_add(&b, p->text, e->offset);
	buf_puts(&b, e->text);
	buf_add(&b, p->text + e->offset + e->length, p->len - e->offset - e->length);
	free(p->text);
	p->len = b.len;
	p->text = buf_take(&b);
}

void apply_edits(struct layout *l)
{
	qsort(l->edits, l->n_edits, sizeof *l->edits, from_the_end);
	for (size_t i = 0; i < l->n_edits; i++) {
		apply_edit(l, &l->edits[i]);
		free(l->edits[i].file);
		free(l->edits[i].text);
	}
	l->n_edits = 0;
}

struct CXUnsavedFile *unsaved_files(const struct layout *l)
{
	struct CXUnsavedFile *u = xcalloc(l->n_patched + 1, sizeof *u);
	for (size_t i = 0; i < l->n_patched; i++)
		u[i] = (struct CXUnsavedFile){
			l->patched[i].file, l->patched[i].text, l->patched[i].len};
	return u;
}

static void add_quoted(struct buf *b, const char *s)
{
	buf_putc(b, '"');
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			buf_putc(b, '\\');
		buf_putc(b, *s);
	}
	buf_putc(b, '"');
}

static char *absolute(const char *file)
{
	char *dir = path_dir(file), *real = realpath(dir, NULL);
	char *path = path_join(real ? real : dir, path_base(file));
	free(dir);
	free(real);
	return path;
}

/* clang's description of a file system in which some files have other contents. */
char *write_overlay(const struct layout *l)
{
	struct buf b = {0};
	buf_puts(&b, "{\"version\": 0, \"use-external-names\": false, \"roots\": [\n");
	for (size_t i = 0; i < l->n_patched; i++) {
		const struct patched *p = &l->patched[i];
		char *name = xasprintf("layout%zu-%s", i, path_base(p->file));
		char *copy = temp_path(name), *path = absolute(p->file);
		free(name);
		if (!copy || !file_write(copy, p->text, p->len, 0644))
			return NULL;
		buf_puts(&b, "{\"type\": \"file\", \"name\": ");
		add_quoted(&b, path);
		buf_puts(&b, ", \"external-contents\": ");
		add_quoted(&b, copy);
		buf_puts(&b, i + 1 < l->n_patched ? "},\n" : "}\n");
		free(copy);
		free(path);
	}
	buf_puts(&b, "]}\n");
	char *overlay = temp_path("layout.yaml");
	if (!overlay || !file_write(overlay, b.data, b.len, 0644))
		return NULL;
	buf_free(&b);
	return overlay;
}

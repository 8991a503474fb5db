/*
 * Structs and unions that exist on both sides under one name: reads records from the guest's
 * source, and their counterparts from the objects' BTF.  A record that only a ring buffer
 * carries is not in BTF; when its layout depends on the data model, the BPF sources are read
 * with libclang too, and the compiler's layout there is what counts.
 *
 * Both sides are flattened to rows of named fields, which are then compared by name.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "guest/layout_internal.h"

struct flat_field {
	char *path; /* "pid", "in.x" */
	int64_t bit;
	int64_t bits;  /* wide */
	CXCursor decl; /* of the guest's and the BPF source's fields */
};

struct flat {
	struct flat_field *v;
	size_t n, cap;
	int64_t size; /* in bytes */
};

static void flat_free(struct flat *f)
{
	for (size_t i = 0; i < f->n; i++)
		free(f->v[i].path);
	free(f->v);
}

static const struct flat_field *flat_find(const struct flat *f, const char *path)
{
	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->v[i].path, path) == 0)
			return &f->v[i];
	return NULL;
}

/* From the compiler. */

struct flatten {
	struct flat *out;
	const char *prefix;
	int64_t base;
};

static bool is_anonymous_record(CXType t)
{
	CXCursor decl = clang_getTypeDeclaration(clang_getCanonicalType(t));
	return clang_getCanonicalType(t).kind == CXType_Record && clang_Cursor_isAnonymous(decl);
}

static enum CXVisitorResult add_clang_field(CXCursor field, CXClientData data)
{
	struct flatten *f = data;
	CXType t = clang_getCursorType(field);
	char *name = text_of(clang_getCursorSpelling(field));
	int64_t bit = f->base + clang_Cursor_getOffsetOfField(field);
	int width = clang_getFieldDeclBitWidth(field);
	bool unnamed = !*name || strchr(name, ' '); /* libclang 16 and later describe it */
	char *path = unnamed ? xstrdup(f->prefix) : xasprintf("%s%s", f->prefix, name);
	if (is_anonymous_record(t)) {
		char *prefix = unnamed ? xstrdup(path) : xasprintf("%s.", path);
		struct flatten inner = {f->out, prefix, bit};
		clang_Type_visitFields(clang_getCanonicalType(t), add_clang_field, &inner);
		free(prefix);
	}
	if (!unnamed) {
		struct flat_field row = {
			path, bit, width >= 0 ? width : clang_Type_getSizeOf(t) * 8, field};
		vec_push(f->out->v, f->out->n, f->out->cap) = row;
	} else {
		free(path);
	}
	free(name);
	return CXVisit_Continue;
}

static void flatten_clang(CXType t, struct flat *out)
{
	struct flatten f = {out, "", 0};
	out->size = clang_Type_getSizeOf(t);
	clang_Type_visitFields(clang_getCanonicalType(t), add_clang_field, &f);
}

/* From BTF. */

static void flatten_btf(
	const struct btf *btf, uint32_t id, const char *prefix, int64_t base, struct flat *out)
{
	const struct btf_type *t = btf_type(btf, id);
	for (uint32_t i = 0; i < t->n; i++) {
		const struct btf_member *m = &btf_members(btf, t)[i];
		uint32_t inner = btf_resolve(btf, m->type);
		const struct btf_type *it = btf_type(btf, inner);
		int64_t bits = m->bits ? m->bits : (int64_t)btf_type(btf, m->type)->size * 8;
		if (btf_is_record(it) && !*it->name) {
			char *deeper =
				*m->name ? xasprintf("%s%s.", prefix, m->name) : xstrdup(prefix);
			flatten_btf(btf, inner, deeper, base + m->bit, out);
			free(deeper);
		}
		if (*m->name)
			vec_push(out->v, out->n, out->cap) =
				(struct flat_field){xasprintf("%s%s", prefix, m->name),
					base + m->bit, bits, clang_getNullCursor()};
	}
}

/*
 * The record of that name in the objects.  `typedef struct { ... } event_t` has no tag: clang
 * gives it the typedef's name, BTF the typedef.
 */
static const struct model *find_in_btf(
	const struct layout *l, enum CXCursorKind kind, const char *name, uint32_t *id)
{
	enum btf_kind tag = kind == CXCursor_UnionDecl ? BTF_UNION : BTF_STRUCT;
	for (size_t i = 0; i < l->in->n_models; i++) {
		const struct btf *btf = l->in->models[i]->btf;
		*id = btf_find(btf, tag, name);
		if (!*id) {
			uint32_t named = btf_resolve(btf, btf_find(btf, BTF_TYPEDEF, name));
			*id = *btf_type(btf, named)->name ? 0 : named;
		}
		if (*id && btf_type(btf, *id)->kind == tag)
			return l->in->models[i];
	}
	return NULL;
}

/* From the BPF sources. */

/* The tag, or the typedef that stands for one; NULL: anonymous.  Allocated. */
static char *record_name(CXCursor decl)
{
	char *name = text_of(clang_getCursorSpelling(decl));
	if (!*name) {
		free(name);
		name = text_of(clang_getTypeSpelling(clang_getCursorType(decl)));
	}
	if (!strchr(name, ' '))
		return name;
	free(name);
	return NULL;
}

struct search {
	enum CXCursorKind kind;
	const char *name;
	CXCursor found;
};

static enum CXChildVisitResult match_record(CXCursor c, CXCursor parent, CXClientData data)
{
	struct search *s = data;
	(void)parent;
	if (clang_getCursorKind(c) != s->kind || !clang_isCursorDefinition(c))
		return CXChildVisit_Continue;
	char *name = record_name(c);
	bool same = name && strcmp(name, s->name) == 0;
	free(name);
	if (!same)
		return CXChildVisit_Continue;
	s->found = c;
	return CXChildVisit_Break;
}

/* The record as the BPF program has it, when that makes use of it. */
static bool find_in_bpf(struct layout *l, CXCursor decl, const char *full_name, CXType *t)
{
	enum CXCursorKind kind = clang_getCursorKind(decl);
	const char *name = strchr(full_name, ' ') + 1;
	for (size_t i = 0; l->in->bpf_args && i < l->in->n_bpf_sources; i++) {
		struct search s = {kind, name, clang_getNullCursor()};
		CXTranslationUnit tu = bpf_unit(l, i);
		if (!tu)
			continue;
		clang_visitChildren(clang_getTranslationUnitCursor(tu), match_record, &s);
		if (clang_Cursor_isNull(s.found))
			continue;
		*t = clang_getCursorType(s.found);
		return is_used(tu, full_name);
	}
	return false;
}

/* Comparing. */

struct comparison {
	struct layout *l;
	CXCursor decl;	   /* of the guest's record */
	const char *name;  /* "struct event" */
	const char *where; /* the other side: "app.bpf.o", "app.bpf.c" */
	struct flat guest, bpf;
};

static bool differs(const struct comparison *c, size_t i)
{
	const struct flat_field *g = &c->guest.v[i], *b = flat_find(&c->bpf, g->path);
	return b && (b->bit != g->bit || b->bits != g->bits);
}

/* The first field of another size explains the offsets of all behind it. */
static const struct flat_field *culprit(const struct comparison *c)
{
	const struct flat_field *first = NULL;
	for (size_t i = 0; i < c->guest.n; i++) {
		const struct flat_field *g = &c->guest.v[i];
		const struct flat_field *b = flat_find(&c->bpf, g->path);
		if (!b || !differs(c, i))
			continue;
		if (b->bits != g->bits && !is_anonymous_record(clang_getCursorType(g->decl)))
			return g;
		if (!first)
			first = g;
	}
	return first;
}

static const char *unit_name(const struct flat_field *f)
{
	return f->bit % 8 || f->bits % 8 ? "bits" : "bytes";
}

static int64_t in_units(const struct flat_field *f, int64_t bits)
{
	return f->bit % 8 || f->bits % 8 ? bits : bits / 8;
}

/* What each field of another size must become. */
static void note_fields(const struct comparison *c)
{
	for (size_t i = 0; i < c->guest.n; i++) {
		const struct flat_field *g = &c->guest.v[i], *b = flat_find(&c->bpf, g->path);
		CXType t = clang_getCursorType(g->decl);
		if (!b || b->bits == g->bits || is_anonymous_record(t) || !is_lp64_dependent(t))
			continue;
		char *type = text_of(clang_getTypeSpelling(t));
		if (clang_getCanonicalType(t).kind == CXType_Record)
			note("'%s' (%s) is mended where %s is", g->path, type, type);
		else
			note("'%s': write '%s' for '%s', which is %lld bytes here and %lld in BPF",
				g->path, strcmp(wide_name(t), "long long") == 0 ? "__s64" : "__u64",
				type, (long long)g->bits / 8, (long long)b->bits / 8);
		free(type);
	}
	note("or build with --fix-layout");
}

static void report_record(struct comparison *c)
{
	const struct flat_field *g = culprit(c);
	struct place at = cursor_place(g ? g->decl : c->decl);
	if (!new_difference(c->l, at))
		return;
	if (!g) {
		report_difference(c->l, at, "%s has %lld bytes here and %lld in %s", c->name,
			(long long)c->guest.size, (long long)c->bpf.size, c->where);
	} else {
		const struct flat_field *b = flat_find(&c->bpf, g->path);
		report_difference(c->l, at,
			"field '%s' of %s is at offset %lld with %lld %s here, at offset %lld with "
			"%lld in %s (%s: %lld bytes here, %lld there)",
			g->path, c->name, (long long)in_units(g, g->bit),
			(long long)in_units(g, g->bits), unit_name(g),
			(long long)in_units(g, b->bit), (long long)in_units(g, b->bits), c->where,
			c->name, (long long)c->guest.size, (long long)c->bpf.size);
	}
	note_fields(c);
}

static void fix_record(struct comparison *c)
{
	for (size_t i = 0; i < c->guest.n; i++) {
		const struct flat_field *g = &c->guest.v[i], *b = flat_find(&c->bpf, g->path);
		if (b && b->bits > g->bits && is_user_file(c->l, g->decl))
			fix_field(c->l, g->decl);
	}
}

/* A shared header may hold structs of which the guest makes no use: no bytes go wrong there. */
static void mention_unused(struct comparison *c)
{
	struct place at = cursor_place(c->decl);
	if (!c->l->report || was_mentioned(c->l, at))
		return;
	warn(at, "%s has %lld bytes here and %lld in %s; the program does not use it", c->name,
		(long long)c->guest.size, (long long)c->bpf.size, c->where);
}

static void compare(struct comparison *c)
{
	bool same = c->guest.size == c->bpf.size;
	for (size_t i = 0; same && i < c->guest.n; i++)
		same = !differs(c, i);
	c->l->n_structs++;
	if (same)
		return;
	if (!is_used(c->l->tu, c->name)) {
		mention_unused(c);
		return;
	}
	if (c->l->in->mode == LAYOUT_FIX && !c->l->report)
		fix_record(c);
	report_record(c);
}

/* Do the two mean the same thing?  A kernel struct may share its name with one of the user's. */
static bool is_related(const struct flat *a, const struct flat *b)
{
	size_t common = 0;
	for (size_t i = 0; i < a->n; i++)
		common += flat_find(b, a->v[i].path) != NULL;
	return common * 2 > a->n && common * 2 > b->n;
}

/* BTF may know a record by name and size alone: what no map carries was taken out of it. */
static bool read_btf_side(struct comparison *c, const char *name)
{
	uint32_t id;
	const struct model *m = find_in_btf(c->l, clang_getCursorKind(c->decl), name, &id);
	if (!m)
		return false;
	flatten_btf(m->btf, id, "", 0, &c->bpf);
	c->bpf.size = (int64_t)btf_type(m->btf, id)->size;
	c->where = m->file;
	if (is_related(&c->guest, &c->bpf))
		return true;
	flat_free(&c->bpf);
	c->bpf = (struct flat){0};
	return false;
}

static bool read_source_side(struct comparison *c)
{
	CXType t;
	if (!is_lp64_dependent(clang_getCursorType(c->decl)) ||
		!find_in_bpf(c->l, c->decl, c->name, &t))
		return false;
	flatten_clang(t, &c->bpf);
	c->where = "the BPF program";
	return is_related(&c->guest, &c->bpf);
}

static void check_record(struct layout *l, CXCursor decl, const char *name)
{
	bool is_union = clang_getCursorKind(decl) == CXCursor_UnionDecl;
	char *full = xasprintf("%s %s", is_union ? "union" : "struct", name);
	struct comparison c = {.l = l, .decl = decl, .name = full};
	flatten_clang(clang_getCursorType(decl), &c.guest);
	if (read_btf_side(&c, name) || read_source_side(&c))
		compare(&c);
	flat_free(&c.guest);
	flat_free(&c.bpf);
	free(full);
}

static enum CXChildVisitResult visit_record(CXCursor c, CXCursor parent, CXClientData data)
{
	enum CXCursorKind kind = clang_getCursorKind(c);
	(void)parent;
	if ((kind != CXCursor_StructDecl && kind != CXCursor_UnionDecl) ||
		!clang_isCursorDefinition(c) || !is_user_file(data, c))
		return CXChildVisit_Continue;
	char *name = record_name(c);
	if (name)
		check_record(data, c, name);
	free(name);
	return CXChildVisit_Recurse;
}

void check_records(struct layout *l)
{
	clang_visitChildren(clang_getTranslationUnitCursor(l->tu), visit_record, l);
}

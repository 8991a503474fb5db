/* Facts about clang's types and places that the layout check asks for. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "guest/layout_internal.h"

char *text_of(CXString s)
{
	const char *c = clang_getCString(s);
	char *text = xstrdup(c ? c : "");
	clang_disposeString(s);
	return text;
}

static enum CXVisitorResult field_depends(CXCursor field, CXClientData found)
{
	if (!is_lp64_dependent(clang_getCursorType(field)))
		return CXVisit_Continue;
	*(bool *)found = true;
	return CXVisit_Break;
}

bool is_lp64_dependent(CXType t)
{
	bool found = false;
	t = clang_getCanonicalType(t);
	switch (t.kind) {
	case CXType_Long:
	case CXType_ULong:
	case CXType_Pointer: return true;
	case CXType_ConstantArray:
	case CXType_IncompleteArray: return is_lp64_dependent(clang_getArrayElementType(t));
	case CXType_Record: clang_Type_visitFields(t, field_depends, &found); return found;
	default: return false;
	}
}

const char *wide_name(CXType t)
{
	t = clang_getCanonicalType(t);
	while (t.kind == CXType_ConstantArray || t.kind == CXType_IncompleteArray)
		t = clang_getCanonicalType(clang_getArrayElementType(t));
	return t.kind == CXType_Long ? "long long" : "unsigned long long";
}

struct place cursor_place(CXCursor c)
{
	CXFile file;
	unsigned line, col;
	clang_getExpansionLocation(clang_getCursorLocation(c), &file, &line, &col, NULL);
	return AT_LINE(text_of(clang_getFileName(file)), line, col);
}

/* Below the project's folder, and no system header: what the user can change. */
bool is_user_file(const struct layout *l, CXCursor c)
{
	CXSourceLocation at = clang_getCursorLocation(c);
	CXFile file;
	if (clang_Location_isInSystemHeader(at))
		return false;
	clang_getExpansionLocation(at, &file, NULL, NULL, NULL);
	char *name = text_of(clang_getFileName(file));
	char *path = realpath(name, NULL), *dir = realpath(l->in->project_dir, NULL);
	size_t n = dir ? strlen(dir) : 0;
	bool user =
		path && dir && strncmp(path, dir, n) == 0 && (path[n] == '/' || dir[n - 1] == '/');
	free(name);
	free(path);
	free(dir);
	return user;
}

struct use_search {
	const char *full, *bare; /* "struct event"; "event", as a typedef has it */
	bool found;
};

static enum CXChildVisitResult visit_use(CXCursor c, CXCursor parent, CXClientData data)
{
	struct use_search *s = data;
	if (clang_getCursorKind(parent) == CXCursor_TranslationUnit &&
		clang_Location_isInSystemHeader(clang_getCursorLocation(c)))
		return CXChildVisit_Continue;
	if (clang_getCursorKind(c) != CXCursor_TypeRef)
		return CXChildVisit_Recurse;
	char *name = text_of(clang_getCursorSpelling(c));
	s->found = strcmp(name, s->full) == 0 || strcmp(name, s->bare) == 0;
	free(name);
	return s->found ? CXChildVisit_Break : CXChildVisit_Recurse;
}

bool is_used(CXTranslationUnit tu, const char *full_name)
{
	const char *space = strchr(full_name, ' ');
	struct use_search s = {full_name, space ? space + 1 : full_name, false};
	clang_visitChildren(clang_getTranslationUnitCursor(tu), visit_use, &s);
	return s.found;
}

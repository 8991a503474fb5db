/*
 * Uses that no struct shows: buffers of `long` handed to functions that read and write maps,
 * whose bytes have the BPF side's layout, and formats that print a 64-bit value with `%lu`.
 * Reads calls and the compiler's own warnings about formats.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "guest/layout_internal.h"

/* Which arguments of a function are keys and values in the kernel's layout. */
static const struct map_function {
	const char *name;
	int buffers[2]; /* -1: none */
} map_functions[] = {
	{"bpf_map_lookup_elem", {1, 2}},
	{"bpf_map_lookup_elem_flags", {1, 2}},
	{"bpf_map_lookup_and_delete_elem", {1, 2}},
	{"bpf_map_lookup_and_delete_elem_flags", {1, 2}},
	{"bpf_map_update_elem", {1, 2}},
	{"bpf_map_delete_elem", {1, -1}},
	{"bpf_map_delete_elem_flags", {1, -1}},
	{"bpf_map_get_next_key", {1, 2}},
	{"bpf_map_lookup_batch", {3, 4}},
	{"bpf_map_lookup_and_delete_batch", {3, 4}},
	{"bpf_map_update_batch", {1, 2}},
	{"bpf_map_delete_batch", {1, -1}},
	{"bpf_map__lookup_elem", {1, 3}},
	{"bpf_map__lookup_and_delete_elem", {1, 3}},
	{"bpf_map__update_elem", {1, 3}},
	{"bpf_map__delete_elem", {1, -1}},
	{"bpf_map__get_next_key", {1, 2}},
};

static const struct map_function *find_function(CXCursor call)
{
	char *name = text_of(clang_getCursorSpelling(call));
	const struct map_function *found = NULL;
	for (size_t i = 0; i < sizeof map_functions / sizeof *map_functions; i++)
		if (strcmp(map_functions[i].name, name) == 0)
			found = &map_functions[i];
	free(name);
	return found;
}

static enum CXChildVisitResult last_child(CXCursor c, CXCursor parent, CXClientData data)
{
	(void)parent;
	*(CXCursor *)data = c;
	return CXChildVisit_Continue;
}

/* The argument without the conversions to void * around it. */
static CXCursor bare(CXCursor c)
{
	for (;;) {
		enum CXCursorKind kind = clang_getCursorKind(c);
		CXCursor inner = clang_getNullCursor();
		if (kind != CXCursor_UnexposedExpr && kind != CXCursor_CStyleCastExpr &&
			kind != CXCursor_ParenExpr)
			return c;
		clang_visitChildren(c, last_child, &inner);
		if (clang_Cursor_isNull(inner))
			return c;
		c = inner;
	}
}

static bool is_array(CXType t)
{
	return t.kind == CXType_ConstantArray || t.kind == CXType_IncompleteArray ||
	       t.kind == CXType_VariableArray;
}

/* What the buffer is made of; Void when nothing is known. */
static CXType buffer_type(CXCursor arg)
{
	CXType t = clang_getCanonicalType(clang_getCursorType(arg));
	if (t.kind == CXType_Pointer)
		t = clang_getPointeeType(t);
	while (is_array(clang_getCanonicalType(t)))
		t = clang_getArrayElementType(clang_getCanonicalType(t));
	return t;
}

static enum CXChildVisitResult first_child(CXCursor c, CXCursor parent, CXClientData data)
{
	(void)parent;
	*(CXCursor *)data = c;
	return CXChildVisit_Break;
}

/* The variable that the buffer is: `ip` in `ip`, `&ip`, `&ip[0]`. */
static CXCursor variable_of(CXCursor arg)
{
	while (clang_getCursorKind(arg) != CXCursor_DeclRefExpr) {
		CXCursor inner = clang_getNullCursor();
		enum CXCursorKind kind = clang_getCursorKind(arg);
		if (kind != CXCursor_UnaryOperator && kind != CXCursor_UnexposedExpr &&
			kind != CXCursor_ParenExpr && kind != CXCursor_ArraySubscriptExpr)
			return clang_getNullCursor();
		clang_visitChildren(arg, first_child, &inner);
		if (clang_Cursor_isNull(inner))
			return inner;
		arg = inner;
	}
	return clang_getCursorReferenced(arg);
}

static void check_buffer(struct layout *l, CXCursor call, CXCursor whole)
{
	CXCursor arg = bare(whole);
	CXType t = buffer_type(arg);
	if (!is_lp64_dependent(t))
		return;
	CXCursor variable = variable_of(arg);
	struct place at = cursor_place(arg);
	if (l->in->mode == LAYOUT_FIX && !l->report && !clang_Cursor_isNull(variable))
		fix_variable(l, variable);
	if (!new_difference(l, at))
		return;
	char *type = text_of(clang_getTypeSpelling(t));
	char *function = text_of(clang_getCursorSpelling(call));
	if (clang_getCanonicalType(t).kind == CXType_Record)
		report_difference(l, at,
			"%s() moves bytes in the BPF program's layout, where '%s' (%lld bytes "
			"here) is larger: it holds long or a pointer",
			function, type, (long long)clang_Type_getSizeOf(t));
	else
		report_difference(l, at,
			"%s() moves bytes in the BPF program's layout, where '%s' has 8 bytes; "
			"here it has %lld",
			function, type, (long long)clang_Type_getSizeOf(t));
	note("declare the buffer as '%s', or build with --fix-layout",
		strcmp(wide_name(t), "long long") == 0 ? "__s64" : "__u64");
	free(type);
	free(function);
}

static enum CXChildVisitResult visit_call(CXCursor c, CXCursor parent, CXClientData data)
{
	struct layout *l = data;
	bool top = clang_getCursorKind(parent) == CXCursor_TranslationUnit;
	if (top && !is_user_file(l, c))
		return CXChildVisit_Continue;
	const struct map_function *f =
		clang_getCursorKind(c) == CXCursor_CallExpr ? find_function(c) : NULL;
	for (int i = 0; f && i < 2; i++)
		if (f->buffers[i] >= 0 && f->buffers[i] < clang_Cursor_getNumArguments(c))
			check_buffer(l, c, clang_Cursor_getArgument(c, (unsigned)f->buffers[i]));
	return CXChildVisit_Recurse;
}

void check_calls(struct layout *l)
{
	clang_visitChildren(clang_getTranslationUnitCursor(l->tu), visit_call, l);
}

/* Does one side of "format specifies type 'A' but the argument has type 'B'" have 64 bits? */
static bool is_width_problem(const char *text)
{
	const char *but = strstr(text, " but the argument has ");
	const char *wide = strstr(text, "long long");
	if (!but || !wide)
		return false;
	bool left = wide < but, right = strstr(but, "long long") != NULL;
	return left != right;
}

static void fix_format(struct layout *l, CXDiagnostic d)
{
	for (unsigned i = 0; i < clang_getDiagnosticNumFixIts(d); i++) {
		CXSourceRange range;
		char *text = text_of(clang_getDiagnosticFixIt(d, i, &range));
		add_edit(l, clang_getRangeStart(range), clang_getRangeEnd(range), text);
		free(text);
	}
}

static char *first_fix(CXDiagnostic d)
{
	CXSourceRange range;
	return clang_getDiagnosticNumFixIts(d) ? text_of(clang_getDiagnosticFixIt(d, 0, &range))
					       : xstrdup("a format of the argument's width");
}

static void check_format(struct layout *l, CXDiagnostic d, char *text)
{
	CXFile file;
	unsigned line, col;
	clang_getExpansionLocation(clang_getDiagnosticLocation(d), &file, &line, &col, NULL);
	struct place at = AT_LINE(text_of(clang_getFileName(file)), line, col);
	if (l->in->mode == LAYOUT_FIX && !l->report)
		fix_format(l, d);
	if (!new_difference(l, at))
		return;
	char *fix = first_fix(d);
	report_difference(l, at, "%s: on wasm32 the wrong bytes are taken", text);
	note("write '%s', or build with --fix-layout", fix);
	free(fix);
}

void check_formats(struct layout *l)
{
	for (unsigned i = 0; i < clang_getNumDiagnostics(l->tu); i++) {
		CXDiagnostic d = clang_getDiagnostic(l->tu, i);
		CXSourceLocation at = clang_getDiagnosticLocation(d);
		char *option = text_of(clang_getDiagnosticOption(d, NULL));
		char *text = text_of(clang_getDiagnosticSpelling(d));
		if (strcmp(option, "-Wformat") == 0 && !clang_Location_isInSystemHeader(at) &&
			is_width_problem(text))
			check_format(l, d, text);
		free(option);
		free(text);
		clang_disposeDiagnostic(d);
	}
}

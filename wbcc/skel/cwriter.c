/*
 * Names, scalars and declarators.  Reads BTF, writes C; records are in record.c.
 *
 * A declarator is written from the inside out: the name first, then each layer around it, a
 * pointer to the left, an array or a function to the right, with parentheses where a pointer
 * meets one of the two.  Records and typedefs end the walk: they stand there by name.
 */
#include "skel/cwriter.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "skel/names.h"

const char cw_cxx_macro[] =
	"/* Members whose names are words of C++ have a '_' behind them there. */\n"
	"#ifndef WB_CXX\n"
	"#ifdef __cplusplus\n"
	"#define WB_CXX(name) name##_\n"
	"#else\n"
	"#define WB_CXX(name) name\n"
	"#endif\n"
	"#endif\n\n";

void cw_indent(struct cwriter *w, unsigned depth)
{
	while (depth--)
		buf_putc(w->out, '\t');
}

const char *cw_type_name(const struct cwriter *w, uint32_t id)
{
	const char *name = w->names ? w->names[id] : NULL;
	return name ? name : btf_type(w->btf, id)->name;
}

void cw_name(struct cwriter *w, const char *name)
{
	if (!w->anonymous && is_cxx_keyword(name)) {
		buf_printf(w->out, "WB_CXX(%s)", name);
		w->uses_cxx_name = true;
	} else {
		add_identifier(w->out, name);
	}
}

static const char *tag_word(const struct btf_type *t)
{
	switch (t->kind) {
	case BTF_STRUCT: return "struct ";
	case BTF_UNION: return "union ";
	case BTF_ENUM:
	case BTF_ENUM64: return "enum ";
	case BTF_FWD: return t->flag ? "union " : "struct ";
	default: return "";
	}
}

/* `struct event`, `u32`, `unsigned long`; anonymous records as `struct {...}`. */
static void add_base(struct cwriter *w, struct buf *out, uint32_t id)
{
	const struct btf_type *t = btf_type(w->btf, id);
	buf_puts(out, tag_word(t));
	if (!*t->name && w->anonymous)
		w->anonymous(w, out, id);
	else if (!*t->name)
		buf_puts(out, "{...}");
	else if (t->kind == BTF_VOID || t->kind == BTF_INT || t->kind == BTF_FLOAT)
		add_words(out, t->name);
	else
		add_identifier(out, cw_type_name(w, id));
}

/* "const ", once: an array of const elements may be const itself. */
static void add_qualifier(struct buf *qualifiers, enum btf_kind kind)
{
	const char *word = kind == BTF_CONST	  ? "const "
			   : kind == BTF_VOLATILE ? "volatile "
			   : kind == BTF_RESTRICT ? "restrict "
						  : NULL;
	if (word && !(qualifiers->len && strstr(qualifiers->data, word)))
		buf_puts(qualifiers, word);
}

static void add_params(struct cwriter *w, struct buf *decl, const struct btf_type *t)
{
	const struct btf_param *p = btf_params(w->btf, t);
	buf_putc(decl, '(');
	for (uint32_t i = 0; i < t->n; i++) {
		if (i)
			buf_puts(decl, ", ");
		if (!p[i].type && i + 1 == t->n)
			buf_puts(decl, "...");
		else
			cw_original(w, decl, p[i].type, "");
	}
	buf_puts(decl, t->n ? ")" : "void)");
}

/* Puts *text* in front of the declarator. */
static void prepend(struct buf *decl, const char *text)
{
	buf_insert(decl, 0, text, strlen(text));
}

static bool begins_with_name(const struct buf *decl)
{
	return decl->len && decl->data[0] != '*' && decl->data[0] != '(' && decl->data[0] != '[';
}

static void parenthesize(struct buf *decl)
{
	if (decl->len && decl->data[0] == '*') {
		prepend(decl, "(");
		buf_putc(decl, ')');
	}
}

void cw_original(struct cwriter *w, struct buf *out, uint32_t id, const char *name)
{
	struct buf decl = {0};
	struct buf qualifiers = {0}; /* of the base, or of the pointer that comes next */
	add_identifier(&decl, name);
	for (;; id = btf_type(w->btf, id)->ref) {
		const struct btf_type *t = btf_type(w->btf, id);
		if (btf_is_modifier(t->kind)) {
			add_qualifier(&qualifiers, t->kind);
		} else if (t->kind == BTF_PTR) {
			if (begins_with_name(&decl) || qualifiers.len)
				prepend(&decl, qualifiers.len ? qualifiers.data : "");
			prepend(&decl, qualifiers.len ? "* " : "*");
			buf_free(&qualifiers);
		} else if (t->kind == BTF_ARRAY) {
			parenthesize(&decl);
			buf_printf(&decl, "[%u]", t->n);
		} else if (t->kind == BTF_FUNC_PROTO) {
			parenthesize(&decl);
			add_params(w, &decl, t);
		} else {
			break;
		}
	}
	buf_add(out, qualifiers.data, qualifiers.len);
	add_base(w, out, id);
	if (decl.len && decl.data[0] != '[')
		buf_putc(out, ' ');
	buf_add(out, decl.data, decl.len);
	buf_free(&decl);
	buf_free(&qualifiers);
}

/* An integer by its width; `long` is the one whose width wasm32 changes. */
static const char *int_name(const struct btf_type *t, bool *changed)
{
	bool is_signed = t->encoding & BTF_INT_SIGNED;
	switch (t->size) {
	case 1:
		if (t->encoding & BTF_INT_BOOL)
			return "bool";
		if (strcmp(t->name, "char") == 0)
			return "char";
		return is_signed ? "signed char" : "unsigned char";
	case 2: return is_signed ? "short" : "unsigned short";
	case 4: return is_signed ? "int" : "unsigned int";
	case 8:
		if (strstr(t->name, "long long"))
			return is_signed ? "long long" : "unsigned long long";
		*changed = true;
		return is_signed ? "__s64" : "__u64";
	default: return is_signed ? "__int128" : "unsigned __int128";
	}
}

static const char *float_name(const struct btf_type *t)
{
	switch (t->size) {
	case 2: return "__fp16";
	case 4: return "float";
	case 8: return "double";
	default: return "long double";
	}
}

/* A typedef of a fixed width keeps its name: there is no doubt about it. */
static const char *fixed_width_typedef(const struct cwriter *w, uint32_t id)
{
	for (;; id = btf_type(w->btf, id)->ref) {
		const struct btf_type *t = btf_type(w->btf, id);
		if (t->kind == BTF_TYPEDEF) {
			const char *name = fixed_width_name(t->name, (unsigned)t->size);
			if (name)
				return name;
		} else if (!btf_is_modifier(t->kind)) {
			return NULL;
		}
	}
}

const char *cw_scalar(const struct cwriter *w, uint32_t id, bool *changed)
{
	uint32_t base = btf_resolve(w->btf, id);
	const struct btf_type *t = btf_type(w->btf, base);
	const char *fixed = NULL;
	switch (t->kind) {
	case BTF_INT:
		fixed = fixed_width_typedef(w, id);
		if (!fixed && btf_skip_modifiers(w->btf, id) != base)
			*changed = true;
		return fixed ? fixed : int_name(t, changed);
	case BTF_FLOAT: return float_name(t);
	case BTF_PTR: *changed = true; return "__u64";
	default: return NULL;
	}
}

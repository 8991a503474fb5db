/*
 * A function: a comment that says where it comes from, its head, its locals, its body.
 */
#include "lower/emit.h"

#include <stdlib.h>
#include <string.h>

#include "lower/emit_module.h"
#include "lower/guestlib.h"

/* ---- names of locals
 * ----------------------------------------------------------------------------- */

static const char *const reserved[] = {"auto", "break", "case", "char", "const", "continue",
	"default", "do", "double", "else", "enum", "extern", "float", "for", "goto", "if", "inline",
	"int", "long", "register", "restrict", "return", "short", "signed", "sizeof", "static",
	"struct", "switch", "typedef", "union", "unsigned", "void", "volatile", "while", "asm",
	"typeof", "bool", "true", "false", "NULL", "u8", "u16", "u32", "u64", "s8", "s16", "s32",
	"s64", "f32", "f64", "v128", "funcref", "externref", "mem", "unix", "linux", "data_drop",
	"elem_drop", "ref_func", "null_funcref", "main", "memcpy", "memmove", "memset", "memcmp",
	"memchr", "strlen", "strcmp", "strncmp", "strchr", "strrchr"};
/* Names that lowered.h and the rest of the file use begin with one of these. */
static const char *const prefixes[] = {"wb_", "WB_", "w_", "g_", "fn_", "i32_", "i64_", "f32_",
	"f64_", "v128_", "i8x16_", "i16x8_", "i32x4_", "i64x2_", "f32x4_", "f64x2_", "memory_",
	"table_", "wasi_snapshot", "__", "L"};

static bool is_reserved(const char *name)
{
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
		if (!strncmp(name, prefixes[i], strlen(prefixes[i])))
			return true;
	for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
		if (!strcmp(name, reserved[i]))
			return true;
	return strchr("plt", *name) && name[1] &&
	       strspn(name + 1, "0123456789") == strlen(name + 1);
}

static void name_local(struct func *f, uint32_t index)
{
	const struct wasm_func *w = &f->e->m->funcs[index < f->n_locals ? f->index : 0];
	struct local *l = &f->locals[index];
	bool known = w->local_names && w->locals && index < strlen(w->locals);
	const char *name = known ? w->local_names[index] : NULL;
	if (name && *name && is_reserved(name))
		name = xasprintf("%s_", name);
	l->name = names_make(f->names, name && *name ? "" : l->is_param ? "p" : "l", name, index);
}

static void name_locals(struct func *f)
{
	uint32_t n = BinaryenFunctionGetNumLocals(f->ref);
	const char *params = f->e->m->types[f->e->m->funcs[f->index].type];
	uint32_t n_params = (uint32_t)(strchr(params, '>') - params);
	f->n_locals = n;
	f->locals = xcalloc(n + 1, sizeof *f->locals);
	for (uint32_t i = 0; i < n; i++) {
		struct local *l = &f->locals[i];
		l->is_param = i < n_params;
		l->type = l->is_param ? xstrndup(params + i, 1)
				      : type_letters(BinaryenFunctionGetVar(f->ref, i - n_params));
		name_local(f, i);
	}
}

/* ---- the head
 * -------------------------------------------------------------------------------------- */

static const char *export_of(const struct emit *e, uint32_t index)
{
	for (uint32_t i = 0; i < e->m->n_exports; i++)
		if (e->m->exports[i].kind == WASM_FUNC && e->m->exports[i].index == index)
			return e->m->exports[i].name.data;
	return NULL;
}

/* Text of the module's inside a comment: nothing that ends it, nothing unprintable. */
static char *harmless(const char *text)
{
	char *copy = xstrdup(text);
	for (char *s = copy; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 127 || *s == '\\' ||
			((*s == '/' || *s == '*') && s > copy && (s[-1] == '*' || s[-1] == '/')))
			*s = '.';
	return copy;
}

void origin_comment(const struct emit *e, uint32_t index, struct buf *out)
{
	const char *name = e->m->funcs[index].name, *exported = export_of(e, index);
	buf_printf(out, "/* function %u", index);
	if (name && !(exported && !strcmp(name, exported)))
		buf_printf(out, ", %s", harmless(name));
	if (exported)
		buf_printf(out, ", exported as \"%s\"", harmless(exported));
	buf_puts(out, " */\n");
}

void function_head(struct emit *e, uint32_t index, const struct local *locals, struct buf *out)
{
	const char *sig = e->m->types[e->m->funcs[index].type];
	buf_printf(out, "static %s %s(", c_type(e, sig_results(sig)), e->func_names[index]);
	if (*sig == '>')
		buf_puts(out, "void");
	for (uint32_t i = 0; sig[i] != '>'; i++) {
		char letter[2] = {sig[i], 0};
		buf_printf(out, "%s%s", i ? ", " : "", c_type(e, letter));
		if (locals)
			buf_printf(out, " %s%s", locals[i].name,
				!locals[i].is_unread ? "" : " wb_unused");
	}
	buf_putc(out, ')');
}

static const char *zero_of(const char *type)
{
	if (type[1])
		return "{0}";
	switch (*type) {
	case 'V': return "v128_zero";
	case 'c': return "null_funcref";
	case 'x': return "NULL";
	default: return "0";
	}
}

/* Locals that no set can declare, those of a type on one line. */
static void declare_locals(struct func *f, struct buf *out)
{
	bool *done = xcalloc(f->n_locals + 1, sizeof *done);
	for (uint32_t i = 0; i < f->n_locals; i++) {
		size_t start = out->len;
		for (uint32_t j = i; j < f->n_locals; j++) {
			const struct local *l = &f->locals[j];
			bool needed = !l->is_param && l->is_read && !l->declare_at &&
				      (l->is_set || l->type[1]);
			if (done[j] || !needed || strcmp(l->type, f->locals[i].type) != 0)
				continue;
			done[j] = true;
			if (out->len > start + 84) {
				buf_puts(out, ";\n");
				start = out->len;
			}
			if (out->len == start)
				buf_printf(out, "\t%s ", c_type(f->e, l->type));
			else
				buf_puts(out, ", ");
			buf_printf(out, "%s%s = %s", l->name, l->is_unread ? " wb_unused" : "",
				zero_of(l->type));
		}
		if (out->len > start)
			buf_puts(out, ";\n");
	}
	free(done);
}

/* ---- the body
 * ---------------------------------------------------------------------------------------- */

void emit_line_mark(struct func *f, uint32_t file, uint32_t line)
{
	struct buf text = {0};
	const char *name = f->e->m->files[file];
	buf_printf(&text, "#line %u ", line);
	write_short_string(&text, name, strlen(name));
	f->place = buf_take(&text);
	if (!f->first_place)
		f->first_place = f->place;
}

/* The body of a libc function that the host's replaces. */
static bool emit_guest_function(struct func *f, struct buf *out)
{
	const struct wasm_func *w = &f->e->m->funcs[f->index];
	const char *sig = f->e->m->types[w->type];
	const char *name = f->e->is_wasm_ld ? guest_function(w->name, sig) : NULL;
	if (!name || !f->e->m->n_memories)
		return false;
	function_head(f->e, f->index, f->locals, out);
	buf_printf(out, "\n{\n\treturn wb_guest_%s(", name);
	for (uint32_t i = 0; sig[i] != '>'; i++)
		buf_printf(out, "%s%s", i ? ", " : "", f->locals[i].name);
	buf_puts(out, ");\n}\n");
	return true;
}

static void emit_body(struct func *f)
{
	expr_ref body = BinaryenFunctionGetBody(f->ref);
	emit_expr(f, body);
	if (expr_has_value(body) && f->depth)
		add_last_line(f, "return %s;", pop_operand(f).text);
}

/* The way out that wb_may_return() pretends to take. */
static void write_way_out(struct func *f, struct buf *out)
{
	const char *result = sig_results(f->e->m->types[f->e->m->funcs[f->index].type]);
	if (!*result)
		buf_puts(out, "wb_returns:;\n");
	else if (result[1])
		buf_printf(out, "wb_returns:\n\treturn (%s){0};\n", c_type(f->e, result));
	else
		buf_printf(out, "wb_returns:\n\treturn %s;\n", zero_of(result));
}

void emit_function(struct emit *e, uint32_t index)
{
	struct stmts list = {0};
	struct func f = {.e = e, .index = index, .out = &list, .names = names_new()};
	struct buf *out = &e->bodies[index];
	f.ref = BinaryenGetFunctionByIndex(e->module, index);
	name_locals(&f);
	origin_comment(e, index, out);
	if (emit_guest_function(&f, out))
		return;
	analyse_function(&f);
	emit_body(&f);
	structure(&list, f.n_labels);
	mark_unread(&f, &list);
	if (e->o->lines)
		buf_printf(out, "%s\n", f.first_place ? f.first_place : "#line 1 \"lowered\"");
	function_head(e, index, f.locals, out);
	buf_puts(out, "\n{\n");
	if (f.uses_memory && e->o->shape == LOWER_MODULE)
		buf_puts(out, "\tuint8_t *const mem = w_memory.base;\n");
	declare_locals(&f, out);
	if (e->o->shape == LOWER_MODULE && !f.has_tail_call)
		buf_puts(out, "\twb_frame();\n");
	bool in_tail_calls = f.has_tail_call || e->is_tail_called[index];
	if (in_tail_calls)
		buf_puts(out, "\twb_may_return();\n");
	print_stmts(&list, f.n_labels, 1, out);
	if (in_tail_calls)
		write_way_out(&f, out);
	buf_puts(out, "}\n");
}

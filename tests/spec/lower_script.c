/*
 * Lowers the modules of a script.
 *
 *     usage: lower_script FILE.json [guard|explicit]
 *            lower_script --cflags=clang|gcc     prints how lowered C is compiled
 *
 * Reads the JSON of wast2json and the module files beside it.  Writes beside them one C file
 * for each module that the script instantiates or tries to (m0.c, m1.c, ...), and modules.c
 * with the two tables of spec.h, and FILE.wasm for text modules that stand for bytes.  A module
 * that cannot be lowered gets no entry: the script's run reports the directives that need it. Exits
 * with 0 unless a file cannot be written.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "lower/flags.h"
#include "lower/lower.h"
#include "lower/module.h"
#include "quoted.h"

/* What modules.c is made of. */
struct program {
	const char *dir;
	bool explicit_bounds;
	struct buf modules; /* rows of spec_modules */
	struct buf externs;
	const char **types; /* function types that need a thunk, each once */
	size_t n_types, cap_types;
	unsigned n_modules;
};

static void add_type(struct program *p, const char *type)
{
	for (size_t i = 0; i < p->n_types; i++)
		if (!strcmp(p->types[i], type))
			return;
	vec_push(p->types, p->n_types, p->cap_types) = xstrdup(type);
}

/* The types of exported functions: the only ones that a script can call. */
static bool add_export_types(struct program *p, const char *path, const struct bytes *file)
{
	struct front_options options = {.no_carrier = true};
	struct wasm_module *m = module_read(path, file->data, file->len, &options);
	if (!m)
		return false;
	for (uint32_t i = 0; i < m->n_exports; i++)
		if (m->exports[i].kind == WASM_FUNC)
			add_type(p, m->types[m->funcs[m->exports[i].index].type]);
	module_free(m);
	return true;
}

static bool lower_to(struct program *p, const char *path, const struct bytes *file, char *symbol)
{
	struct lower_options options = {.file = path,
		.shape = LOWER_MODULE,
		.symbol = symbol,
		.explicit_bounds = p->explicit_bounds};
	struct buf text = {0};
	if (!lower_module(file->data, file->len, &options, &text))
		return false;
	char *out = xasprintf("%s/m%u.c", p->dir, p->n_modules);
	if (!file_write(out, text.data, text.len, 0644))
		exit(1);
	free(out);
	buf_free(&text);
	return true;
}

/* The feature that the last error names as unsupported, or NULL. */
static char *unsupported;

static void note_unsupported(const char *text, void *ctx)
{
	static const char mark[] = "unsupported: ";
	const char *found = strstr(text, mark);
	(void)ctx;
	fputs(text, stderr);
	if (!found)
		return;
	free(unsupported);
	found += sizeof mark - 1;
	unsupported = xstrndup(found, strcspn(found, "\r\n\""));
}

static void add_row(struct program *p, const char *file_name, bool is_lowered)
{
	if (is_lowered) {
		buf_printf(&p->externs, "extern struct wb_instance spec_m%u;\n", p->n_modules);
		buf_printf(&p->modules, "\t{\"%s\", &spec_m%u, NULL},\n", file_name, p->n_modules);
		p->n_modules++;
	} else if (unsupported) {
		buf_printf(&p->modules, "\t{\"%s\", NULL, \"%s\"},\n", file_name, unsupported);
	}
}

static void add_module(struct program *p, const char *file_name)
{
	char *path = path_join(p->dir, file_name);
	char *symbol = xasprintf("spec_m%u", p->n_modules);
	struct bytes file;
	free(unsupported);
	unsupported = NULL;
	diag_set_sink(note_unsupported, NULL);
	if (file_read(path, 0, &file)) {
		add_row(p, file_name,
			add_export_types(p, path, &file) && lower_to(p, path, &file, symbol));
		free(file.data);
	}
	free(symbol);
	free(path);
}

/* Malformed and invalid modules are not run; all others of a script are linked at least. */
static bool is_lowered(const json_t *directive)
{
	static const char *const kinds[] = {"module", "assert_unlinkable", "assert_uninstantiable"};
	const char *kind = json_string_value(json_object_get(directive, "type"));
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (kind && !strcmp(kind, kinds[i]))
			return true;
	return false;
}

/* Writes FILE.wasm for a text module that stands for bytes. */
static void add_quoted(struct program *p, const char *file_name)
{
	char *path = path_join(p->dir, file_name);
	struct buf module = {0};
	struct bytes text;
	if (file_read(path, 0, &text)) {
		char *out = xasprintf("%s.wasm", path);
		if (quoted_module((char *)text.data, &module) &&
			!file_write(out, module.data, module.len, 0644))
			exit(1);
		free(out);
		free(text.data);
	}
	buf_free(&module);
	free(path);
}

/* ---- modules.c ------------------------------------------------------------------------------ */

static const char *c_type(char letter)
{
	switch (letter) {
	case 'i': return "uint32_t";
	case 'I': return "uint64_t";
	case 'f': return "float";
	case 'F': return "double";
	case 'V': return "wb_v128";
	case 'c': return "struct wb_funcref";
	default: return "wb_externref";
	}
}

/* The result's C type; several results come as a struct, as lowered functions return them. */
static void put_result_type(struct buf *b, const char *results)
{
	size_t n = strlen(results);
	buf_puts(b, n == 0 ? "void" : n == 1 ? c_type(*results) : "");
	if (n > 1)
		buf_printf(b, "struct wb_results_%s", results);
}

static void put_results_struct(struct buf *b, const char *results)
{
	buf_printf(b, "#ifndef WB_RESULTS_%s\n#define WB_RESULTS_%s\n", results, results);
	buf_printf(b, "struct wb_results_%s {\n", results);
	for (size_t i = 0; results[i]; i++)
		buf_printf(b, "\t%s r%zu;\n", c_type(results[i]), i);
	buf_puts(b, "};\n#endif\n");
}

static void put_load(struct buf *b, char letter, const char *from, size_t i)
{
	if (letter == 'V')
		buf_printf(b, "v128_of(%s[%zu].V)", from, i);
	else
		buf_printf(b, "%s[%zu].%c", from, i, letter);
}

static void put_call(struct buf *b, const char *type, size_t n_params)
{
	buf_puts(b, "((");
	put_result_type(b, type + n_params + 1);
	buf_puts(b, "(*)(");
	for (size_t i = 0; i < n_params; i++)
		buf_printf(b, "%s%s", i ? ", " : "", c_type(type[i]));
	buf_puts(b, n_params ? "))code)(" : "void))code)(");
	for (size_t i = 0; i < n_params; i++) {
		buf_puts(b, i ? ", " : "");
		put_load(b, type[i], "args", i);
	}
	buf_puts(b, ");\n");
}

/* static void call_N(code, args, results): the call and the way back of its results. */
static void put_thunk(struct buf *b, const char *type, size_t number)
{
	size_t n_params = strcspn(type, ">");
	const char *results = type + n_params + 1;
	size_t n_results = strlen(results);
	buf_printf(b, "\nstatic void call_%zu(wb_code code, const union spec_value *args,", number);
	buf_puts(b, " union spec_value *results)\n{\n\t(void)args, (void)results;\n\t");
	if (n_results) {
		put_result_type(b, results);
		buf_puts(b, " r = ");
	}
	put_call(b, type, n_params);
	for (size_t i = 0; i < n_results; i++) {
		buf_printf(b, "\tmemcpy(&results[%zu], &r", i);
		if (n_results > 1)
			buf_printf(b, ".r%zu, sizeof r.r%zu);\n", i, i);
		else
			buf_puts(b, ", sizeof r);\n");
	}
	buf_puts(b, "}\n");
}

static bool write_modules_c(struct program *p)
{
	struct buf b = {0};
	buf_puts(&b, "#include <string.h>\n\n#include \"spec.h\"\n\n"
		     "typedef uint64_t wb_v128 __attribute__((vector_size(16)));\n\n");
	if (p->externs.len)
		buf_puts(&b, p->externs.data);
	buf_puts(&b, "\nstatic inline wb_v128 v128_of(const void *p)\n"
		     "{\n\twb_v128 v;\n\tmemcpy(&v, p, sizeof v);\n\treturn v;\n}\n\n");
	for (size_t i = 0; i < p->n_types; i++) {
		const char *results = strchr(p->types[i], '>') + 1;
		if (strlen(results) > 1)
			put_results_struct(&b, results);
	}
	for (size_t i = 0; i < p->n_types; i++)
		put_thunk(&b, p->types[i], i);
	buf_puts(&b, "\nconst struct spec_thunk spec_thunks[] = {\n");
	for (size_t i = 0; i < p->n_types; i++)
		buf_printf(&b, "\t{\"%s\", call_%zu},\n", p->types[i], i);
	buf_puts(&b, "\t{NULL, NULL},\n};\n\nconst struct spec_module spec_modules[] = {\n");
	if (p->modules.len)
		buf_puts(&b, p->modules.data);
	buf_puts(&b, "\t{NULL, NULL, NULL},\n};\n");
	char *out = path_join(p->dir, "modules.c");
	bool is_written = file_write(out, b.data, b.len, 0644);
	free(out);
	buf_free(&b);
	return is_written;
}

static int print_cflags(const char *compiler)
{
	const char *const *more = !strcmp(compiler, "gcc") ? wb_cflags_gcc : wb_cflags_clang;
	for (const char *const *f = wb_cflags; *f; f++)
		printf("%s ", *f);
	for (; *more; more++)
		printf("%s ", *more);
	for (const char *const *f = wb_cflags_conformance; *f; f++)
		printf("%s ", *f);
	putchar('\n');
	return 0;
}

int main(int argc, char **argv)
{
	json_error_t error;
	size_t i;
	json_t *directive;
	if (argc != 2 && argc != 3)
		return fprintf(stderr, "usage: %s FILE.json [guard|explicit]\n", argv[0]), 2;
	if (!strncmp(argv[1], "--cflags=", 9))
		return print_cflags(argv[1] + 9);
	json_t *root = json_load_file(argv[1], JSON_ALLOW_NUL, &error);
	json_t *script = json_object_get(root, "commands");
	if (!json_is_array(script))
		return fprintf(stderr, "%s: %s\n", argv[1], root ? "no script" : error.text), 2;
	struct program p = {.dir = path_dir(argv[1]),
		.explicit_bounds = argc == 3 && !strcmp(argv[2], "explicit")};
	json_array_foreach(script, i, directive)
	{
		const char *file = json_string_value(json_object_get(directive, "filename"));
		if (file && is_lowered(directive))
			add_module(&p, file);
		else if (file && !has_suffix(file, ".wasm"))
			add_quoted(&p, file);
	}
	return write_modules_c(&p) ? 0 : 1;
}

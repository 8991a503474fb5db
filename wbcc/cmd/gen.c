/* wbcc gen: one generated file from a BPF object (or from raw BTF, for vmlinux). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/cmd.h"
#include "cmd/options.h"
#include "skel/skel.h"

static bool write_vmlinux(const struct model *m, const char *name, struct buf *out)
{
	(void)name;
	return vmlinux_write(m, out);
}

static const struct generator {
	const char *name;
	bool (*write)(const struct model *m, const char *name, struct buf *out);
	const char *help;
} generators[] = {
	{"skeleton", skel_write, "the C header to open, load and attach the object (NAME.skel.h)"},
	{"types", types_write, "the C types of its maps and globals (NAME.types.h)"},
	{"wit", wit_write, "the same types as WIT records, for the component model"},
	{"rust", rust_write, "the same types for Rust"},
	{"go", go_write, "the same types for Go"},
	{"json", json_write, "the whole model"},
	{"vmlinux", write_vmlinux, "all types, for BPF programs (vmlinux.h)"},
};

#define N_GENERATORS (sizeof generators / sizeof *generators)

static void print_kinds(void)
{
	puts("\nKinds:");
	for (size_t i = 0; i < N_GENERATORS; i++)
		printf("  %-10s%s\n", generators[i].name, generators[i].help);
}

static const struct generator *find_generator(const char *name)
{
	for (size_t i = 0; i < N_GENERATORS; i++)
		if (strcmp(generators[i].name, name) == 0)
			return &generators[i];
	return NULL;
}

static bool write_out(const char *out, const struct buf *text)
{
	if (out)
		return file_write(out, text->data, text->len, 0644);
	fwrite(text->data, 1, text->len, stdout);
	return true; /* main() checks stdout */
}

static bool generate(const struct generator *g, const char *file, const char *name, const char *out)
{
	struct bytes bytes;
	struct buf text = {0};
	if (!file_read(file, 0, &bytes))
		return false;
	struct model *m = model_read(file, bytes.data, bytes.len);
	char *derived = model_object_name(name ? name : file);
	bool ok = m && g->write(m, name ? name : derived, &text) && write_out(out, &text);
	free(derived);
	buf_free(&text);
	model_free(m);
	free(bytes.data);
	return ok;
}

int cmd_gen(int argc, char **argv)
{
	const char *out = NULL, *name = NULL;
	struct operands operands;
	const struct opt opts[] = {
		{'o', "output", "FILE", OPT_TEXT, &out,
			"where to write (default: standard output)"},
		{'n', "name", "NAME", OPT_TEXT, &name,
			"the object's name in the generated code (default: the file's)"},
	};
	const struct usage usage = {
		.command = "gen",
		.operands = "KIND FILE.bpf.o",
		.text = "Generates from a BPF object what its users include.",
		.opts = opts,
		.n_opts = sizeof opts / sizeof *opts,
		.min = 2,
		.max = 2,
		.more = print_kinds,
	};
	int status = options_parse(&usage, argc, argv, &operands);
	if (status >= 0)
		return status;
	const struct generator *g = find_generator(operands.v[0]);
	if (!g)
		return usage_error("gen", "unknown kind '%s'", operands.v[0]);
	return generate(g, operands.v[1], name, out) ? EXIT_DONE : EXIT_FAILED;
}

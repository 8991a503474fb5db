/*
 * Writes package.c: the manifest and the BPF objects by .incbin, and struct wb_package that
 * points to them.
 */
#include "native/embed.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "pack/package.h"

/* Text of the package inside quotes, both of C and of the assembler: octal is safe in both. */
static void add_quoted(struct buf *b, const char *s)
{
	for (; *s; s++)
		if (isalnum((unsigned char)*s) || strchr(" ._-+:@/", *s))
			buf_putc(b, *s);
		else
			buf_printf(b, "\\%03o", (unsigned char)*s);
}

/* One blob: its file beside package.c, its section, and the symbols that C refers to. */
static bool add_blob(struct buf *c, const char *work, const char *symbol, const char *section,
	const void *data, size_t len)
{
	char *file = path_join(work, symbol);
	bool ok = file_write(file, data, len, 0644);
	buf_printf(c, "extern const unsigned char %s[];\n", symbol);
	buf_puts(c, "__asm__(\".pushsection \\\"");
	add_quoted(c, section);
	buf_puts(c, "\\\", \\\"a\\\", %progbits\\n\"\n\t\".balign 8\\n\"\n");
	buf_printf(c, "\t\"%s: .incbin \\\"", symbol);
	add_quoted(c, file);
	buf_puts(c, "\\\"\\n\"\n\t\".byte 0\\n\"\n\t\".popsection\\n\");\n");
	free(file);
	return ok;
}

static char *object_section(const struct package_object *o)
{
	return xasprintf(EMBED_BPF "%s%s%s", o->name, o->arch ? "@" : "", o->arch ? o->arch : "");
}

static void add_object_entry(struct buf *c, const struct package_object *o, size_t i)
{
	buf_puts(c, "\t{\"");
	add_quoted(c, o->name);
	buf_puts(c, o->arch ? "\", \"" : "\", 0");
	add_quoted(c, o->arch ? o->arch : "");
	buf_printf(c, "%s, wb_object_%zu, %zu},\n", o->arch ? "\"" : "", i, o->len);
}

static void add_definition(struct buf *c, const struct package *p)
{
	if (p->n_objects)
		buf_puts(c, "static const struct wb_bpf_object objects[] = {\n");
	for (size_t i = 0; i < p->n_objects; i++)
		add_object_entry(c, &p->objects[i], i);
	if (p->n_objects)
		buf_puts(c, "};\n");
	buf_puts(c, "const struct wb_package wb_package = {\n\t.name = \"");
	add_quoted(c, p->name);
	buf_puts(c, "\",\n\t.version = \"");
	add_quoted(c, p->version);
	buf_puts(c, "\",\n\t.manifest = (const char *)wb_manifest,\n");
	if (p->n_objects)
		buf_printf(c, "\t.objects = objects,\n\t.n_objects = %zu,\n", p->n_objects);
	buf_puts(c, "};\n");
}

bool embed_package(const struct package *p, const char *work, struct args *sources)
{
	struct buf c = {0};
	buf_puts(
		&c, "/* What the loader needs of the package. */\n#include \"wbcc/package.h\"\n\n");
	bool ok =
		add_blob(&c, work, "wb_manifest", EMBED_MANIFEST, p->manifest, strlen(p->manifest));
	for (size_t i = 0; i < p->n_objects && ok; i++) {
		char *symbol = xasprintf("wb_object_%zu", i);
		char *section = object_section(&p->objects[i]);
		ok = add_blob(&c, work, symbol, section, p->objects[i].data, p->objects[i].len);
		free(section);
		free(symbol);
	}
	add_definition(&c, p);
	char *file = path_join(work, "package.c");
	ok = ok && file_write(file, c.data, c.len, 0644);
	args_add(sources, file);
	free(file);
	buf_free(&c);
	return ok;
}

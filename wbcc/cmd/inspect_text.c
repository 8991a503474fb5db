/* Prints the JSON value of inspect.c for people: one line a thing, columns aligned. */
#include "cmd/inspect_text.h"

#include <stdio.h>

#define LINE 78

static const char *text(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));
	return s ? s : "";
}

static long long number(const json_t *o, const char *key)
{
	return json_integer_value(json_object_get(o, key));
}

/* Names in lines that do not get too long. */
static void print_names(const char *title, const json_t *names)
{
	size_t i;
	json_t *name;
	int column = printf("  %-24s", title);
	json_array_foreach(names, i, name)
	{
		const char *s = json_string_value(name);
		if (column + (int)json_string_length(name) > LINE && i)
			column = printf("\n  %-24s", "") - 1;
		column += printf("%s ", s ? s : "");
	}
	putchar('\n');
}

static void print_programs(const json_t *programs)
{
	size_t i;
	json_t *p;
	if (json_array_size(programs))
		puts("  programs");
	json_array_foreach(programs, i, p)
	{
		printf("    %-24s %-14s %s", text(p, "name"), text(p, "type"), text(p, "section"));
		if (*text(p, "target"))
			printf("  -> %s", text(p, "target"));
		putchar('\n');
	}
}

static void print_maps(const json_t *maps)
{
	size_t i;
	json_t *m;
	if (json_array_size(maps))
		puts("  maps");
	json_array_foreach(maps, i, m)
		printf("    %-24s %-14s key %lld  value %lld  entries %lld\n", text(m, "name"),
			text(m, "type"), number(m, "key_size"), number(m, "value_size"),
			number(m, "max_entries"));
}

static void print_globals(const json_t *globals)
{
	size_t i;
	json_t *g;
	if (json_array_size(globals))
		puts("  globals");
	json_array_foreach(globals, i, g)
	{
		char title[64];
		snprintf(title, sizeof title, "  %s", text(g, "section"));
		print_names(title, json_object_get(g, "variables"));
	}
}

/* What can be missing on kernels that are in use, newest first, each with its reason. */
static void print_needs(const json_t *needs)
{
	size_t i;
	json_t *n;
	if (!needs)
		return;
	printf("  needs kernel %s", text(needs, "kernel"));
	if (*text(needs, "kernel_arm64"))
		printf(", on arm64 %s", text(needs, "kernel_arm64"));
	printf(", or root before 5.8 and since then");
	json_array_foreach(json_object_get(needs, "capabilities"), i, n)
		printf(" %s", json_string_value(n));
	putchar('\n');
	json_array_foreach(json_object_get(needs, "list"), i, n)
		printf("    %-24s %-14s %-5s %s%s\n", text(n, "what"), text(n, "kind"),
			text(n, "since"), text(n, "because"),
			json_is_true(json_object_get(n, "optional")) ? " (optional)" : "");
}

static void print_object(const json_t *o)
{
	printf("\nobject %s", text(o, "name"));
	if (*text(o, "arch"))
		printf(" for %s", text(o, "arch"));
	printf(": %lld bytes", number(o, "size"));
	printf(*text(o, "license") ? ", license %s\n" : "%s\n", text(o, "license"));
	print_programs(json_object_get(o, "programs"));
	print_maps(json_object_get(o, "maps"));
	print_globals(json_object_get(o, "globals"));
	if (json_object_get(o, "kernel_symbols"))
		print_names("kernel symbols", json_object_get(o, "kernel_symbols"));
	print_needs(json_object_get(o, "needs"));
}

static void print_imports(const json_t *imports)
{
	const char *module;
	json_t *names;
	if (json_is_array(imports)) {
		puts("");
		print_names("imports from", imports);
		return;
	}
	if (json_object_size(imports))
		puts("\nimports");
	json_object_foreach((json_t *)imports, module, names) print_names(module, names);
}

static void print_lists(const json_t *what)
{
	static const char *const keys[] = {"preopens", "permissions"};
	for (size_t i = 0; i < 2; i++)
		if (json_array_size(json_object_get(what, keys[i]))) {
			printf("\nasks for\n");
			print_names(keys[i], json_object_get(what, keys[i]));
		}
}

static void print_memory(const json_t *memory)
{
	if (!memory)
		return;
	printf("\nmemory   %lld KiB at the start, ", number(memory, "min_pages") * 64);
	if (json_object_get(memory, "max_pages"))
		printf("%lld KiB at most\n", number(memory, "max_pages") * 64);
	else
		puts("4 GiB at most");
}

static void print_sections(const json_t *sections)
{
	size_t i;
	json_t *s;
	puts("\nsections");
	json_array_foreach(sections, i, s) printf("  %-24s %8lld bytes at 0x%llx\n",
		text(s, "name"), number(s, "size"), number(s, "offset"));
}

void inspect_print(const json_t *what)
{
	size_t i;
	json_t *o;
	printf("%s: %s", text(what, "file"), text(what, "kind"));
	if (*text(what, "name"))
		printf(" %s %s", text(what, "name"), text(what, "version"));
	printf(", %lld bytes\n", number(what, "size"));
	if (*text(what, "description"))
		puts(text(what, "description"));
	json_array_foreach(json_object_get(what, "objects"), i, o) print_object(o);
	print_imports(json_object_get(what, "imports"));
	print_lists(what);
	print_memory(json_object_get(what, "memory"));
	if (json_object_get(what, "sections"))
		print_sections(json_object_get(what, "sections"));
}

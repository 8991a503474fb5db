/*
 * wbcc new: copies a template into a new folder.  A template is a project of its own, such as
 * templates/minimal with minimal.bpf.c; in the copy the new project's name takes the place of
 * the template's wherever it stands as a word (minimal.skel.h) or begins one (minimal_bpf).
 */
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "cmd/cmd.h"
#include "cmd/options.h"
#include "cmd/project.h"

#define DEFAULT_TEMPLATE "minimal"

static int list_entries(const char *dir, struct dirent ***entries)
{
	int n = scandir(dir, entries, NULL, alphasort);
	if (n < 0)
		fail_errno(AT_FILE(dir), "cannot read this folder");
	return n;
}

static void print_templates(void)
{
	struct dirent **entries;
	char *dir = tool_share("templates");
	int n = list_entries(dir, &entries);
	puts("\nTemplates:");
	for (int i = 0; i < n; i++)
		if (entries[i]->d_name[0] != '.')
			printf("  %s%s\n", entries[i]->d_name,
				strcmp(entries[i]->d_name, DEFAULT_TEMPLATE) ? "" : " (default)");
}

static bool is_ident(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* "my-tool" -> "my_tool" */
static char *ident_of(const char *name)
{
	char *ident = xasprintf("%s%s", isdigit((unsigned char)*name) ? "_" : "", name);
	for (char *p = ident; *p; p++)
		if (!is_ident(*p))
			*p = '_';
	return ident;
}

static char *rename_in(const char *text, const char *old, const char *name)
{
	struct buf b = {0};
	char *ident = ident_of(name);
	const char *start = text, *p;
	for (; (p = strstr(text, old)); text = p + strlen(old)) {
		bool is_word = p == start || !is_ident(p[-1]);
		char next = p[strlen(old)];
		buf_add(&b, text, (size_t)(p - text));
		bool is_whole = is_word && (next == '_' || !is_ident(next));
		buf_puts(&b, !is_whole ? old : next == '_' ? ident : name);
	}
	buf_puts(&b, text);
	free(ident);
	return buf_take(&b);
}

static bool copy_file(const char *from, const char *to, const char *old, const char *name)
{
	struct bytes b;
	if (!file_read(from, 0, &b))
		return false;
	char *text = rename_in((const char *)b.data, old, name);
	bool ok = file_write(to, text, strlen(text), 0644);
	free(text);
	free(b.data);
	return ok;
}

static bool copy_template(const char *from, const char *to, const char *old, const char *name)
{
	struct dirent **entries;
	int n = list_entries(from, &entries);
	bool ok = n >= 0;
	for (int i = 0; i < n && ok; i++) {
		if (entries[i]->d_name[0] == '.')
			continue;
		char *renamed = rename_in(entries[i]->d_name, old, name);
		char *source = path_join(from, entries[i]->d_name),
		     *target = path_join(to, renamed);
		ok = copy_file(source, target, old, name);
		free(source);
		free(target);
		free(renamed);
	}
	return ok;
}

static bool is_empty(const char *dir)
{
	struct dirent **entries;
	int n = scandir(dir, &entries, NULL, NULL);
	return n <= 2; /* . and .. */
}

static bool new_project(const char *dir, const char *template)
{
	char *relative = xasprintf("templates/%s", template);
	char *from = tool_share(relative);
	size_t len = strlen(dir);
	char *trimmed = xstrndup(dir, len > 1 && dir[len - 1] == '/' ? len - 1 : len);
	const char *name = path_base(trimmed);
	if (strchr(template, '/') || *template == '.' || !dir_exists(from)) {
		fail(AT_TOOL, "there is no template '%s'", template);
		note("'wbcc new --help' lists them");
		return false;
	}
	if (!project_name_ok(name))
		return fail(
			AT_FILE(dir), "a project's name may hold letters, digits and ._+- only");
	if (dir_exists(dir) && !is_empty(dir))
		return fail(AT_FILE(dir), "this folder is not empty: nothing was written");
	if (!make_dirs(dir) || !copy_template(from, dir, template, name))
		return false;
	printf("%s is ready:\n    wbcc build %s\n    %s/build/%s\n", dir, dir, trimmed, name);
	return true;
}

int cmd_new(int argc, char **argv)
{
	const char *template = DEFAULT_TEMPLATE;
	struct operands operands;
	const struct opt opts[] = {
		{0, "template", "NAME", OPT_TEXT, &template, "what to start from"},
	};
	const struct usage usage = {
		.command = "new",
		.operands = "DIR",
		.text = "Starts a project in the new folder DIR: it builds and runs at once.",
		.opts = opts,
		.n_opts = 1,
		.min = 1,
		.max = 1,
		.more = print_templates,
	};
	int status = options_parse(&usage, argc, argv, &operands);
	if (status >= 0)
		return status;
	return new_project(operands.v[0], template) ? EXIT_DONE : EXIT_FAILED;
}

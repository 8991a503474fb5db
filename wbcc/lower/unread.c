/*
 * Finds variables that are set and never read: values that the module computes and drops.
 * Their declarations are marked, so that the C compiles silently.
 */
#include <string.h>

#include "lower/emit.h"

static bool is_word(char c)
{
	return c == '_' || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* Counts the variables that a text reads. */
static void count_reads(struct func *f, const char *text)
{
	for (const char *s = text; *s;) {
		const char *start = s;
		while (is_word(*s))
			s++;
		uint32_t *reads =
			s > start ? names_counter(f->names, start, (uint32_t)(s - start)) : NULL;
		if (reads)
			++*reads;
		if (s == start)
			s++;
	}
}

/* What a line reads stands behind the variable that it sets, if it sets one. */
static const char *behind_target(struct func *f, const struct stmt *s)
{
	if (s->declares)
		return strstr(s->text, s->declares) + strlen(s->declares);
	const char *end = s->text;
	while (is_word(*end))
		end++;
	bool sets = end > s->text && !strncmp(end, " = ", 3);
	return sets && names_counter(f->names, s->text, (uint32_t)(end - s->text)) ? end : s->text;
}

static void count_list(struct func *f, const struct stmts *list)
{
	for (uint32_t i = 0; i < list->n; i++) {
		const struct stmt *s = &list->v[i];
		if (s->text)
			count_reads(f, behind_target(f, s));
		for (uint32_t t = 0; t < s->n_targets; t++)
			if (s->targets[t].assign)
				count_reads(f, strpbrk(s->targets[t].assign, "= "));
		count_list(f, &s->body);
		count_list(f, &s->other);
	}
}

static bool is_unread(const struct func *f, const char *name)
{
	return !*names_counter(f->names, name, (uint32_t)strlen(name));
}

static void mark_list(struct func *f, struct stmts *list)
{
	for (uint32_t i = 0; i < list->n; i++) {
		struct stmt *s = &list->v[i];
		if (s->declares && is_unread(f, s->declares)) {
			const char *at = strstr(s->text, s->declares) + strlen(s->declares);
			s->text = xasprintf("%.*s wb_unused%s", (int)(at - s->text), s->text, at);
		}
		mark_list(f, &s->body);
		mark_list(f, &s->other);
	}
}

void mark_unread(struct func *f, struct stmts *list)
{
	count_list(f, list);
	for (uint32_t i = 0; i < f->n_locals; i++)
		f->locals[i].is_unread = is_unread(f, f->locals[i].name);
	mark_list(f, list);
}

/*
 * C names (cnames.h): a set of those taken, and the making of new ones.
 */
#include "lower/cnames.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { MAX_NAME = 80 };

struct slot {
	const char *name;
	uint32_t counter;
};

struct names {
	struct slot *slots;
	uint32_t n, cap;
};

struct names *names_new(void)
{
	struct names *set = xcalloc(1, sizeof *set);
	set->cap = 32;
	set->slots = xcalloc(set->cap, sizeof *set->slots);
	return set;
}

static struct slot *find(const struct names *set, const char *name, size_t len)
{
	uint32_t h = 2166136261u;
	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)name[i]) * 16777619u;
	uint32_t i = h & (set->cap - 1);
	while (set->slots[i].name &&
		(strncmp(set->slots[i].name, name, len) != 0 || set->slots[i].name[len]))
		i = (i + 1) & (set->cap - 1);
	return &set->slots[i];
}

static void grow(struct names *set)
{
	struct slot *old = set->slots;
	uint32_t cap = set->cap;
	set->cap *= 2;
	set->slots = xcalloc(set->cap, sizeof *set->slots);
	for (uint32_t i = 0; i < cap; i++)
		if (old[i].name)
			*find(set, old[i].name, strlen(old[i].name)) = old[i];
	free(old);
}

bool names_take(struct names *set, const char *name)
{
	if (set->n * 2 >= set->cap)
		grow(set);
	struct slot *slot = find(set, name, strlen(name));
	if (slot->name)
		return false;
	slot->name = xstrdup(name);
	set->n++;
	return true;
}

uint32_t *names_counter(const struct names *set, const char *name, uint32_t len)
{
	struct slot *slot = find(set, name, len);
	return slot->name ? &slot->counter : NULL;
}

/* Each run of bytes that C does not allow becomes one underscore. */
static char *identifier(const char *prefix, const char *name)
{
	char *id = xasprintf("%s%s", prefix, name), *to = id + strlen(prefix);
	for (const char *s = name; *s && to - id < MAX_NAME; s++) {
		if (isascii((unsigned char)*s) && (isalnum((unsigned char)*s) || *s == '_'))
			*to++ = *s;
		else if (to > id && to[-1] != '_')
			*to++ = '_';
	}
	*to = 0;
	return id;
}

char *names_make(struct names *set, const char *prefix, const char *name, uint32_t number)
{
	char *id = name && *name ? identifier(prefix, name) : xasprintf("%s%u", prefix, number);
	if (isdigit((unsigned char)*id) || !*id)
		id = xasprintf("_%s", id);
	if (names_take(set, id))
		return id;
	for (uint32_t i = number;; i++) {
		char *other = xasprintf("%s_%u", id, i);
		if (names_take(set, other))
			return other;
	}
}

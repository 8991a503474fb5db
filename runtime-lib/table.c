/*
 * Tables of references.  Lowered code reads elements and the size directly; here they are
 * made, grown and released.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

static size_t element_size(const struct wb_table *t)
{
	return t->type == 'c' ? sizeof(struct wb_funcref) : sizeof(wb_externref);
}

int wb_table_init(struct wb_table *t, char type, uint32_t size, uint32_t max)
{
	*t = (struct wb_table){.type = type, .max = max};
	if (size > WB_TABLE_LIMIT)
		return -ENOMEM;
	/* One element at least: an empty table is no null pointer. */
	t->funcs = calloc(size ? size : 1, element_size(t));
	if (!t->funcs)
		return -ENOMEM;
	t->size = size;
	return 0;
}

void wb_table_require(struct wb_table *t, char type, uint32_t size, uint32_t max)
{
	if (wb_table_init(t, type, size, max))
		wb_trap_host(
			"no memory for a table of %u elements (%u at most)", size, WB_TABLE_LIMIT);
}

uint32_t wb_table_grow(struct wb_table *t, uint32_t delta, const void *value)
{
	uint32_t old = t->size, limit = t->max < WB_TABLE_LIMIT ? t->max : WB_TABLE_LIMIT;
	if (old > limit || delta > limit - old)
		return UINT32_MAX;
	if (!delta)
		return old;
	size_t size = element_size(t);
	uint8_t *elements = realloc(t->funcs, (size_t)(old + delta) * size);
	if (!elements)
		return UINT32_MAX;
	for (uint32_t i = old; i < old + delta; i++)
		memcpy(elements + i * size, value, size);
	t->funcs = (struct wb_funcref *)(void *)elements;
	t->size = old + delta;
	return old;
}

void wb_table_free(struct wb_table *t)
{
	free(t->funcs);
	*t = (struct wb_table){.type = t->type};
}

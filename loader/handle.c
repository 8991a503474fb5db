/*
 * The handle table.  Reads numbers that a guest made up, writes nothing but its own slots.
 */
#include "handle.h"

#include <stdlib.h>

#include "area.h"
#include "fd.h"

#define INDEX(h) ((h)&0xffff)
#define GENERATION(h) ((h) >> 16 & 0x7ff)
#define TYPE(h) ((h) >> 27)
#define HANDLE(type, generation, index)                                                            \
	((uint32_t)(type) << 27 | (uint32_t)(generation) << 16 | (uint32_t)(index))
#define MAX_GENERATION 0x7ff
#define MAX_HANDLES 0xffff

static bool grow(struct loader *l)
{
	uint32_t cap = l->cap_handles ? l->cap_handles * 2 : 64;
	if (cap > MAX_HANDLES)
		cap = MAX_HANDLES;
	struct handle *v = cap > l->n_handles ? realloc(l->handles, cap * sizeof *v) : NULL;
	if (!v)
		return false;
	l->handles = v;
	l->cap_handles = cap;
	return true;
}

/* The index of a free slot, or 0. */
static uint32_t take_slot(struct loader *l)
{
	uint32_t i = l->free_handle;
	if (i) {
		l->free_handle = l->handles[i].next_free;
		return i;
	}
	if (!l->n_handles)
		l->n_handles = 1;
	if (l->n_handles >= l->cap_handles && !grow(l))
		return 0;
	l->handles[l->n_handles] = (struct handle){.generation = 0};
	return l->n_handles++;
}

int32_t handle_new(
	struct loader *l, enum handle_type type, void *host, handle_destroy *d, uint32_t owner)
{
	uint32_t i = take_slot(l);
	if (!i) {
		if (d)
			d(l, host);
		return -ENFILE;
	}
	struct handle *slot = &l->handles[i];
	uint16_t generation = slot->generation;
	*slot = (struct handle){.host = host,
		.destroy = d,
		.owner = owner,
		.generation = generation,
		.type = type,
		.fd = -1};
	if (owner)
		l->handles[INDEX(owner)].n_owned++;
	return (int32_t)HANDLE(type, generation, i);
}

static struct handle *slot_of(struct loader *l, uint32_t h)
{
	uint32_t i = INDEX(h);
	if (!i || i >= l->n_handles)
		return NULL;
	struct handle *slot = &l->handles[i];
	return slot->type && slot->type == TYPE(h) && slot->generation == GENERATION(h) ? slot
											: NULL;
}

struct handle *handle_slot(struct loader *l, uint32_t h, enum handle_type type)
{
	struct handle *slot = slot_of(l, h);
	return slot && slot->type == type && !slot->dead ? slot : NULL;
}

void *handle_host(struct loader *l, uint32_t h, enum handle_type type)
{
	struct handle *slot = handle_slot(l, h, type);
	return slot ? slot->host : NULL;
}

static uint32_t handle_at(const struct loader *l, uint32_t i)
{
	return HANDLE(l->handles[i].type, l->handles[i].generation, i);
}

uint32_t handle_of(struct loader *l, enum handle_type type, const void *host)
{
	for (uint32_t i = 1; i < l->n_handles; i++)
		if (l->handles[i].type == type && l->handles[i].host == host && !l->handles[i].dead)
			return handle_at(l, i);
	return 0;
}

enum handle_type handle_type(uint32_t h)
{
	return (enum handle_type)TYPE(h);
}

/* Gives the slot back, or retires it when its generations are used up. */
static void release_slot(struct loader *l, uint32_t i)
{
	struct handle *slot = &l->handles[i];
	slot->type = 0;
	if (slot->generation == MAX_GENERATION)
		return;
	slot->generation++;
	slot->next_free = l->free_handle;
	l->free_handle = i;
}

static void bury(struct loader *l, uint32_t i)
{
	handle_destroy *destroy = l->handles[i].destroy;
	void *host = l->handles[i].host;
	release_slot(l, i);
	if (destroy)
		destroy(l, host);
}

void handle_close(struct loader *l, uint32_t h)
{
	struct handle *slot = slot_of(l, h);
	if (!slot || slot->dead)
		return;
	slot->dead = true;
	if (slot->owner)
		l->handles[INDEX(slot->owner)].n_owned--;
	slot->owner = 0;
	for (uint32_t i = 1; l->handles[INDEX(h)].n_owned && i < l->n_handles; i++)
		if (l->handles[i].type && l->handles[i].owner == h)
			handle_close(l, handle_at(l, i));
	slot = &l->handles[INDEX(h)];
	if (slot->area)
		area_unmap(l, slot->area);
	slot->area = NULL;
	if (slot->fd >= 0)
		wb_fd_close(l->in, (uint32_t)slot->fd);
	if (!l->handles[INDEX(h)].held)
		bury(l, INDEX(h));
}

void handle_hold(struct loader *l, uint32_t h)
{
	struct handle *slot = slot_of(l, h);
	if (slot)
		slot->held++;
}

void handle_drop(struct loader *l, uint32_t h)
{
	struct handle *slot = slot_of(l, h);
	if (slot && --slot->held == 0 && slot->dead)
		bury(l, INDEX(h));
}

void handle_each(struct loader *l, uint32_t owner, enum handle_type type,
	void (*fn)(struct loader *l, struct handle *slot, void *ctx), void *ctx)
{
	for (uint32_t i = 1; i < l->n_handles; i++) {
		struct handle *slot = &l->handles[i];
		if (slot->type == type && slot->owner == owner && !slot->dead)
			fn(l, slot, ctx);
	}
}

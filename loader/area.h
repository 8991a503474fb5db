/*
 * Areas: ranges of linear memory that show the kernel's pages (a map's data, a ring buffer).
 * The guest allocates the range, page-aligned; the pages are mapped over it, and anonymous
 * zero pages come back before the guest frees it.  Linear memory never has a hole.
 */
#ifndef WBCC_LOADER_AREA_H
#define WBCC_LOADER_AREA_H

#include "loader.h"

struct area {
	struct area *next;
	uint32_t addr; /* in linear memory */
	uint32_t len;  /* whole pages */
	uint8_t *host; /* the same bytes, seen from the host */
	bool mapped;   /* the kernel's pages are there (until then: the guest's own) */
};

/* Takes [addr, addr+len) for an area: aligned, inside memory, not taken yet.  0 or -errno. */
int area_reserve(struct loader *l, uint32_t addr, uint32_t len, struct area **out);
/* Maps *len* bytes of *fd* from *offset* at the area's byte *at*.  0 or -errno. */
int area_map(struct area *a, uint32_t at, uint32_t len, int prot, int fd, int64_t offset);
/* Puts plain memory back and forgets the area. */
void area_unmap(struct loader *l, struct area *a);
uint32_t host_page(void);

#endif

/*
 * Areas of linear memory that show the kernel's pages.  Reads addresses that the guest chose;
 * changes mappings inside linear memory only.
 */
#include "area.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

uint32_t host_page(void)
{
	return (uint32_t)sysconf(_SC_PAGESIZE);
}

static bool is_taken(const struct loader *l, uint32_t addr, uint32_t len)
{
	for (const struct area *a = l->areas; a; a = a->next)
		if ((uint64_t)addr < (uint64_t)a->addr + a->len &&
			(uint64_t)a->addr < (uint64_t)addr + len)
			return true;
	return false;
}

int area_reserve(struct loader *l, uint32_t addr, uint32_t len, struct area **out)
{
	uint32_t page = host_page();
	uint8_t *host = wb_at(l->in, addr, len);
	if (!host)
		return -EFAULT;
	if (!len || len % page || (uintptr_t)host % page)
		return -EINVAL;
	if (is_taken(l, addr, len))
		return -EEXIST;
	struct area *a = calloc(1, sizeof *a);
	if (!a)
		return -ENOMEM;
	*a = (struct area){.next = l->areas, .addr = addr, .len = len, .host = host};
	l->areas = *out = a;
	return 0;
}

int area_map(struct area *a, uint32_t at, uint32_t len, int prot, int fd, int64_t offset)
{
	if (at > a->len || len > a->len - at)
		return -EINVAL;
	void *p = mmap(a->host + at, len, prot, MAP_SHARED | MAP_FIXED, fd, offset);
	if (p == MAP_FAILED)
		return -errno;
	a->mapped = true;
	return 0;
}

/* A mapping that the kernel will not replace (out of mappings) stays: still plain memory. */
static void restore(struct area *a)
{
	mmap(a->host, a->len, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_FIXED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
}

void area_unmap(struct loader *l, struct area *a)
{
	struct area **at = &l->areas;
	while (*at && *at != a)
		at = &(*at)->next;
	if (!*at)
		return;
	*at = a->next;
	if (a->mapped)
		restore(a);
	free(a);
}

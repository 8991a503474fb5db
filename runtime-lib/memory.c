/*
 * Linear memory: one reservation of address space in which the first bytes are accessible.
 *
 * The reservation is so large that a 32-bit address plus a 32-bit offset cannot leave it, so
 * lowered code checks nothing: what lies beyond the size faults, and trap.c asks here whose
 * memory the address belongs to.
 */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "internal.h"

/*
 * All live memories.  Signal handlers read the list without the lock: entries are published
 * last, and a list that grew keeps its old copy for readers that still walk it.
 */
struct registry {
	struct registry *old;
	size_t n, capacity;
	struct wb_memory *entries[];
};
static struct registry *registry;
static pthread_mutex_t registry_lock = PTHREAD_MUTEX_INITIALIZER;

static struct registry *registry_grown(struct registry *old)
{
	size_t n = old ? old->n : 0, capacity = n ? 2 * n : 8;
	struct registry *r = malloc(sizeof *r + capacity * sizeof r->entries[0]);
	if (!r)
		return NULL;
	*r = (struct registry){.old = old, .n = n, .capacity = capacity};
	if (n)
		memcpy(r->entries, old->entries, n * sizeof r->entries[0]);
	__atomic_store_n(&registry, r, __ATOMIC_RELEASE);
	return r;
}

static bool registry_add(struct wb_memory *m)
{
	pthread_mutex_lock(&registry_lock);
	struct registry *r = registry;
	if (!r || r->n == r->capacity)
		r = registry_grown(r);
	if (r) {
		r->entries[r->n] = m;
		__atomic_store_n(&r->n, r->n + 1, __ATOMIC_RELEASE);
	}
	pthread_mutex_unlock(&registry_lock);
	return r != NULL;
}

static void registry_remove(struct wb_memory *m)
{
	pthread_mutex_lock(&registry_lock);
	for (size_t i = 0; registry && i < registry->n; i++) {
		if (registry->entries[i] == m) {
			registry->entries[i] = registry->entries[registry->n - 1];
			registry->n--;
			break;
		}
	}
	pthread_mutex_unlock(&registry_lock);
}

const struct wb_memory *wb_memory_of(const void *addr)
{
	const struct registry *r = __atomic_load_n(&registry, __ATOMIC_ACQUIRE);
	size_t n = r ? __atomic_load_n(&r->n, __ATOMIC_ACQUIRE) : 0;
	for (size_t i = 0; i < n; i++) {
		const struct wb_memory *m = r->entries[i];
		if ((uintptr_t)addr - (uintptr_t)m->base < m->reserved)
			return m;
	}
	return NULL;
}

/* Kernels before 4.17 do not know MAP_FIXED_NOREPLACE and map elsewhere: that is a refusal too. */
static int reserve(struct wb_memory *m, void *at, uint64_t len)
{
	int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | (at ? MAP_FIXED_NOREPLACE : 0);
	void *p = mmap(at, len, PROT_NONE, flags, -1, 0);
	if (p == MAP_FAILED)
		return -errno;
	if (at && p != at) {
		munmap(p, len);
		return -EEXIST;
	}
	m->base = p;
	m->reserved = len;
	return 0;
}

static uint64_t page_limit(const struct wb_memory *m)
{
	uint64_t reserved = m->reserved / WB_PAGE;
	uint64_t limit = m->max_pages < WB_MAX_PAGES ? m->max_pages : WB_MAX_PAGES;
	return limit < reserved ? limit : reserved;
}

static int init(struct wb_memory *m, void *at, uint32_t pages, uint32_t max_pages, uint64_t len)
{
	*m = (struct wb_memory){.max_pages = max_pages};
	int err = reserve(m, at, len);
	if (err)
		return err;
	if (!registry_add(m) || wb_memory_grow(m, pages) == UINT32_MAX) {
		wb_memory_free(m);
		return -ENOMEM;
	}
	return 0;
}

int wb_memory_init(struct wb_memory *m, void *at, uint32_t pages, uint32_t max_pages)
{
	return init(m, at, pages, max_pages, WB_RESERVATION);
}

static _Noreturn void refuse(int err, void *at, uint32_t pages, uint64_t len)
{
	if (err == -EEXIST)
		wb_trap_host("the address space at %p, meant for linear memory, is in use", at);
	wb_trap_host("cannot reserve %llu MiB of address space for linear memory, or make %u pages "
		     "of it accessible: %s (limited by ulimit -v? --bounds=explicit needs less)",
		(unsigned long long)(len >> 20), pages, strerror(-err));
}

void wb_memory_require(struct wb_memory *m, void *at, uint32_t pages, uint32_t max_pages)
{
	int err = wb_memory_init(m, at, pages, max_pages);
	if (err)
		refuse(err, at, pages, WB_RESERVATION);
}

void wb_memory_require_checked(struct wb_memory *m, void *at, uint32_t pages, uint32_t max_pages)
{
	uint64_t least = (uint64_t)(pages ? pages : 1) * WB_PAGE;
	uint64_t len = (uint64_t)(max_pages < WB_MAX_PAGES ? max_pages : WB_MAX_PAGES) * WB_PAGE;
	len = len < least ? least : len;
	int err = init(m, at, pages, max_pages, len);
	while (err == -ENOMEM && len > least) {
		len = len / 2 / WB_PAGE * WB_PAGE;
		len = len < least ? least : len;
		err = init(m, at, pages, max_pages, len);
	}
	if (err)
		refuse(err, at, pages, len);
}

void wb_memory_free(struct wb_memory *m)
{
	if (!m->base)
		return;
	registry_remove(m);
	munmap(m->base, m->reserved);
	*m = (struct wb_memory){0};
}

uint32_t wb_memory_grow(struct wb_memory *m, uint32_t delta)
{
	uint32_t old = m->pages;
	if (old > page_limit(m) || delta > page_limit(m) - old)
		return UINT32_MAX;
	size_t bytes = (size_t)delta * WB_PAGE;
	if (delta && mprotect(m->base + m->size, bytes, PROT_READ | PROT_WRITE))
		return UINT32_MAX;
	m->pages += delta;
	m->size += bytes;
	return old;
}

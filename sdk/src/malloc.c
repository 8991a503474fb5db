/*
 * malloc.c: the heap, in place of wasi-libc's dlmalloc, a sixth of its code.
 *
 * Memory is cut into chunks that lie side by side, each with its own size and its
 * predecessor's in front, so that a freed one merges with free neighbours at once.  Free
 * chunks hang in bins by size: one bin for each small size, four for each power of two above;
 * a bitmap finds the first bin that is not empty.  Each growth of linear memory that follows
 * the last one extends the heap; the host may take pages in between (maps and ring buffers
 * live there), then a new region begins.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "heap.h"

#define UNIT 16u /* sizes and addresses of what is given out are multiples */
#define HEADER (2 * sizeof(size_t))
#define SMALL 32u		    /* sizes below SMALL units have a bin each */
#define BINS (SMALL + 4 * (28 - 5)) /* up to 2^28 units, 4 GiB */
#define USED 1u

struct chunk {
	size_t before; /* size of the chunk in front of this one; 0: a region begins here */
	size_t size;   /* with the header; bit 0: in use; only USED: the region ends here */
	struct chunk *next, *back; /* in the bin, while free */
};

/* The smallest chunk: while free it must hold its two links. */
#define LEAST ((sizeof(struct chunk) + UNIT - 1) & -(size_t)UNIT)

static struct chunk *bins[BINS];
static uint64_t filled[(BINS + 63) / 64]; /* which bins are not empty */
static struct chunk *last;		  /* the end mark of the newest region */

static size_t size_of(const struct chunk *c)
{
	return c->size & ~(size_t)USED;
}

static struct chunk *at(struct chunk *c, size_t offset)
{
	return (struct chunk *)((char *)c + offset);
}

static void *payload(struct chunk *c)
{
	return (char *)c + HEADER;
}

static struct chunk *chunk_of(void *p)
{
	return (struct chunk *)((char *)p - HEADER);
}

static unsigned bin_of(size_t size)
{
	uint32_t units = size / UNIT;
	int log = 31 - __builtin_clz(units);

	return units < SMALL ? units : SMALL + 4 * (log - 5) + (units >> (log - 2) & 3);
}

static void insert(struct chunk *c)
{
	unsigned bin = bin_of(c->size);

	c->back = NULL;
	c->next = bins[bin];
	if (c->next)
		c->next->back = c;
	bins[bin] = c;
	filled[bin / 64] |= UINT64_C(1) << bin % 64;
}

static void withdraw(struct chunk *c)
{
	unsigned bin = bin_of(c->size);

	if (c->next)
		c->next->back = c->back;
	if (c->back)
		c->back->next = c->next;
	else if (!(bins[bin] = c->next))
		filled[bin / 64] &= ~(UINT64_C(1) << bin % 64);
}

/* Gives a chunk its size and tells it to its neighbour. */
static void resize(struct chunk *c, size_t size, unsigned used)
{
	c->size = size | used;
	at(c, size)->before = size;
}

/* Makes a chunk that is in no bin free: merges it with its neighbours. */
static void release(struct chunk *c)
{
	size_t size = size_of(c);
	struct chunk *neighbour = at(c, size);

	if (!(neighbour->size & USED)) {
		withdraw(neighbour);
		size += neighbour->size;
	}
	if (c->before && !(at(c, -c->before)->size & USED)) {
		c = at(c, -c->before);
		withdraw(c);
		size += c->size;
	}
	resize(c, size, 0);
	insert(c);
}

/* Keeps *size* bytes of a chunk in use and gives the rest back. */
static void trim(struct chunk *c, size_t size)
{
	size_t rest = size_of(c) - size;

	resize(c, size_of(c), USED);
	if (rest < LEAST)
		return;
	resize(c, size, USED);
	resize(at(c, size), rest, USED);
	release(at(c, size));
}

/* New memory for a chunk of this size; false when there is none. */
static bool grow(size_t size)
{
	size_t got = size + 2 * UNIT;
	char *from = heap_grow(&got);
	struct chunk *c;

	if (!from)
		return false;
	if (last && from == (char *)last + HEADER) {
		c = last; /* the end mark becomes the new chunk's header */
	} else {
		/* the payload of the first chunk is aligned, and it has no predecessor */
		c = (struct chunk *)((((uintptr_t)from + HEADER + UNIT - 1) & -(uintptr_t)UNIT) -
				     HEADER);
		c->before = 0;
	}
	size = (from + got - (char *)c - HEADER) / UNIT * UNIT;
	last = at(c, size);
	last->size = USED;
	resize(c, size, USED);
	release(c);
	return true;
}

static struct chunk *find(size_t size)
{
	unsigned bin = bin_of(size);
	struct chunk *c = bins[bin];

	while (c && c->size < size)
		c = c->next;
	for (unsigned word = ++bin / 64; !c && word < sizeof filled / sizeof *filled; word++) {
		uint64_t map = filled[word];
		if (word == bin / 64)
			map &= ~UINT64_C(0) << bin % 64;
		if (map)
			c = bins[word * 64 + __builtin_ctzll(map)];
	}
	return c;
}

/* The size of the chunk that holds n bytes, or 0 when no chunk can. */
static size_t chunk_size(size_t n)
{
	if (n > PTRDIFF_MAX - 4 * UNIT) {
		errno = ENOMEM;
		return 0;
	}
	n = (n + HEADER + UNIT - 1) & -(size_t)UNIT;
	return n < LEAST ? LEAST : n;
}

/*
 * malloc() itself.  It has another name for callers in this file, because what the compiler
 * knows as malloc has no header in front: it would read one as undefined.
 */
static void *allocate(size_t n)
{
	size_t size = chunk_size(n);
	struct chunk *c;

	if (!size)
		return NULL;
	while (!(c = find(size)))
		if (!grow(size)) {
			errno = ENOMEM;
			return NULL;
		}
	withdraw(c);
	trim(c, size);
	return payload(c);
}

void *malloc(size_t n)
{
	return allocate(n);
}

void free(void *p)
{
	if (p)
		release(chunk_of(p));
}

size_t malloc_usable_size(void *p)
{
	return p ? size_of(chunk_of(p)) - HEADER : 0;
}

void *calloc(size_t n, size_t size)
{
	size_t bytes;
	void *p = NULL;

	if (__builtin_mul_overflow(n, size, &bytes))
		errno = ENOMEM;
	else if ((p = malloc(bytes)))
		memset(p, 0, bytes);
	return p;
}

/* Takes in the free chunk behind c; whether it has the size now. */
static bool extend(struct chunk *c, size_t size)
{
	struct chunk *next = at(c, size_of(c));

	if (size_of(c) < size && !(next->size & USED) && size_of(c) + next->size >= size) {
		withdraw(next);
		resize(c, size_of(c) + next->size, USED);
	}
	return size_of(c) >= size;
}

void *realloc(void *p, size_t n)
{
	size_t size;
	void *moved;

	if (!p)
		return malloc(n);
	if (!(size = chunk_size(n)))
		return NULL;
	if (extend(chunk_of(p), size)) {
		trim(chunk_of(p), size);
		return p;
	}
	moved = malloc(n);
	if (moved) {
		memcpy(moved, p, malloc_usable_size(p));
		free(p);
	}
	return moved;
}

void *aligned_alloc(size_t alignment, size_t n)
{
	struct chunk *c, *aligned;
	char *p;

	if (alignment & (alignment - 1) || alignment > PTRDIFF_MAX / 2) {
		errno = EINVAL;
		return NULL;
	}
	if (alignment <= UNIT)
		return allocate(n);
	/* room to move forward by a whole chunk at least */
	if (n > PTRDIFF_MAX - alignment - 8 * UNIT || !(p = allocate(n + alignment + 4 * UNIT))) {
		errno = ENOMEM;
		return NULL;
	}
	c = chunk_of(p);
	if ((uintptr_t)p % alignment) {
		p = (char *)(((uintptr_t)p + 2 * UNIT + alignment - 1) & -alignment);
		aligned = chunk_of(p);
		size_t size = size_of(c), front = (char *)aligned - (char *)c;
		resize(c, front, USED);
		resize(aligned, size - front, USED);
		release(c);
		c = aligned;
	}
	trim(c, chunk_size(n));
	return p;
}

void *memalign(size_t alignment, size_t n)
{
	return aligned_alloc(alignment, n);
}

int posix_memalign(void **p, size_t alignment, size_t n)
{
	int before = errno, error;

	if (alignment < sizeof(void *) || alignment & (alignment - 1))
		return EINVAL;
	void *got = aligned_alloc(alignment, n);
	error = got ? 0 : errno;
	errno = before;
	if (got)
		*p = got;
	return error;
}

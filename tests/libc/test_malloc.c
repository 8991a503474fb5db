/*
 * The sdk's heap: random calls keep contents, alignment and disjointness; freed memory comes
 * back whole; growth that does not follow the last one and growth that fails are survived.
 */
#include <check.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "heap.h"

void *wb_malloc(size_t n);
void wb_free(void *p);
void *wb_calloc(size_t n, size_t size);
void *wb_realloc(void *p, size_t n);
void *wb_aligned_alloc(size_t alignment, size_t n);
int wb_posix_memalign(void **p, size_t alignment, size_t n);
size_t wb_malloc_usable_size(void *p);

/* ---- linear memory ----------------------------------------------------------------------- */

#define PAGE 65536
#define PAGES 512

static _Alignas(PAGE) char memory[PAGES * PAGE];
static size_t pages = 1;

char *heap_grow(size_t *bytes)
{
	size_t n = (*bytes + PAGE - 1) / PAGE;
	char *from = memory + pages * PAGE;

	if (n > PAGES - pages)
		return NULL;
	memset(from, 0xa5, n * PAGE);
	pages += n;
	*bytes = n * PAGE;
	return from;
}

/* ---- blocks ------------------------------------------------------------------------------ */

#define BLOCKS 600

static struct block {
	unsigned char *p;
	size_t size;
	unsigned char fill;
} blocks[BLOCKS];

static void fill(struct block *b, size_t size)
{
	static unsigned char next;

	ck_assert_ptr_nonnull(b->p);
	ck_assert_uint_eq((uintptr_t)b->p % 16, 0);
	ck_assert_uint_ge(wb_malloc_usable_size(b->p), size);
	b->size = size;
	b->fill = ++next;
	memset(b->p, b->fill, size);
}

static bool all_bytes_are(const void *p, size_t n, int c)
{
	const unsigned char *bytes = p;

	return !n || (*bytes == c && !memcmp(bytes, bytes + 1, n - 1));
}

static void check(const struct block *b, size_t n)
{
	ck_assert(all_bytes_are(b->p, n, b->fill));
}

static void drop(struct block *b)
{
	check(b, b->size);
	wb_free(b->p);
	b->p = NULL;
}

static void give(struct block *b, size_t size)
{
	switch (rand() % 4) {
	case 0:
		b->p = wb_calloc(size / 4 + 1, 4);
		ck_assert(all_bytes_are(b->p, size, 0));
		break;
	case 1: {
		size_t alignment = (size_t)16 << rand() % 9;
		b->p = wb_aligned_alloc(alignment, size);
		ck_assert_uint_eq((uintptr_t)b->p % alignment, 0);
		break;
	}
	default: b->p = wb_malloc(size);
	}
	fill(b, size);
}

static void change(struct block *b, size_t size)
{
	size_t kept = b->size < size ? b->size : size;

	b->p = wb_realloc(b->p, size);
	check(b, kept);
	fill(b, size);
}

START_TEST(random_calls)
{
	size_t peak;

	srand(7);
	for (int i = 0; i < 200000; i++) {
		struct block *b = &blocks[rand() % BLOCKS];
		size_t size = (size_t)rand() % (rand() % 50 ? 300 : 30000);
		if (!b->p)
			give(b, size);
		else if (rand() % 3)
			drop(b);
		else
			change(b, size);
	}
	peak = pages;
	for (int i = 0; i < BLOCKS; i++)
		if (blocks[i].p)
			drop(&blocks[i]);
	/* all of it is one chunk again: a large part fits without growing */
	void *p = wb_malloc((peak - 2) * PAGE);
	ck_assert_ptr_nonnull(p);
	ck_assert_uint_eq(pages, peak);
	wb_free(p);
}
END_TEST

START_TEST(foreign_pages_lie_between)
{
	char *first = wb_malloc(3 * PAGE), *second;

	memset(memory + pages * PAGE, 0x77, PAGE);
	char *foreign = memory + pages++ * PAGE;
	memset(first, 1, 3 * PAGE);
	second = wb_malloc(3 * PAGE);
	memset(second, 2, 3 * PAGE);
	ck_assert(all_bytes_are(foreign, PAGE, 0x77));
	wb_free(first);
	wb_free(second);
}
END_TEST

START_TEST(what_cannot_be_had)
{
	void *p = NULL;

	errno = 0;
	ck_assert_ptr_null(wb_malloc(SIZE_MAX));
	ck_assert_int_eq(errno, ENOMEM);
	errno = 0;
	ck_assert_ptr_null(wb_malloc(PAGES * PAGE));
	ck_assert_int_eq(errno, ENOMEM);
	errno = 0;
	ck_assert_ptr_null(wb_calloc(SIZE_MAX / 2, 3));
	ck_assert_int_eq(errno, ENOMEM);
	ck_assert_ptr_null(wb_aligned_alloc(24, 8));
	ck_assert_ptr_null(wb_aligned_alloc(64, SIZE_MAX - 64));
	ck_assert_int_eq(wb_posix_memalign(&p, 24, 8), EINVAL);
	ck_assert_int_eq(wb_posix_memalign(&p, 4096, 100), 0);
	ck_assert_uint_eq((uintptr_t)p % 4096, 0);
	ck_assert_ptr_null(wb_realloc(p, PAGES * PAGE));
	wb_free(p);
	wb_free(NULL);
	ck_assert_ptr_nonnull(p = wb_malloc(0));
	wb_free(p);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("malloc");
	TCase *all = tcase_create("malloc");
	SRunner *runner = srunner_create(suite);

	tcase_set_timeout(all, 0);
	suite_add_tcase(suite, all);
	tcase_add_test(all, random_calls);
	tcase_add_test(all, foreign_pages_lie_between);
	tcase_add_test(all, what_cannot_be_had);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}

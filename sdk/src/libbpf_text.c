/*
 * Strings, pages and files for the guest's side of libbpf.  Reads what the host writes into a
 * buffer of ours; keeps each different string once.
 */
#include <stdio.h>
#include <unistd.h>

#include "libbpf_guest.h"

#define PAGE 4096 /* of the smallest kind; larger ones divide 64 KiB, see alloc_pages() */
#define WASM_PAGE 65536

struct kept {
	struct kept *next;
	char text[];
};

static struct kept *all;

const char *kept_string(const char *s)
{
	for (struct kept *k = all; k; k = k->next)
		if (!strcmp(k->text, s))
			return k->text;
	size_t size = strlen(s) + 1;
	struct kept *k = malloc(sizeof *k + size);
	if (!k)
		return NULL;
	memcpy(k->text, s, size);
	k->next = all;
	all = k;
	return k->text;
}

const char *kept_text(const void *h, fill_text *fill)
{
	char small[128];
	int32_t len = fill(h, small, sizeof small);
	if (ret(len) < 0)
		return NULL;
	if ((uint32_t)len < sizeof small)
		return kept_string(small);
	char *large = malloc((size_t)len + 1);
	if (!large)
		return NULL;
	const char *s = fill(h, large, (uint32_t)len + 1) >= 0 ? kept_string(large) : NULL;
	free(large);
	return s;
}

/* Small requests are aligned for 4 KiB pages; the host says EINVAL where its are larger. */
void *alloc_pages(uint32_t size)
{
	uint32_t align = size % WASM_PAGE ? PAGE : WASM_PAGE;
	return aligned_alloc(align, size);
}

void *read_file(const char *path, size_t *size)
{
	FILE *f = fopen(path, "rb");
	char *data = NULL;
	size_t len = 0, cap = 0;
	if (!f)
		return NULL;
	for (;;) {
		if (len + 1 >= cap) {
			char *more = realloc(data, cap ? cap * 2 : 65536);
			if (!more)
				break;
			data = more;
			cap = cap ? cap * 2 : 65536;
		}
		size_t n = fread(data + len, 1, cap - len - 1, f);
		len += n;
		if (!n)
			break;
	}
	bool ok = data && !ferror(f) && feof(f);
	fclose(f);
	if (!ok) {
		free(data);
		return fail_null(data ? EIO : ENOMEM);
	}
	data[len] = 0;
	*size = len;
	return data;
}

/* The memory of a model: blocks that are freed together. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "lower/decode.h"

enum { BLOCK_SIZE = 64 << 10 };

struct model_block {
	struct model_block *next;
	size_t used, size;
	max_align_t bytes[];
};

static struct model_block *new_block(struct wasm_module *m, size_t size)
{
	struct model_block *b = xcalloc(1, sizeof *b + size);
	b->size = size;
	b->next = m->blocks;
	m->blocks = b;
	return b;
}

void *module_alloc(struct wasm_module *m, size_t n, size_t size)
{
	size_t align = _Alignof(max_align_t);
	size_t want = (n * size + align - 1) / align * align;
	struct model_block *b = m->blocks;
	if (!b || b->size - b->used < want)
		b = new_block(m, want > BLOCK_SIZE ? want : BLOCK_SIZE);
	void *p = (char *)b->bytes + b->used;
	b->used += want;
	return p;
}

char *model_strndup(struct wasm_module *m, const char *s, size_t n)
{
	char *copy = module_alloc(m, n + 1, 1);
	memcpy(copy, s, n);
	return copy;
}

void module_free(struct wasm_module *m)
{
	if (!m)
		return;
	for (struct model_block *b = m->blocks, *next; b; b = next) {
		next = b->next;
		free(b);
	}
	free(m->funcs);
	free(m->tables);
	free(m->memories);
	free(m->globals);
	free(m->types);
	free(m->markers);
	buf_free(&m->carrier);
	free(m);
}

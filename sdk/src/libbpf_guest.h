/*
 * What the guest's side of libbpf shares (sdk/src/libbpf_*.c): thin functions over the imports
 * of module `libbpf` that give results as libbpf does.
 *
 * In a guest, struct bpf_object *, struct bpf_map * and their kind are handles, not addresses.
 */
#ifndef WBCC_SDK_LIBBPF_GUEST_H
#define WBCC_SDK_LIBBPF_GUEST_H

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>

#include "wbcc/imports.h"

/* A negative errno goes into errno too. */
static inline int ret(int32_t r)
{
	if (r < 0)
		errno = -r;
	return r;
}

/* A handle, or NULL with errno set. */
static inline void *handle(const void *h)
{
	int32_t r = (int32_t)(uintptr_t)h;
	return ret(r) < 0 ? NULL : (void *)h;
}

static inline void *fail_null(int err)
{
	errno = err;
	return NULL;
}

#define func_index(f) ((uint32_t)(uintptr_t)(f))

/*
 * Strings that libbpf owns and a guest keeps a pointer to.  *fill* writes up to cap bytes for
 * the handle and returns the whole length; equal strings are kept once, for good.
 */
typedef int32_t fill_text(const void *h, const void *buf, uint32_t cap);
const char *kept_text(const void *h, fill_text *fill);
const char *kept_string(const char *s);

/* Page-aligned memory for what the host maps. */
void *alloc_pages(uint32_t size);

/* A data section's bytes in this memory, shared with libbpf and later with the kernel. */
void *map_data(struct bpf_map *map, size_t *size);
/* Frees what map_data() allocated for maps that are gone with their object. */
void free_map_data(void);
/* A descriptor of the file that btf_custom_path names, or -1; to be closed after open. */
int open_btf_path(const struct bpf_object_open_opts *opts);

/* A whole file, NUL-terminated behind *size*; NULL with errno set. */
void *read_file(const char *path, size_t *size);

#endif

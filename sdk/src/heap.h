/* heap.h: where malloc.c gets memory from. */
#ifndef WBCC_SDK_HEAP_H
#define WBCC_SDK_HEAP_H

#include <stddef.h>

/* At least *bytes of new memory; *bytes becomes what was got.  NULL: there is none. */
char *heap_grow(size_t *bytes);

#endif

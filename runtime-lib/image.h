/*
 * The running program's own file, mapped for the trap's backtrace: image.c finds sections,
 * lines.c reads the line table.  Nothing here allocates or trusts what it reads.
 */
#ifndef WB_IMAGE_H
#define WB_IMAGE_H

#include <elf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct image {
	const uint8_t *bytes; /* NULL: not there (no /proc, unreadable) */
	size_t len;
};

struct image_section {
	const uint8_t *bytes; /* NULL: there is none */
	size_t len;
	uint32_t link; /* sh_link */
};

void image_open(struct image *i);
void image_close(struct image *i);
/* By type, or by name where *name* is not NULL. */
struct image_section image_find(const struct image *i, uint32_t type, const char *name);
struct image_section image_section(const struct image *i, uint32_t index);

/* The place in the guest's source that the code at *pc* was made from. */
struct source_line {
	const char *file; /* in the image; NULL: unknown */
	uint64_t line;
};

struct source_line line_at(const struct image *i, uint64_t pc);

#endif

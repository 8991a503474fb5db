/*
 * Maps /proc/self/exe and finds sections in it (image.h).
 */
#include "image.h"

#include <fcntl.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static const void *within(const struct image *i, uint64_t offset, uint64_t len)
{
	return i->bytes && len <= i->len && offset <= i->len - len ? i->bytes + offset : NULL;
}

static const Elf64_Ehdr *header(const struct image *i)
{
	const Elf64_Ehdr *elf = within(i, 0, sizeof *elf);
	if (!elf || memcmp(elf->e_ident, ELFMAG, SELFMAG) || elf->e_shoff % 8)
		return NULL;
	return elf->e_shentsize == sizeof(Elf64_Shdr) ? elf : NULL;
}

static const Elf64_Shdr *section_header(const struct image *i, uint32_t index)
{
	const Elf64_Ehdr *elf = header(i);
	if (!elf || index >= elf->e_shnum || elf->e_shoff > i->len)
		return NULL;
	return within(i, elf->e_shoff + index * sizeof(Elf64_Shdr), sizeof(Elf64_Shdr));
}

struct image_section image_section(const struct image *i, uint32_t index)
{
	const Elf64_Shdr *s = section_header(i, index);
	if (!s || s->sh_type == SHT_NOBITS || (s->sh_flags & SHF_COMPRESSED))
		return (struct image_section){0};
	return (struct image_section){.bytes = within(i, s->sh_offset, s->sh_size),
		.len = s->sh_size,
		.link = s->sh_link};
}

static bool is_named(const struct image *i, const Elf64_Shdr *s, const char *name)
{
	size_t size = strlen(name) + 1;
	struct image_section names = image_section(i, header(i)->e_shstrndx);
	return names.bytes && size <= names.len && s->sh_name <= names.len - size &&
	       !memcmp(names.bytes + s->sh_name, name, size);
}

struct image_section image_find(const struct image *i, uint32_t type, const char *name)
{
	const Elf64_Shdr *s;
	for (uint32_t index = 1; (s = section_header(i, index)); index++)
		if (s->sh_type == type && (!name || is_named(i, s, name)))
			return image_section(i, index);
	return (struct image_section){0};
}

void image_open(struct image *i)
{
	*i = (struct image){0};
	struct stat st;
	int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	if (fd < 0 && getauxval(AT_EXECFN))
		fd = open((const char *)getauxval(AT_EXECFN), O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return;
	void *map = MAP_FAILED;
	if (!fstat(fd, &st) && st.st_size > 0)
		map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (map != MAP_FAILED)
		*i = (struct image){.bytes = map, .len = (size_t)st.st_size};
	close(fd);
}

void image_close(struct image *i)
{
	if (i->bytes)
		munmap((void *)i->bytes, i->len);
	*i = (struct image){0};
}

/*
 * Data sections in this memory.  Reads the sizes that the host tells; keeps a list of the
 * pages it allocated, by map and object.
 */
#include "libbpf_guest.h"

struct section {
	struct section *next;
	const struct bpf_map *map;
	void *pages;
};

static struct section *sections;

void *map_data(struct bpf_map *map, size_t *size)
{
	uint32_t value_size = 0;
	int32_t room = libbpf__map_data_size(map, &value_size);
	if (ret(room) < 0)
		return NULL;
	if (!room)
		return fail_null(ENOENT);
	if (size)
		*size = value_size;
	void *pages = (void *)(uintptr_t)libbpf__map_data_addr(map);
	if (pages)
		return pages;
	struct section *s = malloc(sizeof *s);
	pages = s ? alloc_pages((uint32_t)room) : NULL;
	int32_t err = pages ? libbpf__map_data_bind(map, pages, (uint32_t)room) : -ENOMEM;
	if (err) {
		free(pages);
		free(s);
		return fail_null(-err);
	}
	*s = (struct section){.next = sections, .map = map, .pages = pages};
	sections = s;
	return pages;
}

/* The object's handles are gone, and plain memory is back: what no map owns now is free. */
void free_map_data(void)
{
	for (struct section **at = &sections; *at;) {
		struct section *s = *at;
		if (libbpf__map_data_addr(s->map)) {
			at = &s->next;
			continue;
		}
		*at = s->next;
		free(s->pages);
		free(s);
	}
}

const void *bpf_map__initial_value(struct bpf_map *map, size_t *size)
{
	return map_data(map, size);
}

int bpf_map__set_initial_value(struct bpf_map *map, const void *data, size_t size)
{
	return ret(libbpf__bpf_map__set_initial_value(map, data, size));
}

/* Names of maps and their types, as libbpf and bpftool give them. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/model_internal.h"

#define KERNEL_NAME_MAX 16 /* BPF_OBJ_NAME_LEN, with the NUL */

static const char *const map_types[] = {
#define BPF_MAP(name) #name,
#include "model/kernel.def"
};

enum {
#define BPF_MAP(name) MAP_##name,
#include "model/kernel.def"
};

const char *model_map_type_name(uint32_t type)
{
	static char unknown[24];
	if (type < sizeof map_types / sizeof *map_types)
		return map_types[type];
	char *s = xasprintf("type %u", type);
	strncpy(unknown, s, sizeof unknown - 1);
	free(s);
	return unknown;
}

bool model_map_is_percpu(uint32_t type)
{
	return type == MAP_percpu_hash || type == MAP_percpu_array || type == MAP_lru_percpu_hash ||
	       type == MAP_percpu_cgroup_storage;
}

/*
 * libbpf puts the object's name in front of .data, .rodata, .bss and .kconfig, shortened so
 * that at least seven characters of the section's name stay within the kernel's fifteen.
 */
char *model_map_name(const struct model_map *map, const char *object)
{
	bool internal = map->kind == MODEL_MAP_DATA || map->kind == MODEL_MAP_RODATA ||
			map->kind == MODEL_MAP_BSS || map->kind == MODEL_MAP_KCONFIG;
	if (!internal || strchr(map->name + 1, '.'))
		return xstrdup(map->name);
	size_t suffix = strlen(map->name) > 7 ? strlen(map->name) : 7;
	size_t max = KERNEL_NAME_MAX - 1 - suffix, len = strlen(object);
	char *name = xasprintf("%.*s%s", (int)(len < max ? len : max), object, map->name);
	for (char *p = name; *p; p++)
		if (!isalnum((unsigned char)*p) && *p != '_' && *p != '.')
			*p = '_';
	return name;
}

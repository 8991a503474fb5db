/*
 * The data sections of an object (.bss, .data, .rodata, .kconfig): the guest allocates a
 * page-aligned buffer for each, which holds the initial values until the object is loaded and
 * shows the map's own pages from then on, so that skel->bss is live in both directions.
 */
#include <string.h>
#include <sys/mman.h>

#include <bpf/bpf.h>

#include "area.h"
#include "handle.h"
#include "object.h"

/* What libbpf holds as initial value; *size* is 0 when the map has none. */
static void *initial_value(struct bpf_map *map, size_t *size)
{
	*size = 0;
	void *p = (void *)bpf_map__initial_value(map, size);
	return p && bpf_map__is_internal(map) ? p : NULL;
}

/* Bytes that the guest has to allocate: whole pages. */
static uint32_t area_size(struct bpf_map *map, size_t value_size)
{
	uint64_t page = host_page();
	uint64_t size = (value_size + UINT64_C(7)) / 8 * 8 * bpf_map__max_entries(map);
	size = (size + page - 1) / page * page;
	return size <= INT32_MAX ? (uint32_t)size : 0;
}

int32_t libbpf__map_data_size(struct wb_instance *in, uint32_t map, uint32_t value_size)
{
	struct loader *l = loader_of(in);
	struct bpf_map *m = handle_host(l, map, H_MAP);
	size_t size;
	if (!m || !initial_value(m, &size))
		return done(l, m ? 0 : -EINVAL);
	if (value_size && !wb_put_u32(in, value_size, (uint32_t)size))
		return done(l, -EFAULT);
	return done(l, area_size(m, size));
}

uint32_t libbpf__map_data_addr(struct wb_instance *in, uint32_t map)
{
	struct handle *slot = handle_slot(loader_of(in), map, H_MAP);
	return slot && slot->area ? slot->area->addr : 0;
}

static bool is_read_only(const struct bpf_map *map)
{
	return bpf_map__map_flags(map) & BPF_F_RDONLY_PROG;
}

/* Kernels before 5.5 cannot map arrays: the guest then keeps its private copy. */
static void show(struct loader *l, struct handle *slot)
{
	struct bpf_map *m = slot->host;
	int prot = is_read_only(m) ? PROT_READ : PROT_READ | PROT_WRITE;
	if (!(bpf_map__map_flags(m) & BPF_F_MMAPABLE) || bpf_map__fd(m) < 0)
		return;
	int err = area_map(slot->area, 0, slot->area->len, prot, bpf_map__fd(m), 0);
	if (err)
		warn(l, "wbcc: map '%s': cannot be mapped (%s): its data is not live",
			bpf_map__name(m), strerror(-err));
}

int32_t libbpf__map_data_bind(struct wb_instance *in, uint32_t map, uint32_t addr, uint32_t len)
{
	struct loader *l = loader_of(in);
	struct handle *slot = handle_slot(l, map, H_MAP);
	size_t size;
	void *value = slot ? initial_value(slot->host, &size) : NULL;
	if (!value || len != area_size(slot->host, size))
		return done(l, -EINVAL);
	if (slot->area)
		return done(l, -EEXIST);
	int err = area_reserve(l, addr, len, &slot->area);
	if (err)
		return done(l, err);
	memcpy(slot->area->host, value, size < len ? size : len);
	if (bpf_map__fd(slot->host) >= 0)
		show(l, slot);
	return done(l, 0);
}

/* ---- around bpf_object__load() -------------------------------------------------------------- */

static void take_values(struct loader *l, struct handle *slot, void *ctx)
{
	size_t size;
	void *value = slot->area ? initial_value(slot->host, &size) : NULL;
	if (value && bpf_map__fd(slot->host) < 0)
		memcpy(value, slot->area->host, size < slot->area->len ? size : slot->area->len);
}

static void show_values(struct loader *l, struct handle *slot, void *ctx)
{
	if (slot->area)
		show(l, slot);
}

void data_before_load(struct loader *l, uint32_t object)
{
	handle_each(l, object, H_MAP, take_values, NULL);
}

void data_after_load(struct loader *l, uint32_t object)
{
	handle_each(l, object, H_MAP, show_values, NULL);
}

int32_t libbpf__bpf_map__set_initial_value(
	struct wb_instance *in, uint32_t map, uint32_t data, uint32_t size)
{
	struct loader *l = loader_of(in);
	struct handle *slot = handle_slot(l, map, H_MAP);
	size_t have;
	void *value = slot ? initial_value(slot->host, &have) : NULL;
	const void *src = wb_at(in, data, size);
	if (!value || size != have || bpf_map__fd(slot->host) >= 0)
		return done(l, slot && value && size == have ? -EBUSY : -EINVAL);
	if (!src)
		return done(l, -EFAULT);
	memcpy(value, src, size);
	if (slot->area)
		memcpy(slot->area->host, src, size);
	return done(l, 0);
}

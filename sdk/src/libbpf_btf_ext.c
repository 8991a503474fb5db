/*
 * btf_ext__*: a copy of a .BTF.ext section whose header is sound.
 */
#include "libbpf_guest.h"

#define MAGIC 0xeB9F

struct header {
	uint16_t magic;
	uint8_t version, flags;
	uint32_t hdr_len;
	uint32_t func_info_off, func_info_len, line_info_off, line_info_len;
};

struct btf_ext {
	uint32_t size;
	uint8_t data[];
};

static bool is_sound(const void *data, uint32_t size)
{
	struct header h;
	if (size < sizeof h)
		return false;
	memcpy(&h, data, sizeof h);
	uint64_t room = size - h.hdr_len;
	return h.magic == MAGIC && h.version == 1 && !h.flags && h.hdr_len >= sizeof h &&
	       h.hdr_len <= size && (uint64_t)h.func_info_off + h.func_info_len <= room &&
	       (uint64_t)h.line_info_off + h.line_info_len <= room;
}

struct btf_ext *btf_ext__new(const __u8 *data, __u32 size)
{
	struct btf_ext *e = is_sound(data, size) ? malloc(sizeof *e + size) : NULL;
	if (!e)
		return fail_null(is_sound(data, size) ? ENOMEM : EINVAL);
	e->size = size;
	memcpy(e->data, data, size);
	return e;
}

void btf_ext__free(struct btf_ext *e)
{
	free(e);
}

const void *btf_ext__raw_data(const struct btf_ext *e, __u32 *size)
{
	*size = e->size;
	return e->data;
}

const void *btf_ext__get_raw_data(const struct btf_ext *e, __u32 *size)
{
	return btf_ext__raw_data(e, size);
}

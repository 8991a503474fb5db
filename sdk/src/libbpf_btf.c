/*
 * btf__*: asking.  A struct btf is a handle; the types and strings that a program gets
 * pointers to are fetched into this memory when it first asks for one, and kept until the BTF
 * is freed or changed.
 */
#include "libbpf_btf.h"

static struct btf_copy *btf_copies;

/* The copy that stands for *btf*, made empty when there is none. */
struct btf_copy *btf_copy(const struct btf *btf)
{
	for (struct btf_copy *c = btf_copies; c; c = c->next)
		if (c->btf == btf)
			return c;
	struct btf_copy *c = calloc(1, sizeof *c);
	if (!c)
		return fail_null(ENOMEM);
	c->btf = btf;
	c->next = btf_copies;
	btf_copies = c;
	return c;
}

void btf_forget(const struct btf *btf)
{
	for (struct btf_copy **at = &btf_copies; *at; at = &(*at)->next) {
		struct btf_copy *c = *at;
		if (c->btf != btf)
			continue;
		*at = c->next;
		free(c->types);
		free(c->raw);
		free(c);
		return;
	}
}

void btf_forget_copy(const struct btf *btf)
{
	struct btf_copy *c = btf_copies;
	while (c && c->btf != btf)
		c = c->next;
	if (!c)
		return;
	free(c->types);
	free(c->raw);
	c->types = c->raw = NULL;
}

void *btf_made(const void *h, const struct btf *base)
{
	struct btf *btf = handle(h);
	struct btf_copy *c = btf && base ? btf_copy(btf) : NULL;
	if (c)
		c->base = base;
	return btf;
}

/* Fetches what *fetch* gives in two steps: how much, and the bytes. */
typedef int32_t fetch_bytes(const void *btf, const void *buf, uint32_t cap);

static void *fetch(const struct btf *btf, fetch_bytes *f, uint32_t *size)
{
	int32_t need = f(btf, NULL, 0);
	void *bytes = ret(need) < 0 ? NULL : malloc((size_t)need + 1);
	if (!bytes)
		return NULL;
	if (ret(f(btf, bytes, (uint32_t)need)) != need) {
		free(bytes);
		return NULL;
	}
	*size = (uint32_t)need;
	return bytes;
}

const struct btf *btf__base_btf(const struct btf *btf)
{
	for (struct btf_copy *c = btf_copies; c; c = c->next)
		if (c->btf == btf)
			return c->base;
	return NULL;
}

const struct btf_type *btf__type_by_id(const struct btf *btf, __u32 id)
{
	static const struct btf_type void_type;
	uint32_t level = 0, size;
	if (!id)
		return &void_type;
	int32_t offset = libbpf__btf_type_offset(btf, id, &level);
	if (ret(offset) < 0)
		return NULL;
	while (level--)
		btf = btf__base_btf(btf);
	struct btf_copy *c = btf_copy(btf);
	if (c && !c->types)
		c->types = fetch(btf, libbpf__btf_types, &size);
	return c && c->types ? (void *)((char *)c->types + offset) : NULL;
}

/* Names repeat all the time: equal ones are kept once, whichever BTF they come from. */
const char *btf__str_by_offset(const struct btf *btf, __u32 offset)
{
	char small[256];
	int32_t len = libbpf__btf__str_by_offset(btf, offset, small, sizeof small);
	if (ret(len) < 0)
		return NULL;
	if ((uint32_t)len < sizeof small)
		return kept_string(small);
	char *large = malloc((size_t)len + 1);
	if (!large)
		return NULL;
	libbpf__btf__str_by_offset(btf, offset, large, (uint32_t)len + 1);
	const char *s = kept_string(large);
	free(large);
	return s;
}

const char *btf__name_by_offset(const struct btf *btf, __u32 offset)
{
	return btf__str_by_offset(btf, offset);
}

const void *btf__raw_data(const struct btf *btf, __u32 *size)
{
	struct btf_copy *c = btf_copy(btf);
	if (c && !c->raw)
		c->raw = fetch(btf, libbpf__btf__raw_data, &c->raw_size);
	if (!c || !c->raw)
		return NULL;
	*size = c->raw_size;
	return c->raw;
}

const void *btf__get_raw_data(const struct btf *btf, __u32 *size)
{
	return btf__raw_data(btf, size);
}

__u32 btf__type_cnt(const struct btf *btf)
{
	return libbpf__btf__type_cnt(btf);
}

__s32 btf__find_by_name(const struct btf *btf, const char *name)
{
	return ret(libbpf__btf__find_by_name_kind(btf, name, 0));
}

__s32 btf__find_by_name_kind(const struct btf *btf, const char *name, __u32 kind)
{
	if (kind == BTF_KIND_UNKN || !strcmp(name, "void"))
		return 0;
	return ret(libbpf__btf__find_by_name_kind(btf, name, kind));
}

__s64 btf__resolve_size(const struct btf *btf, __u32 id)
{
	int64_t size = libbpf__btf__resolve_size(btf, id);
	return size < 0 ? ret((int32_t)size) : size;
}

int btf__resolve_type(const struct btf *btf, __u32 id)
{
	return ret(libbpf__btf__resolve_type(btf, id));
}

int btf__align_of(const struct btf *btf, __u32 id)
{
	int r = ret(libbpf__btf__align_of(btf, id));
	return r < 0 ? 0 : r;
}

size_t btf__pointer_size(const struct btf *btf)
{
	return libbpf__btf__pointer_size(btf);
}

int btf__set_pointer_size(struct btf *btf, size_t size)
{
	return ret(libbpf__btf__set_pointer_size(btf, size));
}

enum btf_endianness btf__endianness(const struct btf *btf)
{
	return (enum btf_endianness)libbpf__btf__endianness(btf);
}

int btf__set_endianness(struct btf *btf, enum btf_endianness endian)
{
	btf_forget_copy(btf);
	return ret(libbpf__btf__set_endianness(btf, endian));
}

int btf__fd(const struct btf *btf)
{
	int32_t fd = libbpf__btf__fd(btf);
	return fd < 0 ? -1 : fd;
}

void btf__set_fd(struct btf *btf, int fd)
{
	libbpf__btf__set_fd(btf, fd);
}

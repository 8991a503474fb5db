/* The cursor of dwarf.h. */
#include "lower/dwarf.h"

#include <string.h>

#include "lower/limits.h"

struct cursor dwarf_section(const struct wasm_module *m, const char *name)
{
	for (uint32_t i = 0; i < m->n_customs; i++)
		if (strcmp(m->customs[i].name.data, name) == 0)
			return (struct cursor){m->customs[i].bytes,
				m->customs[i].bytes + m->customs[i].len, false};
	return (struct cursor){m->bytes, m->bytes, false};
}

struct cursor cursor_at(struct cursor section, uint64_t offset)
{
	take(&section, offset);
	return section;
}

const uint8_t *take(struct cursor *c, uint64_t n)
{
	if (n > (uint64_t)(c->end - c->p)) {
		c->bad = true;
		c->p = c->end;
		return NULL;
	}
	c->p += n;
	return c->p - n;
}

uint64_t take_int(struct cursor *c, unsigned size)
{
	const uint8_t *bytes = take(c, size);
	uint64_t v = 0;
	for (unsigned i = 0; bytes && i < size; i++)
		v |= (uint64_t)bytes[i] << 8 * i;
	return v;
}

uint64_t take_leb(struct cursor *c, bool is_signed)
{
	uint64_t v = 0;
	for (unsigned shift = 0;; shift += 7) {
		uint8_t byte = (uint8_t)take_int(c, 1);
		if (shift < 64)
			v |= (uint64_t)(byte & 0x7f) << shift;
		if (byte & 0x80)
			continue;
		if (is_signed && (byte & 0x40) && shift + 7 < 64)
			v |= ~0ull << (shift + 7);
		return v;
	}
}

uint64_t take_uleb(struct cursor *c)
{
	return take_leb(c, false);
}

const char *take_string(struct cursor *c)
{
	size_t left = (size_t)(c->end - c->p);
	const uint8_t *nul = memchr(c->p, 0, left < MAX_SOURCE_NAME ? left : MAX_SOURCE_NAME);
	if (!nul) {
		c->bad = true;
		c->p = c->end;
		return "";
	}
	return (const char *)take(c, (uint64_t)(nul + 1 - c->p));
}

const char *string_at(struct cursor section, uint64_t offset)
{
	struct cursor c = cursor_at(section, offset);
	return c.bad ? "" : take_string(&c);
}

struct cursor take_unit(struct cursor *all, unsigned *offset_size)
{
	uint64_t len = take_int(all, 4);
	*offset_size = 4;
	if (len == 0xffffffff) {
		*offset_size = 8;
		len = take_int(all, 8);
	}
	struct cursor unit = *all;
	unit.bad = !take(all, len);
	unit.end = unit.bad ? unit.p : all->p;
	return unit;
}

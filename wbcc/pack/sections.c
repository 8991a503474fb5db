/* Reads the list of sections of a .wasm file; writes custom sections. */
#include "pack/sections.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"

#define HEADER_LEN 8

static const char *const kinds[] = {"custom", "type", "import", "function", "table", "memory",
	"global", "export", "start", "elem", "code", "data", "data count", "tag"};

const char *section_kind(uint8_t id)
{
	return id < sizeof kinds / sizeof *kinds ? kinds[id] : "unknown";
}

/* An unsigned LEB128 of at most 32 bits at *pos*; false when it is cut off or too long. */
static bool read_u32(const uint8_t *p, size_t end, size_t *pos, uint32_t *out)
{
	uint64_t v = 0;
	for (int shift = 0; shift < 35; shift += 7) {
		if (*pos >= end)
			return false;
		uint8_t byte = p[(*pos)++];
		v |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80)) {
			*out = (uint32_t)v;
			return v <= UINT32_MAX;
		}
	}
	return false;
}

static bool read_section(
	const char *file, const uint8_t *wasm, size_t len, size_t *pos, struct section *s)
{
	uint32_t size, name_len;
	*s = (struct section){.at = *pos, .id = wasm[*pos]};
	++*pos;
	if (!read_u32(wasm, len, pos, &size) || size > len - *pos)
		return fail(AT_SECTION(file, section_kind(s->id), s->at),
			"malformed: the section reaches beyond the end of the file");
	s->end = *pos + size;
	if (s->id == 0) {
		if (!read_u32(wasm, s->end, pos, &name_len) || name_len > s->end - *pos)
			return fail(AT_SECTION(file, "custom", s->at),
				"malformed: the section's name reaches beyond its end");
		s->name = xstrndup((const char *)wasm + *pos, name_len);
		*pos += name_len;
	}
	s->data = wasm + *pos;
	s->len = s->end - *pos;
	*pos = s->end;
	return true;
}

bool sections_read(const char *file, const uint8_t *wasm, size_t len, struct sections *out)
{
	static const uint8_t magic[4] = {0, 'a', 's', 'm'}, version[4] = {1};
	*out = (struct sections){0};
	if (len < sizeof magic || memcmp(wasm, magic, sizeof magic) != 0)
		return fail(AT_FILE(file), "malformed: not a WebAssembly module");
	if (len < HEADER_LEN || memcmp(wasm + 4, version, sizeof version) != 0)
		return fail(AT_FILE(file), "malformed: not a module of WebAssembly version 1");
	for (size_t pos = HEADER_LEN; pos < len;) {
		struct section s;
		if (!read_section(file, wasm, len, &pos, &s)) {
			sections_free(out);
			return false;
		}
		vec_push(out->v, out->n, out->cap) = s;
	}
	return true;
}

void sections_free(struct sections *s)
{
	for (size_t i = 0; i < s->n; i++)
		free(s->v[i].name);
	free(s->v);
	*s = (struct sections){0};
}

void section_add(struct buf *wasm, const char *name, const void *data, size_t len)
{
	struct buf head = {0};
	buf_uleb(&head, strlen(name));
	buf_puts(&head, name);
	buf_putc(wasm, 0);
	buf_uleb(wasm, head.len + len);
	buf_add(wasm, head.data, head.len);
	buf_add(wasm, data, len);
	buf_free(&head);
}

/*
 * module_read(): the frame of a module.  Finds the sections, checks their order and sizes, has
 * each read by its own function, then has every function's body validated and copied.
 */
#include <stdlib.h>
#include <string.h>

#include <openssl/sha.h>

#include "base/mem.h"
#include "lower/front_body.h"
#include "lower/limits.h"

/* The sections in the order that the format demands, and who reads each. */
static const struct {
	enum section_id id;
	const char *name;
	void (*read)(struct front *f, struct reader *r);
} sections[] = {
	{SECTION_TYPE, "type", read_types},
	{SECTION_IMPORT, "import", read_imports},
	{SECTION_FUNCTION, "function", read_functions},
	{SECTION_TABLE, "table", read_tables},
	{SECTION_MEMORY, "memory", read_memories},
	{SECTION_TAG, "tag", NULL},
	{SECTION_GLOBAL, "global", read_globals},
	{SECTION_EXPORT, "export", read_exports},
	{SECTION_START, "start", read_start},
	{SECTION_ELEMENT, "element", read_elements},
	{SECTION_DATA_COUNT, "data count", read_data_count},
	{SECTION_CODE, "code", read_code},
	{SECTION_DATA, "data", read_data},
};

enum { N_ORDERED = sizeof sections / sizeof *sections };

static int rank_of(uint8_t id)
{
	for (int i = 0; i < N_ORDERED; i++)
		if (sections[i].id == id)
			return i;
	return -1;
}

static bool check_magic(struct reader *r)
{
	static const uint8_t version1[4] = {1, 0, 0, 0}, component[4] = {0x0d, 0, 1, 0};
	const uint8_t *magic = get_bytes(r, 4);
	if (magic && memcmp(magic, "\0asm", 4) != 0) {
		r->item = magic;
		return malformed(r, "magic header not detected: this is no WebAssembly module");
	}
	const uint8_t *version = magic ? get_bytes(r, 4) : NULL;
	if (!version)
		return false;
	r->item = version;
	if (memcmp(version, component, 4) == 0)
		return unsupported(r, "components (this is one, not a core module)");
	if (memcmp(version, version1, 4) != 0)
		return malformed(r, "unknown binary version");
	r->item = NULL;
	return true;
}

/* A custom section counts with its whole payload; its name stands at the front of it. */
static void add_custom(
	struct front *f, struct reader *r, const uint8_t *payload, size_t len, uint32_t *cap)
{
	struct wasm_module *m = f->m;
	struct reader in = {.file = m->file, .section = "custom", .base = payload, .p = payload};
	in.end = payload + len;
	struct wasm_custom c = {.name = get_name(&in, m)};
	c.bytes = in.p;
	c.len = (uint32_t)bytes_left(&in);
	c.at = (uint32_t)(in.p - m->bytes);
	if (in.failed) {
		r->failed = true;
		return;
	}
	if (m->n_customs == *cap) {
		*cap = *cap ? *cap * 2 : 16;
		struct wasm_custom *grown = module_alloc(m, *cap, sizeof *grown);
		if (m->n_customs)
			memcpy(grown, m->customs, m->n_customs * sizeof *grown);
		m->customs = grown;
	}
	m->customs[m->n_customs++] = c;
}

static void find_section(struct front *f, struct reader *r, int *last, uint32_t *cap_customs)
{
	r->item = r->p;
	uint8_t id = get_byte(r);
	uint32_t len = get_u32(r);
	const uint8_t *payload = get_bytes(r, len);
	if (!payload || r->failed)
		return;
	if (id == SECTION_CUSTOM) {
		add_custom(f, r, payload, len, cap_customs);
		return;
	}
	int rank = rank_of(id);
	if (rank < 0)
		malformed(r, "malformed section id %u", id);
	else if (rank == *last)
		malformed(r, "unexpected content after last section: a second %s section",
			sections[rank].name);
	else if (rank < *last)
		malformed(r, "unexpected content after last section: %s section after %s section",
			sections[rank].name, sections[*last].name);
	else if (id == SECTION_TAG)
		unsupported(r, "exceptions (a tag section)");
	if (r->failed)
		return;
	f->sections[id] = (struct span){payload, len};
	*last = rank;
}

static bool find_sections(struct front *f)
{
	struct wasm_module *m = f->m;
	struct reader r = {.file = m->file, .section = "(module)", .base = m->bytes, .p = m->bytes};
	r.end = m->bytes + m->len;
	int last = -1;
	uint32_t cap_customs = 0;
	if (m->len > MAX_MODULE_SIZE)
		return limit(&r, "bytes of a module", m->len, MAX_MODULE_SIZE);
	if (!check_magic(&r))
		return false;
	while (r.p < r.end && !r.failed)
		find_section(f, &r, &last, &cap_customs);
	return !r.failed;
}

static bool read_section(struct front *f, int rank)
{
	struct span s = f->sections[sections[rank].id];
	if (!s.p)
		return true;
	struct reader r = {.file = f->m->file, .section = sections[rank].name, .base = s.p};
	r.p = s.p;
	r.end = s.p + s.len;
	sections[rank].read(f, &r);
	if (!r.failed && bytes_left(&r))
		malformed(&r, "section size mismatch: %zu bytes behind the last entry",
			bytes_left(&r));
	return !r.failed;
}

/* What an absent section leaves unsaid. */
static bool check_absent(struct front *f)
{
	struct wasm_module *m = f->m;
	struct reader r = {.file = m->file, .section = "(module)", .base = m->bytes};
	r.p = r.end = m->bytes + m->len;
	if (!f->sections[SECTION_CODE].p && m->n_funcs > f->n_imported_funcs)
		malformed(&r, "function and code section have inconsistent lengths: %u and 0",
			m->n_funcs - f->n_imported_funcs);
	if (!f->sections[SECTION_DATA].p && f->data_count > 0)
		malformed(&r, "data count and data section have inconsistent lengths: %lld and 0",
			(long long)f->data_count);
	return !r.failed;
}

static bool read_sections(struct front *f)
{
	for (int i = 0; i < N_ORDERED; i++) {
		if (!read_section(f, i))
			return false;
		if (sections[i].id == SECTION_FUNCTION) {
			f->is_declared = xcalloc(f->m->n_funcs + 1, 1);
			f->is_referenced = xcalloc(f->m->n_funcs + 1, 1);
		}
	}
	return check_absent(f);
}

static bool read_bodies(struct front *f)
{
	struct body b;
	bool ok = true;
	body_begin(&b, f);
	for (uint32_t i = f->n_imported_funcs; i < f->m->n_funcs && ok; i++)
		ok = read_body(&b, i);
	body_end(&b);
	return ok;
}

static void hash_module(struct wasm_module *m)
{
	static const char digits[] = "0123456789abcdef";
	unsigned char sum[SHA256_DIGEST_LENGTH];
	SHA256(m->bytes, m->len, sum);
	for (int i = 0; i < SHA256_DIGEST_LENGTH; i++) {
		m->hash[2 * i] = digits[sum[i] >> 4];
		m->hash[2 * i + 1] = digits[sum[i] & 15];
	}
}

static bool read_all(struct front *f)
{
	if (!find_sections(f) || !read_sections(f))
		return false;
	read_names(f);
	if (f->o->lines)
		f->lines = read_lines(f);
	if (!read_bodies(f))
		return false;
	read_dwarf_names(f);
	read_local_names(f);
	if (!f->o->no_carrier)
		write_carrier(f);
	return true;
}

struct wasm_module *module_read(
	const char *file, const uint8_t *bytes, size_t len, const struct front_options *o)
{
	struct wasm_module *m = xcalloc(1, sizeof *m);
	m->file = file;
	m->bytes = bytes;
	m->len = len;
	m->start = -1;
	struct front f = {.m = m, .o = o, .data_count = -1};
	bool done = read_all(&f);
	if (f.lines)
		free(f.lines->rows);
	free(f.lines);
	free(f.sigs);
	free(f.is_declared);
	free(f.is_referenced);
	free(f.steps);
	free(f.places);
	buf_free(&f.code);
	if (!done) {
		module_free(m);
		return NULL;
	}
	hash_module(m);
	return m;
}

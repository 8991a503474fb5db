/*
 * Slims the types of a BPF object (bpf/slim.h): reads .BTF and .BTF.ext, marks what is needed,
 * and copies the marked records with new type ids, string offsets and member indices.
 */
#include "bpf/slim.h"

#include <linux/bpf.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/btf.h"
#include "model/elf.h"

#define RECORD 12 /* struct btf_type: name, info, size or type */
#define MEMBER 12 /* struct btf_member: name, type, offset */

enum keep {
	KEEP_NOT,
	KEEP_NAME, /* a record: name, kind and size, and the members that are marked */
	KEEP_ALL,
};

struct slim {
	const struct btf *btf;
	const uint8_t *raw, *ext; /* the sections */
	size_t ext_len;
	bool big;
	const char *strings; /* the old string table */
	uint32_t strings_len;
	uint8_t *keep;	 /* [n_types] enum keep */
	bool *is_core;	 /* [n_types] root of a field relocation */
	bool names_only; /* marking what relocations touch: pointers lead to names */
	bool *member;	 /* by index into btf->members: a relocation goes through it */
	uint32_t *todo;	 /* ids whose references are to be marked */
	size_t n_todo, cap_todo;
	uint32_t *new_id; /* [n_types] */
	struct buf out_strings;
	uint32_t *buckets; /* of out_strings: offset + 1, by hash */
};

#define BUCKETS 4096u

static uint32_t get32(const struct slim *s, const uint8_t *p)
{
	uint32_t v;
	memcpy(&v, p, 4);
	return s->big ? __builtin_bswap32(v) : v;
}

static void put32(const struct slim *s, uint8_t *p, uint32_t v)
{
	v = s->big ? __builtin_bswap32(v) : v;
	memcpy(p, &v, 4);
}

static void add32(const struct slim *s, struct buf *b, uint32_t v)
{
	uint8_t p[4];
	put32(s, p, v);
	buf_add(b, p, 4);
}

/* ---- the records of .BTF.ext --------------------------------------------------------------- */

enum part { FUNC_INFO, LINE_INFO, CORE_RELO, N_PARTS };

typedef bool record_fn(struct slim *s, uint8_t *record);

/* Calls *fn* for each record of one part; false when the section is malformed or *fn* says so. */
static bool each_record(struct slim *s, uint8_t *ext, enum part part, record_fn *fn)
{
	static const uint32_t smallest[] = {8, 16, 16};
	uint32_t header = get32(s, ext + 4), fields = 8 + 8 * part;
	if (header < fields + 8 || header > s->ext_len)
		return part == CORE_RELO; /* an older header: it has no such part */
	uint64_t off = header + (uint64_t)get32(s, ext + fields), len = get32(s, ext + fields + 4);
	if (!len)
		return true;
	if (len < 4 || off + len > s->ext_len)
		return false;
	uint8_t *p = ext + off, *end = p + len;
	uint32_t size = get32(s, p);
	if (size < smallest[part])
		return false;
	for (p += 4; end - p >= 8;) {
		uint32_t count = get32(s, p + 4);
		if (count > (uint64_t)(end - p - 8) / size)
			return false;
		for (p += 8; count; count--, p += size)
			if (!fn(s, p))
				return false;
	}
	return true;
}

static const char *string_at(const struct slim *s, uint32_t at)
{
	return at < s->strings_len ? s->strings + at : NULL;
}

/* ---- marking ------------------------------------------------------------------------------- */

static bool passes_on(enum btf_kind kind)
{
	return btf_is_modifier(kind) || kind == BTF_TYPEDEF;
}

/* Only records can be kept by name; typedefs and modifiers pass the wish on to what they name. */
static void want(struct slim *s, uint32_t id, enum keep how)
{
	const struct btf_type *t = btf_type(s->btf, id);
	if (!id)
		return;
	if (!btf_is_record(t) && !passes_on(t->kind))
		how = KEEP_ALL;
	if (s->keep[id] >= how)
		return;
	s->keep[id] = (uint8_t)how;
	vec_push(s->todo, s->n_todo, s->cap_todo) = id;
}

static void want_members(struct slim *s, const struct btf_type *t, bool all)
{
	for (uint32_t i = 0; i < t->n; i++) {
		if (!all && !s->member[t->first + i])
			continue;
		const struct btf_member *m = &s->btf->members[t->first + i];
		uint32_t behind = btf_resolve(s->btf, m->type);
		bool is_record = btf_is_record(btf_type(s->btf, behind));
		want(s, m->type, all || !is_record ? KEEP_ALL : KEEP_NAME);
	}
}

/* What a kept type refers to. */
static void want_references(struct slim *s, uint32_t id)
{
	const struct btf_type *t = btf_type(s->btf, id);
	switch (t->kind) {
	case BTF_STRUCT:
	case BTF_UNION: want_members(s, t, s->keep[id] == KEEP_ALL); break;
	case BTF_FUNC_PROTO:
		want(s, t->ref, KEEP_ALL);
		for (uint32_t i = 0; i < t->n; i++)
			want(s, btf_params(s->btf, t)[i].type, KEEP_ALL);
		break;
	case BTF_DATASEC:
		for (uint32_t i = 0; i < t->n; i++)
			want(s, btf_vars(s->btf, t)[i].type, KEEP_ALL);
		break;
	case BTF_ARRAY: {
		const uint8_t *record = s->raw + t->offset + RECORD;
		want(s, get32(s, record), KEEP_ALL);
		want(s, get32(s, record + 4), KEEP_ALL);
		break;
	}
	case BTF_PTR: {
		bool core = s->names_only || s->is_core[btf_resolve(s->btf, t->ref)];
		want(s, t->ref, core ? KEEP_NAME : KEEP_ALL);
		break;
	}
	default: want(s, t->ref, passes_on(t->kind) ? s->keep[id] : KEEP_ALL); break;
	}
}

static bool has_reference(const struct btf_type *t)
{
	switch (t->kind) {
	case BTF_INT:
	case BTF_FLOAT:
	case BTF_ENUM:
	case BTF_ENUM64:
	case BTF_FWD:
	case BTF_VOID: return false;
	default: return true;
	}
}

static void mark_reachable(struct slim *s)
{
	while (s->n_todo) {
		uint32_t id = s->todo[--s->n_todo];
		if (has_reference(btf_type(s->btf, id)))
			want_references(s, id);
	}
}

/* The roots: what libbpf, the kernel and the skeleton look at by themselves. */
static void mark_roots(struct slim *s)
{
	for (uint32_t id = 1; id < s->btf->n_types; id++) {
		enum btf_kind kind = btf_type(s->btf, id)->kind;
		if (kind == BTF_DATASEC || kind == BTF_VAR || kind == BTF_FUNC ||
			kind == BTF_DECL_TAG)
			want(s, id, KEEP_ALL);
	}
}

static bool is_field_relo(uint32_t kind)
{
	return kind <= BPF_CORE_FIELD_RSHIFT_U64;
}

static bool note_core_root(struct slim *s, uint8_t *record)
{
	uint32_t id = get32(s, record + 4), kind = get32(s, record + 12);
	if (id >= s->btf->n_types || kind == BPF_CORE_TYPE_ID_LOCAL ||
		kind > BPF_CORE_ENUMVAL_VALUE)
		return false;
	if (is_field_relo(kind))
		s->is_core[btf_resolve(s->btf, id)] = true;
	return true;
}

/*
 * Follows an access string ("0:5:1") through members and elements.  For each member it calls
 * *visit* with the member's index into btf->members and where its number stands in the string.
 */
struct walk {
	struct slim *s;
	void (*visit)(struct walk *w, const struct btf_type *record, uint32_t index);
	struct buf text; /* the string with new numbers */
};

static bool walk_access(struct walk *w, uint32_t id, const char *access)
{
	const struct btf *btf = w->s->btf;
	bool first = true;
	while (access && *access) {
		char *end;
		unsigned long n = strtoul(access, &end, 10);
		const struct btf_type *t = btf_type(btf, btf_resolve(btf, id));
		if (end == access || (*end && *end != ':'))
			return false;
		if (!first && btf_is_record(t)) {
			if (n >= t->n)
				return false;
			w->visit(w, t, (uint32_t)n);
			id = btf_members(btf, t)[n].type;
		} else {
			if (!first && t->kind != BTF_ARRAY)
				return false;
			if (!first)
				id = t->ref;
			buf_printf(&w->text, "%s%lu", w->text.len ? ":" : "", n);
		}
		first = false;
		access = *end ? end + 1 : end;
	}
	return !first;
}

static void mark_member(struct walk *w, const struct btf_type *t, uint32_t index)
{
	w->s->member[t->first + index] = true;
	want(w->s, btf_members(w->s->btf, t)[index].type, KEEP_NAME);
}

static bool mark_relo(struct slim *s, uint8_t *record)
{
	uint32_t id = get32(s, record + 4), kind = get32(s, record + 12);
	struct walk w = {s, mark_member, {0}};
	want(s, id, KEEP_NAME);
	want(s, btf_resolve(s->btf, id), KEEP_NAME);
	bool ok = !is_field_relo(kind) || walk_access(&w, id, string_at(s, get32(s, record + 8)));
	buf_free(&w.text);
	return ok;
}

/* ---- writing ------------------------------------------------------------------------------- */

static uint32_t add_string(struct slim *s, const char *text)
{
	uint32_t hash = 2166136261u;
	for (const char *p = text; *p; p++)
		hash = (hash ^ (uint8_t)*p) * 16777619u;
	for (uint32_t i = hash % BUCKETS;; i = (i + 1) % BUCKETS) {
		if (!s->buckets[i]) {
			uint32_t at = (uint32_t)s->out_strings.len;
			s->buckets[i] = at + 1;
			buf_add(&s->out_strings, text, strlen(text) + 1);
			return at;
		}
		if (strcmp(s->out_strings.data + s->buckets[i] - 1, text) == 0)
			return s->buckets[i] - 1;
	}
}

static uint32_t new_string(struct slim *s, uint32_t old)
{
	const char *text = string_at(s, old);
	return add_string(s, text ? text : "");
}

static uint32_t kept_members(const struct slim *s, const struct btf_type *t)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < t->n; i++)
		n += s->member[t->first + i];
	return n;
}

/* Pairs (name, type) or triples (name, type, number) behind a record. */
static void copy_entries(struct slim *s, struct buf *out, const struct btf_type *t, unsigned size,
	bool has_type, const bool *only)
{
	const uint8_t *p = s->raw + t->offset + RECORD;
	for (uint32_t i = 0; i < t->n; i++, p += size) {
		if (only && !only[i])
			continue;
		add32(s, out, new_string(s, get32(s, p)));
		add32(s, out, has_type ? s->new_id[get32(s, p + 4)] : get32(s, p + 4));
		if (size > 8)
			buf_add(out, p + 8, size - 8);
	}
}

static void copy_vars(struct slim *s, struct buf *out, const struct btf_type *t)
{
	const uint8_t *p = s->raw + t->offset + RECORD;
	for (uint32_t i = 0; i < t->n; i++, p += 12) {
		add32(s, out, s->new_id[get32(s, p)]);
		buf_add(out, p + 4, 8);
	}
}

static void copy_type(struct slim *s, struct buf *out, uint32_t id)
{
	const struct btf_type *t = btf_type(s->btf, id);
	const uint8_t *record = s->raw + t->offset;
	bool slim = s->keep[id] == KEEP_NAME;
	uint32_t info = get32(s, record + 4), third = get32(s, record + 8);
	if (slim)
		info = (info & ~0xffffu) | kept_members(s, t);
	bool refers = t->kind != BTF_INT && t->kind != BTF_FLOAT && t->kind != BTF_ARRAY &&
		      t->kind != BTF_FWD && t->kind != BTF_DATASEC && !btf_is_record(t) &&
		      !btf_is_enum(t);
	add32(s, out, new_string(s, get32(s, record)));
	add32(s, out, info);
	add32(s, out, refers ? s->new_id[third] : third);
	switch (t->kind) {
	case BTF_INT:
	case BTF_VAR:
	case BTF_DECL_TAG: buf_add(out, record + RECORD, 4); break;
	case BTF_ARRAY:
		add32(s, out, s->new_id[get32(s, record + RECORD)]);
		add32(s, out, s->new_id[get32(s, record + RECORD + 4)]);
		buf_add(out, record + RECORD + 8, 4);
		break;
	case BTF_STRUCT:
	case BTF_UNION:
		copy_entries(s, out, t, MEMBER, true, slim ? s->member + t->first : NULL);
		break;
	case BTF_ENUM: copy_entries(s, out, t, 8, false, NULL); break;
	case BTF_ENUM64: copy_entries(s, out, t, 12, false, NULL); break;
	case BTF_FUNC_PROTO: copy_entries(s, out, t, 8, true, NULL); break;
	case BTF_DATASEC: copy_vars(s, out, t); break;
	default: break;
	}
}

static void renumber_member(struct walk *w, const struct btf_type *t, uint32_t index)
{
	const struct slim *s = w->s;
	uint32_t id = (uint32_t)(t - s->btf->types), n = index;
	if (s->keep[id] == KEEP_NAME) {
		n = 0;
		for (uint32_t i = 0; i < index; i++)
			n += s->member[t->first + i];
	}
	buf_printf(&w->text, ":%u", n);
}

static bool rewrite_relo(struct slim *s, uint8_t *record)
{
	uint32_t id = get32(s, record + 4), access = get32(s, record + 8);
	if (is_field_relo(get32(s, record + 12))) {
		struct walk w = {s, renumber_member, {0}};
		walk_access(&w, id, string_at(s, access));
		put32(s, record + 8, add_string(s, w.text.data));
		buf_free(&w.text);
	} else {
		put32(s, record + 8, new_string(s, access));
	}
	put32(s, record + 4, s->new_id[id]);
	return true;
}

static bool rewrite_func(struct slim *s, uint8_t *record)
{
	uint32_t id = get32(s, record + 4);
	if (id < s->btf->n_types)
		put32(s, record + 4, s->new_id[id]);
	return id < s->btf->n_types;
}

static bool rewrite_line(struct slim *s, uint8_t *record)
{
	put32(s, record + 4, new_string(s, get32(s, record + 4)));
	put32(s, record + 8, new_string(s, get32(s, record + 8)));
	return true;
}

/* Names of the code sections that the records belong to. */
static void rewrite_section_names(struct slim *s, uint8_t *ext)
{
	uint32_t header = get32(s, ext + 4);
	for (unsigned part = 0; part < N_PARTS && header >= 16 + 8 * part; part++) {
		uint8_t *p = ext + header + get32(s, ext + 8 + 8 * part);
		uint8_t *end = p + get32(s, ext + 12 + 8 * part);
		if (end - p < 4)
			continue;
		uint32_t size = get32(s, p);
		for (p += 4; end - p >= 8; p += 8 + (size_t)size * get32(s, p + 4))
			put32(s, p, new_string(s, get32(s, p)));
	}
}

static void write_btf(struct slim *s, struct buf *out, const struct buf *types)
{
	static const uint8_t magic[2][4] = {{0x9f, 0xeb, 1, 0}, {0xeb, 0x9f, 1, 0}};
	buf_add(out, magic[s->big], 4);
	add32(s, out, 24);
	add32(s, out, 0);
	add32(s, out, (uint32_t)types->len);
	add32(s, out, (uint32_t)types->len);
	add32(s, out, (uint32_t)s->out_strings.len);
	buf_add(out, types->data, types->len);
	buf_add(out, s->out_strings.data, s->out_strings.len);
}

static bool rewrite(struct slim *s, struct buf *btf, struct buf *btf_ext)
{
	struct buf types = {0};
	uint32_t n = 0;
	s->new_id = xcalloc(s->btf->n_types, sizeof *s->new_id);
	s->buckets = xcalloc(BUCKETS, sizeof *s->buckets);
	for (uint32_t id = 1; id < s->btf->n_types; id++)
		s->new_id[id] = s->keep[id] ? ++n : 0;
	add_string(s, "");
	for (uint32_t id = 1; id < s->btf->n_types; id++)
		if (s->keep[id])
			copy_type(s, &types, id);
	buf_add(btf_ext, s->ext, s->ext_len);
	uint8_t *ext = (uint8_t *)btf_ext->data;
	bool ok = each_record(s, ext, FUNC_INFO, rewrite_func) &&
		  each_record(s, ext, LINE_INFO, rewrite_line) &&
		  each_record(s, ext, CORE_RELO, rewrite_relo);
	if (ok) {
		rewrite_section_names(s, ext);
		write_btf(s, btf, &types);
	}
	free(s->new_id);
	free(s->buckets);
	buf_free(&types);
	return ok;
}

/* True when the types can be slimmed: all is marked then. */
static bool mark(struct slim *s)
{
	if (!each_record(s, (uint8_t *)s->ext, CORE_RELO, note_core_root))
		return false;
	mark_roots(s);
	mark_reachable(s);
	s->names_only = true;
	if (!each_record(s, (uint8_t *)s->ext, CORE_RELO, mark_relo))
		return false;
	mark_reachable(s);
	return true;
}

/* Strings of a table that must not outgrow the hash: a quarter of it may be used. */
static bool is_small_enough(const struct slim *s)
{
	uint32_t strings = 0;
	for (uint32_t i = 0; i < s->strings_len; i++)
		strings += !s->strings[i];
	return strings < BUCKETS / 2;
}

static bool slim_sections(const char *file, struct elf *elf, const struct elf_section *b,
	const struct elf_section *e, struct buf *btf, struct buf *btf_ext)
{
	struct slim s = {.raw = b->data, .ext = e->data, .ext_len = e->size, .big = elf->big};
	struct btf *read = btf_read(AT_SECTION(file, ".BTF", 0), b->data, b->size);
	if (!read)
		return false;
	uint32_t header = get32(&s, b->data + 4);
	s.btf = read;
	s.strings = (const char *)b->data + header + get32(&s, b->data + 16);
	s.strings_len = get32(&s, b->data + 20);
	s.keep = xcalloc(read->n_types, 1);
	s.is_core = xcalloc(read->n_types, sizeof *s.is_core);
	size_t n_members = 0;
	for (uint32_t id = 1; id < read->n_types; id++)
		if (btf_is_record(&read->types[id]) &&
			read->types[id].first + read->types[id].n > n_members)
			n_members = read->types[id].first + read->types[id].n;
	s.member = xcalloc(n_members, sizeof *s.member);
	if (is_small_enough(&s) && mark(&s) && !rewrite(&s, btf, btf_ext))
		buf_free(btf_ext);
	free(s.keep);
	free(s.is_core);
	free(s.member);
	free(s.todo);
	buf_free(&s.out_strings);
	btf_free(read);
	return true;
}

bool slim_types(
	const char *file, const uint8_t *object, size_t len, struct buf *btf, struct buf *btf_ext)
{
	struct elf *elf = elf_read(file, object, len);
	if (!elf)
		return false;
	const struct elf_section *b = elf_find(elf, ".BTF", NULL),
				 *e = elf_find(elf, ".BTF.ext", NULL);
	bool ok = true;
	if (b && e && b->data && e->data && b->size >= 24 && e->size >= 24)
		ok = slim_sections(file, elf, b, e, btf, btf_ext);
	elf_free(elf);
	return ok;
}

/* Lays a record out as a row of fields: reads BTF members, writes struct fields. */
#include "skel/fields.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct row {
	struct fields *f;
	const struct btf *btf;
	const struct btf_type *record;
	uint64_t end; /* of what was laid out so far, in bytes */
	unsigned n_pads, n_bits, n_anon;
};

static void add(struct row *r, struct field field)
{
	r->end = field.offset + field.size;
	vec_push(r->f->v, r->f->n, r->f->cap) = field;
}

static void pad(struct row *r, uint64_t to)
{
	if (to > r->end)
		add(r, (struct field){FIELD_PAD, xasprintf("pad%u", r->n_pads++), 0, r->end,
			       to - r->end, 0, 0});
}

static char *member_name(struct row *r, uint32_t i)
{
	const struct btf_member *m = btf_members(r->btf, r->record);
	unsigned count = 1;
	if (!*m[i].name)
		return xasprintf("anon%u", r->n_anon++);
	for (uint32_t j = 0; j < i && r->record->n <= 1024; j++)
		count += strcmp(m[i].name, m[j].name) == 0;
	return count == 1 ? xstrdup(m[i].name) : xasprintf("%s_%u", m[i].name, count);
}

/* The bitfields from member *i* on, as the bytes that hold them; gives the next member. */
static uint32_t add_bits(struct row *r, uint32_t i, uint32_t limit)
{
	const struct btf_member *m = btf_members(r->btf, r->record);
	uint64_t start = m[i].bit / 8, end = start;
	uint32_t first = i;
	for (; i < limit && m[i].bits && m[i].bit / 8 >= start; i++)
		if ((m[i].bit + m[i].bits + 7) / 8 > end)
			end = (m[i].bit + m[i].bits + 7) / 8;
	if (r->record->kind == BTF_STRUCT)
		pad(r, start);
	add(r, (struct field){FIELD_BITS, xasprintf("bits%u", r->n_bits++), 0, start, end - start,
		       first, i - first});
	return i;
}

static bool is_reachable(const struct row *r, const struct btf_member *m)
{
	bool record = btf_is_record(btf_type(r->btf, btf_resolve(r->btf, m->type)));
	return (*m->name || record) && btf_type(r->btf, m->type)->size;
}

void fields_read(struct fields *f, const struct btf *btf, uint32_t record)
{
	const struct btf_type *t = btf_type(btf, record);
	const struct btf_member *m = btf_members(btf, t);
	struct row r = {.f = f, .btf = btf, .record = t};
	*f = (struct fields){0};
	for (uint32_t i = 0; i < t->n;) {
		const struct btf_type *mt = btf_type(btf, m[i].type);
		bool is_union = t->kind == BTF_UNION;
		f->packed |= mt->align_shift > t->align_shift;
		if (is_union)
			r.end = 0;
		if (m[i].bit / 8 < r.end || !is_reachable(&r, &m[i])) {
			i++;
			continue;
		}
		if (m[i].bits) {
			i = add_bits(&r, i, is_union ? i + 1 : t->n);
			continue;
		}
		if (!is_union)
			pad(&r, m[i].bit / 8);
		add(&r, (struct field){FIELD_MEMBER, member_name(&r, i), m[i].type, m[i].bit / 8,
				mt->size, 0, 0});
		i++;
	}
	if (t->kind == BTF_STRUCT)
		pad(&r, t->size);
}

void fields_free(struct fields *f)
{
	for (size_t i = 0; i < f->n; i++)
		free(f->v[i].name);
	free(f->v);
	*f = (struct fields){0};
}

uint32_t named_base(const struct btf *btf, uint32_t id)
{
	for (;; id = btf_type(btf, id)->ref) {
		const struct btf_type *t = btf_type(btf, id);
		if (t->kind != BTF_TYPEDEF && !btf_is_modifier(t->kind))
			return id;
		const struct btf_type *target = btf_type(btf, btf_skip_modifiers(btf, t->ref));
		if (t->kind == BTF_TYPEDEF && !*target->name &&
			(btf_is_record(target) || btf_is_enum(target)))
			return id;
	}
}

uint32_t anonymous_in(const struct btf *btf, uint32_t id)
{
	id = named_base(btf, id);
	while (btf_type(btf, id)->kind == BTF_ARRAY)
		id = named_base(btf, btf_type(btf, id)->ref);
	return btf_is_record(btf_type(btf, id)) && !*btf_type(btf, id)->name ? id : 0;
}

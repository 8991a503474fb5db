/*
 * btf__add_*: building BTF.  Only what a guest made itself can be changed: the BTF of an
 * object is libbpf's, and BTF that others are split from must stay as it is.
 */
#include <string.h>

#include <bpf/btf.h>

#include "handle.h"

struct has_split {
	uint32_t count;
};

static void count_split(struct loader *l, struct handle *slot, void *ctx)
{
	((struct has_split *)ctx)->count++;
}

/* NULL when it is not to be changed. */
static struct btf *own(struct loader *l, uint32_t btf)
{
	struct handle *slot = handle_slot(l, btf, H_BTF);
	struct has_split split = {0};
	handle_each(l, btf, H_BTF, count_split, &split);
	handle_each(l, btf, H_BTF_DUMP, count_split, &split);
	return slot && slot->destroy && !split.count ? slot->host : NULL;
}

/* What all of them share: the BTF and an optional name. */
struct addition {
	struct loader *l;
	struct btf *btf;
	const char *name;
};

static bool begin(struct addition *a, struct wb_instance *in, uint32_t btf, uint32_t name)
{
	a->l = loader_of(in);
	a->btf = own(a->l, btf);
	return a->btf && text_in(a->l, name, &a->name);
}

int32_t libbpf__btf__find_str(struct wb_instance *in, uint32_t btf, uint32_t s)
{
	struct addition a;
	bool ok = begin(&a, in, btf, s) && a.name;
	return done(a.l, ok ? btf__find_str(a.btf, a.name) : -EINVAL);
}

int32_t libbpf__btf__add_str(struct wb_instance *in, uint32_t btf, uint32_t s)
{
	struct addition a;
	bool ok = begin(&a, in, btf, s) && a.name;
	return done(a.l, ok ? btf__add_str(a.btf, a.name) : -EINVAL);
}

int32_t libbpf__btf_add_type(struct wb_instance *in, uint32_t btf, uint32_t src, uint32_t id)
{
	struct loader *l = loader_of(in);
	struct btf *b = own(l, btf);
	const struct btf *from = handle_host(l, src, H_BTF);
	const struct btf_type *t = from && id ? btf__type_by_id(from, id) : NULL;
	return done(l, b && t && b != from ? btf__add_type(b, from, t) : -EINVAL);
}

int32_t libbpf__btf__add_btf(struct wb_instance *in, uint32_t btf, uint32_t src)
{
	struct loader *l = loader_of(in);
	struct btf *b = own(l, btf);
	const struct btf *from = handle_host(l, src, H_BTF);
	return done(l, b && from && b != from ? btf__add_btf(b, from) : -EINVAL);
}

int32_t libbpf__btf__add_int(
	struct wb_instance *in, uint32_t btf, uint32_t name, uint32_t size, int32_t encoding)
{
	struct addition a;
	bool ok = begin(&a, in, btf, name);
	return done(a.l, ok ? btf__add_int(a.btf, a.name, size, encoding) : -EINVAL);
}

int32_t libbpf__btf__add_float(struct wb_instance *in, uint32_t btf, uint32_t name, uint32_t size)
{
	struct addition a;
	bool ok = begin(&a, in, btf, name);
	return done(a.l, ok ? btf__add_float(a.btf, a.name, size) : -EINVAL);
}

int32_t libbpf__btf__add_array(
	struct wb_instance *in, uint32_t btf, int32_t index, int32_t element, uint32_t n)
{
	struct addition a;
	bool ok = begin(&a, in, btf, 0);
	return done(a.l, ok ? btf__add_array(a.btf, index, element, n) : -EINVAL);
}

/* *kind*: BTF_KIND_STRUCT, UNION, ENUM (is_signed of 64-bit ones in the top bit) or DATASEC. */
int32_t libbpf__btf_add_composite(
	struct wb_instance *in, uint32_t btf, uint32_t kind, uint32_t name, uint32_t size)
{
	struct addition a;
	if (!begin(&a, in, btf, name))
		return done(a.l, -EINVAL);
	switch (kind) {
	case BTF_KIND_STRUCT: return done(a.l, btf__add_struct(a.btf, a.name, size));
	case BTF_KIND_UNION: return done(a.l, btf__add_union(a.btf, a.name, size));
	case BTF_KIND_ENUM: return done(a.l, btf__add_enum(a.btf, a.name, size));
	case BTF_KIND_ENUM64:
		return done(a.l, btf__add_enum64(a.btf, a.name, size & INT32_MAX, size >> 31));
	case BTF_KIND_DATASEC:
		return done(a.l, a.name ? btf__add_datasec(a.btf, a.name, size) : -EINVAL);
	default: return done(a.l, -EINVAL);
	}
}

int32_t libbpf__btf__add_field(struct wb_instance *in, uint32_t btf, uint32_t name, int32_t type,
	uint32_t bit_offset, uint32_t bit_size)
{
	struct addition a;
	bool ok = begin(&a, in, btf, name);
	return done(a.l, ok ? btf__add_field(a.btf, a.name, type, bit_offset, bit_size) : -EINVAL);
}

int32_t libbpf__btf_add_enum_value(
	struct wb_instance *in, uint32_t btf, uint32_t kind, uint32_t name, uint64_t value)
{
	struct addition a;
	if (!begin(&a, in, btf, name))
		return done(a.l, -EINVAL);
	return done(a.l, kind == BTF_KIND_ENUM64
				 ? btf__add_enum64_value(a.btf, a.name, value)
				 : btf__add_enum_value(a.btf, a.name, (int64_t)value));
}

/* PTR, TYPEDEF, VOLATILE, CONST, RESTRICT, TYPE_TAG, FUNC_PROTO (type: its result) and FWD. */
int32_t libbpf__btf_add_ref(
	struct wb_instance *in, uint32_t btf, uint32_t kind, uint32_t name, int32_t type)
{
	struct addition a;
	if (!begin(&a, in, btf, name))
		return done(a.l, -EINVAL);
	switch (kind) {
	case BTF_KIND_PTR: return done(a.l, btf__add_ptr(a.btf, type));
	case BTF_KIND_TYPEDEF: return done(a.l, btf__add_typedef(a.btf, a.name, type));
	case BTF_KIND_VOLATILE: return done(a.l, btf__add_volatile(a.btf, type));
	case BTF_KIND_CONST: return done(a.l, btf__add_const(a.btf, type));
	case BTF_KIND_RESTRICT: return done(a.l, btf__add_restrict(a.btf, type));
	case BTF_KIND_TYPE_TAG: return done(a.l, btf__add_type_tag(a.btf, a.name, type));
	case BTF_KIND_FUNC_PROTO: return done(a.l, btf__add_func_proto(a.btf, type));
	case BTF_KIND_FWD: return done(a.l, btf__add_fwd(a.btf, a.name, (enum btf_fwd_kind)type));
	default: return done(a.l, -EINVAL);
	}
}

/* FUNC and VAR (extra: linkage), FUNC_PROTO's parameters, DECL_TAG (extra: component). */
int32_t libbpf__btf_add_linked(struct wb_instance *in, uint32_t btf, uint32_t kind, uint32_t name,
	int32_t type, int32_t extra)
{
	struct addition a;
	if (!begin(&a, in, btf, name))
		return done(a.l, -EINVAL);
	switch (kind) {
	case BTF_KIND_FUNC:
		return done(a.l, btf__add_func(a.btf, a.name, (enum btf_func_linkage)extra, type));
	case BTF_KIND_VAR: return done(a.l, btf__add_var(a.btf, a.name, extra, type));
	case BTF_KIND_FUNC_PROTO: return done(a.l, btf__add_func_param(a.btf, a.name, type));
	case BTF_KIND_DECL_TAG: return done(a.l, btf__add_decl_tag(a.btf, a.name, type, extra));
	default: return done(a.l, -EINVAL);
	}
}

int32_t libbpf__btf__add_datasec_var_info(
	struct wb_instance *in, uint32_t btf, int32_t var, uint32_t offset, uint32_t size)
{
	struct addition a;
	bool ok = begin(&a, in, btf, 0);
	return done(a.l, ok ? btf__add_datasec_var_info(a.btf, var, offset, size) : -EINVAL);
}

int32_t libbpf__btf__dedup(struct wb_instance *in, uint32_t btf)
{
	struct addition a;
	bool ok = begin(&a, in, btf, 0);
	return done(a.l, ok ? btf__dedup(a.btf, NULL) : -EINVAL);
}

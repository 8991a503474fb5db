/*
 * Which types a generated file defines, and in which order: each behind those that it contains
 * by value.  All writers of types (C, Rust, Go, WIT) take the same list.
 */
#ifndef WBCC_SKEL_ORDER_H
#define WBCC_SKEL_ORDER_H

#include "model/model.h"

struct order {
	const struct btf *btf;
	uint32_t *ids; /* named records, named enums, typedefs */
	size_t n, cap;
	bool *seen; /* [n_types] */
};

/*
 * From the maps' keys and values, the variables of the data sections, and what global pointers
 * point to (`const struct event *unused`, the way to name a type that only a ring buffer
 * carries).  Of raw BTF: everything.
 */
void order_read(struct order *o, const struct model *m);
void order_free(struct order *o);

#endif

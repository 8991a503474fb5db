/*
 * Takes out of a BPF object's types what nobody reads.  A program that follows one pointer of
 * struct task_struct carries that struct's 250 members and all that they mention, some 25 KB;
 * CO-RE relocations need only the members on their way, by name and place.
 *
 * What stays: every type of a map, a global variable or a function's prototype as it was; of
 * kernel structs that only CO-RE relocations touch, the size and the members that they name.
 * What a struct without its members is only pointed to as keeps its name, kind and size.
 * Relocation records (.BTF.ext) are renumbered to match.  Source lines stay: the verifier's
 * log quotes them.
 */
#ifndef WBCC_BPF_SLIM_H
#define WBCC_BPF_SLIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/*
 * Reads *len* bytes of an object and writes the new contents of .BTF and .BTF.ext.  Both stay
 * empty when there is nothing to gain or when the object has relocations that name whole
 * types (TYPE_ID_LOCAL, TYPE_MATCHES), which would have to change its code.  False after
 * reporting when the object is broken.
 */
bool slim_types(
	const char *file, const uint8_t *object, size_t len, struct buf *btf, struct buf *btf_ext);

#endif

/*
 * Stage 3: what is generated from a model.  Every writer appends one whole file's text to *out*
 * and returns false after reporting, with *out* as it was.  *name* is the object's name in C,
 * such as "bootstrap_bpf": model_object_name() derives it from the file's name.
 *
 * The skeleton has the names and shapes of `bpftool gen skeleton`.  Where the two differ:
 *   - NAME__create_skeleton() leaves data NULL and data_sz 0: the object is the package's, found
 *     by the skeleton's name (s->name = "bootstrap_bpf" is the package's object "bootstrap":
 *     the name with each character that C does not allow as '_', and "_bpf" behind);
 *   - members have the object's layout also on wasm32, proven by static asserts.
 */
#ifndef WBCC_SKEL_SKEL_H
#define WBCC_SKEL_SKEL_H

#include <stdbool.h>

#include "base/buf.h"
#include "model/model.h"

bool skel_write(const struct model *m, const char *name, struct buf *out);  /* NAME.skel.h */
bool types_write(const struct model *m, const char *name, struct buf *out); /* NAME.types.h */
bool wit_write(const struct model *m, const char *name, struct buf *out);
bool rust_write(const struct model *m, const char *name, struct buf *out);
bool go_write(const struct model *m, const char *name, struct buf *out);
bool json_write(const struct model *m, const char *name, struct buf *out); /* docs/model-json.md */

/*
 * All types of a kernel's BTF as C for BPF programs, as `bpftool btf dump format c` gives them:
 * the vmlinux.h of stage 1, from model_read() of /sys/kernel/btf/vmlinux.
 */
bool vmlinux_write(const struct model *m, struct buf *out);

#endif

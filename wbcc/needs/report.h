/* Needs for people and for the manifest: as JSON, and verdicts for kernels named in text. */
#ifndef WBCC_NEEDS_REPORT_H
#define WBCC_NEEDS_REPORT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "needs/needs.h"

/*
 * {"kernel": "5.8", "kernel_arm64": "6.4", "capabilities": ["CAP_BPF"], "list": [{"kind",
 * "what", "because", "since", "number", "optional"}]}.  Helpers and instructions that are older
 * than *newer_than* are left out, so that a manifest holds what can be missing on kernels that
 * are still in use and no more.
 */
json_t *needs_json(const struct needs *n, unsigned newer_than);

/* What the manifest leaves out: everything that Linux 4.18 has. */
#define NEEDS_OLD NEEDS_VERSION(4, 18)

/* The needs of one object from its bytes; reads them with the model's readers. */
struct needs *needs_of_bytes(
	const char *file, const struct model *m, const uint8_t *bytes, size_t len);

/*
 * A kernel as the command line says it: "VERSION[,ARCH][,config=FILE][,btf=FILE]", e.g.
 * "6.1,arm64,config=/boot/config-6.1.0".  Reports and returns false when it is not of that
 * form or a file cannot be read.  Its files live until exit.
 */
bool needs_kernel_parse(const char *text, struct needs_kernel *out);

#endif

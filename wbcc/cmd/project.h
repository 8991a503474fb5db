/*
 * What is built: a folder's sources and what its optional wbcc.yaml says of them.  Options of
 * the command line are added by the command on top.
 */
#ifndef WBCC_CMD_PROJECT_H
#define WBCC_CMD_PROJECT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/proc.h"

#define PROJECT_FILE "wbcc.yaml"

struct project {
	const char *dir;     /* the folder, as the user named it */
	const char *name;    /* of the package */
	const char *version; /* "0.0.0" when nobody says */
	const char *description;
	struct args objects; /* DIR/NAME.bpf.c, sorted */
	struct args sources; /* DIR/NAME.c, sorted */
	struct args bpf_cflags, guest_cflags, guest_ldflags, native_cflags;
	const char *vmlinux;	 /* NULL: of the running kernel */
	const char *target;	 /* triple of the program; NULL: this machine */
	const char *march, *cc;	 /* of the program; NULL: the defaults */
	struct args preopens;	 /* "HOST" or "HOST::GUEST", that the program opens by itself */
	struct args permissions; /* names, see docs/package-format.md */
};

/*
 * Reads a folder, or one NAME.bpf.c in a folder of many programs (then NAME.c beside it is the
 * guest's source).  Reports and returns false when there is nothing to build.
 */
bool project_read(const char *path, struct project *out);

/* Reads wbcc.yaml over the defaults in *p*; errors name line and column. */
bool project_read_yaml(const char *file, struct project *p);
/* Whether a name needs no quoting anywhere: it becomes file names, symbols and JSON. */
bool project_name_ok(const char *name);

#endif

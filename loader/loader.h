/*
 * What the files of the loader share: the state behind one instance, what comes in from the
 * guest, and what goes back.
 *
 * A host function reads its arguments through guest.h, handle.h and fd.h, calls libbpf or the
 * kernel, and ends with done(): libbpf's messages are delivered there, never from inside
 * libbpf, so guest code does not run while libbpf's own state is half changed.
 *
 * Inside the loader errors are Linux's negative errno values; done() and guest_err() turn them
 * into the guest's numbering, and nothing else does.
 */
#ifndef WBCC_LOADER_LOADER_H
#define WBCC_LOADER_LOADER_H

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bpf/libbpf.h>

#include "wbcc/guest.h"
#include "wbcc/host.h"

/* libbpf 1.1 is the oldest that is supported; newer functions are used where they exist. */
#define LIBBPF_AT_LEAST(major, minor)                                                              \
	(LIBBPF_MAJOR_VERSION > (major) ||                                                         \
		(LIBBPF_MAJOR_VERSION == (major) && LIBBPF_MINOR_VERSION >= (minor)))

struct handle;
struct area;
struct message;
struct scratch;

struct loader {
	struct wb_instance *in;

	struct handle *handles; /* handle.c; slot 0 is never used */
	uint32_t n_handles, cap_handles, free_handle;

	struct area *areas; /* area.c: linear memory that shows the kernel's pages */

	struct message *messages; /* print.c: waiting for the guest's print function */
	struct message **messages_end;
	struct message *printing; /* the one that print_take() gives out */
	uint32_t print_func;	  /* the guest's trampoline in table 0 */
	enum { PRINT_DEFAULT, PRINT_NOTHING, PRINT_GUEST } print_mode;
	char *verdict; /* verdict.c: what the last verifier log says, in one line */

	struct scratch *scratch; /* copies of the guest's strings for the current call */
};

/* The state behind *in*, made at the first call. */
struct loader *loader_of(struct wb_instance *in);

/* ---- results ---------------------------------------------------------------------------- */

/* A libbpf-style result in the guest's numbering; libbpf's own errors (4000...) stay. */
int32_t guest_err(long r);
/* Ends a host function that called libbpf: delivers messages, frees scratch, converts. */
int32_t done(struct loader *l, long r);
/* The same for functions whose result is no error number. */
void finish(struct loader *l);
/* The error of a libbpf function that gave NULL: never 0. */
static inline int null_err(void)
{
	return errno ? -errno : -EINVAL;
}

/* ---- arguments -------------------------------------------------------------------------- */

/* Memory that lives until done(); traps when there is none. */
void *scratch(struct loader *l, size_t size);
/*
 * A private copy of the guest's string: a BPF program may write to mapped pages while libbpf
 * reads.  Address 0 gives true and NULL; false when the string is not inside memory.
 */
bool text_in(struct loader *l, uint32_t addr, const char **out);
/* The same for *len* bytes; NULL when not inside memory. */
void *bytes_in(struct loader *l, uint32_t addr, uint32_t len);
/*
 * Reads a structure that starts with its own size (u32 sz): what the guest knows of the
 * *size* bytes that we know, the rest zero.  As in libbpf, bytes that we do not know must be
 * zero.  Address 0 gives all zeroes.  0 or -EINVAL, -EFAULT.
 */
int opts_in(struct loader *l, uint32_t addr, void *opts, size_t size);
/* Writes a field back if the guest's structure has it. */
void opts_out(struct loader *l, uint32_t addr, size_t at, const void *field, size_t size);
#define OPTS_OUT(l, addr, opts, field)                                                             \
	opts_out(l, addr, (size_t)((char *)&(opts)->field - (char *)(opts)), &(opts)->field,       \
		sizeof(opts)->field)
/* Copies a string to the guest, cut to *cap*; its whole length without the NUL, or -errno. */
long text_out(struct loader *l, const char *s, uint32_t buf, uint32_t cap);

/* ---- messages ----------------------------------------------------------------------------- */

void print_init(struct loader *l);
void print_deliver(struct loader *l);
/* A message of our own at warning level, to where libbpf's go.  No newline needed. */
void warn(struct loader *l, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* verdict.c: reads a verifier log that libbpf prints, and explains a failed load. */
void verdict_read(struct loader *l, const char *text);
void explain_load(struct loader *l, const char *object, int err);

#endif

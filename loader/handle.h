/*
 * Handles: what a guest holds instead of libbpf's pointers.  A handle is an index into the
 * loader's table, the generation of that slot, and a type; each use is checked against all
 * three.  A slot whose generations are used up is retired, so a stale handle never comes true
 * again.
 *
 *     bit 31    0 (so that a result is a handle or a negative errno)
 *     27..30    type
 *     16..26    generation
 *     0..15     index
 */
#ifndef WBCC_LOADER_HANDLE_H
#define WBCC_LOADER_HANDLE_H

#include "loader.h"

enum handle_type {
	H_OBJECT = 1,  /* struct bpf_object */
	H_MAP,	       /* struct bpf_map, owned by its object */
	H_PROGRAM,     /* struct bpf_program, owned by its object */
	H_LINK,	       /* struct bpf_link */
	H_RING,	       /* struct ring (ringbuf.c) */
	H_PERF,	       /* struct perf (perfbuf.c) */
	H_USER_RING,   /* struct user_ring (userring.c) */
	H_BTF,	       /* struct btf */
	H_BTF_DUMP,    /* struct dump (btfdump.c) */
	H_SAMPLE,      /* a reserved sample of a user ring buffer */
	H_SEED_BUFFER, /* a buffer behind a map of the wasm_bpf module */
	H_TC,	       /* a program at an interface, attached by a target string */
	H_HOST_FD,     /* a descriptor that libbpf borrows until its object goes */
};

/* Destroys the host's side; called once, when no host function uses it any more. */
typedef void handle_destroy(struct loader *l, void *host);

struct handle {
	void *host;		 /* what it stands for */
	handle_destroy *destroy; /* NULL: something else owns it */
	uint32_t n_owned;	 /* how many handles this one takes along */
	uint32_t owner;		 /* handle that takes this one along when it goes, or 0 */
	uint32_t next_free;
	uint16_t generation;
	uint8_t type; /* 0: the slot is free */
	bool dead;    /* closed by the guest, kept for those that hold it */
	uint32_t held;
	int32_t fd;	   /* guest descriptor given out for it, or -1 */
	struct area *area; /* maps: where its data stands in linear memory */
};

/* A new handle, or -ENFILE (the host side is then destroyed: callers just return). */
int32_t handle_new(
	struct loader *l, enum handle_type type, void *host, handle_destroy *d, uint32_t owner);
/* The slot behind a live handle of this type, or NULL.  Valid until the next handle_new(). */
struct handle *handle_slot(struct loader *l, uint32_t h, enum handle_type type);
void *handle_host(struct loader *l, uint32_t h, enum handle_type type);
/* The handle that stands for *host* already, or 0. */
uint32_t handle_of(struct loader *l, enum handle_type type, const void *host);
/* The type that a handle's number names. */
enum handle_type handle_type(uint32_t h);
/* Ends a handle and those it owns.  Destruction waits for handle_drop() while held. */
void handle_close(struct loader *l, uint32_t h);
/* Keeps the host's side alive across guest code, though the guest may close the handle. */
void handle_hold(struct loader *l, uint32_t h);
void handle_drop(struct loader *l, uint32_t h);
/* Calls fn for each live handle that *owner* owns. */
void handle_each(struct loader *l, uint32_t owner, enum handle_type type,
	void (*fn)(struct loader *l, struct handle *slot, void *ctx), void *ctx);

#endif

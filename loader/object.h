/*
 * Objects: from the bytes of an ELF file to maps and programs in the kernel.
 */
#ifndef WBCC_LOADER_OBJECT_H
#define WBCC_LOADER_OBJECT_H

#include "loader.h"
#include "wbcc/package.h"

/* The package's object of that name: this machine's variant, or the one for all; or NULL. */
const struct wb_bpf_object *package_object(const char *name);
/* libbpf's open on private bytes; the handle or -errno. */
int32_t object_open(
	struct loader *l, const void *bytes, uint32_t len, const struct bpf_object_open_opts *opts);
/* Loads, and explains a failure; 0 or -errno. */
int object_load(struct loader *l, uint32_t handle);

/* The handle of an object's map or program: one per map, so that guests may compare them. */
int32_t map_handle(struct loader *l, uint32_t object, struct bpf_map *map);
int32_t program_handle(struct loader *l, uint32_t object, struct bpf_program *prog);
/* Ends the handle of a map's inner map, which libbpf is about to free. */
void forget_inner_map(struct loader *l, uint32_t map);
/* A new handle for a link that libbpf gave (NULL: the error is in errno). */
int32_t link_handle(struct loader *l, uint32_t owner, struct bpf_link *link);
int32_t btf_handle(struct loader *l, struct btf *btf, bool owned, uint32_t owner);

/* data.c: moves what the guest wrote into its sections to libbpf, and back. */
void data_before_load(struct loader *l, uint32_t object);
void data_after_load(struct loader *l, uint32_t object);

#endif

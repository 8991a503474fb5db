/*
 * The model of a BPF object: what stage 2 reads from ELF and BTF, once, and every later stage
 * uses (skeleton and types, layout check, manifest, inspect, bindings).  Orders and names are
 * those that libbpf gives when it opens the same file, so a map or program has the same index
 * and name here, in the skeleton and in the loader.
 *
 * A model may also hold types alone (read from raw BTF such as /sys/kernel/btf/vmlinux): n_maps,
 * n_programs and n_sections are 0 then.
 */
#ifndef WBCC_MODEL_MODEL_H
#define WBCC_MODEL_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/btf.h"

enum model_map_kind {
	MODEL_MAP_USER,	   /* declared in .maps */
	MODEL_MAP_DATA,	   /* made by libbpf for .data, .data.X */
	MODEL_MAP_RODATA,  /* .rodata, .rodata.X */
	MODEL_MAP_BSS,	   /* .bss, .bss.X */
	MODEL_MAP_KCONFIG, /* .kconfig */
	MODEL_MAP_STRUCT_OPS,
};

struct model_map {
	const char *name;  /* libbpf's: "events", "app_bpf.rodata" takes the object's name in front:
			    * see model_map_name() */
	const char *ident; /* its member in the skeleton: "events", "rodata", "data_foo"; NULL:
			    * none */
	enum model_map_kind kind;
	const char *section; /* where it stands: ".maps", ".rodata.foo", ".struct_ops" */
	uint32_t offset;     /* within section */
	uint32_t type;	     /* BPF_MAP_TYPE_ */
	uint32_t key_size, value_size, max_entries, flags, numa_node, pinning;
	uint64_t map_extra;
	uint32_t key_type, value_type; /* BTF ids, 0: none; DATASEC for data sections */
	struct model_map *inner;       /* of maps of maps; NULL: none, or given at run time */
	const char **slots; /* [n_slots] initial contents of a map of maps or a prog array; NULL
			     * where a slot is empty */
	uint32_t n_slots;
	bool is_prog_array; /* slots name programs, not maps */
	bool is_mmapable;   /* appears as skel->IDENT: has a global variable */
	bool is_inner;	    /* only a template inside another map */
};

struct model_program {
	const char *name;	 /* of its function */
	const char *section;	 /* "tp/sched/sched_process_exec" */
	const char *type;	 /* "tracepoint", "kprobe", ... as bpftool names them; "" unknown */
	const char *attach_type; /* "trace_fentry", ...; "" none */
	const char *attach_target; /* what follows the section's first slash; "" none */
	bool autoattach;	   /* libbpf knows how to attach it without help */
	bool autoload;		   /* false for sections that begin with '?' */
	bool sleepable;
	uint32_t prog_type, expected_attach_type; /* the kernel's numbers; of a struct_ops program:
						   * which member of the struct it is */
	uint32_t func;				  /* BTF id of the FUNC, 0: none */
	uint64_t offset, size;			  /* in bytes within section */
	bool is_subprog; /* a function that others call, not an entry point */
};

struct model_var {	   /* a variable of a data section, or an extern of .kconfig */
	const char *name;  /* as in BTF */
	const char *ident; /* valid in C, unique within its section */
	uint32_t type;	   /* BTF id of what the VAR refers to */
	uint32_t offset, size;
	bool is_static;
	bool is_weak;	/* externs only */
	bool is_hidden; /* string constants of bpf_printk and the like: no member is made */
};

struct model_section {	   /* a data section, in the order of its map */
	const char *name;  /* ".bss", ".rodata.foo", ".kconfig" */
	const char *ident; /* "bss", "rodata_foo", "kconfig" */
	uint32_t map;	   /* index into maps */
	uint32_t size;
	uint32_t datasec;	/* BTF id of the DATASEC, 0: none */
	struct model_var *vars; /* by offset */
	uint32_t n_vars;
	const uint8_t *data; /* initial contents, NULL for .bss and .kconfig; part of the file */
};

struct model_ksym { /* a kernel symbol that the object needs */
	const char *name;
	bool is_func, is_weak;
	uint32_t type; /* BTF id, 0: void */
};

struct model {
	const char *file; /* for messages */
	bool big_endian;
	unsigned ptr_size;
	const char *license;
	uint32_t kernel_version; /* of section "version", 0: none */
	struct btf *btf;
	struct model_map *maps;
	uint32_t n_maps;
	struct model_program *programs; /* entry points first by section, then by offset */
	uint32_t n_programs;
	struct model_section *sections;
	uint32_t n_sections;
	struct model_ksym *ksyms;
	uint32_t n_ksyms;
	void **owned; /* memory that is freed with the model */
	size_t n_owned, cap_owned;
};

/*
 * Reads a BPF object, or raw BTF.  The bytes must stay as they are while the model is in use.
 * NULL after reporting "app.bpf.o: section .BTF+0x20: error: ...".  model_free() frees it.
 */
struct model *model_read(const char *file, const uint8_t *bytes, size_t len);
void model_free(struct model *m);

/* The name of the object in C, as bpftool derives it: "a-b/app.bpf.o" -> "app_bpf"; allocated. */
char *model_object_name(const char *file);
/*
 * The name that libbpf gives to the map when the object is opened as *object*:
 * "bootstra.rodata" for .rodata of "bootstrap_bpf", the plain name otherwise; allocated.
 */
char *model_map_name(const struct model_map *map, const char *object);
/* "hash", "ringbuf", ... as bpftool names them; "type 99" for one we do not know (static). */
const char *model_map_type_name(uint32_t type);
/* Whether a lookup gives one value for each possible CPU. */
bool model_map_is_percpu(uint32_t type);
/* A map's or section's by name; NULL: none. */
const struct model_map *model_find_map(const struct model *m, const char *name);
const struct model_section *model_find_section(const struct model *m, const char *name);

#endif

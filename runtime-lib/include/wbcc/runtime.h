/*
 * wbcc/runtime.h: what lowered C, its runtime and its host functions share.
 *
 * A lowered module is one C file with static state: its globals are static scalars, its
 * functions static C functions that take Wasm's parameters and nothing else.  What others
 * need to know of it stands in one `struct wb_instance`.  A host function gets that pointer
 * first; it reaches guest memory only through wbcc/guest.h.
 *
 * Two shapes of output:
 *   program  (the default)  the module is the only instance of its process: memory 0 starts
 *            at the link-time symbol wb_linear_memory, imports are direct calls to the host
 *            functions of wbcc/host.h by their C names.
 *   module   (--shape=module)  instances are linked at run time by name (wb_instantiate):
 *            for the specification's tests, and for embedding.
 *
 * The specification followed: WebAssembly Core 2.0 (W3C), with tail calls and extended
 * constant expressions.
 */
#ifndef WBCC_RUNTIME_H
#define WBCC_RUNTIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WB_ABI 1 /* of everything in this header; wb_instantiate() refuses another one */

#define WB_PAGE 65536u
#define WB_MAX_PAGES 65536u
/* A 32-bit address plus a 32-bit offset plus the widest access stays inside this reservation. */
#define WB_RESERVATION ((UINT64_C(1) << 33) + WB_PAGE)

/* ---- traps ---------------------------------------------------------------------------- */

/* The order is ABI; the texts (wb_trap_text) are those of the specification's tests. */
enum wb_trap {
	WB_TRAP_NONE,
	WB_TRAP_UNREACHABLE,	   /* "unreachable" */
	WB_TRAP_MEMORY,		   /* "out of bounds memory access" */
	WB_TRAP_TABLE,		   /* "out of bounds table access" */
	WB_TRAP_DIV_BY_ZERO,	   /* "integer divide by zero" */
	WB_TRAP_OVERFLOW,	   /* "integer overflow" */
	WB_TRAP_CONVERSION,	   /* "invalid conversion to integer" */
	WB_TRAP_STACK,		   /* "call stack exhausted" */
	WB_TRAP_UNDEFINED_ELEMENT, /* "undefined element": index beyond the table's end */
	WB_TRAP_NULL_ELEMENT,	   /* "uninitialized element" */
	WB_TRAP_INDIRECT_TYPE,	   /* "indirect call type mismatch" */
	WB_TRAP_READ_ONLY,	   /* a store to pages that the host mapped read-only */
	WB_TRAP_HOST,		   /* a host function refused to go on; it said why */
};

/*
 * Ends the guest: prints what, where and a backtrace in guest function names on stderr and
 * exits with 134, or returns to the innermost wb_try().  Callable from guest code, from host
 * functions and from the signal handlers that turn faults into traps.
 */
_Noreturn void wb_trap(enum wb_trap why) __attribute__((cold));
/* The same for WB_TRAP_HOST with a sentence of the host's. */
_Noreturn void wb_trap_host(const char *fmt, ...) __attribute__((cold, format(printf, 1, 2)));
const char *wb_trap_text(enum wb_trap why);

/*
 * Runs fn(arg); returns WB_TRAP_NONE, or the trap that ended it.  Calls nest.  For harnesses
 * and embedders; the state of an instance that trapped is as the trap left it.
 */
enum wb_trap wb_try(void (*fn)(void *), void *arg);

/* ---- types ------------------------------------------------------------------------------ */

/*
 * A function type is written as its parameters' letters, '>', its results' letters:
 * i i32, I i64, f f32, F f64, V v128, c funcref, x externref.  "iI>i" is (i32,i64)->i32.
 * Types are equal when these strings are.  Lowered code compares addresses: each type's
 * string is a weak symbol that the linker merges (wb_type_<letters>, '>' written as _).
 */
typedef const char *wb_type;

/* What a lowered function is called through when its type is checked by other means. */
typedef void (*wb_code)(void);

/* A function reference.  code NULL: the null reference. */
struct wb_funcref {
	wb_type type;
	wb_code code;
};

typedef void *wb_externref; /* opaque to the guest; NULL is the null reference */

/* ---- memory, tables, globals ------------------------------------------------------------- */

struct wb_memory {
	uint8_t *base;	    /* start of the reservation; never moves */
	uint64_t size;	    /* bytes accessible now; a multiple of WB_PAGE */
	uint32_t pages;	    /* size in pages */
	uint32_t max_pages; /* the declared maximum; UINT32_MAX: none (WB_MAX_PAGES is the limit) */
	uint64_t reserved;  /* bytes of address space from base on */
};

/*
 * Reserves address space and makes the first *pages* accessible.  *at* NULL: anywhere, else
 * exactly there.  Returns 0, or a negative errno (EEXIST: something is mapped there).
 */
int wb_memory_init(struct wb_memory *m, void *at, uint32_t pages, uint32_t max_pages);
/* The same, where failure ends the guest with a sentence that says what to do about it. */
void wb_memory_require(struct wb_memory *m, void *at, uint32_t pages, uint32_t max_pages);
/*
 * The same for code that compares each address with the size (--bounds=explicit): reserves no
 * more than the memory can grow to, and less where the system refuses that much.
 */
void wb_memory_require_checked(struct wb_memory *m, void *at, uint32_t pages, uint32_t max_pages);
void wb_memory_free(struct wb_memory *m);
/* memory.grow: the old size in pages, or UINT32_MAX. */
uint32_t wb_memory_grow(struct wb_memory *m, uint32_t delta);

/* Elements of funcref tables are struct wb_funcref, of externref tables wb_externref. */
struct wb_table {
	union {
		struct wb_funcref *funcs;
		wb_externref *externs;
	};
	uint32_t size, max;
	char type; /* 'c' or 'x' */
};

#define WB_TABLE_LIMIT 10000000u /* elements of one table: what other engines carry too */

/* All elements null.  Returns 0 or -ENOMEM; wb_table_require() ends the guest instead. */
int wb_table_init(struct wb_table *t, char type, uint32_t size, uint32_t max);
void wb_table_require(struct wb_table *t, char type, uint32_t size, uint32_t max);
/* table.grow: the old size, or UINT32_MAX.  *value*: the new elements', of the table's type. */
uint32_t wb_table_grow(struct wb_table *t, uint32_t delta, const void *value);
void wb_table_free(struct wb_table *t);

/* ---- what a module tells of itself ------------------------------------------------------- */

enum wb_kind { WB_FUNC, WB_TABLE, WB_MEMORY, WB_GLOBAL };

/* One export: a wb_code, a struct wb_table *, a struct wb_memory *, or the global's address. */
struct wb_export {
	const char *name; /* UTF-8; may hold NULs: see name_len */
	uint32_t name_len;
	enum wb_kind kind;
	wb_type type; /* function: its type; global: its value's letter, upper bit in *mutable* */
	bool is_mutable; /* globals */
	union {
		wb_code code;
		struct wb_table *table;
		struct wb_memory *memory;
		void *global;
	};
};

/* One import of a module-shaped output: where to put what was found. */
struct wb_import {
	const char *module, *name;
	uint32_t module_len, name_len;
	enum wb_kind kind;
	wb_type type;	   /* as for exports; tables: "c" or "x" */
	bool is_mutable;   /* globals */
	uint32_t min, max; /* tables, memories: limits; UINT32_MAX: no maximum */
	void *slot;	   /* of a wb_code, struct wb_table *, struct wb_memory *, void * */
};

/* The static face of a lowered module. */
struct wb_instance {
	uint32_t abi;	  /* WB_ABI */
	const char *name; /* of the module; for messages */
	const char *hash; /* SHA-256 of the .wasm file, hex */
	const struct wb_export *exports;
	const struct wb_import *imports; /* module shape only */
	uint32_t n_exports, n_imports;
	struct wb_memory
		*memory;	/* memory 0, or NULL; for module shape set once imports are bound */
	struct wb_table *table; /* table 0, or NULL: callbacks are looked up here */
	/* Allocates own memories and tables, evaluates globals, copies active segments (trapping
	 * where the specification says so), then calls the start function. */
	void (*instantiate)(void);
	void *wasi; /* struct wb_wasi: descriptors, arguments (runtime-lib) */
	void *host; /* the loader's objects and handles (loader/) */
};

/* Program shape: the one instance, defined by the lowered C. */
extern struct wb_instance wb_program;
/* Program shape: memory 0; an absolute symbol given at link time (--defsym). */
extern uint8_t wb_linear_memory[];

/*
 * Module shape: binds the imports of *in* by asking *find* for each, checks kind and type as
 * the specification's "import matching" says, and instantiates.  Returns NULL, or why it
 * cannot be linked ("unknown import", "incompatible import type").  Traps pass through.
 */
typedef const struct wb_export *wb_find(void *ctx, const struct wb_import *import);
const char *wb_instantiate(struct wb_instance *in, wb_find *find, void *ctx);

const struct wb_export *wb_find_export(const struct wb_instance *in, const char *name);

/*
 * A guest callback: the code behind element *index* of table 0 if it has exactly this type,
 * else NULL.  Cast it to the C type before the call, e.g. uint32_t (*)(uint32_t, uint32_t).
 */
wb_code wb_callback(const struct wb_instance *in, uint32_t index, const char *type);

/*
 * Runs fn(arg) on a stack of its own of *size* bytes with guard pages below, so that
 * exhaustion is a trap and not a crash.  Returns when fn does.
 */
void wb_on_guest_stack(size_t size, void (*fn)(void *), void *arg);
/* Installs the handlers that turn faults in guest code into traps.  Once, before guest code. */
void wb_traps_install(void);

#endif

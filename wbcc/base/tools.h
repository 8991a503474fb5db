/*
 * The programs of others that the stages run: under which names they are looked for, and
 * which Debian package brings them.  `wbcc doctor` prints the same table.
 */
#ifndef WBCC_BASE_TOOLS_H
#define WBCC_BASE_TOOLS_H

enum tool {
	TOOL_CLANG,	   /* stages bpf and guest */
	TOOL_LLVM_OBJCOPY, /* stage bpf */
	TOOL_LLVM_STRIP,   /* stage native, for another target */
	TOOL_WASM_LD,	   /* stage guest, called by clang */
	TOOL_LLVM_AR,	   /* stage guest: the compiled sdk */
	TOOL_WASM_OPT,	   /* stage guest: makes the module smaller */
	TOOL_CC,	   /* stage native: the newest clang, else gcc */
	TOOL_LLD,	   /* stage native, when cc is a clang */
	TOOL_STRIP,	   /* stage native */
	TOOL_COUNT,
};

const char *tool_name(enum tool t);    /* "clang" */
const char *tool_package(enum tool t); /* "clang" of `apt-get install clang` */
const char *tool_purpose(enum tool t); /* "compiles the BPF and the guest's sources" */
/* The full path of the first name found on PATH; NULL without a word.  Kept until exit. */
const char *tool_path(enum tool t);
/* The same, but reports a missing one with its package. */
const char *tool_need(enum tool t);
/* The full path of a static library that the C compiler would link, or NULL; allocated. */
char *tool_library(const char *name);

#endif

/* The table of base/tools.h; reads PATH, once for each tool. */
#include "base/tools.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/proc.h"

#define MAX_NAMES 12

static struct tool_info {
	const char *purpose;
	const char *package;
	const char *names[MAX_NAMES]; /* best first */
	const char *path;
	bool searched;
} tools[TOOL_COUNT] = {
	[TOOL_CLANG] = {"compiles the BPF and the guest's sources", "clang",
		{"clang", "clang-14", "clang-16", "clang-19", "clang-22"}},
	[TOOL_LLVM_OBJCOPY] = {"takes DWARF out of BPF objects", "llvm",
		{"llvm-objcopy", "llvm-objcopy-14", "llvm-objcopy-16", "llvm-objcopy-19",
			"llvm-objcopy-22"}},
	[TOOL_LLVM_STRIP] = {"strips a native program for another target", "llvm",
		{"llvm-strip", "llvm-strip-14", "llvm-strip-16", "llvm-strip-19", "llvm-strip-22"}},
	[TOOL_WASM_LD] = {"links the guest", "lld",
		{"wasm-ld", "wasm-ld-14", "wasm-ld-16", "wasm-ld-19", "wasm-ld-22"}},
	[TOOL_LLVM_AR] = {"archives the compiled sdk", "llvm",
		{"llvm-ar", "llvm-ar-14", "llvm-ar-16", "llvm-ar-19", "llvm-ar-22"}},
	[TOOL_WASM_OPT] = {"makes guests smaller", "binaryen", {"wasm-opt"}},
	[TOOL_CC] = {"compiles the native program", "clang",
		{"clang-22", "clang-21", "clang-20", "clang-19", "clang-18", "clang-17", "clang-16",
			"clang-15", "clang", "clang-14", "gcc", "cc"}},
	[TOOL_LLD] = {"links the native program", "lld",
		{"ld.lld", "ld.lld-14", "ld.lld-16", "ld.lld-19", "ld.lld-22"}},
	[TOOL_STRIP] = {"strips the native program", "binutils", {"strip"}},
};

const char *tool_name(enum tool t)
{
	return tools[t].names[0];
}

const char *tool_package(enum tool t)
{
	return tools[t].package;
}

const char *tool_purpose(enum tool t)
{
	return tools[t].purpose;
}

const char *tool_path(enum tool t)
{
	struct tool_info *i = &tools[t];
	for (int n = 0; !i->searched && n < MAX_NAMES && i->names[n] && !i->path; n++)
		i->path = find_program(i->names[n]);
	i->searched = true;
	return i->path;
}

const char *tool_need(enum tool t)
{
	const char *path = tool_path(t);
	if (!path) {
		fail(AT_TOOL, "%s is not installed: it %s", tool_name(t), tool_purpose(t));
		note("apt-get install %s", tool_package(t));
	}
	return path;
}

char *tool_library(const char *name)
{
	struct args a = {0};
	if (!tool_path(TOOL_CC))
		return NULL;
	args_add(&a, tool_path(TOOL_CC));
	args_addf(&a, "-print-file-name=%s", name);
	char *path = proc_output(&a);
	args_free(&a);
	if (path)
		path[strcspn(path, "\n")] = '\0';
	if (path && *path == '/' && file_exists(path))
		return path;
	free(path);
	return NULL;
}

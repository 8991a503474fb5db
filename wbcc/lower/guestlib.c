/*
 * The guest's own copies of ISO C's memory and string functions, in modules that wasm-ld
 * linked.  The names are reserved by the standard and LLVM relies on their meaning, so a
 * function with such a name and the right type is that function; its body becomes a call of
 * the host's, with the guest's bounds checked (<wbcc/lowered.h>).
 */
#include "lower/guestlib.h"

#include <string.h>

static const struct {
	const char *name, *sig;
} known[] = {
	{"memcpy", "iii>i"},
	{"memmove", "iii>i"},
	{"memset", "iii>i"},
	{"memcmp", "iii>i"},
	{"memchr", "iii>i"},
	{"strlen", "i>i"},
	{"strcmp", "ii>i"},
	{"strncmp", "iii>i"},
	{"strchr", "ii>i"},
	{"strrchr", "ii>i"},
};

bool is_linked_by_wasm_ld(const struct wasm_module *m)
{
	for (uint32_t i = 0; i < m->n_globals; i++)
		if (m->globals[i].name && !strcmp(m->globals[i].name, "__stack_pointer"))
			return true;
	for (uint32_t i = 0; i < m->n_funcs; i++)
		if (m->funcs[i].name && !strcmp(m->funcs[i].name, "__wasm_call_ctors"))
			return true;
	return false;
}

const char *guest_function(const char *name, const char *sig)
{
	for (size_t i = 0; name && i < sizeof known / sizeof *known; i++)
		if (!strcmp(known[i].name, name) && !strcmp(known[i].sig, sig))
			return known[i].name;
	return NULL;
}

/* Between the files of the layout check: what one run has in hand. */
#ifndef WBCC_GUEST_LAYOUT_INTERNAL_H
#define WBCC_GUEST_LAYOUT_INTERNAL_H

#include <clang-c/Index.h>

#include "guest/layout.h"

struct edit { /* of a user's file */
	char *file;
	unsigned offset, length;
	char *text;
};

struct patched { /* a file as it is after edits */
	char *file;
	char *text;
	size_t len;
};

struct layout {
	const struct layout_input *in;
	CXIndex index;
	CXTranslationUnit tu;	/* the guest's source at hand */
	CXTranslationUnit *bpf; /* [in->n_bpf_sources], parsed when first asked for */
	bool report;		/* false: a round of --fix-layout that only collects edits */
	struct edit *edits;
	size_t n_edits, cap_edits;
	struct patched *patched;
	size_t n_patched, cap_patched;
	char **seen; /* "file:line:col" of differences that were reported */
	size_t n_seen, cap_seen;
	unsigned n_structs, n_differences;
	bool failed; /* a difference that is an error */
};

/* layout_types.c: facts about clang's types. */
bool is_lp64_dependent(CXType t); /* holds a long or a pointer */
bool is_user_file(const struct layout *l, CXCursor c);
struct place cursor_place(CXCursor c); /* its file name is allocated */
const char *wide_name(CXType t);       /* "long long", "unsigned long long" */
/* Does the program name the record ("struct event") anywhere but where it defines it? */
bool is_used(CXTranslationUnit tu, const char *full_name);
char *text_of(CXString s); /* allocated; disposes of s */

/* layout_records.c: structs that exist on both sides. */
void check_records(struct layout *l);

/* layout_uses.c: buffers handed to map functions; format strings. */
void check_calls(struct layout *l);
void check_formats(struct layout *l);

/* layout_fix.c: edits, and the overlay that they become. */
void fix_field(struct layout *l, CXCursor field);
void fix_variable(struct layout *l, CXCursor variable);
void add_edit(struct layout *l, CXSourceLocation from, CXSourceLocation to, const char *text);
void apply_edits(struct layout *l);
struct CXUnsavedFile *unsaved_files(const struct layout *l);
char *write_overlay(const struct layout *l);

/* layout.c: whether something was said about the place before; from now on it was. */
bool was_mentioned(struct layout *l, struct place at);
/* Counts a difference once; true when it is to be reported now. */
bool new_difference(struct layout *l, struct place at);
void report_difference(struct layout *l, struct place at, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
CXTranslationUnit bpf_unit(struct layout *l, size_t i);

#endif

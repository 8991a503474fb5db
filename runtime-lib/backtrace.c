/*
 * The guest's frames on stderr when a trap ends it:
 *
 *       #0 handle_event (app.c:42)
 *       #1 main
 *
 * The unwinder walks the native frames, through the signal's and from stack to stack; names
 * come from the .symtab of the program's own file, in which stage 7 keeps exactly the lowered
 * functions, and lines, with -g, from its .debug_line.  Everything is read with care and
 * nothing allocates: the fault may have happened anywhere, in malloc() too.
 */
#include <link.h>
#include <string.h>
#include <unwind.h>

#include "image.h"
#include "internal.h"

/* Lowered functions are named with this prefix (wbcc/lower/emit_module.c). */
#define GUEST_PREFIX "w_"

#define FIRST_FRAMES 24 /* of a deep stack, so many innermost ones are printed, */
#define LAST_FRAMES 8	/* and so many outermost ones */

/* ---- symbols ----------------------------------------------------------------------------------
 */

struct symbols {
	const Elf64_Sym *all, *latest; /* latest: the one that was found last */
	size_t n;
	struct image_section names;
};

static void symbols_find(struct symbols *s, const struct image *image)
{
	struct image_section table = image_find(image, SHT_SYMTAB, NULL);
	*s = (struct symbols){.names = image_section(image, table.link)};
	if (!table.bytes || !s->names.bytes || (uintptr_t)table.bytes % 8)
		return;
	s->all = (const Elf64_Sym *)(const void *)table.bytes;
	s->n = table.len / sizeof *s->all;
}

static bool covers(const Elf64_Sym *sym, uintptr_t pc)
{
	return ELF64_ST_TYPE(sym->st_info) == STT_FUNC && pc - sym->st_value < sym->st_size;
}

/* The name of the function at *pc* (in the file's terms), or NULL. */
static const char *symbol_at(struct symbols *s, uintptr_t pc)
{
	const Elf64_Sym *sym = s->latest; /* recursion stays in one function */
	for (size_t i = 0; !(sym && covers(sym, pc)); i++) {
		if (i == s->n)
			return NULL;
		sym = &s->all[i];
	}
	s->latest = sym;
	if (sym->st_name >= s->names.len)
		return NULL;
	const uint8_t *name = s->names.bytes + sym->st_name;
	return memchr(name, 0, s->names.len - sym->st_name) ? (const char *)name : NULL;
}

static const char *guest_name(const char *symbol)
{
	const size_t len = sizeof GUEST_PREFIX - 1;
	return symbol && !strncmp(symbol, GUEST_PREFIX, len) ? symbol + len : NULL;
}

/* Where the program is loaded, when it is position-independent. */
static int load_bias(struct dl_phdr_info *info, size_t size, void *bias)
{
	(void)size;
	*(uintptr_t *)bias = info->dlpi_addr;
	return 1; /* the first object is the program */
}

/* ---- frames -----------------------------------------------------------------------------------
 */

struct frame {
	uintptr_t pc;
	const char *name; /* of the guest's function; NULL when there are no symbols */
};

struct walk {
	struct image image;
	struct symbols symbols;
	uintptr_t bias;
	int fd;
	size_t n;
	struct frame last[LAST_FRAMES]; /* a ring, by frame number */
};

static void print_frame(const struct walk *w, size_t i, const struct frame *f)
{
	if (!f->name) {
		wb_say(w->fd, "  #%zu 0x%zx\n", i, (size_t)f->pc);
		return;
	}
	struct source_line at = line_at(&w->image, f->pc);
	if (at.file)
		wb_say(w->fd, "  #%zu %s (%s:%llu)\n", i, f->name, at.file,
			(unsigned long long)at.line);
	else
		wb_say(w->fd, "  #%zu %s\n", i, f->name);
}

/* Host frames between the guest's are left out: they say nothing to the guest's author. */
static _Unwind_Reason_Code step(struct _Unwind_Context *context, void *arg)
{
	struct walk *w = arg;
	int before = 0;
	uintptr_t ip = _Unwind_GetIPInfo(context, &before);
	if (!ip)
		return _URC_END_OF_STACK;
	/* A return address may already belong to the next function. */
	struct frame f = {.pc = ip - w->bias - !before};
	f.name = guest_name(symbol_at(&w->symbols, f.pc));
	if (w->symbols.n && !f.name)
		return _URC_NO_REASON;
	if (w->n < FIRST_FRAMES)
		print_frame(w, w->n, &f);
	else
		w->last[w->n % LAST_FRAMES] = f;
	w->n++;
	return _URC_NO_REASON;
}

static void print_last(const struct walk *w)
{
	if (w->n <= FIRST_FRAMES)
		return;
	size_t from = w->n - FIRST_FRAMES > LAST_FRAMES ? w->n - LAST_FRAMES : FIRST_FRAMES;
	if (from > FIRST_FRAMES)
		wb_say(w->fd, "  ... %zu more frames ...\n", from - FIRST_FRAMES);
	for (size_t i = from; i < w->n; i++)
		print_frame(w, i, &w->last[i % LAST_FRAMES]);
}

void wb_backtrace_write(int fd)
{
	struct walk w = {.fd = fd};
	image_open(&w.image);
	symbols_find(&w.symbols, &w.image);
	dl_iterate_phdr(load_bias, &w.bias);
	_Unwind_Backtrace(step, &w);
	print_last(&w);
	image_close(&w.image);
}

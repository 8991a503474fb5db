/*
 * The guest's frames on stderr when a trap ends it:
 *
 *       #0 handle_event (app.c:42)
 *       #1 main
 *
 * The unwinder walks the native frames, through the signal's and from stack to stack; names
 * come from the .symtab of the program's own file, in which stage 7 keeps exactly the lowered
 * functions.  Everything is read with care and nothing allocates: the fault may have
 * happened anywhere, in malloc() too.
 */
#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <unwind.h>

#include "internal.h"

/* Lowered functions are named with this prefix (wbcc/lower/cnames.c); what follows is C-safe. */
#define GUEST_PREFIX "w_"

#define FIRST_FRAMES 24 /* of a deep stack, so many innermost ones are printed, */
#define LAST_FRAMES 8	/* and so many outermost ones */

/* The symbol table of the running program, mapped. */
struct symbols {
	const Elf64_Sym *syms, *latest; /* latest: the one that was found last */
	size_t n;
	const char *names;
	size_t names_len;
	void *map;
	size_t map_len;
};

static const void *within(const struct symbols *s, uint64_t offset, uint64_t len)
{
	bool ok = len <= s->map_len && offset <= s->map_len - len;
	return ok ? (const uint8_t *)s->map + offset : NULL;
}

static const Elf64_Shdr *section(const struct symbols *s, const Elf64_Ehdr *elf, uint32_t i)
{
	if (elf->e_shentsize != sizeof(Elf64_Shdr) || i >= elf->e_shnum)
		return NULL;
	return within(s, elf->e_shoff + (uint64_t)i * sizeof(Elf64_Shdr), sizeof(Elf64_Shdr));
}

static bool find_symtab(struct symbols *s)
{
	const Elf64_Ehdr *elf = within(s, 0, sizeof *elf);
	if (!elf || memcmp(elf->e_ident, ELFMAG, SELFMAG))
		return false;
	for (uint32_t i = 0; i < elf->e_shnum; i++) {
		const Elf64_Shdr *symtab = section(s, elf, i);
		if (!symtab || symtab->sh_type != SHT_SYMTAB)
			continue;
		const Elf64_Shdr *strtab = section(s, elf, symtab->sh_link);
		s->syms = within(s, symtab->sh_offset, symtab->sh_size);
		s->names = strtab ? within(s, strtab->sh_offset, strtab->sh_size) : NULL;
		if (!s->syms || !s->names || (symtab->sh_offset & 7))
			return false;
		s->n = symtab->sh_size / sizeof(Elf64_Sym);
		s->names_len = strtab->sh_size;
		return true;
	}
	return false;
}

static bool symbols_open(struct symbols *s)
{
	*s = (struct symbols){0};
	int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	if (fd < 0 && getauxval(AT_EXECFN))
		fd = open((const char *)getauxval(AT_EXECFN), O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	struct stat st;
	if (!fstat(fd, &st) && st.st_size > 0) {
		s->map_len = (size_t)st.st_size;
		s->map = mmap(NULL, s->map_len, PROT_READ, MAP_PRIVATE, fd, 0);
	}
	close(fd);
	return s->map && s->map != MAP_FAILED && find_symtab(s);
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
		sym = &s->syms[i];
	}
	s->latest = sym;
	if (sym->st_name >= s->names_len)
		return NULL;
	const char *name = s->names + sym->st_name;
	return memchr(name, 0, s->names_len - sym->st_name) ? name : NULL;
}

/* Where the program is loaded, when it is position-independent. */
static int load_bias(struct dl_phdr_info *info, size_t size, void *bias)
{
	(void)size;
	*(uintptr_t *)bias = info->dlpi_addr;
	return 1; /* the first object is the program */
}

struct frame {
	uintptr_t pc;
	const char *name; /* of the guest's function; NULL when there are no symbols */
};

struct walk {
	struct symbols symbols;
	bool has_symbols;
	uintptr_t bias;
	int fd;
	size_t n;
	struct frame last[LAST_FRAMES]; /* a ring, by frame number */
};

static const char *guest_name(const char *symbol)
{
	const size_t len = sizeof GUEST_PREFIX - 1;
	return symbol && !strncmp(symbol, GUEST_PREFIX, len) ? symbol + len : NULL;
}

static void print_frame(const struct walk *w, size_t i, const struct frame *f)
{
	if (f->name)
		wb_say(w->fd, "  #%zu %s\n", i, f->name);
	else
		wb_say(w->fd, "  #%zu 0x%zx\n", i, (size_t)f->pc);
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
	f.name = w->has_symbols ? guest_name(symbol_at(&w->symbols, f.pc)) : NULL;
	if (w->has_symbols && !f.name)
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
	w.has_symbols = symbols_open(&w.symbols);
	dl_iterate_phdr(load_bias, &w.bias);
	_Unwind_Backtrace(step, &w);
	print_last(&w);
	if (w.symbols.map && w.symbols.map != MAP_FAILED)
		munmap(w.symbols.map, w.symbols.map_len);
}

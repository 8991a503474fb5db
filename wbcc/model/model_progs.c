/*
 * Programs: reads the functions of executable sections from the symbol table, appends to
 * model.programs in libbpf's order (by section, then by offset), and tells from each section's
 * name what kind of program it is, as libbpf does.
 */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/model_internal.h"

#define INSN_SIZE 8u

enum prog_number {
#define BPF_PROG(name) PROG_##name,
#include "model/kernel.def"
};

enum attach_number {
#define BPF_ATTACH(name) ATTACH_##name,
#include "model/kernel.def"
	ATTACH_none,
};

static const struct section_def {
	const char *name;
	const char *prog_name;
	enum prog_number prog;
	const char *attach_name;
	enum attach_number attach;
	bool autoattach, sleepable;
} section_defs[] = {
#define BPF_SECTION(name, prog, attach, autoattach, sleepable)                                     \
	{name, #prog, PROG_##prog, #attach, ATTACH_##attach, autoattach, sleepable},
#include "model/kernel.def"
};

/* What of the section's name stands behind the definition's; NULL: it does not match. */
static const char *match_section(const struct section_def *def, const char *name)
{
	size_t n = strlen(def->name);
	bool open = def->name[n - 1] == '+';
	if (open)
		n--;
	if (strncmp(name, def->name, n) != 0)
		return NULL;
	if (name[n] == '\0')
		return "";
	return open && name[n] == '/' ? name + n + 1 : NULL;
}

static void classify(struct model_program *p)
{
	const char *name = p->section;
	p->type = p->attach_type = p->attach_target = "";
	for (size_t i = 0; i < sizeof section_defs / sizeof *section_defs; i++) {
		const struct section_def *def = &section_defs[i];
		const char *target = match_section(def, name);
		if (!target)
			continue;
		p->type = def->prog_name;
		p->prog_type = def->prog;
		p->attach_type = def->attach == ATTACH_none ? "" : def->attach_name;
		p->expected_attach_type = def->attach == ATTACH_none ? 0 : def->attach;
		p->attach_target = target;
		p->autoattach = def->autoattach;
		p->sleepable = def->sleepable;
		return;
	}
}

static bool check_program(
	struct building *b, const struct elf_section *s, const struct elf_symbol *sym)
{
	struct place at = AT_SECTION(b->m->file, s->name, sym->value);
	if (sym->value % INSN_SIZE || sym->size % INSN_SIZE || !sym->size)
		return fail(at, "program '%s' (%llu bytes) is not a number of instructions",
			sym->name, (unsigned long long)sym->size);
	if (sym->value > s->size || sym->size > s->size - sym->value)
		return fail(at, "program '%s' goes beyond the end of its section (0x%llx)",
			sym->name, (unsigned long long)s->size);
	if (sym->bind == STB_LOCAL && strcmp(s->name, ".text") != 0) {
		fail(at, "program '%s' is static", sym->name);
		note("libbpf finds programs by their symbol: make it global");
		return false;
	}
	return true;
}

static bool is_code(const struct elf_section *s)
{
	return s->type == SHT_PROGBITS && (s->flags & SHF_EXECINSTR) && s->size;
}

static bool add_program(struct building *b, const struct elf_symbol *sym)
{
	struct model *m = b->m;
	const struct elf_section *s = &b->elf->sections[sym->section];
	if (!check_program(b, s, sym))
		return false;
	bool asleep = *s->name == '?'; /* SEC("?xdp"): not loaded unless asked for */
	struct model_program p = {
		.name = model_keep(m, xstrdup(sym->name)),
		.section = model_keep(m, xstrdup(s->name + asleep)),
		.autoload = !asleep,
		.offset = sym->value,
		.size = sym->size,
		.func = btf_find(m->btf, BTF_FUNC, sym->name),
	};
	classify(&p);
	vec_push(m->programs, m->n_programs, b->cap_programs) = p;
	return true;
}

static bool check_order(const struct model *m)
{
	for (uint32_t i = 0; i < m->n_programs; i++) {
		const struct model_program *p = &m->programs[i];
		struct place at = AT_SECTION(m->file, p->section, p->offset);
		/* "socket" and "?socket" are two sections */
		if (i && strcmp(p->section, p[-1].section) == 0 && p->autoload == p[-1].autoload &&
			p->offset < p[-1].offset + p[-1].size)
			return fail(at, "program '%s' overlaps '%s'", p->name, p[-1].name);
		for (uint32_t j = 0; j < i; j++)
			if (!p->is_subprog && !m->programs[j].is_subprog &&
				strcmp(p->name, m->programs[j].name) == 0)
				return fail(at, "a second program with the name '%s'", p->name);
	}
	return true;
}

static int by_place(const void *a, const void *b)
{
	const struct model_program *x = a, *y = b;
	return x->offset < y->offset ? -1 : x->offset > y->offset;
}

/* The functions of one section, in the order of their offsets. */
static bool read_section_programs(struct building *b, uint32_t section)
{
	uint32_t first = b->m->n_programs;
	for (uint32_t i = 1; i < b->elf->n_symbols; i++) {
		const struct elf_symbol *sym = &b->elf->symbols[i];
		if (sym->section == section && sym->type == STT_FUNC && !add_program(b, sym))
			return false;
	}
	if (b->m->n_programs > first)
		qsort(b->m->programs + first, b->m->n_programs - first, sizeof *b->m->programs,
			by_place);
	return true;
}

bool read_programs(struct building *b)
{
	for (uint32_t i = 1; i < b->elf->n_sections; i++)
		if (is_code(&b->elf->sections[i]) && !read_section_programs(b, i))
			return false;
	/* A function in .text is an entry point only when it is alone, as libbpf sees it. */
	for (uint32_t i = 0; i < b->m->n_programs; i++)
		b->m->programs[i].is_subprog =
			strcmp(b->m->programs[i].section, ".text") == 0 && b->m->n_programs > 1;
	return check_order(b->m);
}

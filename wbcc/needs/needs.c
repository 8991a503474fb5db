/*
 * Computes what an object needs: reads the model (program and map types) and the instructions
 * of the ELF sections (helpers, kernel functions, later instructions); writes a struct needs.
 */
#include "needs/needs.h"

#include <elf.h>
#include <linux/bpf.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct fact {
	uint32_t number;
	const char *name;
	unsigned since;
};

static const struct fact helpers[] = {
#define HELPER(number, name, major, minor) {number, "bpf_" #name, NEEDS_VERSION(major, minor)},
#include "needs/helpers.def"
#undef HELPER
};

static const struct fact programs[] = {
#define PROG(number, name, major, minor) {number, name, NEEDS_VERSION(major, minor)},
#include "needs/features.def"
#undef PROG
};

static const struct fact attaches[] = {
#define ATTACH(number, name, major, minor) {number, name, NEEDS_VERSION(major, minor)},
#include "needs/features.def"
#undef ATTACH
};

static const struct fact maps[] = {
#define MAP(number, name, major, minor) {number, name, NEEDS_VERSION(major, minor)},
#include "needs/features.def"
#undef MAP
};

static const struct fact iterators[] = {
#define ITER(name, major, minor) {0, name, NEEDS_VERSION(major, minor)},
#include "needs/features.def"
#undef ITER
};

#define COUNT(a) (sizeof(a) / sizeof *(a))

static const struct fact *find_number(const struct fact *facts, size_t n, uint32_t number)
{
	for (size_t i = 0; i < n; i++)
		if (facts[i].number == number)
			return &facts[i];
	return NULL;
}

const char *need_kind_name(enum need_kind kind)
{
	static const char *const names[] = {
		[NEED_PROGRAM_TYPE] = "program type",
		[NEED_ATTACH_TYPE] = "attach type",
		[NEED_MAP_TYPE] = "map type",
		[NEED_HELPER] = "helper",
		[NEED_KFUNC] = "kernel function",
		[NEED_TARGET] = "attach target",
		[NEED_INSTRUCTION] = "instruction",
		[NEED_BTF] = "kernel types",
		[NEED_CONFIG] = "kernel option",
	};
	return names[kind];
}

/* Adds a need once; a reason that is not optional wins over one that is. */
static void add(struct needs *n, struct need need)
{
	for (uint32_t i = 0; i < n->n; i++) {
		struct need *old = &n->list[i];
		if (old->kind != need.kind || strcmp(old->what, need.what) != 0)
			continue;
		if (old->is_optional && !need.is_optional)
			*old = need;
		return;
	}
	vec_push(n->list, n->n, n->cap) = need;
}

static void add_fact(
	struct needs *n, enum need_kind kind, const struct fact *fact, const char *because)
{
	add(n, (struct need){.kind = kind,
		       .what = fact->name,
		       .because = because,
		       .since = fact->since,
		       .number = fact->number});
}

/* ---- program and map types ---------------------------------------------------------------- */

static bool is_trampoline(const struct model_program *p)
{
	switch (p->prog_type) {
	case BPF_PROG_TYPE_TRACING:
		return p->expected_attach_type == BPF_TRACE_FENTRY ||
		       p->expected_attach_type == BPF_TRACE_FEXIT ||
		       p->expected_attach_type == BPF_MODIFY_RETURN;
	case BPF_PROG_TYPE_LSM:
	case BPF_PROG_TYPE_STRUCT_OPS:
	case BPF_PROG_TYPE_EXT: return true;
	default: return false;
	}
}

static void add_config(struct needs *n, const char *option, const char *because)
{
	add(n, (struct need){.kind = NEED_CONFIG, .what = option, .because = because});
}

/* The kernel function that a program attaches to by name, or NULL. */
static const char *target_function(const struct model_program *p)
{
	const char *t = p->attach_target;
	bool by_name = (p->prog_type == BPF_PROG_TYPE_KPROBE && strncmp(p->section, "k", 1) == 0 &&
			       !strstr(p->section, "syscall") && !strstr(p->section, "multi")) ||
		       (p->prog_type == BPF_PROG_TYPE_TRACING && is_trampoline(p));
	return by_name && t && *t && !strpbrk(t, "*?+:") ? t : NULL;
}

static void add_program(struct needs *n, const struct model_program *p)
{
	const char *because = xasprintf("program %s", p->name);
	const struct fact *fact = find_number(programs, COUNT(programs), p->prog_type);
	if (fact)
		add_fact(n, NEED_PROGRAM_TYPE, fact, because);
	fact = find_number(attaches, COUNT(attaches), p->expected_attach_type);
	if (fact && p->expected_attach_type)
		add_fact(n, NEED_ATTACH_TYPE, fact, because);
	if (strncmp(p->section, "iter", 4) == 0)
		for (size_t i = 0; i < COUNT(iterators); i++)
			if (p->attach_target && strcmp(iterators[i].name, p->attach_target) == 0)
				add(n, (struct need){.kind = NEED_ATTACH_TYPE,
					       .what = xasprintf("iter/%s", iterators[i].name),
					       .because = because,
					       .since = iterators[i].since});
	if (p->sleepable)
		add(n, (struct need){.kind = NEED_ATTACH_TYPE,
			       .what = "sleepable programs",
			       .because = because,
			       .since = NEEDS_VERSION(5, 10)});
	if (p->expected_attach_type == BPF_TRACE_KPROBE_MULTI)
		add_config(n, "CONFIG_FPROBE", because);
	if (p->prog_type == BPF_PROG_TYPE_LSM)
		add_config(n, "CONFIG_BPF_LSM", because);
	if (p->prog_type == BPF_PROG_TYPE_KPROBE && p->section[0] == 'k')
		add_config(n, "CONFIG_KPROBES", because);
	if (is_trampoline(p) || p->expected_attach_type == BPF_TRACE_RAW_TP ||
		p->expected_attach_type == BPF_TRACE_ITER)
		add(n, (struct need){.kind = NEED_BTF,
			       .what = "BTF of the kernel",
			       .because = because,
			       .since = NEEDS_VERSION(5, 4)});
	const char *target = target_function(p);
	if (target)
		add(n, (struct need){.kind = NEED_TARGET,
			       .what = target,
			       .because = because,
			       .is_optional = false});
}

static void add_map(struct needs *n, const struct model_map *map)
{
	const struct fact *fact = find_number(maps, COUNT(maps), map->type);
	const char *because = xasprintf("map %s", map->name);
	if (map->kind == MODEL_MAP_USER || map->kind == MODEL_MAP_STRUCT_OPS) {
		if (fact)
			add_fact(n, NEED_MAP_TYPE, fact, because);
	} else if (map->kind != MODEL_MAP_KCONFIG) {
		add(n, (struct need){.kind = NEED_MAP_TYPE,
			       .what = "global variables",
			       .because = xasprintf("section %s", map->section),
			       .since = NEEDS_VERSION(5, 2)});
	}
	if (map->inner)
		add_map(n, map->inner);
}

/* ---- instructions -------------------------------------------------------------------------- */

struct code {
	struct needs *needs;
	const struct elf *elf;
	const char *name; /* of the program or function */
	bool asks_first; /* the object can ask the kernel: newer helpers may be guarded */
	uint32_t index;	  /* of the instruction */
};

/* What libbpf replaces by an older helper when the kernel lacks it (bpf_program__sanitize). */
static bool libbpf_mends(uint32_t helper)
{
	return helper >= BPF_FUNC_probe_read_user && helper <= BPF_FUNC_probe_read_kernel_str;
}

static const char *at(const struct code *c)
{
	return xasprintf("program %s, instruction %u", c->name, c->index);
}

static void add_helper(const struct code *c, uint32_t number)
{
	if (libbpf_mends(number))
		return;
	const struct fact *fact = find_number(helpers, COUNT(helpers), number);
	struct need need = {.kind = NEED_HELPER, .number = number, .because = at(c)};
	need.what = fact ? fact->name : xasprintf("helper %u", number);
	need.since = fact ? fact->since : NEEDS_VERSION(6, 3);
	need.is_optional = c->asks_first && need.since > NEEDS_VERSION(5, 8);
	add(c->needs, need);
}

static void add_instruction(const struct code *c, const char *what, unsigned major, unsigned minor)
{
	add(c->needs, (struct need){.kind = NEED_INSTRUCTION,
			      .what = what,
			      .because = at(c),
			      .since = NEEDS_VERSION(major, minor)});
}

static void add_alu(const struct code *c, const struct bpf_insn *i)
{
	uint8_t op = BPF_OP(i->code);
	if ((op == BPF_DIV || op == BPF_MOD) && i->off == 1)
		add_instruction(c, "signed division", 6, 6);
	else if (op == BPF_MOV && i->off && BPF_SRC(i->code) == BPF_X)
		add_instruction(c, "sign-extending move", 6, 6);
	else if (op == BPF_END && BPF_CLASS(i->code) == BPF_ALU64)
		add_instruction(c, "unconditional byte swap", 6, 6);
}

static void add_jump(const struct code *c, const struct bpf_insn *i)
{
	uint8_t op = BPF_OP(i->code);
	if (op == BPF_CALL && i->src_reg == 0)
		add_helper(c, (uint32_t)i->imm);
	else if (op == BPF_CALL && i->src_reg == BPF_PSEUDO_CALL)
		add_instruction(c, "call of a BPF function", 4, 16);
	else if (op == BPF_JA && BPF_CLASS(i->code) == BPF_JMP32)
		add_instruction(c, "long jump", 6, 6);
	else if (BPF_CLASS(i->code) == BPF_JMP32)
		add_instruction(c, "32-bit conditional jump", 5, 1);
	else if (op != BPF_CALL && op != BPF_EXIT && i->off < -1)
		add_instruction(c, "loop", 5, 3);
}

static void add_insn(const struct code *c, const struct bpf_insn *i)
{
	switch (BPF_CLASS(i->code)) {
	case BPF_ALU:
	case BPF_ALU64: add_alu(c, i); break;
	case BPF_JMP:
	case BPF_JMP32: add_jump(c, i); break;
	case BPF_STX:
		/* a plain atomic add is as old as BPF; all others came with 5.12 */
		if (BPF_MODE(i->code) == BPF_ATOMIC && i->imm != BPF_ADD)
			add_instruction(c, "atomic operation with a result", 5, 12);
		break;
	case BPF_LDX:
		if (BPF_MODE(i->code) == 0x80)
			add_instruction(c, "sign-extending load", 6, 6);
		break;
	case BPF_LD:
		if (i->code == (BPF_LD | BPF_IMM | BPF_DW) && i->src_reg == BPF_PSEUDO_FUNC)
			add_instruction(c, "address of a BPF function", 5, 13);
		break;
	}
}

/* The program or function that owns an offset of a code section. */
static const char *owner(const struct elf *elf, uint32_t section, uint64_t offset)
{
	for (uint32_t i = 1; i < elf->n_symbols; i++) {
		const struct elf_symbol *s = &elf->symbols[i];
		if (s->section == section && s->type == STT_FUNC && offset >= s->value &&
			offset < s->value + s->size)
			return s->name;
	}
	return elf->sections[section].name;
}

/* Relocations tell calls of kernel functions (extern, not defined here) from helpers. */
static bool is_extern_call(
	const struct elf *elf, const struct elf_reloc *relocs, uint32_t n, uint64_t offset)
{
	for (uint32_t i = 0; i < n; i++)
		if (relocs[i].offset == offset)
			return elf->symbols[relocs[i].symbol].section == SHN_UNDEF;
	return false;
}

static struct bpf_insn insn_at(const struct elf *elf, const uint8_t *p)
{
	struct bpf_insn i;
	memcpy(&i, p, sizeof i);
	if (elf->big) {
		i.off = (int16_t)__builtin_bswap16((uint16_t)i.off);
		i.imm = (int32_t)__builtin_bswap32((uint32_t)i.imm);
	}
	return i;
}

static void add_code_section(
	struct needs *n, const struct elf *elf, uint32_t index, bool asks_first)
{
	const struct elf_section *s = &elf->sections[index];
	uint32_t n_relocs = 0;
	struct elf_reloc *relocs = elf_relocs(elf, index, &n_relocs);
	for (uint64_t at = 0; at + 8 <= s->size; at += 8) {
		struct bpf_insn insn = insn_at(elf, s->data + at);
		struct code c = {.needs = n,
			.elf = elf,
			.name = owner(elf, index, at),
			.asks_first = asks_first};
		for (uint32_t i = 1; i < elf->n_symbols; i++)
			if (elf->symbols[i].section == index && elf->symbols[i].name == c.name)
				c.index = (uint32_t)((at - elf->symbols[i].value) / 8);
		bool is_call = insn.code == (BPF_JMP | BPF_CALL);
		if (!is_call || !is_extern_call(elf, relocs, n_relocs, at))
			add_insn(&c, &insn);
		if (insn.code == (BPF_LD | BPF_IMM | BPF_DW))
			at += 8;
	}
	free(relocs);
}

static bool is_code(const struct elf_section *s)
{
	return s->type == SHT_PROGBITS && (s->flags & SHF_EXECINSTR) && s->data;
}

/* Length of the CO-RE part of .BTF.ext, and whether one of its records asks for existence. */
static uint32_t core_relocs(const struct elf *elf, bool *asks)
{
	const struct elf_section *s = elf_find(elf, ".BTF.ext", NULL);
	uint32_t h[8] = {0};
	if (!s || !s->data || s->size < sizeof h)
		return 0;
	memcpy(h, s->data, sizeof h);
	if (elf->big)
		for (size_t i = 0; i < COUNT(h); i++)
			h[i] = __builtin_bswap32(h[i]);
	uint32_t header = h[1], off = h[6], len = h[7];
	if (header < sizeof h || len < 4 || (uint64_t)header + off + len > s->size)
		return 0;
	const uint8_t *p = s->data + header + off, *end = p + len;
	for (p += 4; end - p >= 8;) { /* behind the record size: sections of records */
		uint32_t count, kind;
		memcpy(&count, p + 4, 4);
		count = elf->big ? __builtin_bswap32(count) : count;
		p += 8;
		for (; count && end - p >= 16; count--, p += 16) {
			memcpy(&kind, p + 12, 4);
			kind = elf->big ? __builtin_bswap32(kind) : kind;
			*asks |= kind == BPF_CORE_FIELD_EXISTS || kind == BPF_CORE_TYPE_EXISTS ||
				 kind == BPF_CORE_ENUMVAL_EXISTS;
		}
	}
	return len > 4 ? len : 0;
}

/* ---- the sum ------------------------------------------------------------------------------- */

static int newest_first(const void *a, const void *b)
{
	const struct need *x = a, *y = b;
	if (x->since != y->since)
		return x->since < y->since ? 1 : -1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return strcmp(x->what, y->what);
}

static unsigned capabilities_of(const struct model_program *p)
{
	switch (p->prog_type) {
	case BPF_PROG_TYPE_SOCKET_FILTER: return NEED_CAP_BPF;
	case BPF_PROG_TYPE_KPROBE:
	case BPF_PROG_TYPE_TRACEPOINT:
	case BPF_PROG_TYPE_PERF_EVENT:
	case BPF_PROG_TYPE_RAW_TRACEPOINT:
	case BPF_PROG_TYPE_RAW_TRACEPOINT_WRITABLE:
	case BPF_PROG_TYPE_TRACING:
	case BPF_PROG_TYPE_EXT:
	case BPF_PROG_TYPE_LSM: return NEED_CAP_BPF | NEED_CAP_PERFMON;
	default: return NEED_CAP_BPF | NEED_CAP_NET_ADMIN;
	}
}

static void sum_up(struct needs *n, const struct model *m)
{
	for (uint32_t i = 0; i < n->n; i++)
		if (!n->list[i].is_optional && n->list[i].since > n->oldest)
			n->oldest = n->list[i].since;
	n->oldest_arm64 = n->oldest;
	for (uint32_t i = 0; i < m->n_programs; i++) {
		const struct model_program *p = &m->programs[i];
		if (p->is_subprog)
			continue;
		n->capabilities |= capabilities_of(p);
		if (is_trampoline(p) && n->oldest_arm64 < NEEDS_VERSION(6, 4))
			n->oldest_arm64 = NEEDS_VERSION(6, 4);
	}
	qsort(n->list, n->n, sizeof *n->list, newest_first);
}

/* CO-RE existence checks (seen in the relocations), the kernel's options, weak symbols. */
static bool can_ask(const struct model *m)
{
	for (uint32_t i = 0; i < m->n_maps; i++)
		if (m->maps[i].kind == MODEL_MAP_KCONFIG)
			return true;
	for (uint32_t i = 0; i < m->n_ksyms; i++)
		if (m->ksyms[i].is_weak)
			return true;
	return false;
}

struct needs *needs_of(const struct model *m, const struct elf *elf)
{
	struct needs *n = xcalloc(1, sizeof *n);
	bool asks_first = can_ask(m);
	if (core_relocs(elf, &asks_first))
		add(n, (struct need){.kind = NEED_BTF,
			       .what = "BTF of the kernel",
			       .because = "CO-RE relocations",
			       .since = NEEDS_VERSION(5, 4)});
	for (uint32_t i = 0; i < m->n_programs; i++)
		if (!m->programs[i].is_subprog)
			add_program(n, &m->programs[i]);
	for (uint32_t i = 0; i < m->n_maps; i++)
		if (!m->maps[i].is_inner)
			add_map(n, &m->maps[i]);
	for (uint32_t i = 0; i < m->n_ksyms; i++)
		if (m->ksyms[i].is_func)
			add(n, (struct need){.kind = NEED_KFUNC,
				       .what = m->ksyms[i].name,
				       .because = "called by name",
				       .since = NEEDS_VERSION(5, 13),
				       .is_optional = m->ksyms[i].is_weak});
	for (uint32_t i = 1; i < elf->n_sections; i++)
		if (is_code(&elf->sections[i]))
			add_code_section(n, elf, i, asks_first);
	sum_up(n, m);
	return n;
}

void needs_free(struct needs *n)
{
	if (n)
		free(n->list);
	free(n);
}

/* ---- the verdict --------------------------------------------------------------------------- */

static bool has_option(const char *config, const char *option)
{
	size_t len = strlen(option);
	for (const char *p = config; (p = strstr(p, option)); p += len)
		if ((p == config || p[-1] == '\n') && p[len] == '=' && p[len + 1] != 'n')
			return true;
	return false;
}

static bool explain(
	struct buf *why, const struct need *need, const char *fmt_tail, unsigned version)
{
	buf_printf(why, "needs %s %s (%s)", need_kind_name(need->kind), need->what, need->because);
	if (need->since && version < need->since)
		buf_printf(why, ", there since kernel %u.%u; this is %u.%u", need->since >> 8,
			need->since & 0xff, version >> 8, version & 0xff);
	else
		buf_puts(why, fmt_tail);
	return false;
}

static bool need_met(const struct need *need, const struct needs_kernel *k, struct buf *why)
{
	if (need->is_optional)
		return true;
	if (need->since > k->version)
		return explain(why, need, "", k->version);
	if (need->kind == NEED_CONFIG && k->config && !has_option(k->config, need->what))
		return explain(why, need, ", which this kernel was built without", k->version);
	bool by_name = need->kind == NEED_TARGET || need->kind == NEED_KFUNC;
	if (by_name && k->btf && !btf_find(k->btf, BTF_FUNC, need->what))
		return explain(why, need, ", which this kernel does not have", k->version);
	return true;
}

bool needs_met(const struct needs *n, const struct needs_kernel *k, struct buf *why)
{
	for (uint32_t i = 0; i < n->n; i++)
		if (!need_met(&n->list[i], k, why))
			return false;
	if (k->arch && strcmp(k->arch, "arm64") == 0 && k->version < n->oldest_arm64) {
		buf_printf(why,
			"needs BPF trampolines, which arm64 has since kernel %u.%u; this is %u.%u",
			n->oldest_arm64 >> 8, n->oldest_arm64 & 0xff, k->version >> 8,
			k->version & 0xff);
		return false;
	}
	return true;
}

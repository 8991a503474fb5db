/*
 * Reads the body of a function: its locals, then its instructions, each of which is validated
 * and handed to the carrier's copy.  Functions are named after the instructions they read.
 */
#include "lower/front_body.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "lower/carrier_code.h"
#include "lower/limits.h"
#include "lower/opcodes.h"

/* --- what several instructions have --- */

static struct sig one_result(char type)
{
	static const char letters[] = "iIfFVcx";
	return (struct sig){.results = strchr(letters, type), .n_results = 1, .params = ""};
}

static struct sig get_block_type(struct body *b)
{
	struct reader *r = &b->r;
	uint8_t first = r->p < r->end ? *r->p : 0;
	b->type_is_index = false;
	if (first == 0x40) {
		r->p++;
		return (struct sig){.params = "", .results = ""};
	}
	if (value_type_letter(first)) {
		r->p++;
		b->f->m->uses_simd |= first == 0x7b;
		return one_result(value_type_letter(first));
	}
	int64_t index = (int64_t)get_leb(r, 33, true);
	b->type_is_index = true;
	if (index < 0)
		malformed(r, "malformed block type %lld", (long long)index);
	else if (check_index(r, "type", (uint32_t)index, b->f->n_sigs))
		return b->f->sigs[index];
	return (struct sig){.params = "", .results = ""};
}

static bool check_memory(struct body *b)
{
	return check_index(&b->r, "memory", 0, b->f->m->n_memories);
}

/* A memory index, which is still a byte that must be zero. */
static void get_memory(struct body *b)
{
	if (get_byte(&b->r) != 0)
		malformed(&b->r, "zero byte expected in %s (multi-memory is not supported)",
			b->op->text);
	check_memory(b);
}

static struct wasm_table *get_table(struct body *b, uint32_t *index)
{
	static struct wasm_table none;
	*index = get_u32(&b->r);
	if (!check_index(&b->r, "table", *index, b->f->m->n_tables))
		return &none;
	return &b->f->m->tables[*index];
}

static char get_local(struct body *b, uint32_t *index)
{
	*index = get_u32(&b->r);
	if (!b->r.failed && *index >= b->n_locals)
		invalid(&b->r, "unknown local %u: the function has %u", *index, b->n_locals);
	return b->r.failed ? 'i' : b->locals[*index];
}

static struct sig get_func_sig(struct body *b)
{
	uint32_t index = get_u32(&b->r);
	if (!check_index(&b->r, "function", index, b->f->m->n_funcs))
		return (struct sig){.params = "", .results = ""};
	return b->f->sigs[b->f->m->funcs[index].type];
}

static struct sig get_indirect_sig(struct body *b)
{
	uint32_t type = get_u32(&b->r), index;
	struct wasm_table *t = get_table(b, &index);
	if (!check_index(&b->r, "type", type, b->f->n_sigs))
		return (struct sig){.params = "", .results = ""};
	if (t->type != 'c')
		invalid(&b->r, "type mismatch in %s: table %u holds %s, expected funcref",
			b->op->text, index, value_type_name(t->type));
	return b->f->sigs[type];
}

/* --- control --- */

static void block(struct body *b, uint8_t op)
{
	struct sig sig = get_block_type(b);
	if (op == OP_IF)
		pop_type(b, 'i');
	pop_all(b, sig.params, sig.n_params);
	push_frame(b, op, sig);
	carry_block(b);
}

static void else_arm(struct body *b)
{
	struct frame *fr = top_frame(b);
	if (fr->op != OP_IF)
		malformed(&b->r, "unexpected else: no if is open");
	check_frame_end(b);
	carry_else(b);
	fr->op = OP_ELSE;
	fr->unreachable = false;
	push_all(b, fr->sig.params, fr->sig.n_params);
}

static bool is_same(const struct sig *s)
{
	return s->n_params == s->n_results && memcmp(s->params, s->results, s->n_params) == 0;
}

static void end(struct body *b)
{
	struct frame *fr = top_frame(b);
	if (fr->op == OP_IF && !is_same(&fr->sig))
		invalid(&b->r, "type mismatch in if: without else, its results must be its "
			       "parameters");
	check_frame_end(b);
	carry_end(b);
	struct sig sig = fr->sig;
	if (--b->n_frames)
		push_all(b, sig.results, sig.n_results);
}

static void br(struct body *b)
{
	uint32_t label = get_u32(&b->r), n;
	struct frame *fr = label_frame(b, label);
	if (!fr)
		return;
	const char *types = label_types(fr, &n);
	pop_all(b, types, n);
	carry_br(b, label);
	set_unreachable(b);
}

static void br_if(struct body *b)
{
	uint32_t label = get_u32(&b->r), n;
	struct frame *fr = label_frame(b, label);
	if (!fr)
		return;
	const char *types = label_types(fr, &n);
	pop_type(b, 'i');
	pop_all(b, types, n);
	push_all(b, types, n);
	carry_br_if(b, label);
}

/* The labels of a br_table; the default is the last. */
static void get_labels(struct body *b)
{
	uint32_t n = get_count(&b->r, "labels", UINT32_MAX);
	b->n_labels = 0;
	for (uint32_t i = 0; i <= n && !b->r.failed; i++) {
		uint32_t label = get_u32(&b->r);
		vec_push(b->labels, b->n_labels, b->cap_labels) = label;
	}
}

static void br_table(struct body *b)
{
	uint32_t n = 0, arity, serial = ++b->br_tables;
	get_labels(b);
	pop_type(b, 'i');
	struct frame *fr = b->r.failed ? NULL : label_frame(b, b->labels[b->n_labels - 1]);
	if (fr)
		label_types(fr, &n);
	for (uint32_t i = 0; i < b->n_labels && !b->r.failed; i++) {
		fr = label_frame(b, b->labels[i]);
		if (!fr || fr->seen_by == serial)
			continue;
		fr->seen_by = serial;
		const char *types = label_types(fr, &arity);
		if (arity != n)
			invalid(&b->r,
				"type mismatch in br_table: label %u takes %u values, the "
				"default %u",
				b->labels[i], arity, n);
		peek_all(b, types, arity);
	}
	carry_br_table(b);
	if (!b->r.failed)
		set_unreachable(b);
}

static void stop(struct body *b)
{
	carry_stop(b);
	set_unreachable(b);
}

static void call(struct body *b, struct sig sig)
{
	pop_all(b, sig.params, sig.n_params);
	push_all(b, sig.results, sig.n_results);
}

static void tail_call(struct body *b, struct sig sig)
{
	const struct sig *own = &b->sig;
	if (sig.n_results != own->n_results ||
		memcmp(sig.results, own->results, own->n_results) != 0)
		invalid(&b->r, "type mismatch in %s: the callee's results are not the caller's",
			b->op->text);
	pop_all(b, sig.params, sig.n_params);
	stop(b);
}

/* --- values --- */

static void select_any(struct body *b)
{
	pop_type(b, 'i');
	char t1 = pop_type(b, ANY), t2 = pop_type(b, ANY);
	if (is_ref_type(t1) || is_ref_type(t2))
		invalid(&b->r, "type mismatch in select: %s needs a select with a type",
			value_type_name(is_ref_type(t1) ? t1 : t2));
	if (t1 != t2 && t1 != ANY && t2 != ANY)
		invalid(&b->r, "type mismatch in select: %s and %s", value_type_name(t2),
			value_type_name(t1));
	push_type(b, t1 == ANY ? t2 : t1);
}

static void select_typed(struct body *b)
{
	uint32_t n = get_u32(&b->r);
	if (n != 1)
		invalid(&b->r, "invalid result arity in select: %u types, expected one", n);
	char t = get_value_type(&b->r);
	pop_type(b, 'i');
	pop_type(b, t);
	pop_type(b, t);
	push_type(b, t);
}

static void global(struct body *b, bool is_set)
{
	uint32_t index = get_u32(&b->r);
	if (!check_index(&b->r, "global", index, b->f->m->n_globals))
		return;
	const struct wasm_global *g = &b->f->m->globals[index];
	if (!is_set)
		push_type(b, g->type);
	else if (!g->is_mutable)
		invalid(&b->r, "global is immutable: global.set of global %u", index);
	else
		pop_type(b, g->type);
}

static void ref_func(struct body *b)
{
	uint32_t index = get_u32(&b->r);
	if (!check_index(&b->r, "function", index, b->f->m->n_funcs))
		return;
	if (!b->f->is_declared[index])
		invalid(&b->r, "undeclared function reference to function %u", index);
	carry_ref_func(b, index);
	push_type(b, 'c');
}

static void ref_is_null(struct body *b)
{
	char t = pop_type(b, ANY);
	if (!is_ref_type(t) && t != ANY)
		invalid(&b->r, "type mismatch in ref.is_null: expected a reference, found %s",
			value_type_name(t));
	push_type(b, 'i');
}

/* --- tables and bulk memory --- */

static void table_access(struct body *b, bool is_set)
{
	uint32_t index;
	struct wasm_table *t = get_table(b, &index);
	if (is_set) {
		pop_type(b, t->type);
		t->is_mutated = true;
	}
	pop_type(b, 'i');
	if (!is_set)
		push_type(b, t->type);
}

static void table_grow(struct body *b)
{
	uint32_t index;
	struct wasm_table *t = get_table(b, &index);
	t->is_mutated = true;
	pop_type(b, 'i');
	pop_type(b, t->type);
	push_type(b, 'i');
}

static void table_fill(struct body *b)
{
	uint32_t index;
	struct wasm_table *t = get_table(b, &index);
	t->is_mutated = true;
	pop_type(b, 'i');
	pop_type(b, t->type);
	pop_type(b, 'i');
	carry_marker(b, MARK_TABLE_FILL, index, 0);
}

static void table_copy(struct body *b)
{
	uint32_t to, from;
	struct wasm_table *dst = get_table(b, &to), *src = get_table(b, &from);
	dst->is_mutated = true;
	if (dst->type != src->type)
		invalid(&b->r, "type mismatch in table.copy: %s to %s", value_type_name(src->type),
			value_type_name(dst->type));
	pop_all(b, "iii", 3);
	carry_marker(b, MARK_TABLE_COPY, to, from);
}

static void table_init(struct body *b)
{
	struct wasm_module *m = b->f->m;
	uint32_t segment = get_u32(&b->r), index;
	struct wasm_table *t = get_table(b, &index);
	t->is_mutated = true;
	if (check_index(&b->r, "elem segment", segment, m->n_elems) &&
		m->elems[segment].type != t->type)
		invalid(&b->r, "type mismatch in table.init: %s to %s",
			value_type_name(m->elems[segment].type), value_type_name(t->type));
	pop_all(b, "iii", 3);
	carry_marker(b, MARK_TABLE_INIT, segment, index);
}

static void elem_drop(struct body *b)
{
	uint32_t segment = get_u32(&b->r);
	if (check_index(&b->r, "elem segment", segment, b->f->m->n_elems))
		carry_marker(b, MARK_ELEM_DROP, segment, 0);
}

static void get_data_segment(struct body *b)
{
	struct wasm_module *m = b->f->m;
	uint32_t segment = get_u32(&b->r);
	if (b->f->data_count < 0)
		malformed(&b->r, "data count section required for %s", b->op->text);
	else if (check_index(&b->r, "data segment", segment, m->n_datas))
		m->datas[segment].is_used = true;
}

static void misc(struct body *b, uint32_t code)
{
	switch (code) {
	case MISC_MEMORY_INIT:
		get_data_segment(b);
		get_memory(b);
		pop_all(b, "iii", 3);
		break;
	case MISC_DATA_DROP: get_data_segment(b); break;
	case MISC_MEMORY_COPY: get_memory(b); /* it has two memories: */ /* fallthrough */
	case MISC_MEMORY_FILL:
		get_memory(b);
		pop_all(b, "iii", 3);
		break;
	case MISC_TABLE_INIT: table_init(b); break;
	case MISC_ELEM_DROP: elem_drop(b); break;
	case MISC_TABLE_COPY: table_copy(b); break;
	case MISC_TABLE_GROW: table_grow(b); break;
	case MISC_TABLE_SIZE: {
		uint32_t index;
		get_table(b, &index);
		push_type(b, 'i');
		break;
	}
	case MISC_TABLE_FILL: table_fill(b); break;
	}
}

static void local(struct body *b, uint8_t code)
{
	uint32_t index;
	char t = get_local(b, &index);
	if (code != OP_LOCAL_GET)
		pop_type(b, t);
	if (code != OP_LOCAL_SET)
		push_type(b, t);
}

static void plain(struct body *b, uint8_t code)
{
	switch (code) {
	case OP_UNREACHABLE: stop(b); break;
	case OP_BLOCK:
	case OP_LOOP:
	case OP_IF: block(b, code); break;
	case OP_ELSE: else_arm(b); break;
	case OP_END: end(b); break;
	case OP_BR: br(b); break;
	case OP_BR_IF: br_if(b); break;
	case OP_BR_TABLE: br_table(b); break;
	case OP_RETURN:
		pop_all(b, b->sig.results, b->sig.n_results);
		stop(b);
		break;
	case OP_CALL: call(b, get_func_sig(b)); break;
	case OP_CALL_INDIRECT: {
		struct sig sig = get_indirect_sig(b);
		pop_type(b, 'i');
		call(b, sig);
		break;
	}
	case OP_RETURN_CALL: tail_call(b, get_func_sig(b)); break;
	case OP_RETURN_CALL_INDIRECT: {
		struct sig sig = get_indirect_sig(b);
		pop_type(b, 'i');
		tail_call(b, sig);
		break;
	}
	case OP_DROP: pop_type(b, ANY); break;
	case OP_SELECT: select_any(b); break;
	case OP_SELECT_TYPED: select_typed(b); break;
	case OP_LOCAL_GET:
	case OP_LOCAL_SET:
	case OP_LOCAL_TEE: local(b, code); break;
	case OP_GLOBAL_GET: global(b, false); break;
	case OP_GLOBAL_SET: global(b, true); break;
	case OP_TABLE_GET: table_access(b, false); break;
	case OP_TABLE_SET: table_access(b, true); break;
	case OP_REF_NULL: push_type(b, get_ref_type(&b->r)); break;
	case OP_REF_IS_NULL: ref_is_null(b); break;
	case OP_REF_FUNC: ref_func(b); break;
	}
}

/* --- the instructions that the table describes --- */

static void get_memarg(struct body *b, unsigned natural)
{
	uint32_t align = get_u32(&b->r);
	if (align >= 64 && align < 128)
		unsupported(&b->r, "multi-memory (a memory index in an access)");
	else if (align >= 128)
		malformed(&b->r, "malformed memop flags 0x%x", align);
	else if (align > natural)
		invalid(&b->r, "alignment must not be larger than natural: 2^%u for %s, found 2^%u",
			natural, b->op->text, align);
	get_u32(&b->r);
	check_memory(b);
}

static void get_lane(struct body *b, unsigned lanes)
{
	uint8_t lane = get_byte(&b->r);
	if (lane >= lanes)
		invalid(&b->r, "invalid lane index %u in %s: there are %u", lane, b->op->text,
			lanes);
}

static void get_immediates(struct body *b, const struct opcode *op)
{
	switch ((enum immediate)op->imm) {
	case IMM_NONE:
	case IMM_SPECIAL: break;
	case IMM_I32: get_leb(&b->r, 32, true); break;
	case IMM_I64: get_leb(&b->r, 64, true); break;
	case IMM_BYTES: get_bytes(&b->r, op->arg); break;
	case IMM_MEMARG: get_memarg(b, op->arg); break;
	case IMM_MEMLANE:
		get_memarg(b, op->arg);
		get_lane(b, 16u >> op->arg);
		break;
	case IMM_LANE: get_lane(b, op->arg); break;
	case IMM_SHUFFLE:
		for (int i = 0; i < 16; i++)
			get_lane(b, op->arg);
		break;
	case IMM_MEMORY: get_memory(b); break;
	}
}

static void apply_signature(struct body *b, const char *sig)
{
	const char *arrow = sig;
	while (*arrow != '>')
		arrow++;
	for (const char *p = arrow; p-- > sig;)
		pop_type(b, *p);
	if (arrow[1])
		push_type(b, arrow[1]);
}

static bool unknown_opcode(struct body *b, enum opcode_page page, uint32_t code)
{
	static const char *const prefix[] = {"", "0xfc ", "0xfd "};
	const char *feature = opcode_feature(page, code);
	if (feature)
		return unsupported(&b->r, feature);
	return malformed(&b->r, "illegal opcode %s0x%02x", prefix[page], code);
}

static void instruction(struct body *b)
{
	b->r.item = b->r.p;
	uint32_t code = get_byte(&b->r);
	enum opcode_page page = code == OP_MISC ? MISC : code == OP_SIMD ? SIMD : PLAIN;
	if (page != PLAIN)
		code = get_u32(&b->r);
	const struct opcode *op = opcode_find(page, code);
	if (b->r.failed || !op) {
		unknown_opcode(b, page, code);
		return;
	}
	b->op = op;
	b->f->m->uses_simd |= page == SIMD;
	if (op->imm != IMM_SPECIAL) {
		get_immediates(b, op);
		apply_signature(b, op->sig);
	} else if (page == MISC) {
		misc(b, code);
	} else {
		plain(b, (uint8_t)code);
	}
}

/* --- the function --- */

static void get_local_runs(struct body *b, struct buf *letters)
{
	struct reader *r = &b->r;
	uint32_t n_runs = get_count(r, "runs of locals", UINT32_MAX);
	for (uint32_t i = 0; i < n_runs && !r->failed; i++) {
		r->item = r->p;
		uint32_t n = get_u32(r);
		if (letters->len + (uint64_t)n > UINT32_MAX)
			malformed(r, "too many locals: more than 2^32-1");
		else if (letters->len + (uint64_t)n > MAX_LOCALS)
			limit(r, "locals (too many locals)", letters->len + n, MAX_LOCALS);
		char t = get_value_type(r);
		b->f->m->uses_simd |= t == 'V';
		for (uint32_t k = 0; k < n && !r->failed; k++)
			buf_putc(letters, t);
	}
	r->item = NULL;
}

static void read_locals(struct body *b, struct wasm_func *func)
{
	struct front *f = b->f;
	struct buf letters = {0};
	buf_add(&letters, b->sig.params, b->sig.n_params);
	get_local_runs(b, &letters);
	count_locals(b, (uint32_t)letters.len);
	if (!b->r.failed)
		func->locals = model_strndup(f->m, letters.data, letters.len);
	b->locals = func->locals;
	b->n_locals = func->n_locals = b->r.failed ? 0 : (uint32_t)letters.len;
	buf_free(&letters);
}

static void read_instructions(struct body *b)
{
	push_frame(b, FRAME_FUNCTION, b->sig);
	carry_begin(b);
	while (b->n_frames && !b->r.failed) {
		carry_line(b);
		instruction(b);
	}
	b->r.item = NULL;
	if (!b->r.failed && bytes_left(&b->r))
		malformed(&b->r, "section size mismatch: %zu bytes behind the function's end",
			bytes_left(&b->r));
	carry_finish(b);
}

static void start_body(struct body *b, uint32_t index, const char *name)
{
	struct front *f = b->f;
	const struct wasm_func *func = &f->m->funcs[index];
	const uint8_t *code = f->m->bytes + func->code;
	b->r = (struct reader){.file = f->m->file, .func = name, .base = code, .p = code};
	b->r.end = code + func->code_len;
	b->sig = f->sigs[func->type];
	b->op = opcode_find(PLAIN, OP_END);
	b->n_operands = b->n_frames = 0;
}

/* How messages name a function: short, and without what a terminal would act upon. */
static void name_for_messages(const struct wasm_func *func, uint32_t index, char *name, size_t size)
{
	snprintf(name, size, "#%u", index);
	if (!func->name)
		return;
	snprintf(name, size, "%s", func->name);
	for (char *p = name; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			*p = '?';
}

bool read_body(struct body *b, uint32_t index)
{
	struct wasm_func *func = &b->f->m->funcs[index];
	char name[128];
	name_for_messages(func, index, name, sizeof name);
	start_body(b, index, name);
	read_locals(b, func);
	if (!b->r.failed)
		read_instructions(b);
	return !b->r.failed;
}

void body_begin(struct body *b, struct front *f)
{
	*b = (struct body){.f = f, .c = carrier_code_new()};
}

void body_end(struct body *b)
{
	carrier_code_free(b->c);
	free(b->operands);
	free(b->frames);
	free(b->labels);
}

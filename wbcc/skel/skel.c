/*
 * Writes NAME.skel.h: the struct that user code works with, the functions that open, load,
 * attach and destroy it, and asserts that prove its layout.  The order of the parts is that of
 * the result; the functions stand in one text below, with NAME where the object's name goes.
 */
#include "skel/skel.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "skel/cwriter.h"
#include "skel/names.h"
#include "skel/skel_internal.h"

static const char functions_text[] =
	"static inline void NAME__destroy(struct NAME *obj)\n"
	"{\n"
	"	if (!obj)\n"
	"		return;\n"
	"	if (obj->skeleton)\n"
	"		bpf_object__destroy_skeleton(obj->skeleton);\n"
	"	free(obj);\n"
	"}\n"
	"\n"
	"static inline int NAME__create_skeleton(struct NAME *obj);\n"
	"\n"
	"static inline struct NAME *NAME__open_opts(const struct bpf_object_open_opts *opts)\n"
	"{\n"
	"	struct NAME *obj = (struct NAME *)calloc(1, sizeof(*obj));\n"
	"	int err;\n"
	"\n"
	"	if (!obj) {\n"
	"		errno = ENOMEM;\n"
	"		return NULL;\n"
	"	}\n"
	"	err = NAME__create_skeleton(obj);\n"
	"	if (!err)\n"
	"		err = bpf_object__open_skeleton(obj->skeleton, opts);\n"
	"	if (err) {\n"
	"		NAME__destroy(obj);\n"
	"		errno = -err;\n"
	"		return NULL;\n"
	"	}\n"
	"	return obj;\n"
	"}\n"
	"\n"
	"static inline struct NAME *NAME__open(void)\n"
	"{\n"
	"	return NAME__open_opts(NULL);\n"
	"}\n"
	"\n"
	"static inline int NAME__load(struct NAME *obj)\n"
	"{\n"
	"	return bpf_object__load_skeleton(obj->skeleton);\n"
	"}\n"
	"\n"
	"static inline struct NAME *NAME__open_and_load(void)\n"
	"{\n"
	"	struct NAME *obj = NAME__open();\n"
	"	int err;\n"
	"\n"
	"	if (!obj)\n"
	"		return NULL;\n"
	"	err = NAME__load(obj);\n"
	"	if (err) {\n"
	"		NAME__destroy(obj);\n"
	"		errno = -err;\n"
	"		return NULL;\n"
	"	}\n"
	"	return obj;\n"
	"}\n"
	"\n"
	"static inline int NAME__attach(struct NAME *obj)\n"
	"{\n"
	"	return bpf_object__attach_skeleton(obj->skeleton);\n"
	"}\n"
	"\n"
	"static inline void NAME__detach(struct NAME *obj)\n"
	"{\n"
	"	bpf_object__detach_skeleton(obj->skeleton);\n"
	"}\n"
	"\n";

static const char cxx_members[] = "\n"
				  "#ifdef __cplusplus\n"
				  "	static inline struct NAME *open(const struct "
				  "bpf_object_open_opts *opts = nullptr);\n"
				  "	static inline struct NAME *open_and_load();\n"
				  "	static inline int load(struct NAME *skel);\n"
				  "	static inline int attach(struct NAME *skel);\n"
				  "	static inline void detach(struct NAME *skel);\n"
				  "	static inline void destroy(struct NAME *skel);\n"
				  "#endif /* __cplusplus */\n";

static const char cxx_functions[] =
	"#ifdef __cplusplus\n"
	"struct NAME *NAME::open(const struct bpf_object_open_opts *opts)\n"
	"{\n"
	"	return NAME__open_opts(opts);\n"
	"}\n"
	"\n"
	"struct NAME *NAME::open_and_load()\n"
	"{\n"
	"	return NAME__open_and_load();\n"
	"}\n"
	"\n"
	"int NAME::load(struct NAME *skel)\n"
	"{\n"
	"	return NAME__load(skel);\n"
	"}\n"
	"\n"
	"int NAME::attach(struct NAME *skel)\n"
	"{\n"
	"	return NAME__attach(skel);\n"
	"}\n"
	"\n"
	"void NAME::detach(struct NAME *skel)\n"
	"{\n"
	"	NAME__detach(skel);\n"
	"}\n"
	"\n"
	"void NAME::destroy(struct NAME *skel)\n"
	"{\n"
	"	NAME__destroy(skel);\n"
	"}\n"
	"#endif /* __cplusplus */\n\n";

void add_text(struct buf *out, const char *text, const char *name)
{
	const char *p;
	for (; (p = strstr(text, "NAME")); text = p + 4) {
		buf_add(out, text, (size_t)(p - text));
		buf_puts(out, name);
	}
	buf_puts(out, text);
}

void add_guard(struct buf *out, const char *name, const char *suffix)
{
	buf_puts(out, "__");
	for (; *name; name++)
		buf_putc(out, (char)toupper((unsigned char)*name));
	buf_puts(out, suffix);
}

const char *map_member(const struct model_map *map)
{
	return map->ident && *map->ident ? map->ident : NULL;
}

static void add_maps(struct cwriter *w, const struct model *m)
{
	bool any = false;
	for (uint32_t i = 0; i < m->n_maps; i++) {
		if (!map_member(&m->maps[i]))
			continue;
		buf_puts(w->out, any ? "" : "\tstruct {\n");
		buf_puts(w->out, "\t\tstruct bpf_map *");
		cw_name(w, m->maps[i].ident);
		buf_puts(w->out, ";\n");
		any = true;
	}
	buf_puts(w->out, any ? "\t} maps;\n" : "");
}

/* The members of progs or links: one for each program that is an entry point. */
static void add_programs(struct cwriter *w, const struct model *m, const char *type)
{
	for (uint32_t i = 0; i < m->n_programs; i++) {
		if (m->programs[i].is_subprog)
			continue;
		buf_printf(w->out, "\t\tstruct %s *", type);
		cw_name(w, m->programs[i].name);
		buf_puts(w->out, ";\n");
	}
}

static uint32_t n_entries(const struct model *m)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < m->n_programs; i++)
		n += !m->programs[i].is_subprog;
	return n;
}

static uint32_t n_maps(const struct model *m)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < m->n_maps; i++)
		n += map_member(&m->maps[i]) != NULL;
	return n;
}

static void add_progs_and_links(struct cwriter *w, const struct model *m)
{
	bool ops = has_struct_ops(m);
	if (n_entries(m)) {
		buf_puts(w->out, "\tstruct {\n");
		add_programs(w, m, "bpf_program");
		buf_puts(w->out, "\t} progs;\n");
	}
	if (n_entries(m) || ops) {
		buf_puts(w->out, "\tstruct {\n");
		add_programs(w, m, "bpf_link");
		add_struct_ops_links(w, m);
		buf_puts(w->out, "\t} links;\n");
	}
}

static void add_struct(struct cwriter *w, const struct model *m, const char *name)
{
	buf_printf(w->out, "struct %s {\n", name);
	buf_puts(w->out, "\tstruct bpf_object_skeleton *skeleton;\n\tstruct bpf_object *obj;\n");
	add_maps(w, m);
	add_struct_ops(w, m, name);
	add_progs_and_links(w, m);
	for (uint32_t i = 0; i < m->n_sections; i++)
		add_data_section(w, m, &m->sections[i], name);
	add_text(w->out, cxx_members, name);
	buf_puts(w->out, "};\n\n");
}

/* A name of the object's as a C string, whatever is in it. */
static void add_string(struct buf *out, const char *s)
{
	buf_putc(out, '"');
	for (; *s; s++) {
		if (isalnum((unsigned char)*s) || strchr("_.-/ ", *s))
			buf_putc(out, *s);
		else
			buf_printf(out, "\\%03o", (unsigned char)*s);
	}
	buf_putc(out, '"');
}

static void add_map_entries(struct cwriter *w, const struct model *m, const char *name)
{
	unsigned n = 0;
	if (!n_maps(m))
		return;
	buf_printf(w->out,
		"\n\ts->map_cnt = %u;\n"
		"\ts->map_skel_sz = sizeof(*s->maps);\n"
		"\ts->maps = (struct bpf_map_skeleton *)calloc(s->map_cnt, s->map_skel_sz);\n"
		"\tif (!s->maps)\n"
		"\t\tgoto err;\n",
		n_maps(m));
	for (uint32_t i = 0; i < m->n_maps; i++) {
		const struct model_map *map = &m->maps[i];
		if (!map_member(map))
			continue;
		char *full = model_map_name(map, name);
		buf_printf(w->out, "\n\ts->maps[%u].name = ", n);
		add_string(w->out, full);
		buf_puts(w->out, ";\n");
		buf_printf(w->out, "\ts->maps[%u].map = &obj->maps.", n);
		cw_name(w, map->ident);
		buf_puts(w->out, ";\n");
		if (map->is_mmapable)
			buf_printf(w->out, "\ts->maps[%u].mmaped = (void **)&obj->%s;\n", n,
				map->ident);
		if (map->kind == MODEL_MAP_STRUCT_OPS)
			add_struct_ops_entry(w, map, n);
		free(full);
		n++;
	}
}

static void add_program_entries(struct cwriter *w, const struct model *m)
{
	unsigned n = 0;
	if (!n_entries(m))
		return;
	buf_printf(w->out,
		"\n\ts->prog_cnt = %u;\n"
		"\ts->prog_skel_sz = sizeof(*s->progs);\n"
		"\ts->progs = (struct bpf_prog_skeleton *)calloc(s->prog_cnt, s->prog_skel_sz);\n"
		"\tif (!s->progs)\n"
		"\t\tgoto err;\n",
		n_entries(m));
	for (uint32_t i = 0; i < m->n_programs; i++) {
		if (m->programs[i].is_subprog)
			continue;
		buf_printf(w->out, "\n\ts->progs[%u].name = ", n);
		add_string(w->out, m->programs[i].name);
		buf_puts(w->out, ";\n");
		buf_printf(w->out, "\ts->progs[%u].prog = &obj->progs.", n);
		cw_name(w, m->programs[i].name);
		buf_printf(w->out, ";\n\ts->progs[%u].link = &obj->links.", n++);
		cw_name(w, m->programs[i].name);
		buf_puts(w->out, ";\n");
	}
}

static void add_create(struct cwriter *w, const struct model *m, const char *name)
{
	add_text(w->out,
		"static inline int NAME__create_skeleton(struct NAME *obj)\n"
		"{\n"
		"	struct bpf_object_skeleton *s;\n"
		"\n"
		"	s = (struct bpf_object_skeleton *)calloc(1, sizeof(*s));\n"
		"	if (!s)\n"
		"		goto err;\n"
		"	s->sz = sizeof(*s);\n"
		"	s->name = \"NAME\"; /* the package's object of this name: data stays NULL "
		"*/\n"
		"	s->obj = &obj->obj;\n",
		name);
	add_map_entries(w, m, name);
	add_program_entries(w, m);
	buf_puts(w->out, "\n\tobj->skeleton = s;\n"
			 "\treturn 0;\n"
			 "err:\n"
			 "\tbpf_object__destroy_skeleton(s);\n"
			 "\treturn -ENOMEM;\n"
			 "}\n\n");
}

/* Everything that can be read from a header's first screen: what it is, from what, in which
 * layout. */
static void add_head(struct cwriter *w, const struct model *m, const char *name)
{
	buf_printf(w->out,
		"/*\n"
		" * Skeleton of the BPF object %s, for wasm32.  Written by wbcc " WBCC_VERSION
		": do not edit.\n"
		" *\n"
		" * The data sections below have the layout that the BPF program uses (%u-bit "
		"pointers,\n"
		" * %s-endian), whatever the machine that compiles this.\n"
		" */\n",
		name, m->ptr_size * 8, m->big_endian ? "big" : "little");
	buf_puts(w->out, "#ifndef ");
	add_guard(w->out, name, "_SKEL_H__\n#define ");
	add_guard(w->out, name, "_SKEL_H__\n\n");
	buf_puts(w->out, "#include <errno.h>\n#include <stdbool.h>\n#include <stdlib.h>\n"
			 "#include <bpf/libbpf.h>\n\n");
}

/* A skeleton needs an object: BTF alone has nothing to load. */
static bool check_object(const struct model *m)
{
	if (m->n_maps || m->n_programs || m->n_sections)
		return true;
	return fail(
		AT_FILE(m->file), "there are no programs, maps or variables to make a skeleton of");
}

bool skel_write(const struct model *m, const char *name, struct buf *out)
{
	if (!check_object(m))
		return false;
	struct cwriter w = {.btf = m->btf, .out = out};
	add_head(&w, m, name);
	size_t macros = out->len;
	add_struct(&w, m, name);
	add_text(out, functions_text, name);
	add_create(&w, m, name);
	add_text(out, cxx_functions, name);
	add_data_asserts(&w, m, name);
	buf_puts(out, "#endif /* ");
	add_guard(out, name, "_SKEL_H__ */\n");
	if (w.uses_cxx_name)
		buf_insert(out, macros, cw_cxx_macro, strlen(cw_cxx_macro));
	return true;
}

// SPDX-License-Identifier: GPL-2.0 OR BSD-3-Clause
/* BTF: the kernel's, an object's and BTF made by hand; types walked, dumped and built. */
#include <stdarg.h>

#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>

#include "../check.h"

enum colour { RED = 1, GREEN = 2 };

struct point {
	int x, y;
	enum colour colour;
	char name[8];
};

#include "types.skel.h"

static char text[65536];

static void print(void *ctx, const char *fmt, va_list args)
{
	size_t len = strlen(text);
	vsnprintf(text + len, sizeof text - len, fmt, args);
}

static void kernel(void)
{
	struct btf *btf = btf__load_vmlinux_btf();
	CHECK(btf != NULL);
	if (!btf)
		return;
	int id = btf__find_by_name_kind(btf, "task_struct", BTF_KIND_STRUCT);
	CHECK(id > 0 && btf__type_cnt(btf) > 1000);
	const struct btf_type *t = btf__type_by_id(btf, (__u32)id);
	CHECK(t && btf_is_struct(t) && btf_vlen(t) > 20);
	CHECK(!strcmp(btf__name_by_offset(btf, t->name_off), "task_struct"));
	const struct btf_member *m = btf_members(t);
	int found = 0;
	for (int i = 0; i < btf_vlen(t); i++)
		found += !strcmp(btf__name_by_offset(btf, m[i].name_off), "tgid");
	CHECK(found == 1);
	CHECK(btf__resolve_size(btf, (__u32)id) == t->size);
	CHECK_ERR(btf__find_by_name_kind(btf, "no_such_struct", BTF_KIND_STRUCT), ENOENT);
	errno = 0;
	CHECK(btf__type_by_id(btf, 0x7fffffff) == NULL && errno == EINVAL);
	CHECK(libbpf_find_vmlinux_btf_id("sched_process_fork", BPF_TRACE_RAW_TP) > 0);
	btf__free(btf);
}

static void object(void)
{
	struct types_bpf *s = types_bpf__open();
	CHECK(s != NULL);
	struct btf *btf = bpf_object__btf(s->obj);
	CHECK(btf != NULL);
	int id = btf__find_by_name(btf, "point");
	CHECK(id > 0);
	struct btf_dump *d = btf_dump__new(btf, print, text, NULL);
	CHECK(d != NULL);
	CHECK(btf_dump__dump_type(d, (__u32)id) == 0);
	CHECK(strstr(text, "struct point {") && strstr(text, "enum colour colour;"));
	CHECK(strstr(text, "GREEN = 2"));
	text[0] = 0;
	DECLARE_LIBBPF_OPTS(btf_dump_type_data_opts, opts, .compact = true, .skip_names = false);
	CHECK(btf_dump__dump_type_data(d, (__u32)id, &s->data->origin, 20, &opts) == 20);
	CHECK(strstr(text, ".x = (int)3") && strstr(text, ".y = (int)-4"));
	CHECK(strstr(text, "GREEN"));
	printf("%s\n", text);
	text[0] = 0;
	DECLARE_LIBBPF_OPTS(btf_dump_emit_type_decl_opts, decl, .field_name = "field");
	CHECK(btf_dump__emit_type_decl(d, (__u32)id, &decl) == 0);
	CHECK(!strcmp(text, "struct point field"));
	btf_dump__free(d);
	types_bpf__destroy(s);
}

static void built(void)
{
	struct btf *btf = btf__new_empty();
	CHECK(btf != NULL && btf__type_cnt(btf) == 1);
	CHECK(btf__add_str(btf, "text") > 0);
	int i32 = btf__add_int(btf, "int", 4, BTF_INT_SIGNED);
	int ptr = btf__add_ptr(btf, i32);
	int st = btf__add_struct(btf, "pair", 16);
	CHECK(i32 == 1 && ptr == 2 && st == 3);
	CHECK(btf__add_field(btf, "a", i32, 0, 0) == 0);
	CHECK(btf__add_field(btf, "b", ptr, 64, 0) == 0);
	int en = btf__add_enum(btf, "e", 4);
	CHECK(en == 4 && btf__add_enum_value(btf, "ONE", 1) == 0);
	CHECK(btf__add_typedef(btf, "pair_t", st) == 5 && btf__add_const(btf, st) == 6);
	const struct btf_type *t = btf__type_by_id(btf, 3);
	CHECK(t && btf_vlen(t) >= 2 && !strcmp(btf__name_by_offset(btf, t->name_off), "pair"));
	__u32 size = 0;
	const void *raw = btf__raw_data(btf, &size);
	CHECK(raw && size > 24);
	struct btf *copy = btf__new(raw, size);
	CHECK(copy && btf__type_cnt(copy) == btf__type_cnt(btf));
	CHECK(btf__find_by_name(copy, "pair_t") == 5);
	struct btf *both = btf__new_empty();
	CHECK(btf__add_btf(both, copy) == 1 && btf__type_cnt(both) == btf__type_cnt(copy));
	CHECK(btf__add_type(both, copy, btf__type_by_id(copy, 1)) > 0);
	struct btf *split = btf__new_empty_split(copy);
	CHECK(split && btf__base_btf(split) == copy);
	CHECK(btf__add_ptr(split, 3) == (int)btf__type_cnt(copy));
	CHECK(!strcmp(btf__name_by_offset(split, btf__type_by_id(split, 3)->name_off), "pair"));
	btf__free(split);
	btf__free(both);
	btf__free(copy);
	btf__free(btf);
	errno = 0;
	CHECK(btf__new("nonsense", 8) == NULL && errno == EINVAL);
}

static void errors(void)
{
	char buf[64];
	CHECK(libbpf_strerror(ENOENT, buf, sizeof buf) == 0 && !strcmp(buf, strerror(ENOENT)));
	CHECK(libbpf_strerror(-LIBBPF_ERRNO__FORMAT, buf, sizeof buf) == 0);
	CHECK(!strcmp(buf, "BPF object format invalid"));
	CHECK(libbpf_strerror(5555, buf, sizeof buf) == -ENOENT);
	errno = 0;
	CHECK(bpf_object__open_mem("nothing like an object", 22, NULL) == NULL);
	CHECK(errno == LIBBPF_ERRNO__FORMAT || errno == EINVAL);
	errno = 0;
	CHECK(bpf_object__open_file("/no/such/file.o", NULL) == NULL && errno);
	CHECK(libbpf_major_version() >= 1);
}

int main(void)
{
	kernel();
	object();
	built();
	errors();
	return report();
}

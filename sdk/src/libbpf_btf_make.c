/*
 * btf__*: loading, parsing and building.  What a path names is read through WASI; building
 * changes the host's BTF and ends the pointers into the old bytes, as in libbpf.
 */
#include <linux/elf.h>

#include "libbpf_btf.h"

struct btf *btf__new_split(const void *data, __u32 size, struct btf *base)
{
	return btf_made(libbpf__btf__new_split(data, size, base), base);
}

struct btf *btf__new(const void *data, __u32 size)
{
	return btf__new_split(data, size, NULL);
}

struct btf *btf__new_empty_split(struct btf *base)
{
	return btf_made(libbpf__btf__new_empty_split(base), base);
}

struct btf *btf__new_empty(void)
{
	return btf__new_empty_split(NULL);
}

struct btf *btf__load_vmlinux_btf(void)
{
	return btf_made(libbpf__btf__load_vmlinux_btf(), NULL);
}

struct btf *libbpf_find_kernel_btf(void)
{
	return btf__load_vmlinux_btf();
}

struct btf *btf__load_module_btf(const char *name, struct btf *base)
{
	return btf_made(libbpf__btf__load_module_btf(name, base), base);
}

struct btf *btf__load_from_kernel_by_id_split(__u32 id, struct btf *base)
{
	return btf_made(libbpf__btf__load_from_kernel_by_id_split(id, base), base);
}

struct btf *btf__load_from_kernel_by_id(__u32 id)
{
	return btf__load_from_kernel_by_id_split(id, NULL);
}

int btf__load_into_kernel(struct btf *btf)
{
	return ret(libbpf__btf__load_into_kernel(btf));
}

void btf__free(struct btf *btf)
{
	if (!btf)
		return;
	btf_forget(btf);
	libbpf__btf__free(btf);
}

struct btf *bpf_object__btf(const struct bpf_object *obj)
{
	return btf_made(libbpf__bpf_object__btf(obj), NULL);
}

int bpf_object__btf_fd(const struct bpf_object *obj)
{
	struct btf *btf = bpf_object__btf(obj);
	return btf ? btf__fd(btf) : -1;
}

/* ---- files
 * ------------------------------------------------------------------------------------------ */

/* The bytes of a section of a 64-bit little-endian ELF file; NULL when there is none. */
static const void *elf_section(const char *file, size_t size, const char *name, size_t *len)
{
	const Elf64_Ehdr *e = (const void *)file;
	if (size < sizeof *e || e->e_shentsize != sizeof(Elf64_Shdr) || e->e_shoff > size ||
		(size - e->e_shoff) / sizeof(Elf64_Shdr) < e->e_shnum ||
		e->e_shstrndx >= e->e_shnum)
		return NULL;
	const Elf64_Shdr *s = (const void *)(file + e->e_shoff);
	const Elf64_Shdr *names = &s[e->e_shstrndx];
	if (names->sh_offset > size || names->sh_size > size - names->sh_offset)
		return NULL;
	for (unsigned i = 0; i < e->e_shnum; i++) {
		size_t room = s[i].sh_name < names->sh_size ? names->sh_size - s[i].sh_name : 0;
		const char *n = file + names->sh_offset + s[i].sh_name;
		if (room <= strlen(name) || memcmp(n, name, strlen(name) + 1) != 0)
			continue;
		if (s[i].sh_offset > size || s[i].sh_size > size - s[i].sh_offset)
			return NULL;
		*len = s[i].sh_size;
		return file + s[i].sh_offset;
	}
	return NULL;
}

static bool is_elf(const char *file, size_t size)
{
	return size >= EI_NIDENT && !memcmp(file, ELFMAG, SELFMAG) &&
	       file[EI_CLASS] == ELFCLASS64 && file[EI_DATA] == ELFDATA2LSB;
}

enum { RAW = 1, ELF = 2 };

static struct btf *parse(const char *path, struct btf *base, int accept)
{
	size_t size, len = 0;
	char *file = read_file(path, &size);
	if (!file)
		return NULL;
	const void *data = file;
	if (is_elf(file, size))
		data = accept & ELF ? elf_section(file, size, BTF_ELF_SEC, &len) : NULL;
	else if (accept & RAW)
		len = size;
	else
		data = NULL;
	struct btf *btf = data ? btf__new_split(data, len, base) : fail_null(EPROTO);
	free(file);
	return btf;
}

struct btf *btf__parse_split(const char *path, struct btf *base)
{
	return parse(path, base, RAW | ELF);
}

struct btf *btf__parse_raw_split(const char *path, struct btf *base)
{
	return parse(path, base, RAW);
}

struct btf *btf__parse_raw(const char *path)
{
	return parse(path, NULL, RAW);
}

/* A file's BTF and, when it is an ELF file that has it, its .BTF.ext. */
static struct btf *parse_ext(const char *path, struct btf *base, struct btf_ext **ext, int accept)
{
	size_t size, len;
	struct btf *btf = parse(path, base, accept);
	if (!ext)
		return btf;
	*ext = NULL;
	char *file = btf ? read_file(path, &size) : NULL;
	const void *data = NULL;
	if (file && is_elf(file, size))
		data = elf_section(file, size, BTF_EXT_ELF_SEC, &len);
	if (data)
		*ext = btf_ext__new(data, len);
	free(file);
	return btf;
}

struct btf *btf__parse(const char *path, struct btf_ext **ext)
{
	return parse_ext(path, NULL, ext, RAW | ELF);
}

struct btf *btf__parse_elf(const char *path, struct btf_ext **ext)
{
	return parse_ext(path, NULL, ext, ELF);
}

struct btf *btf__parse_elf_split(const char *path, struct btf *base)
{
	return parse(path, base, ELF);
}

/* ---- building
 * --------------------------------------------------------------------------------------- */

static int added(struct btf *btf, int32_t id)
{
	btf_forget_copy(btf);
	return ret(id);
}

int btf__find_str(struct btf *btf, const char *s)
{
	return ret(libbpf__btf__find_str(btf, s));
}

int btf__add_str(struct btf *btf, const char *s)
{
	return added(btf, libbpf__btf__add_str(btf, s));
}

/* The type is found again by its place: it must be one that btf__type_by_id() gave. */
int btf__add_type(struct btf *btf, const struct btf *src, const struct btf_type *type)
{
	uint32_t n = btf__type_cnt(src);
	for (uint32_t id = 1; id < n; id++)
		if (btf__type_by_id(src, id) == type)
			return added(btf, libbpf__btf_add_type(btf, src, id));
	return ret(-EINVAL);
}

int btf__add_btf(struct btf *btf, const struct btf *src)
{
	return added(btf, libbpf__btf__add_btf(btf, src));
}

int btf__add_int(struct btf *btf, const char *name, size_t size, int encoding)
{
	return added(btf, libbpf__btf__add_int(btf, name, size, encoding));
}

int btf__add_float(struct btf *btf, const char *name, size_t size)
{
	return added(btf, libbpf__btf__add_float(btf, name, size));
}

int btf__add_ptr(struct btf *btf, int type)
{
	return added(btf, libbpf__btf_add_ref(btf, BTF_KIND_PTR, NULL, type));
}

int btf__add_array(struct btf *btf, int index_type, int elem_type, __u32 n)
{
	return added(btf, libbpf__btf__add_array(btf, index_type, elem_type, n));
}

int btf__add_struct(struct btf *btf, const char *name, __u32 size)
{
	return added(btf, libbpf__btf_add_composite(btf, BTF_KIND_STRUCT, name, size));
}

int btf__add_union(struct btf *btf, const char *name, __u32 size)
{
	return added(btf, libbpf__btf_add_composite(btf, BTF_KIND_UNION, name, size));
}

int btf__add_field(struct btf *btf, const char *name, int type, __u32 bit_offset, __u32 bit_size)
{
	return added(btf, libbpf__btf__add_field(btf, name, type, bit_offset, bit_size));
}

int btf__add_enum(struct btf *btf, const char *name, __u32 size)
{
	return added(btf, libbpf__btf_add_composite(btf, BTF_KIND_ENUM, name, size));
}

int btf__add_enum_value(struct btf *btf, const char *name, __s64 value)
{
	return added(btf, libbpf__btf_add_enum_value(btf, BTF_KIND_ENUM, name, (uint64_t)value));
}

int btf__add_enum64(struct btf *btf, const char *name, __u32 size, bool is_signed)
{
	uint32_t packed = size | (uint32_t)is_signed << 31;
	return added(btf, libbpf__btf_add_composite(btf, BTF_KIND_ENUM64, name, packed));
}

int btf__add_enum64_value(struct btf *btf, const char *name, __u64 value)
{
	return added(btf, libbpf__btf_add_enum_value(btf, BTF_KIND_ENUM64, name, value));
}

int btf__add_fwd(struct btf *btf, const char *name, enum btf_fwd_kind kind)
{
	return added(btf, libbpf__btf_add_ref(btf, BTF_KIND_FWD, name, kind));
}

int btf__add_typedef(struct btf *btf, const char *name, int type)
{
	return added(btf, libbpf__btf_add_ref(btf, BTF_KIND_TYPEDEF, name, type));
}

int btf__add_volatile(struct btf *btf, int type)
{
	return added(btf, libbpf__btf_add_ref(btf, BTF_KIND_VOLATILE, NULL, type));
}

int btf__add_const(struct btf *btf, int type)
{
	return added(btf, libbpf__btf_add_ref(btf, BTF_KIND_CONST, NULL, type));
}

int btf__add_restrict(struct btf *btf, int type)
{
	return added(btf, libbpf__btf_add_ref(btf, BTF_KIND_RESTRICT, NULL, type));
}

int btf__add_type_tag(struct btf *btf, const char *value, int type)
{
	return added(btf, libbpf__btf_add_ref(btf, BTF_KIND_TYPE_TAG, value, type));
}

int btf__add_func(struct btf *btf, const char *name, enum btf_func_linkage linkage, int proto_type)
{
	return added(btf, libbpf__btf_add_linked(btf, BTF_KIND_FUNC, name, proto_type, linkage));
}

int btf__add_func_proto(struct btf *btf, int ret_type)
{
	return added(btf, libbpf__btf_add_ref(btf, BTF_KIND_FUNC_PROTO, NULL, ret_type));
}

int btf__add_func_param(struct btf *btf, const char *name, int type)
{
	return added(btf, libbpf__btf_add_linked(btf, BTF_KIND_FUNC_PROTO, name, type, 0));
}

int btf__add_var(struct btf *btf, const char *name, int linkage, int type)
{
	return added(btf, libbpf__btf_add_linked(btf, BTF_KIND_VAR, name, type, linkage));
}

int btf__add_datasec(struct btf *btf, const char *name, __u32 size)
{
	return added(btf, libbpf__btf_add_composite(btf, BTF_KIND_DATASEC, name, size));
}

int btf__add_datasec_var_info(struct btf *btf, int var_type, __u32 offset, __u32 size)
{
	return added(btf, libbpf__btf__add_datasec_var_info(btf, var_type, offset, size));
}

int btf__add_decl_tag(struct btf *btf, const char *value, int type, int component)
{
	return added(btf, libbpf__btf_add_linked(btf, BTF_KIND_DECL_TAG, value, type, component));
}

int btf__dedup(struct btf *btf, const struct btf_dedup_opts *opts)
{
	return added(btf, libbpf__btf__dedup(btf));
}

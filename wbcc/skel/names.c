/* Makes names fit for C and unique: reads BTF, writes a table of names. */
#include "skel/names.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static bool in_list(const char *name, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(name, list[i]) == 0)
			return true;
	return false;
}

#define IN_LIST(name, list) in_list(name, list, sizeof(list) / sizeof *(list))

bool is_c_keyword(const char *name)
{
	static const char *const words[] = {"auto", "break", "case", "char", "const", "continue",
		"default", "do", "double", "else", "enum", "extern", "float", "for", "goto", "if",
		"inline", "int", "long", "register", "restrict", "return", "short", "signed",
		"sizeof", "static", "struct", "switch", "typedef", "union", "unsigned", "void",
		"volatile", "while", "_Bool", "_Complex", "_Atomic", "_Alignas", "_Alignof",
		"_Generic", "_Noreturn", "_Static_assert", "_Thread_local", "asm", "typeof"};
	return IN_LIST(name, words);
}

bool is_cxx_keyword(const char *name)
{
	static const char *const words[] = {"alignas", "alignof", "and", "and_eq", "bitand",
		"bitor", "catch", "char8_t", "char16_t", "char32_t", "class", "co_await",
		"co_return", "co_yield", "compl", "concept", "const_cast", "consteval", "constexpr",
		"constinit", "decltype", "delete", "dynamic_cast", "explicit", "export", "false",
		"friend", "mutable", "namespace", "new", "noexcept", "not", "not_eq", "nullptr",
		"operator", "or", "or_eq", "private", "protected", "public", "reinterpret_cast",
		"requires", "static_assert", "static_cast", "template", "this", "thread_local",
		"throw", "true", "try", "typeid", "typename", "using", "virtual", "wchar_t", "xor",
		"xor_eq"};
	return IN_LIST(name, words);
}

static void add_clean(struct buf *out, const char *name, const char *also)
{
	for (const char *p = name; *p; p++)
		buf_putc(out, isalnum((unsigned char)*p) || strchr(also, *p) ? *p : '_');
}

void add_identifier(struct buf *out, const char *name)
{
	if (isdigit((unsigned char)*name))
		buf_putc(out, '_');
	add_clean(out, name, "_");
	if (is_c_keyword(name))
		buf_putc(out, '_');
}

void add_words(struct buf *out, const char *name)
{
	add_clean(out, name, "_ ");
}

const char *fixed_width_name(const char *name, unsigned size)
{
	static const struct {
		const char *name, *write;
		unsigned size;
	} fixed[] = {
		{"u8", "__u8", 1},
		{"u16", "__u16", 2},
		{"u32", "__u32", 4},
		{"u64", "__u64", 8},
		{"s8", "__s8", 1},
		{"s16", "__s16", 2},
		{"s32", "__s32", 4},
		{"s64", "__s64", 8},
		{"__u8", "__u8", 1},
		{"__u16", "__u16", 2},
		{"__u32", "__u32", 4},
		{"__u64", "__u64", 8},
		{"__s8", "__s8", 1},
		{"__s16", "__s16", 2},
		{"__s32", "__s32", 4},
		{"__s64", "__s64", 8},
		{"__be16", "__be16", 2},
		{"__be32", "__be32", 4},
		{"__be64", "__be64", 8},
		{"__le16", "__le16", 2},
		{"__le32", "__le32", 4},
		{"__le64", "__le64", 8},
		{"uint8_t", "__u8", 1},
		{"uint16_t", "__u16", 2},
		{"uint32_t", "__u32", 4},
		{"uint64_t", "__u64", 8},
		{"int8_t", "__s8", 1},
		{"int16_t", "__s16", 2},
		{"int32_t", "__s32", 4},
		{"int64_t", "__s64", 8},
		{"bool", "bool", 1},
		{"_Bool", "bool", 1},
	};
	for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
		if (fixed[i].size == size && strcmp(fixed[i].name, name) == 0)
			return fixed[i].write;
	return NULL;
}

bool is_reserved_typedef(const char *name)
{
	static const char *const words[] = {"size_t", "ssize_t", "off_t", "loff_t", "pid_t",
		"uid_t", "gid_t", "dev_t", "ino_t", "mode_t", "nlink_t", "time_t", "clock_t",
		"clockid_t", "timer_t", "suseconds_t", "useconds_t", "blkcnt_t", "blksize_t",
		"id_t", "key_t", "caddr_t", "daddr_t", "fsid_t", "quad_t", "u_quad_t", "socklen_t",
		"sa_family_t", "in_addr_t", "in_port_t", "intptr_t", "uintptr_t", "ptrdiff_t",
		"intmax_t", "uintmax_t", "wchar_t", "wint_t", "va_list", "max_align_t", "u_char",
		"u_short", "u_int", "u_long", "ushort", "uint", "ulong", "unchar", "register_t",
		"sigset_t", "fd_set", "jmp_buf", "FILE", "div_t", "ldiv_t", "nfds_t", "mbstate_t",
		"wctype_t"};
	size_t n = strlen(name);
	return strncmp(name, "__", 2) == 0 || IN_LIST(name, words) ||
	       ((strncmp(name, "int", 3) == 0 || strncmp(name, "uint", 4) == 0) && n > 2 &&
		       strcmp(name + n - 2, "_t") == 0) ||
	       fixed_width_name(name, 1) || fixed_width_name(name, 2) ||
	       fixed_width_name(name, 4) || fixed_width_name(name, 8);
}

bool is_reserved_tag(const char *name)
{
	static const char *const words[] = {"bpf_spin_lock", "bpf_res_spin_lock", "bpf_timer",
		"bpf_wq", "bpf_dynptr", "bpf_list_head", "bpf_list_node", "bpf_rb_root",
		"bpf_rb_node", "bpf_refcount", "bpf_iter_num", "bpf_task_work", "timespec",
		"timeval", "itimerspec", "tm", "stat", "iovec", "rusage", "rlimit", "sigaction",
		"pollfd", "in_addr", "in6_addr", "sockaddr", "sockaddr_in", "sockaddr_in6",
		"sockaddr_storage", "sockaddr_un", "msghdr", "ethhdr", "iphdr", "ipv6hdr", "tcphdr",
		"udphdr", "icmphdr"};
	return IN_LIST(name, words);
}

/* A set of strings by open addressing, with how often each was asked for. */
struct set {
	struct {
		const char *key;
		uint32_t count;
	} * slots;
	size_t size; /* a power of two, more than twice the number of keys */
};

static size_t hash(const char *s)
{
	size_t h = 5381;
	while (*s)
		h = h * 33 + (unsigned char)*s++;
	return h ^ h >> 15;
}

static void set_init(struct set *s, size_t n)
{
	for (s->size = 64; s->size < 2 * n + 2;)
		s->size *= 2;
	s->slots = xcalloc(s->size, sizeof *s->slots);
}

static uint32_t *set_count(struct set *s, const char *key)
{
	size_t i = hash(key) & (s->size - 1);
	while (s->slots[i].key && strcmp(s->slots[i].key, key) != 0)
		i = (i + 1) & (s->size - 1);
	s->slots[i].key = key;
	return &s->slots[i].count;
}

static bool is_plain(const char *name)
{
	if (isdigit((unsigned char)*name))
		return false;
	for (; *name; name++)
		if (!isalnum((unsigned char)*name) && *name != '_')
			return false;
	return true;
}

static const char *unique(struct names *n, struct set *s, const char *name)
{
	if (!*name)
		return NULL;
	if (!is_plain(name) || is_c_keyword(name)) {
		struct buf b = {0};
		add_identifier(&b, name);
		name = vec_push(n->owned, n->n_owned, n->cap_owned) = buf_take(&b);
	}
	uint32_t count = ++*set_count(s, name);
	if (count == 1)
		return name;
	return vec_push(n->owned, n->n_owned, n->cap_owned) = xasprintf("%s___%u", name, count);
}

/* No compiler leaves an enumerator without a name; a fault in the file may. */
static const char *value_name(struct names *n, struct set *words, const struct btf *btf, uint32_t i)
{
	const char *name = unique(n, words, btf->values[i].name);
	if (name)
		return name;
	return vec_push(n->owned, n->n_owned, n->cap_owned) = xasprintf("__value_%u", i);
}

static bool is_tag(const struct btf_type *t)
{
	return btf_is_record(t) || btf_is_enum(t);
}

/* A forward declaration means the struct of that name, if there is one. */
static void name_forwards(struct names *n, const struct btf *btf, struct set *tags)
{
	for (uint32_t id = 1; id < btf->n_types; id++)
		if (btf->types[id].kind == BTF_FWD && *btf->types[id].name)
			n->name[id] = *set_count(tags, btf->types[id].name)
					      ? btf->types[id].name
					      : unique(n, tags, btf->types[id].name);
}

void names_read(struct names *n, const struct btf *btf)
{
	size_t n_values = 0;
	for (uint32_t id = 1; id < btf->n_types; id++)
		if (btf_is_enum(&btf->types[id]))
			n_values += btf->types[id].n;
	*n = (struct names){0};
	n->name = xcalloc(btf->n_types, sizeof *n->name);
	n->value = xcalloc(n_values, sizeof *n->value);
	struct set tags, words;
	set_init(&tags, btf->n_types);
	set_init(&words, btf->n_types + n_values);
	for (uint32_t id = 1; id < btf->n_types; id++) {
		const struct btf_type *t = &btf->types[id];
		if (is_tag(t))
			n->name[id] = unique(n, &tags, t->name);
		else if (t->kind == BTF_TYPEDEF)
			n->name[id] = unique(n, &words, t->name);
		for (uint32_t i = 0; btf_is_enum(t) && i < t->n; i++)
			n->value[t->first + i] = value_name(n, &words, btf, t->first + i);
	}
	name_forwards(n, btf, &tags);
	free(tags.slots);
	free(words.slots);
}

void names_free(struct names *n)
{
	free(n->name);
	free(n->value);
	for (size_t i = 0; i < n->n_owned; i++)
		free(n->owned[i]);
	free(n->owned);
	*n = (struct names){0};
}

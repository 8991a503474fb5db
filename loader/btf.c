/*
 * btf__*: BTF objects are libbpf's, on this side; a guest that walks types gets the bytes.
 * Reads bytes and names from the guest; writes types and strings into its memory.
 *
 * struct btf_type and what follows it have no pointers: the bytes of the type section are the
 * same in a guest.  It fetches them once (btf_types) and adds offsets (btf_type_offset).
 */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <bpf/btf.h>

#include "fd.h"
#include "handle.h"
#include "object.h"

static void free_btf(struct loader *l, void *host)
{
	btf__free(host);
}

int32_t btf_handle(struct loader *l, struct btf *btf, bool owned, uint32_t owner)
{
	if (!btf)
		return null_err();
	uint32_t h = owned ? 0 : handle_of(l, H_BTF, btf);
	return h ? (int32_t)h : handle_new(l, H_BTF, btf, owned ? free_btf : NULL, owner);
}

/* Split BTF refers to its base: it ends with it.  False: *base* names nothing. */
static bool base_btf(struct loader *l, uint32_t base, struct btf **out)
{
	*out = base ? handle_host(l, base, H_BTF) : NULL;
	return !base || *out;
}

/* ---- making
 * ---------------------------------------------------------------------------------------- */

/*
 * Split BTF from bytes.  libbpf 1.1 declares btf__new_split() without defining it, but reads
 * such BTF from files.
 */
static struct btf *new_split(const void *bytes, uint32_t size, struct btf *base)
{
	char path[64];
	int fd = memfd_create("btf", MFD_CLOEXEC);
	if (fd < 0)
		return NULL;
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	bool whole = write(fd, bytes, size) == (ssize_t)size;
	struct btf *btf = whole ? btf__parse_raw_split(path, base) : NULL;
	fd_close_keeping_errno(fd);
	return btf;
}

uint32_t libbpf__btf__new_split(struct wb_instance *in, uint32_t data, uint32_t size, uint32_t base)
{
	struct loader *l = loader_of(in);
	struct btf *b;
	void *bytes = bytes_in(l, data, size);
	if (!bytes || !base_btf(l, base, &b))
		return (uint32_t)done(l, bytes ? -EINVAL : -EFAULT);
	struct btf *btf = b ? new_split(bytes, size, b) : btf__new(bytes, size);
	return (uint32_t)done(l, btf_handle(l, btf, true, base));
}

uint32_t libbpf__btf__new_empty_split(struct wb_instance *in, uint32_t base)
{
	struct loader *l = loader_of(in);
	struct btf *b;
	if (!base_btf(l, base, &b))
		return (uint32_t)done(l, -EINVAL);
	struct btf *btf = b ? btf__new_empty_split(b) : btf__new_empty();
	return (uint32_t)done(l, btf_handle(l, btf, true, base));
}

uint32_t libbpf__btf__load_vmlinux_btf(struct wb_instance *in)
{
	struct loader *l = loader_of(in);
	return (uint32_t)done(l, btf_handle(l, btf__load_vmlinux_btf(), true, 0));
}

uint32_t libbpf__btf__load_module_btf(struct wb_instance *in, uint32_t name, uint32_t base)
{
	struct loader *l = loader_of(in);
	const char *s;
	struct btf *b;
	bool ok = text_in(l, name, &s) && s && *s && !strchr(s, '/') && base_btf(l, base, &b);
	if (!ok || !b)
		return (uint32_t)done(l, -EINVAL);
	return (uint32_t)done(l, btf_handle(l, btf__load_module_btf(s, b), true, base));
}

uint32_t libbpf__btf__load_from_kernel_by_id_split(
	struct wb_instance *in, uint32_t id, uint32_t base)
{
	struct loader *l = loader_of(in);
	struct btf *b;
	if (!base_btf(l, base, &b))
		return (uint32_t)done(l, -EINVAL);
	struct btf *btf = btf__load_from_kernel_by_id_split(id, b);
	return (uint32_t)done(l, btf_handle(l, btf, true, base));
}

/* BTF of an object belongs to it: freeing ends the guest's handle only. */
void libbpf__btf__free(struct wb_instance *in, uint32_t btf)
{
	struct loader *l = loader_of(in);
	struct handle *slot = handle_slot(l, btf, H_BTF);
	if (slot && slot->destroy)
		handle_close(l, btf);
	finish(l);
}

/* ---- asking
 * --------------------------------------------------------------------------------------- */

uint32_t libbpf__btf__type_cnt(struct wb_instance *in, uint32_t btf)
{
	const struct btf *b = handle_host(loader_of(in), btf, H_BTF);
	return b ? btf__type_cnt(b) : 0;
}

int32_t libbpf__btf__find_by_name_kind(
	struct wb_instance *in, uint32_t btf, uint32_t name, uint32_t kind)
{
	struct loader *l = loader_of(in);
	const struct btf *b = handle_host(l, btf, H_BTF);
	const char *s;
	if (!b || !text_in(l, name, &s) || !s)
		return done(l, -EINVAL);
	return done(l, kind ? btf__find_by_name_kind(b, s, kind) : btf__find_by_name(b, s));
}

/*
 * Where type *id* stands: the BTF of this chain that holds it goes to *level* (0: this one, 1:
 * its base, ...), the result is the offset in that one's types.
 */
int32_t libbpf__btf_type_offset(struct wb_instance *in, uint32_t btf, uint32_t id, uint32_t level)
{
	struct loader *l = loader_of(in);
	const struct btf *b = handle_host(l, btf, H_BTF);
	uint32_t n = 0;
	if (!b || !id || id >= btf__type_cnt(b))
		return guest_err(-EINVAL);
	for (const struct btf *base = btf__base_btf(b); base && id < btf__type_cnt(base); n++) {
		b = base;
		base = btf__base_btf(b);
	}
	const struct btf *base = btf__base_btf(b);
	const char *first = (const char *)btf__type_by_id(b, base ? btf__type_cnt(base) : 1);
	const char *type = (const char *)btf__type_by_id(b, id);
	if (!first || !type || !wb_put_u32(in, level, n))
		return guest_err(-EINVAL);
	return (int32_t)(type - first);
}

static uint32_t type_size(const struct btf_type *t)
{
	uint32_t n = btf_vlen(t);
	switch (btf_kind(t)) {
	case BTF_KIND_INT:
	case BTF_KIND_VAR:
	case BTF_KIND_DECL_TAG: return sizeof *t + 4;
	case BTF_KIND_ARRAY: return sizeof *t + sizeof(struct btf_array);
	case BTF_KIND_STRUCT:
	case BTF_KIND_UNION: return sizeof *t + n * (uint32_t)sizeof(struct btf_member);
	case BTF_KIND_ENUM: return sizeof *t + n * (uint32_t)sizeof(struct btf_enum);
	case BTF_KIND_ENUM64: return sizeof *t + n * 12;
	case BTF_KIND_FUNC_PROTO: return sizeof *t + n * (uint32_t)sizeof(struct btf_param);
	case BTF_KIND_DATASEC: return sizeof *t + n * (uint32_t)sizeof(struct btf_var_secinfo);
	default: return sizeof *t;
	}
}

/* All types that this BTF adds to its base, one after the other; how many bytes they are. */
int32_t libbpf__btf_types(struct wb_instance *in, uint32_t btf, uint32_t buf, uint32_t cap)
{
	const struct btf *b = handle_host(loader_of(in), btf, H_BTF);
	const struct btf *base = b ? btf__base_btf(b) : NULL;
	uint32_t first_id = base ? btf__type_cnt(base) : 1;
	if (!b)
		return guest_err(-EINVAL);
	if (btf__type_cnt(b) <= first_id)
		return 0;
	const char *first = (const char *)btf__type_by_id(b, first_id);
	const struct btf_type *last = btf__type_by_id(b, btf__type_cnt(b) - 1);
	size_t size = (size_t)((const char *)last - first) + type_size(last);
	if (size > INT32_MAX)
		return guest_err(-E2BIG);
	if (cap >= size && !wb_put(in, buf, first, (uint32_t)size))
		return guest_err(-EFAULT);
	return (int32_t)size;
}

int32_t libbpf__btf__str_by_offset(
	struct wb_instance *in, uint32_t btf, uint32_t offset, uint32_t buf, uint32_t cap)
{
	struct loader *l = loader_of(in);
	const struct btf *b = handle_host(l, btf, H_BTF);
	const char *s = b ? btf__str_by_offset(b, offset) : NULL;
	return guest_err(s ? text_out(l, s, buf, cap) : -EINVAL);
}

int32_t libbpf__btf__raw_data(struct wb_instance *in, uint32_t btf, uint32_t buf, uint32_t cap)
{
	struct loader *l = loader_of(in);
	const struct btf *b = handle_host(l, btf, H_BTF);
	uint32_t size = 0;
	const void *data = b ? btf__raw_data(b, &size) : NULL;
	if (!data)
		return done(l, b ? null_err() : -EINVAL);
	if (size > INT32_MAX)
		return done(l, -E2BIG);
	if (cap >= size && !wb_put(in, buf, data, size))
		return done(l, -EFAULT);
	return done(l, (long)size);
}

int64_t libbpf__btf__resolve_size(struct wb_instance *in, uint32_t btf, uint32_t id)
{
	struct loader *l = loader_of(in);
	const struct btf *b = handle_host(l, btf, H_BTF);
	int64_t size = b ? btf__resolve_size(b, id) : -EINVAL;
	finish(l);
	return size < 0 ? guest_err(size) : size;
}

int32_t libbpf__btf__resolve_type(struct wb_instance *in, uint32_t btf, uint32_t id)
{
	struct loader *l = loader_of(in);
	const struct btf *b = handle_host(l, btf, H_BTF);
	return done(l, b ? btf__resolve_type(b, id) : -EINVAL);
}

int32_t libbpf__btf__align_of(struct wb_instance *in, uint32_t btf, uint32_t id)
{
	struct loader *l = loader_of(in);
	const struct btf *b = handle_host(l, btf, H_BTF);
	return done(l, b ? btf__align_of(b, id) : -EINVAL);
}

uint32_t libbpf__btf__pointer_size(struct wb_instance *in, uint32_t btf)
{
	const struct btf *b = handle_host(loader_of(in), btf, H_BTF);
	return b ? (uint32_t)btf__pointer_size(b) : 0;
}

int32_t libbpf__btf__set_pointer_size(struct wb_instance *in, uint32_t btf, uint32_t size)
{
	struct loader *l = loader_of(in);
	struct btf *b = handle_host(l, btf, H_BTF);
	return done(l, b ? btf__set_pointer_size(b, size) : -EINVAL);
}

uint32_t libbpf__btf__endianness(struct wb_instance *in, uint32_t btf)
{
	const struct btf *b = handle_host(loader_of(in), btf, H_BTF);
	return b ? btf__endianness(b) : 0;
}

int32_t libbpf__btf__set_endianness(struct wb_instance *in, uint32_t btf, uint32_t endian)
{
	struct loader *l = loader_of(in);
	struct btf *b = handle_host(l, btf, H_BTF);
	return done(l, b ? btf__set_endianness(b, (enum btf_endianness)endian) : -EINVAL);
}

uint32_t libbpf__btf__fd(struct wb_instance *in, uint32_t btf)
{
	struct loader *l = loader_of(in);
	const struct btf *b = handle_host(l, btf, H_BTF);
	int fd = b ? btf__fd(b) : -EINVAL;
	if (fd < 0)
		return (uint32_t)done(l, fd == -1 ? -ENOENT : fd);
	return (uint32_t)done(l, fd_of_handle(l, btf, fd, BPF_KIND_BTF));
}

/* libbpf closes the number with the BTF: it gets one of its own; -1 takes it away. */
int32_t libbpf__btf__set_fd(struct wb_instance *in, uint32_t btf, uint32_t fd)
{
	struct loader *l = loader_of(in);
	struct handle *slot = handle_slot(l, btf, H_BTF);
	int copy = fd == UINT32_MAX ? -1 : fd_duplicate(l, fd);
	if (!slot || !slot->destroy || copy < -1) {
		if (copy >= 0)
			close(copy);
		return done(l, copy < -1 ? copy : -EINVAL);
	}
	if (btf__fd(slot->host) >= 0)
		close(btf__fd(slot->host));
	fd_forget(l, btf);
	btf__set_fd(slot->host, copy);
	return done(l, 0);
}

int32_t libbpf__btf__load_into_kernel(struct wb_instance *in, uint32_t btf)
{
	struct loader *l = loader_of(in);
	struct handle *slot = handle_slot(l, btf, H_BTF);
	return done(l, slot && slot->destroy ? btf__load_into_kernel(slot->host) : -EINVAL);
}

/*
 * The loader's state, and the border's common parts: errors, strings, option structures.
 * Reads guest memory through guest.h; writes results in the guest's numbering.
 */
#include "loader.h"

#include <stdlib.h>
#include <string.h>

#include "handle.h"

struct scratch {
	struct scratch *next;
	max_align_t bytes[];
};

/* Section names that libbpf learnt in 1.3; the numbers are the kernel's since 6.6 and 6.7. */
static void register_sections(void)
{
#if !LIBBPF_AT_LEAST(1, 3)
	static const struct {
		const char *section;
		int attach_type;
	} sections[] = {{"tcx/ingress", 46}, {"tcx/egress", 47}, {"netkit/primary", 54},
		{"netkit/peer", 55}};
	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
		libbpf_register_prog_handler(sections[i].section, BPF_PROG_TYPE_SCHED_CLS,
			(enum bpf_attach_type)sections[i].attach_type, NULL);
#endif
}

struct loader *loader_of(struct wb_instance *in)
{
	if (in->host)
		return in->host;
	struct loader *l = calloc(1, sizeof *l);
	if (!l)
		wb_trap_host("out of memory");
	l->in = in;
	in->host = l;
	print_init(l);
	register_sections();
	return l;
}

/* ---- results ---------------------------------------------------------------------------- */

#define KERNEL_ENOTSUPP 524 /* leaks from the kernel's bpf() here and there */

int32_t guest_err(long r)
{
	if (r >= 0)
		return (int32_t)r;
	if (r <= -__LIBBPF_ERRNO__START && r > -__LIBBPF_ERRNO__END)
		return (int32_t)r;
	return wb_err_to_guest(r == -KERNEL_ENOTSUPP ? -EOPNOTSUPP : r);
}

static void free_scratch(struct loader *l)
{
	while (l->scratch) {
		struct scratch *s = l->scratch;
		l->scratch = s->next;
		free(s);
	}
}

void finish(struct loader *l)
{
	free_scratch(l);
	if (l->messages)
		print_deliver(l);
}

int32_t done(struct loader *l, long r)
{
	finish(l);
	return guest_err(r);
}

/* ---- arguments -------------------------------------------------------------------------- */

void *scratch(struct loader *l, size_t size)
{
	struct scratch *s = malloc(sizeof *s + size);
	if (!s)
		wb_trap_host("out of memory");
	s->next = l->scratch;
	l->scratch = s;
	return s->bytes;
}

void *bytes_in(struct loader *l, uint32_t addr, uint32_t len)
{
	const void *src = wb_at(l->in, addr, len);
	if (!src)
		return NULL;
	char *copy = scratch(l, (size_t)len + 1);
	memcpy(copy, src, len);
	copy[len] = 0;
	return copy;
}

bool text_in(struct loader *l, uint32_t addr, const char **out)
{
	*out = NULL;
	if (!addr)
		return true;
	const char *s = wb_str(l->in, addr);
	if (!s)
		return false;
	size_t room = (const char *)l->in->memory->base + l->in->memory->size - s;
	*out = bytes_in(l, addr, (uint32_t)strnlen(s, room));
	return true;
}

static bool all_zero(const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i])
			return false;
	return true;
}

int opts_in(struct loader *l, uint32_t addr, void *opts, size_t size)
{
	uint32_t sz;
	memset(opts, 0, size);
	if (!addr)
		return 0;
	if (!wb_get(l->in, addr, &sz, sizeof sz))
		return -EFAULT;
	const uint8_t *src = wb_at(l->in, addr, sz);
	if (!src)
		return -EFAULT;
	if (sz < sizeof sz || (sz > size && !all_zero(src + size, sz - size)))
		return -EINVAL;
	memcpy(opts, src, sz < size ? sz : size);
	return 0;
}

void opts_out(struct loader *l, uint32_t addr, size_t at, const void *field, size_t size)
{
	uint32_t sz;
	if (addr && wb_get(l->in, addr, &sz, sizeof sz) && at + size <= sz &&
		(uint64_t)addr + at <= UINT32_MAX)
		wb_put(l->in, addr + (uint32_t)at, field, (uint32_t)size);
}

long text_out(struct loader *l, const char *s, uint32_t buf, uint32_t cap)
{
	if (!s)
		return -EINVAL;
	size_t len = strlen(s);
	if (!cap)
		return (long)len;
	char *out = wb_at(l->in, buf, cap);
	if (!out)
		return -EFAULT;
	size_t n = len < cap ? len : cap - 1;
	memcpy(out, s, n);
	out[n] = 0;
	return (long)len;
}

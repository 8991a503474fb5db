/*
 * What this kernel and the host's libbpf know: features, names, numbers of CPUs.
 */
#include "libbpf_guest.h"

int libbpf_num_possible_cpus(void)
{
	return ret(libbpf__libbpf_num_possible_cpus());
}

int libbpf_probe_bpf_prog_type(enum bpf_prog_type prog_type, const void *opts)
{
	return opts ? ret(-EINVAL) : ret(libbpf__libbpf_probe_bpf_prog_type(prog_type));
}

int libbpf_probe_bpf_map_type(enum bpf_map_type map_type, const void *opts)
{
	return opts ? ret(-EINVAL) : ret(libbpf__libbpf_probe_bpf_map_type(map_type));
}

int libbpf_probe_bpf_helper(
	enum bpf_prog_type prog_type, enum bpf_func_id helper_id, const void *opts)
{
	return opts ? ret(-EINVAL) : ret(libbpf__libbpf_probe_bpf_helper(prog_type, helper_id));
}

int libbpf_find_vmlinux_btf_id(const char *name, enum bpf_attach_type type)
{
	return ret(libbpf__libbpf_find_vmlinux_btf_id(name, type));
}

int libbpf_prog_type_by_name(
	const char *name, enum bpf_prog_type *prog_type, enum bpf_attach_type *attach_type)
{
	return ret(libbpf__libbpf_prog_type_by_name(name, prog_type, attach_type));
}

int libbpf_attach_type_by_name(const char *name, enum bpf_attach_type *attach_type)
{
	return ret(libbpf__libbpf_attach_type_by_name(name, attach_type));
}

/* The host numbers the four kinds of type like this. */
enum type_kind { ATTACH_TYPE, LINK_TYPE, MAP_TYPE, PROG_TYPE };

static const char *type_str(enum type_kind kind, uint32_t type)
{
	char name[64];
	return libbpf__libbpf_type_str(kind, type, name, sizeof name) < 0 ? NULL
									  : kept_string(name);
}

const char *libbpf_bpf_attach_type_str(enum bpf_attach_type t)
{
	return type_str(ATTACH_TYPE, t);
}

const char *libbpf_bpf_link_type_str(enum bpf_link_type t)
{
	return type_str(LINK_TYPE, t);
}

const char *libbpf_bpf_map_type_str(enum bpf_map_type t)
{
	return type_str(MAP_TYPE, t);
}

const char *libbpf_bpf_prog_type_str(enum bpf_prog_type t)
{
	return type_str(PROG_TYPE, t);
}

/*
 * libbpf's own header, as installed where wbcc was built, and what newer ones declare that the
 * host can do with any libbpf.
 */
#include_next <bpf/libbpf.h>

#ifndef WBCC_BPF_LIBBPF_H
#define WBCC_BPF_LIBBPF_H

#ifdef __cplusplus
extern "C" {
#endif

#define WBCC_LIBBPF_BEFORE(major, minor)                                                           \
	(LIBBPF_MAJOR_VERSION < (major) ||                                                         \
		(LIBBPF_MAJOR_VERSION == (major) && LIBBPF_MINOR_VERSION < (minor)))

#if WBCC_LIBBPF_BEFORE(1, 3)
struct bpf_tcx_opts {
	size_t sz;
	__u32 flags;
	__u32 relative_fd;
	__u32 relative_id;
	__u64 expected_revision;
	size_t : 0;
};
#define bpf_tcx_opts__last_field expected_revision

struct bpf_netkit_opts {
	size_t sz;
	__u32 flags;
	__u32 relative_fd;
	__u32 relative_id;
	__u64 expected_revision;
	size_t : 0;
};
#define bpf_netkit_opts__last_field expected_revision

struct bpf_link *bpf_program__attach_tcx(
	const struct bpf_program *prog, int ifindex, const struct bpf_tcx_opts *opts);
struct bpf_link *bpf_program__attach_netkit(
	const struct bpf_program *prog, int ifindex, const struct bpf_netkit_opts *opts);
#endif

#if WBCC_LIBBPF_BEFORE(1, 5)
int bpf_map__set_autoattach(struct bpf_map *map, bool autoattach);
bool bpf_map__autoattach(const struct bpf_map *map);
#endif

#ifdef __cplusplus
}
#endif

#endif

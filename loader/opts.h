/*
 * libbpf's option structures as a wasm32 guest lays them out: size_t, long and pointers are 32
 * bits wide.  The names and the order are libbpf's; opts_in() reads them whatever their sz.
 */
#ifndef WBCC_LOADER_OPTS_H
#define WBCC_LOADER_OPTS_H

#include <stddef.h>
#include <stdint.h>

#define GUEST_LAYOUT(type, field, offset)                                                          \
	_Static_assert(offsetof(struct type, field) == (offset), #type "." #field)

struct guest_open_opts {
	uint32_t sz, object_name;
	uint8_t relaxed_maps;
	uint32_t pin_root_path, unused, kconfig, btf_custom_path;
	uint32_t kernel_log_buf, kernel_log_size, kernel_log_level;
};
GUEST_LAYOUT(guest_open_opts, kernel_log_level, 36);

/* perf_event, tracepoint, ksyscall, usdt and trace options all start like this one. */
struct guest_cookie_opts {
	uint32_t sz;
	uint64_t bpf_cookie;
	uint8_t retprobe; /* ksyscall only */
};
GUEST_LAYOUT(guest_cookie_opts, retprobe, 16);

struct guest_kprobe_opts {
	uint32_t sz;
	uint64_t bpf_cookie;
	uint32_t offset;
	uint8_t retprobe;
	uint32_t attach_mode; /* libbpf 1.2 */
};
GUEST_LAYOUT(guest_kprobe_opts, retprobe, 20);

struct guest_kprobe_multi_opts {
	uint32_t sz, syms, addrs, cookies, cnt;
	uint8_t retprobe;
};
GUEST_LAYOUT(guest_kprobe_multi_opts, retprobe, 20);

struct guest_uprobe_opts {
	uint32_t sz, ref_ctr_offset;
	uint64_t bpf_cookie;
	uint8_t retprobe;
	uint32_t func_name;
	uint32_t attach_mode; /* libbpf 1.2 */
};
GUEST_LAYOUT(guest_uprobe_opts, func_name, 20);

struct guest_interface_opts { /* tcx, netkit */
	uint32_t sz, flags, relative_fd, relative_id;
	uint64_t expected_revision;
};
GUEST_LAYOUT(guest_interface_opts, expected_revision, 16);

struct guest_iter_opts {
	uint32_t sz, link_info, link_info_len;
};

struct guest_map_create_opts {
	uint32_t sz, btf_fd, btf_key_type_id, btf_value_type_id, btf_vmlinux_value_type_id;
	uint32_t inner_map_fd, map_flags;
	uint64_t map_extra;
	uint32_t numa_node, map_ifindex;
};
GUEST_LAYOUT(guest_map_create_opts, map_extra, 32);

struct guest_prog_load_opts {
	uint32_t sz;
	int32_t attempts;
	uint32_t expected_attach_type, prog_btf_fd, prog_flags, prog_ifindex, kern_version;
	uint32_t attach_btf_id, attach_prog_fd, attach_btf_obj_fd, fd_array;
	uint32_t func_info, func_info_cnt, func_info_rec_size;
	uint32_t line_info, line_info_cnt, line_info_rec_size;
	uint32_t log_level, log_size, log_buf;
};
GUEST_LAYOUT(guest_prog_load_opts, log_buf, 76);

struct guest_btf_load_opts {
	uint32_t sz, log_buf, log_level, log_size;
};

struct guest_batch_opts {
	uint32_t sz;
	uint64_t elem_flags, flags;
};

struct guest_flags_opts { /* get_fd_by_id, obj_get, prog_bind_map */
	uint32_t sz, flags;
};

struct guest_two_opts { /* prog_attach {flags, replace_prog_fd}, link_update {flags, old_prog_fd},
			   xdp_attach {old_prog_fd} */
	uint32_t sz, first, second;
};

struct guest_link_create_opts {
	uint32_t sz, flags, iter_info, iter_info_len, target_btf_id;
	union {
		uint64_t cookie; /* perf_event, tracing */
		struct {
			uint32_t flags, cnt, syms, addrs, cookies;
		} multi;
	};
};
GUEST_LAYOUT(guest_link_create_opts, cookie, 24);

struct guest_prog_query_opts {
	uint32_t sz, query_flags, attach_flags, prog_ids, prog_cnt, prog_attach_flags;
};

struct guest_test_run_opts {
	uint32_t sz, data_in, data_out, data_size_in, data_size_out;
	uint32_t ctx_in, ctx_out, ctx_size_in, ctx_size_out;
	uint32_t retval;
	int32_t repeat;
	uint32_t duration, flags, cpu, batch_size;
};
GUEST_LAYOUT(guest_test_run_opts, batch_size, 56);

struct guest_xdp_query_opts {
	uint32_t sz, prog_id, drv_prog_id, hw_prog_id, skb_prog_id;
	uint8_t attach_mode;
};

struct guest_tc_hook {
	uint32_t sz;
	int32_t ifindex;
	uint32_t attach_point, parent;
};

struct guest_tc_opts {
	uint32_t sz;
	int32_t prog_fd;
	uint32_t flags, prog_id, handle, priority;
};

struct guest_raw_perf_opts {
	uint32_t sz;
	int32_t cpu_cnt;
	uint32_t cpus, map_keys;
};

struct guest_dump_decl_opts {
	uint32_t sz, field_name;
	int32_t indent_level;
	uint8_t strip_mods;
};

struct guest_dump_data_opts {
	uint32_t sz, indent_str;
	int32_t indent_level;
	uint8_t compact, skip_names, emit_zeroes;
};

#endif

/*
 * wbcc doctor: what this machine can do, and how to mend what it cannot.  Looks at PATH,
 * files, /proc and /sys; changes nothing and loads nothing into the kernel.
 */
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/cache.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/tools.h"
#include "cmd/cmd.h"
#include "cmd/options.h"
#include "guest/guest.h"

enum verdict {
	GOOD,
	LACKS, /* building does not work */
	LIMIT, /* works, with a restriction */
};

struct finding {
	enum verdict verdict;
	const char *what;
	const char *mend; /* NULL: nothing to do */
};

static unsigned n_lacks, n_limits;

static void print_finding(const char *name, struct finding f)
{
	static const char *const marks[] = {"ok", "MISSING", "limited"};
	printf("  %-8s %-22s %s\n", marks[f.verdict], name, f.what);
	if (f.verdict != GOOD && f.mend)
		printf("  %-8s %-22s -> %s\n", "", "", f.mend);
	n_lacks += f.verdict == LACKS;
	n_limits += f.verdict == LIMIT;
}

static void check_tools(void)
{
	puts("tools");
	for (int t = 0; t < TOOL_COUNT; t++) {
		const char *path = tool_path((enum tool)t);
		char *mend = xasprintf("apt-get install %s", tool_package((enum tool)t));
		char *purpose = xasprintf("it %s", tool_purpose((enum tool)t));
		print_finding(tool_name((enum tool)t),
			(struct finding){path ? GOOD : LACKS, path ? path : purpose, mend});
		free(purpose);
		free(mend);
	}
}

/* What the linkers need, each found by asking the compiler that will link. */
static void check_libraries(void)
{
	static const char *const archives[][2] = {{"libc.a", "libc6-dev"},
		{"libbpf.a", "libbpf-dev"}, {"libelf.a", "libelf-dev"}, {"libz.a", "zlib1g-dev"}};
	puts("libraries");
	for (size_t i = 0; i < sizeof guest_parts / sizeof *guest_parts; i++) {
		bool found = guest_has_part(&guest_parts[i]);
		char *mend = xasprintf("apt-get install %s", guest_parts[i].package);
		print_finding(guest_parts[i].name,
			(struct finding){found ? GOOD : LACKS,
				found ? "found by clang" : "guests cannot be linked", mend});
		free(mend);
	}
	for (size_t i = 0; i < sizeof archives / sizeof *archives; i++) {
		char *path = tool_library(archives[i][0]);
		char *mend = xasprintf("apt-get install %s", archives[i][1]);
		print_finding(archives[i][0],
			(struct finding){path ? GOOD : LACKS,
				path ? path : "native programs cannot be linked", mend});
		free(mend);
		free(path);
	}
}

/* Effective capabilities, from /proc/self/status. */
static unsigned long long capabilities(void)
{
	struct bytes b;
	unsigned long long caps = 0;
	if (!file_read("/proc/self/status", 0, &b))
		return 0;
	const char *line = strstr((const char *)b.data, "CapEff:");
	if (line)
		caps = strtoull(line + strlen("CapEff:"), NULL, 16);
	free(b.data);
	return caps;
}

static struct finding check_rights(void)
{
	enum { SYS_ADMIN = 21, PERFMON = 38, BPF = 39 };
	unsigned long long caps = capabilities();
	bool admin = caps >> SYS_ADMIN & 1, bpf = caps >> BPF & 1, perfmon = caps >> PERFMON & 1;
	if (admin || (bpf && perfmon))
		return (struct finding){
			GOOD, admin ? "CAP_SYS_ADMIN" : "CAP_BPF and CAP_PERFMON", NULL};
	return (struct finding){LIMIT, "BPF programs cannot be loaded by this user",
		"run the tool as root, or with CAP_BPF and CAP_PERFMON"};
}

static struct finding check_btf(void)
{
	if (file_exists("/sys/kernel/btf/vmlinux"))
		return (struct finding){GOOD, "/sys/kernel/btf/vmlinux", NULL};
	return (struct finding){LIMIT, "the kernel has no BTF: CO-RE programs cannot be relocated",
		"a kernel with CONFIG_DEBUG_INFO_BTF=y; to build here: --vmlinux FILE"};
}

static bool is_mounted(const char *path, unsigned long magic)
{
	struct statfs s;
	return statfs(path, &s) == 0 && (unsigned long)s.f_type == magic;
}

static struct finding check_tracefs(void)
{
	if (is_mounted("/sys/kernel/tracing", TRACEFS_MAGIC))
		return (struct finding){GOOD, "/sys/kernel/tracing", NULL};
	if (is_mounted("/sys/kernel/debug/tracing", TRACEFS_MAGIC))
		return (struct finding){GOOD, "/sys/kernel/debug/tracing", NULL};
	return (struct finding){LIMIT, "not mounted: tracepoints cannot be attached by name",
		"mount -t tracefs tracefs /sys/kernel/tracing"};
}

static struct finding check_bpffs(void)
{
	if (is_mounted("/sys/fs/bpf", BPF_FS_MAGIC))
		return (struct finding){GOOD, "/sys/fs/bpf", NULL};
	return (struct finding){
		LIMIT, "not mounted: nothing can be pinned", "mount -t bpf bpf /sys/fs/bpf"};
}

static struct finding check_cgroup2(void)
{
	if (is_mounted("/sys/fs/cgroup", CGROUP2_SUPER_MAGIC))
		return (struct finding){GOOD, "/sys/fs/cgroup", NULL};
	if (is_mounted("/sys/fs/cgroup/unified", CGROUP2_SUPER_MAGIC))
		return (struct finding){GOOD, "/sys/fs/cgroup/unified", NULL};
	return (struct finding){LIMIT, "not mounted: cgroup programs have nothing to attach to",
		"mount -t cgroup2 cgroup2 /sys/fs/cgroup"};
}

static bool kernel_before(int major, int minor)
{
	struct utsname u;
	int a = 0, b = 0;
	return uname(&u) == 0 && sscanf(u.release, "%d.%d", &a, &b) == 2 &&
	       (a < major || (a == major && b < minor));
}

static struct finding check_memlock(void)
{
	struct rlimit l;
	if (!kernel_before(5, 11))
		return (struct finding){GOOD, "this kernel does not count maps against it", NULL};
	if (getrlimit(RLIMIT_MEMLOCK, &l) == 0 && l.rlim_cur == RLIM_INFINITY)
		return (struct finding){GOOD, "unlimited", NULL};
	return (struct finding){LIMIT, "maps count against it before Linux 5.11",
		"ulimit -l unlimited (as root, programs raise it themselves)"};
}

static struct finding check_address_space(void)
{
	struct rlimit l;
	if (getrlimit(RLIMIT_AS, &l) == 0 && l.rlim_cur < (rlim_t)12 << 30)
		return (struct finding){LIMIT, "too small for guard pages (8 GiB of addresses)",
			"ulimit -v unlimited, or --bounds=explicit"};
	return (struct finding){GOOD, "unlimited", NULL};
}

static struct finding check_jit(void)
{
	struct bytes b;
	const char *file = "/proc/sys/net/core/bpf_jit_enable";
	if (!file_exists(file) || access(file, R_OK) != 0 || !file_read(file, 0, &b))
		return (struct finding){GOOD, "always on, or not readable here", NULL};
	bool on = b.data[0] != '0';
	free(b.data);
	return on ? (struct finding){GOOD, "on", NULL}
		  : (struct finding){LIMIT, "off: BPF programs are interpreted",
			    "sysctl net.core.bpf_jit_enable=1"};
}

static const struct check {
	const char *name;
	struct finding (*run)(void);
} kernel_checks[] = {
	{"rights", check_rights},
	{"kernel BTF", check_btf},
	{"tracefs", check_tracefs},
	{"bpffs", check_bpffs},
	{"cgroup2", check_cgroup2},
	{"locked memory", check_memlock},
	{"address space", check_address_space},
	{"BPF JIT", check_jit},
};

static void check_kernel(void)
{
	struct utsname u;
	uname(&u);
	printf("kernel %s %s\n", u.release, u.machine);
	for (size_t i = 0; i < sizeof kernel_checks / sizeof *kernel_checks; i++)
		print_finding(kernel_checks[i].name, kernel_checks[i].run());
}

static struct finding check_tree(const char *path, const char *what)
{
	bool found = file_exists(path) || dir_exists(path);
	return (struct finding){found ? GOOD : LACKS, found ? path : what,
		"install the whole tree: cmake --install"};
}

static void check_installation(void)
{
	puts("wbcc " WBCC_VERSION);
	print_finding(
		"sdk", check_tree(tool_share("sdk/include"), "the guest's headers are not there"));
	print_finding("runtime", check_tree(tool_lib("libwbruntime.a"), "not beside this wbcc"));
	print_finding("loader", check_tree(tool_lib("libwbloader.a"), "not beside this wbcc"));
	print_finding("cache", (struct finding){GOOD, cache_root(), NULL});
}

int cmd_doctor(int argc, char **argv)
{
	struct operands operands;
	const struct usage usage = {
		.command = "doctor",
		.operands = "",
		.text = "Tells what this machine can do, and how to mend what it cannot.  Exit "
			"code 1 when\n"
			"something that a build needs is missing.",
	};
	int status = options_parse(&usage, argc, argv, &operands);
	if (status >= 0)
		return status;
	check_installation();
	check_tools();
	check_libraries();
	check_kernel();
	printf("%u missing, %u limited\n", n_lacks, n_limits);
	return n_lacks ? EXIT_FAILED : EXIT_DONE;
}

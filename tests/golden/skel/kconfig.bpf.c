/* Values of the kernel's configuration: integers, bool, tristate, strings; kernel symbols. */
#include <stdbool.h>
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

extern int LINUX_KERNEL_VERSION __kconfig;
extern unsigned long CONFIG_HZ __kconfig;
extern bool CONFIG_BPF __kconfig;
extern enum libbpf_tristate CONFIG_IKCONFIG __kconfig __weak;
extern char CONFIG_LOCALVERSION[16] __kconfig __weak;
extern const int bpf_prog_active __ksym;

SEC("raw_tp/sys_enter")
int use_all(void *ctx)
{
	return LINUX_KERNEL_VERSION + CONFIG_HZ + CONFIG_BPF + CONFIG_IKCONFIG +
	       CONFIG_LOCALVERSION[0] + *(volatile int *)&bpf_prog_active;
}

char LICENSE[] SEC("license") = "GPL";

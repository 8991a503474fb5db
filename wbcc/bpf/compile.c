/* Runs clang over the BPF sources, then llvm-strip over the objects. */
#include "bpf/bpf.h"

#include <string.h>
#include <sys/utsname.h>

#include "base/jobs.h"
#include "base/tools.h"

const char *bpf_arch(const char *triple)
{
	static const char *const arches[][2] = {{"x86_64", "x86"}, {"i386", "x86"}, {"i686", "x86"},
		{"aarch64", "arm64"}, {"arm", "arm"}, {"riscv64", "riscv"}, {"ppc64", "powerpc"},
		{"powerpc", "powerpc"}, {"s390", "s390"}, {"mips", "mips"},
		{"loongarch", "loongarch"}};
	struct utsname u;
	if (!triple)
		triple = uname(&u) == 0 ? u.machine : "x86_64";
	for (size_t i = 0; i < sizeof arches / sizeof *arches; i++)
		if (strncmp(triple, arches[i][0], strlen(arches[i][0])) == 0)
			return arches[i][1];
	return "x86";
}

/* Debian keeps <asm/types.h> in a folder that only the host's own target searches. */
static void add_asm_headers(struct args *a)
{
	struct utsname u;
	if (uname(&u) != 0)
		return;
	args_add(a, "-idirafter");
	args_addf(a, "/usr/include/%s-linux-gnu", u.machine);
}

void bpf_add_flags(struct args *a, const struct bpf_options *o)
{
	args_add(a, "--target=bpf");
	args_add(a, "-g");
	args_add(a, "-O2");
	args_addf(a, "-D__TARGET_ARCH_%s", o->arch);
	/* BTF's line records name files: no folder of this machine may get into the object. */
	args_addf(a, "-ffile-prefix-map=%s=.", o->dir);
	args_addf(a, "-ffile-prefix-map=%s=.", o->include);
	args_add(a, "-fdebug-compilation-dir=.");
	args_addf(a, "-I%s", o->dir);
	args_addf(a, "-isystem%s", o->include); /* no warnings about the kernel's own types */
	add_asm_headers(a);
	for (size_t i = 0; i < o->cflags->n; i++)
		args_add(a, o->cflags->v[i]);
}

static void add_command(struct args *a, const struct bpf_options *o, const struct bpf_source *s)
{
	args_add(a, tool_path(TOOL_CLANG));
	bpf_add_flags(a, o);
	args_add(a, "-c");
	args_add(a, s->source);
	args_add(a, "-o");
	args_add(a, s->object);
}

/* Only DWARF goes; .BTF and .BTF.ext stay. */
static bool strip_dwarf(const struct bpf_source *sources, size_t n)
{
	struct args a = {0};
	args_add(&a, tool_path(TOOL_LLVM_STRIP));
	args_add(&a, "-g");
	for (size_t i = 0; i < n; i++)
		args_add(&a, sources[i].object);
	bool ok = proc_run(&a, "stage bpf");
	args_free(&a);
	return ok;
}

bool bpf_compile(const struct bpf_options *o, const struct bpf_source *sources, size_t n)
{
	struct jobs jobs = {0};
	if (!tool_need(TOOL_CLANG) || !tool_need(TOOL_LLVM_STRIP))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct job *job = jobs_add(
			&jobs, sources[i].source, "clang could not compile this BPF program");
		add_command(&job->command, o, &sources[i]);
	}
	return jobs_run(&jobs) && strip_dwarf(sources, n);
}

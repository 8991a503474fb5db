/* Runs clang over the BPF sources, then takes out of the objects what no loader reads. */
#include "bpf/bpf.h"

#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/jobs.h"
#include "base/mem.h"
#include "base/tools.h"
#include "bpf/slim.h"

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
	/* BTF quotes source lines, and clang could not find the files under their mapped names. */
	args_add(a, "-gdwarf-5");
	args_add(a, "-gembed-source");
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

/* A section's new contents as a file for llvm-objcopy. */
static bool add_update(struct args *a, const char *object, const char *section, struct buf *b)
{
	char *file = xasprintf("%s%s", object, section);
	bool ok = !b->len || file_write(file, b->data, b->len, 0644);
	if (b->len)
		args_addf(a, "--update-section=%s=%s", section, file);
	free(file);
	buf_free(b);
	return ok;
}

/*
 * DWARF goes, and with it the relocations of BTF, which nobody applies (libbpf takes the places
 * from the symbols); .BTF and .BTF.ext stay, without the types that nobody reads.
 */
static bool add_finish(struct args *a, const char *object)
{
	struct bytes bytes;
	struct buf btf = {0}, btf_ext = {0};
	if (!file_read(object, 0, &bytes))
		return false;
	bool ok = slim_types(object, bytes.data, bytes.len, &btf, &btf_ext);
	free(bytes.data);
	args_add(a, tool_path(TOOL_LLVM_OBJCOPY));
	args_add(a, "--strip-debug");
	args_add(a, "--remove-section=.rel.BTF");
	args_add(a, "--remove-section=.rel.BTF.ext");
	args_add(a, "--remove-section=.llvm_addrsig");
	ok = ok && add_update(a, object, ".BTF", &btf) &&
	     add_update(a, object, ".BTF.ext", &btf_ext);
	args_add(a, object);
	return ok;
}

static bool finish(const struct bpf_source *sources, size_t n)
{
	struct jobs jobs = {0};
	bool ok = true;
	for (size_t i = 0; i < n && ok; i++) {
		struct job *job =
			jobs_add(&jobs, sources[i].source, "llvm-objcopy could not strip it");
		ok = add_finish(&job->command, sources[i].object);
	}
	return ok && jobs_run(&jobs);
}

bool bpf_compile(const struct bpf_options *o, const struct bpf_source *sources, size_t n)
{
	struct jobs jobs = {0};
	if (!tool_need(TOOL_CLANG) || !tool_need(TOOL_LLVM_OBJCOPY))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct job *job = jobs_add(
			&jobs, sources[i].source, "clang could not compile this BPF program");
		add_command(&job->command, o, &sources[i]);
	}
	return jobs_run(&jobs) && finish(sources, n);
}

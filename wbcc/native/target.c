/* Compiles the runtime and the loader for another machine; reads share/wbcc/native. */
#include "native/target.h"

#include <stdlib.h>
#include <string.h>

#include "base/archive.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"

static const struct {
	const char *file, *package;
} parts[] = {
	{"libbpf.a", "libbpf-dev"},
	{"libelf.a", "libelf-dev"},
	{"libz.a", "zlib1g-dev"},
	{"libc.a", "libc6-dev"},
};

/* "aarch64-linux-gnu" of "aarch64-unknown-linux-gnu": the folder names of Debian. */
static char *multiarch(const char *triple)
{
	size_t cpu = strcspn(triple, "-");
	const char *system = strstr(triple, "linux");
	return xasprintf("%.*s-%s", (int)cpu, triple, system ? system : "linux-gnu");
}

static const char *debian_arch(const char *triple)
{
	static const char *const names[][2] = {{"aarch64", "arm64"}, {"x86_64", "amd64"},
		{"riscv64", "riscv64"}, {"s390x", "s390x"}, {"powerpc64le", "ppc64el"}};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strncmp(triple, names[i][0], strlen(names[i][0])) == 0)
			return names[i][1];
	return "ARCH";
}

void target_add_flags(struct args *a, const struct native_options *o)
{
	if (!o->target)
		return;
	args_addf(a, "--target=%s", o->target);
	if (o->sysroot)
		args_addf(a, "--sysroot=%s", o->sysroot);
}

static bool has_part(const char *triple, const char *sysroot, const char *file)
{
	char *arch = multiarch(triple);
	bool found = false;
	const char *const folders[] = {"usr/lib/%s", "lib/%s", "usr/lib", "lib"};
	for (size_t i = 0; i < sizeof folders / sizeof *folders && !found; i++) {
		bool by_arch = strstr(folders[i], "%s");
		if (!sysroot && !by_arch)
			break; /* those of this machine itself */
		struct buf path = {0};
		buf_printf(&path, "%s/", sysroot ? sysroot : "");
		buf_add(&path, folders[i], strcspn(folders[i], "%"));
		buf_printf(&path, "%s/%s", by_arch ? arch : "", file);
		found = file_exists(path.data);
		buf_free(&path);
	}
	free(arch);
	return found;
}

bool target_is_ready(const char *triple, const char *sysroot)
{
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!has_part(triple, sysroot, parts[i].file))
			return false;
	return true;
}

bool target_check(const struct native_options *o)
{
	if (!o->target || target_is_ready(o->target, o->sysroot))
		return true;
	const char *arch = debian_arch(o->target);
	struct buf missing = {0}, packages = {0};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		buf_printf(&packages, " %s:%s", parts[i].package, arch);
		if (!has_part(o->target, o->sysroot, parts[i].file))
			buf_printf(&missing, "%s%s", missing.len ? ", " : "", parts[i].file);
	}
	fail(o->sysroot ? AT_FILE(o->sysroot) : AT_TOOL, "%s for %s not found", missing.data,
		o->target);
	note("dpkg --add-architecture %s && apt-get update && apt-get install%s libgcc-12-dev:%s, "
	     "or unpack these packages into a folder (dpkg-deb -x) and name it with --sysroot",
		arch, packages.data, arch);
	buf_free(&missing);
	buf_free(&packages);
	return false;
}

struct compiler {
	const struct native_options *o;
	const char *cc, *dir;
};

static void add_compiler(struct args *command, const void *ctx)
{
	const struct compiler *c = ctx;
	static const char *const flags[] = {"-std=gnu11", "-D_GNU_SOURCE", "-O2", "-fno-pie",
		"-ffunction-sections", "-fdata-sections", "-fasynchronous-unwind-tables"};
	char *include = tool_share("include");
	args_add(command, c->cc);
	target_add_flags(command, c->o);
	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
		args_add(command, flags[i]);
	args_addf(command, "-ffile-prefix-map=%s=.", c->dir);
	args_addf(command, "-I%s", include);
	args_addf(command, "-I%s/runtime-lib", c->dir);
	args_addf(command, "-I%s/loader", c->dir);
	free(include);
}

char *target_library(const struct native_options *o, const char *cc, const char *work)
{
	char *dir = tool_share("native"), *entry = NULL;
	struct compiler compiler = {o, cc, dir};
	struct archive a = {.dir = dir,
		.prefix = "wb",
		.failure = "the runtime does not compile for this target",
		.add_compiler = add_compiler,
		.ctx = &compiler};
	struct cache_key key;
	archive_list(&a, "runtime-lib");
	archive_list(&a, "loader");
	key_init(&key);
	key_add_tool(&key, cc);
	key_add_text(&key, o->target);
	key_add_text(&key, o->sysroot ? o->sysroot : "");
	if (archive_key(&a, &key))
		entry = cache_entry("target", &key, "libwb.a");
	if (entry && !file_exists(entry) && !archive_make(&a, work, entry))
		entry = NULL;
	args_free(&a.files);
	free(dir);
	return entry;
}

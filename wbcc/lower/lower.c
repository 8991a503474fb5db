/*
 * Stage 6 from the outside (lower.h): the front reads and validates in this process, Binaryen
 * and the emitter run in a child.  Binaryen ends its process when it dislikes something, so
 * the child has limits on memory and time of its own, and its C text comes back through a
 * pipe, whole or not at all.
 */
#include "lower/lower.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/diag.h"
#include "lower/emit_module.h"
#include "lower/hostimports.h"

/* How the child ends when it has told what is wrong itself. */
enum { EXPLAINED = 3 };

enum {
	CHILD_MEMORY = 2047, /* MiB of address space, and for each MiB of module 64 more */
	CHILD_SECONDS = 60,  /* of CPU time, and for each MiB of module 10 more */
	CHILD_STACK = 256,   /* MiB: trees are walked recursively */
};

static void limit(int what, rlim_t value)
{
	struct rlimit was;
	if (!getrlimit(what, &was) && was.rlim_max != RLIM_INFINITY && was.rlim_max < value)
		value = was.rlim_max;
	setrlimit(what, &(struct rlimit){value, value});
}

static bool write_all(int fd, const char *data, size_t len)
{
	while (len) {
		ssize_t n = write(fd, data, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		data += n;
		len -= (size_t)n;
	}
	return true;
}

/* ---- the child ---------------------------------------------------------------------------------
 */

/* The recursive work runs on a stack of its own; this process's may be small. */
static struct {
	const struct wasm_module *m;
	const struct lower_options *o;
	int fd;
	int status;
} job;

static void lower_here(void)
{
	struct emit e = {.m = job.m, .o = job.o};
	struct buf out = {0};
	job.status = 1;
	e.module = binaryen_read(job.m->carrier.data, job.m->carrier.len);
	if (!e.module) {
		job.status = EXPLAINED;
		fail(AT_FILE(job.m->file),
			"Binaryen refuses what the front let pass (a defect of wbcc)");
		return;
	}
	if (!emit_module(&e, &out))
		job.status = EXPLAINED;
	else if (write_all(job.fd, out.data, out.len))
		job.status = 0;
}

static void *on_thread(void *unused)
{
	(void)unused;
	lower_here();
	return NULL;
}

static int child(void)
{
	pthread_attr_t attr;
	pthread_t thread;
	rlim_t mib = 1 << 20, size = job.m->len / mib;
#ifndef __SANITIZE_ADDRESS__ /* whose shadow alone is 16 TiB */
	limit(RLIMIT_AS, (CHILD_MEMORY + 64 * size) * mib);
#endif
	limit(RLIMIT_CPU, CHILD_SECONDS + 10 * size);
	limit(RLIMIT_CORE, 0);
	setenv("BINARYEN_CORES", "2", 1);
	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, (size_t)CHILD_STACK << 20);
	if (pthread_create(&thread, &attr, on_thread, NULL) || pthread_join(thread, NULL))
		return 1;
	return job.status;
}

/* ---- the parent --------------------------------------------------------------------------------
 */

static bool read_all(int fd, struct buf *out)
{
	char chunk[1 << 16];
	for (;;) {
		ssize_t n = read(fd, chunk, sizeof chunk);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0;
		buf_add(out, chunk, (size_t)n);
	}
}

/* What a child that ended badly died of; it may have said so itself. */
static bool explain(const char *file, int status)
{
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
		return fail(AT_FILE(file), "lowering takes too long");
	if (WIFSIGNALED(status))
		return fail(AT_FILE(file),
			"lowering failed: %s (out of memory, or a defect of wbcc)",
			strsignal(WTERMSIG(status)));
	if (WEXITSTATUS(status) == EXPLAINED)
		return false;
	return fail(AT_FILE(file), "lowering failed; Binaryen gave up on the module");
}

static bool lower_in_child(struct buf *out)
{
	int ends[2], status;
	if (pipe2(ends, O_CLOEXEC) < 0)
		return fail_errno(AT_TOOL, "cannot make a pipe");
	pid_t pid = fork();
	if (pid < 0) {
		close(ends[0]);
		close(ends[1]);
		return fail_errno(AT_TOOL, "cannot start a process");
	}
	if (!pid) {
		close(ends[0]);
		job.fd = ends[1];
		_exit(child());
	}
	close(ends[1]);
	bool whole = read_all(ends[0], out);
	close(ends[0]);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return explain(job.m->file, status) &&
	       (whole || fail_errno(AT_TOOL, "cannot read from a pipe"));
}

bool lower_module(
	const uint8_t *wasm, size_t len, const struct lower_options *o, struct buf *out)
{
	struct front_options front = {.lines = o->lines};
	struct wasm_module *m = module_read(o->file, wasm, len, &front);
	if (!m)
		return false;
	bool ok = o->shape == LOWER_MODULE || host_imports_check(m);
	if (ok) {
		job.m = m;
		job.o = o;
		ok = lower_in_child(out);
	}
	module_free(m);
	if (!ok)
		buf_free(out);
	return ok;
}

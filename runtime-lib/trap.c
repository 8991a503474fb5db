/*
 * Traps: how a guest ends that did what it must not.
 *
 * Lowered code and host functions call wb_trap(); a fault in guest code arrives here as a
 * signal.  Either way the innermost wb_try() gets it, and where there is none the process
 * says what and where on stderr and ends with 134 (the status of abort() in a shell).
 */
#undef _FORTIFY_SOURCE /* its longjmp() takes a jump between stacks for corruption */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "internal.h"

#define TRAP_EXIT 134
#define ALT_STACK_SIZE ((size_t)256 << 10) /* for the handler and its unwinding */

struct try_frame {
	sigjmp_buf at;
	enum wb_trap why;
	struct guest_stack *stacks;
	struct try_frame *outer;
};

static _Thread_local struct try_frame *innermost;

/* What the handler knows of a fault, for the message. */
struct fault {
	const struct wb_memory *memory;
	uint64_t address; /* in the guest's terms */
};

void wb_say(int fd, const char *fmt, ...)
{
	char text[1024];
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	size_t len = n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1;
	for (size_t done = 0; done < len;) {
		ssize_t r = write(fd, text + done, len - done);
		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			return;
		done += (size_t)r;
	}
}

const char *wb_trap_text(enum wb_trap why)
{
	static const char *const texts[] = {
		[WB_TRAP_NONE] = "no trap",
		[WB_TRAP_UNREACHABLE] = "unreachable",
		[WB_TRAP_MEMORY] = "out of bounds memory access",
		[WB_TRAP_TABLE] = "out of bounds table access",
		[WB_TRAP_DIV_BY_ZERO] = "integer divide by zero",
		[WB_TRAP_OVERFLOW] = "integer overflow",
		[WB_TRAP_CONVERSION] = "invalid conversion to integer",
		[WB_TRAP_STACK] = "call stack exhausted",
		[WB_TRAP_UNDEFINED_ELEMENT] = "undefined element",
		[WB_TRAP_NULL_ELEMENT] = "uninitialized element",
		[WB_TRAP_INDIRECT_TYPE] = "indirect call type mismatch",
		[WB_TRAP_READ_ONLY] = "write to read-only memory",
		[WB_TRAP_HOST] = "a host function refused to go on",
	};
	return (size_t)why < sizeof texts / sizeof texts[0] ? texts[why] : "unknown trap";
}

static void to_innermost_try(enum wb_trap why)
{
	if (!innermost)
		return;
	innermost->why = why;
	siglongjmp(innermost->at, 1);
}

static _Noreturn void end_process(void)
{
	wb_backtrace_write(STDERR_FILENO);
	_exit(TRAP_EXIT);
}

_Noreturn void wb_trap(enum wb_trap why)
{
	to_innermost_try(why);
	wb_say(STDERR_FILENO, "wbcc: trap: %s\n", wb_trap_text(why));
	end_process();
}

_Noreturn void wb_trap_host(const char *fmt, ...)
{
	to_innermost_try(WB_TRAP_HOST);
	char text[900];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	wb_say(STDERR_FILENO, "wbcc: trap: %s\n", text);
	end_process();
}

static _Noreturn void trap_at(enum wb_trap why, const struct fault *f)
{
	to_innermost_try(why);
	if (f->memory)
		wb_say(STDERR_FILENO, "wbcc: trap: %s (address 0x%llx, memory is %llu bytes)\n",
			wb_trap_text(why), (unsigned long long)f->address,
			(unsigned long long)f->memory->size);
	else
		wb_say(STDERR_FILENO, "wbcc: trap: %s\n", wb_trap_text(why));
	end_process();
}

enum wb_trap wb_try(void (*fn)(void *), void *arg)
{
	struct try_frame f = {.stacks = wb_stack_mark(), .outer = innermost};
	innermost = &f;
	/* No signal mask to keep: the handlers run with SA_NODEFER. */
	if (!sigsetjmp(f.at, 0))
		fn(arg);
	innermost = f.outer;
	wb_stack_unwind(f.stacks);
	return f.why;
}

static enum wb_trap classify(const siginfo_t *info, struct fault *f)
{
	if (info->si_signo != SIGSEGV && info->si_signo != SIGBUS)
		return WB_TRAP_NONE;
	f->memory = wb_memory_of(info->si_addr);
	if (f->memory) {
		f->address = (uint64_t)((uint8_t *)info->si_addr - f->memory->base);
		bool is_store = info->si_signo == SIGSEGV && f->address < f->memory->size;
		return is_store ? WB_TRAP_READ_ONLY : WB_TRAP_MEMORY;
	}
	return wb_stack_guard_has(info->si_addr) ? WB_TRAP_STACK : WB_TRAP_NONE;
}

/* A fault that no guest can cause: ours.  The default action makes the status and the core. */
static void crash(int sig, const siginfo_t *info)
{
	wb_say(STDERR_FILENO, "wbcc: internal error: %s at address %p; please report this\n",
		strsignal(sig), info->si_addr);
	wb_backtrace_write(STDERR_FILENO);
	signal(sig, SIG_DFL);
	raise(sig);
}

static void on_fault(int sig, siginfo_t *info, void *context)
{
	(void)context;
	struct fault f = {0};
	/* si_code <= 0: somebody sent the signal; it is no fault. */
	enum wb_trap why = info->si_code > 0 ? classify(info, &f) : WB_TRAP_NONE;
	if (why != WB_TRAP_NONE)
		trap_at(why, &f);
	if (info->si_code > 0) {
		crash(sig, info);
		return;
	}
	signal(sig, SIG_DFL);
	raise(sig);
}

/* The guest's stack may be exhausted when the handler runs: it has its own, for each thread. */
static void install_alt_stack(void)
{
	stack_t alt = {.ss_size = ALT_STACK_SIZE};
	int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK;
	alt.ss_sp = mmap(NULL, ALT_STACK_SIZE, PROT_READ | PROT_WRITE, flags, -1, 0);
	if (alt.ss_sp == MAP_FAILED || sigaltstack(&alt, NULL))
		wb_trap_host("cannot install the stack of the fault handler: %s", strerror(errno));
}

void wb_traps_install(void)
{
	static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL};
	static _Thread_local bool has_alt_stack;
	if (!has_alt_stack)
		install_alt_stack();
	has_alt_stack = true;
	struct sigaction sa = {.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
	sa.sa_sigaction = on_fault;
	sigemptyset(&sa.sa_mask);
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++)
		sigaction(faults[i], &sa, NULL);
}

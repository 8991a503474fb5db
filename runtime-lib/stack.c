/*
 * Guest stacks: own mappings with a guard below, so that endless recursion faults in a place
 * that trap.c recognises, far from anything of the host's.
 *
 *     low            low + GUARD                       top
 *      | inaccessible | ... the stack grows down ... | struct guest_stack |
 */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>

#include "internal.h"

/* Larger than any frame that lowered code or a host function has, so none can step over it. */
#define GUARD ((size_t)16 << 20)

struct guest_stack {
	uint8_t *low;
	size_t len; /* of the mapping, guard included */
	struct guest_stack *outer;
};

static _Thread_local struct guest_stack *innermost;

/*
 * Calls fn(arg) with the stack pointer at *top*.  The frame pointer keeps the old stack, and
 * the unwinder finds it there: backtraces go through.
 */
void wb_call_on(void *top, void (*fn)(void *), void *arg);

#if defined(__x86_64__)
__asm__(".text\n"
	".p2align 4\n"
	".type wb_call_on, @function\n"
	"wb_call_on:\n"
	"	.cfi_startproc\n"
	"	pushq %rbp\n"
	"	.cfi_adjust_cfa_offset 8\n"
	"	.cfi_offset %rbp, -16\n"
	"	movq %rsp, %rbp\n"
	"	.cfi_def_cfa_register %rbp\n"
	"	movq %rdi, %rsp\n"
	"	movq %rdx, %rdi\n"
	"	callq *%rsi\n"
	"	movq %rbp, %rsp\n"
	"	popq %rbp\n"
	"	.cfi_def_cfa %rsp, 8\n"
	"	ret\n"
	"	.cfi_endproc\n"
	".size wb_call_on, . - wb_call_on\n");
#elif defined(__aarch64__)
__asm__(".text\n"
	".p2align 4\n"
	".type wb_call_on, %function\n"
	"wb_call_on:\n"
	"	.cfi_startproc\n"
	"	stp x29, x30, [sp, #-16]!\n"
	"	.cfi_def_cfa_offset 16\n"
	"	.cfi_offset x29, -16\n"
	"	.cfi_offset x30, -8\n"
	"	mov x29, sp\n"
	"	.cfi_def_cfa x29, 16\n"
	"	mov sp, x0\n"
	"	mov x0, x2\n"
	"	blr x1\n"
	"	mov sp, x29\n"
	"	ldp x29, x30, [sp], #16\n"
	"	.cfi_def_cfa sp, 0\n"
	"	.cfi_restore x29\n"
	"	.cfi_restore x30\n"
	"	ret\n"
	"	.cfi_endproc\n"
	".size wb_call_on, . - wb_call_on\n");
#else
#error "no stack switch for this architecture"
#endif

static struct guest_stack *stack_map(size_t size)
{
	const size_t page = 65536; /* the largest page of the architectures here */
	size_t len = GUARD + ((size + page - 1) & ~(page - 1));
	int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK;
	uint8_t *low = mmap(NULL, len, PROT_NONE, flags, -1, 0);
	if (low == MAP_FAILED)
		return NULL;
	if (mprotect(low + GUARD, len - GUARD, PROT_READ | PROT_WRITE)) {
		munmap(low, len);
		return NULL;
	}
	struct guest_stack *s = (struct guest_stack *)(void *)(low + len) - 1;
	*s = (struct guest_stack){.low = low, .len = len, .outer = innermost};
	return s;
}

void wb_on_guest_stack(size_t size, void (*fn)(void *), void *arg)
{
	struct guest_stack *s = stack_map(size);
	if (!s)
		wb_trap_host("cannot map a stack of %zu bytes: %s", size, strerror(errno));
	struct guest_stack *outer = innermost;
	innermost = s;
	wb_call_on((void *)((uintptr_t)s & ~(uintptr_t)15), fn, arg);
	wb_stack_unwind(outer);
}

bool wb_stack_guard_has(const void *addr)
{
	for (const struct guest_stack *s = innermost; s; s = s->outer)
		if ((uintptr_t)addr - (uintptr_t)s->low < GUARD)
			return true;
	return false;
}

struct guest_stack *wb_stack_mark(void)
{
	return innermost;
}

void wb_stack_unwind(struct guest_stack *mark)
{
	while (innermost != mark) {
		struct guest_stack *s = innermost;
		innermost = s->outer;
		munmap(s->low, s->len);
	}
}

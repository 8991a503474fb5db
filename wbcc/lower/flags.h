/*
 * How lowered C is compiled: the flags without which it would not mean what the module means,
 * and those that make it fast.  NULL-terminated lists; stage 7 and the tests take them.
 */
#ifndef WBCC_LOWER_FLAGS_H
#define WBCC_LOWER_FLAGS_H

/* Flags for meaning and speed, whatever the compiler. */
static const char *const wb_cflags[] = {
	"-std=gnu11",
	"-O2",			/* sibling calls (return_call), inlining of the helpers */
	"-fno-pie",		/* linear memory is an absolute symbol, folded into addresses */
	"-ffp-contract=off",	/* Wasm rounds after each operation */
	"-fno-finite-loops",	/* a loop without effects need not end */
	"-fno-strict-aliasing", /* host functions see guest memory as structures */
	"-fwrapv",
	"-fno-math-errno",	/* sqrt is one instruction */
	"-fno-stack-protector", /* guest arrays are in linear memory */
	"-ffunction-sections",
	"-fdata-sections",
	"-fasynchronous-unwind-tables", /* backtraces of traps */
	"-w",
	0,
};

/* In place of them when starting soon counts for more than running fast. */
static const char *const wb_cflags_fast[] = {"-std=gnu11", "-O0", "-fno-pie", "-ffp-contract=off",
	"-fno-strict-aliasing", "-fwrapv", "-fno-stack-protector", "-fasynchronous-unwind-tables",
	"-w", 0};

/* Added for a clang. */
static const char *const wb_cflags_clang[] = {
	"-finline-hint-functions", /* the guest's compiler inlined already: a third of the time */
	0,
};

/* Added for a gcc. */
static const char *const wb_cflags_gcc[] = {
	"-fno-trapping-math", /* nobody looks at the exception flags; frees vectorisation */
	0,
};

/* Added for the specification's tests: endless recursion exhausts the stack (lowered.h). */
static const char *const wb_cflags_conformance[] = {"-DWB_KEEP_FRAMES", 0};

#endif
